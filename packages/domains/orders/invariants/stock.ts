import type { Invariant } from '@erp/kit/invariant';

/** What one piece of a line takes out of stock: itself, or what a set contains, over all levels. */
const PARTS = `
  WITH RECURSIVE contents (tenant_id, set_id, product_id, pieces) AS (
    SELECT c.tenant_id, c.set_product_id, c.item_product_id, c.quantity::bigint FROM product_set_item c
    UNION ALL
    SELECT s.tenant_id, s.set_id, c.item_product_id, s.pieces * c.quantity
    FROM contents s JOIN product_set_item c ON c.tenant_id = s.tenant_id AND c.set_product_id = s.product_id
  ), parts AS (
    SELECT p.tenant_id, p.id AS sold_id, p.id AS product_id, 1::bigint AS pieces, false AS of_set
    FROM product p WHERE p.product_type <> 'set'
    UNION ALL
    SELECT c.tenant_id, c.set_id, c.product_id, sum(c.pieces)::bigint, true FROM contents c
    WHERE NOT EXISTS (
      SELECT FROM product_set_item i WHERE i.tenant_id = c.tenant_id AND i.set_product_id = c.product_id)
    GROUP BY c.tenant_id, c.set_id, c.product_id
  )`;

/** Orders whose sets were put together anew since: what they took is not what the catalog says today. */
const UNCHANGED = (order: string) => `
  NOT EXISTS (
    SELECT FROM order_items i
    JOIN orders o ON o.tenant_id = i.tenant_id AND o.id = i.order_id
    JOIN product s ON s.tenant_id = i.tenant_id AND s.id = i.product_id AND s.product_type = 'set'
    WHERE i.tenant_id = ${order}.tenant_id AND i.order_id = ${order}.order_id AND (
      s.updated_at > o.ordered_at OR EXISTS (
        SELECT FROM product_set_item c
        WHERE c.tenant_id = s.tenant_id AND c.set_product_id = s.id AND c.updated_at > o.ordered_at))
  )`;

