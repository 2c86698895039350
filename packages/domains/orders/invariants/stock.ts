import type { Invariant } from '@erp/kit/invariant';

/** Pieces that the orders of the story take from stock, by order and product: those sold, and those that came back. */
const TAKEN = (which: string) => `
  SELECT o.tenant_id, o.id AS order_id, s.product_id, s.product_variant_id, sum(i.quantity * p.pieces) AS pieces,
    coalesce(sum(i.quantity * p.pieces) FILTER (WHERE o.status = 'refunded'), 0) AS back
  FROM sys_demo_seeds d
  JOIN orders o ON o.tenant_id = d.tenant_id AND o.id < 1000000000
  JOIN order_items i ON i.tenant_id = o.tenant_id AND i.order_id = o.id AND i.id < 1000000000
  -- Also what was given up since, whose SKU is not in the register any more.
  JOIN (
    SELECT p.tenant_id, lower(p.sku) AS sku_key, p.id AS sold_id, p.id AS product_id, NULL::bigint AS product_variant_id,
      1 AS pieces
    FROM product p
    UNION ALL
    SELECT v.tenant_id, lower(v.variant_sku), v.parent_product_id, v.parent_product_id, v.id, 1 FROM product_variant v
    UNION ALL
    SELECT c.tenant_id, lower(p.sku), p.id, c.item_product_id, NULL, c.quantity
    FROM product_set_item c JOIN product p ON p.tenant_id = c.tenant_id AND p.id = c.set_product_id
  ) p ON p.tenant_id = i.tenant_id AND p.sold_id = i.product_id AND p.sku_key = lower(i.sku)
  JOIN warehouse w ON w.tenant_id = d.tenant_id AND w.is_default
  -- A set and bespoke work have no stock, so they drop out here.
  JOIN stock s ON s.tenant_id = w.tenant_id AND s.warehouse_id = w.id AND s.product_id = p.product_id
    AND coalesce(s.product_variant_id, 0) = coalesce(p.product_variant_id, 0)
  WHERE d.table_name = 'order_items' AND ${which}
  GROUP BY o.tenant_id, o.id, s.product_id, s.product_variant_id`;

/** Numbers are small in tenants without a story, too. */
const SEEDED = (booked: string) =>
  `EXISTS (SELECT FROM sys_demo_seeds d WHERE d.tenant_id = ${booked}.tenant_id AND d.table_name = 'order_items')`;

/** Leaves out what people have changed since the story ended. */
const UNTOUCHED = (booked: string) => `
  NOT EXISTS (
    SELECT FROM sys_demo_seeds d
    LEFT JOIN orders o ON o.tenant_id = d.tenant_id AND o.id = coalesce(w.order_id, ${booked}.order_id)
    LEFT JOIN product p ON p.tenant_id = d.tenant_id AND p.id = coalesce(w.product_id, ${booked}.product_id)
    WHERE d.tenant_id = coalesce(w.tenant_id, ${booked}.tenant_id) AND d.table_name = 'order_items'
      AND (o.updated_at > d.until OR p.updated_at > d.until)
  )`;

/** What orders took from stock. */
export const stockInvariants: readonly Invariant[] = [
  {
    name: 'sold_goods_left_stock',
    says: 'What a shipped order of the story sold has left the default warehouse, sets by their contents, and what came back is there again.',
    sql: `
      SELECT coalesce(w.tenant_id, m.tenant_id) AS tenant_id, coalesce(w.order_id, m.order_id) AS key,
        format('of product %s: sold %s, back %s; the ledger says %s and %s', coalesce(w.product_id, m.product_id),
          coalesce(w.pieces, 0), coalesce(w.back, 0), coalesce(m.pieces, 0), coalesce(m.back, 0)) AS found
      FROM (
        ${TAKEN('o.shipped_at IS NOT NULL')}
      ) w
      FULL JOIN (
        SELECT m.tenant_id, m.source_id AS order_id, s.product_id, s.product_variant_id,
          -coalesce(sum(m.quantity) FILTER (WHERE m.source_type = 'sales_order'), 0) AS pieces,
          coalesce(sum(m.quantity) FILTER (WHERE m.source_type = 'customer_return'), 0) AS back
        FROM stock_movement m JOIN stock s ON s.tenant_id = m.tenant_id AND s.id = m.stock_id
        WHERE m.source_type IN ('sales_order', 'customer_return') AND m.id < 1000000000 AND ${SEEDED('m')}
        GROUP BY m.tenant_id, m.source_id, s.product_id, s.product_variant_id
      ) m ON m.tenant_id = w.tenant_id AND m.order_id = w.order_id AND m.product_id = w.product_id
        AND coalesce(m.product_variant_id, 0) = coalesce(w.product_variant_id, 0)
      WHERE (coalesce(w.pieces, 0), coalesce(w.back, 0)) IS DISTINCT FROM (coalesce(m.pieces, 0), coalesce(m.back, 0))
        AND ${UNTOUCHED('m')}`,
  },
  {
    name: 'confirmed_goods_are_kept',
    says: 'What a confirmed order of the story waits for is kept by open reservations, and nothing is kept for others.',
    sql: `
      SELECT coalesce(w.tenant_id, r.tenant_id) AS tenant_id, coalesce(w.order_id, r.order_id) AS key,
        format('of product %s: waits for %s, %s are kept', coalesce(w.product_id, r.product_id), coalesce(w.pieces, 0),
          coalesce(r.pieces, 0)) AS found
      FROM (
        ${TAKEN('o.confirmed_at IS NOT NULL AND o.shipped_at IS NULL AND o.cancelled_at IS NULL')}
      ) w
      FULL JOIN (
        SELECT r.tenant_id, r.source_id AS order_id, s.product_id, s.product_variant_id, sum(r.open_quantity) AS pieces
        FROM stock_reservation r JOIN stock s ON s.tenant_id = r.tenant_id AND s.id = r.stock_id
        WHERE r.source_type = 'sales_order' AND r.status = 'open' AND r.id < 1000000000 AND ${SEEDED('r')}
        GROUP BY r.tenant_id, r.source_id, s.product_id, s.product_variant_id
      ) r ON r.tenant_id = w.tenant_id AND r.order_id = w.order_id AND r.product_id = w.product_id
        AND coalesce(r.product_variant_id, 0) = coalesce(w.product_variant_id, 0)
      WHERE coalesce(w.pieces, 0) <> coalesce(r.pieces, 0) AND ${UNTOUCHED('r')}`,
  },
];