/** What orders took from stock. */
export const stockInvariants: readonly Invariant[] = [
  {
    name: 'sold_goods_left_stock',
    says: 'What the lines of an order say was shipped has left stock, sets by their contents, and what cases put back is there again.',
    // Orders that were shipped before lines knew their pieces have figures and no movement, and know no origin of their prices.
    sql: `
      ${PARTS}, booked AS MATERIALIZED (
        SELECT m.tenant_id, m.source_id AS order_id, s.product_id, coalesce(s.product_variant_id, 0) AS variant_id,
          -coalesce(sum(m.quantity) FILTER (WHERE m.source_type = 'sales_order'), 0) AS pieces,
          coalesce(sum(m.quantity) FILTER (WHERE m.source_type = 'customer_return'), 0) AS back
        FROM stock_movement m
        JOIN stock s ON s.tenant_id = m.tenant_id AND s.id = m.stock_id
        JOIN orders o ON o.tenant_id = m.tenant_id AND o.id = m.source_id
        WHERE m.source_type IN ('sales_order', 'customer_return')
        GROUP BY 1, 2, 3, 4
      ), asked AS MATERIALIZED (
        SELECT b.tenant_id, b.order_id FROM booked b
        UNION
        SELECT i.tenant_id, i.order_id FROM order_items i WHERE i.price_origin IN ('catalog', 'promotion')
      ), sold AS MATERIALIZED (
        SELECT i.tenant_id, i.order_id, i.product_id, i.product_variant_id, i.shipped_quantity AS shipped, 0 AS back,
          i.returned_quantity AS returned
        FROM order_items i WHERE i.supply = 'stock' AND i.shipped_quantity > 0
        UNION ALL
        SELECT i.tenant_id, i.order_id, i.product_id, i.product_variant_id, 0, c.restocked_quantity, 0
        FROM order_items_after_sales c
        JOIN order_items i ON i.tenant_id = c.tenant_id AND i.order_id = c.order_id AND i.id = c.order_item_id
        WHERE c.restocked_quantity > 0
      ), told AS MATERIALIZED (
        SELECT i.tenant_id, i.order_id, p.product_id,
          CASE WHEN p.of_set THEN 0 ELSE coalesce(i.product_variant_id, 0) END AS variant_id,
          sum(i.shipped * p.pieces) AS pieces, sum(i.back * p.pieces) AS back, sum(i.returned * p.pieces) AS returned
        FROM sold i
        JOIN asked a ON a.tenant_id = i.tenant_id AND a.order_id = i.order_id
        JOIN parts p ON p.tenant_id = i.tenant_id AND p.sold_id = i.product_id
        GROUP BY 1, 2, 3, 4
      )
      SELECT f.tenant_id, f.order_id AS key,
        format('of product %s: sold %s, back %s; the ledger says %s and %s', f.product_id, f.sold, f.back, f.left_stock,
          f.put_back) AS found
      FROM (
        SELECT coalesce(t.tenant_id, b.tenant_id) AS tenant_id, coalesce(t.order_id, b.order_id) AS order_id,
          coalesce(t.product_id, b.product_id) AS product_id, coalesce(t.pieces, 0) AS sold, coalesce(t.back, 0) AS back,
          coalesce(t.returned, 0) AS returned,
          coalesce(b.pieces, 0) AS left_stock, coalesce(b.back, 0) AS put_back
        FROM told t
        FULL JOIN booked b ON b.tenant_id = t.tenant_id AND b.order_id = t.order_id AND b.product_id = t.product_id
          AND b.variant_id = t.variant_id
      ) f
      -- Before cases knew their pieces, goods came back without one.
      WHERE (f.sold <> f.left_stock OR f.put_back NOT BETWEEN f.back AND f.returned) AND ${UNCHANGED('f')}`,
  },
  {
    name: 'reserved_goods_are_kept',
    says: 'What the lines of an order say is reserved is kept by its open reservations, sets by their contents, and nothing is kept for others.',
    sql: `
      ${PARTS}, kept AS (
        SELECT r.tenant_id, r.source_id AS order_id, s.product_id, coalesce(s.product_variant_id, 0) AS variant_id,
          sum(r.open_quantity) AS pieces
        FROM stock_reservation r JOIN stock s ON s.tenant_id = r.tenant_id AND s.id = r.stock_id
        WHERE r.source_type = 'sales_order' AND r.status = 'open' AND r.source_key ~ '^order:[0-9]+/line:[0-9]+(/|$)'
          AND EXISTS (SELECT FROM orders o WHERE o.tenant_id = r.tenant_id AND o.id = r.source_id AND o.status <> 'draft')
        GROUP BY 1, 2, 3, 4
      ), told AS (
        SELECT i.tenant_id, i.order_id, p.product_id,
          CASE WHEN p.of_set THEN 0 ELSE coalesce(i.product_variant_id, 0) END AS variant_id,
          sum(i.reserved_quantity * p.pieces) AS pieces
        FROM order_items i JOIN parts p ON p.tenant_id = i.tenant_id AND p.sold_id = i.product_id
        WHERE i.reserved_quantity > 0
        GROUP BY 1, 2, 3, 4
      )
      SELECT f.tenant_id, f.order_id AS key,
        format('of product %s: %s reserved, %s kept', f.product_id, f.reserved, f.kept) AS found
      FROM (
        SELECT coalesce(t.tenant_id, k.tenant_id) AS tenant_id, coalesce(t.order_id, k.order_id) AS order_id,
          coalesce(t.product_id, k.product_id) AS product_id, coalesce(t.pieces, 0) AS reserved,
          coalesce(k.pieces, 0) AS kept
        FROM told t
        FULL JOIN kept k ON k.tenant_id = t.tenant_id AND k.order_id = t.order_id AND k.product_id = t.product_id
          AND k.variant_id = t.variant_id
      ) f
      WHERE f.reserved <> f.kept AND ${UNCHANGED('f')}`,
  },
];
