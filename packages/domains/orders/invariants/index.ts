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

/** The rules of the business that the rows of orders keep. */
export const invariants: readonly Invariant[] = [
  {
    name: 'order_sums',
    says: 'The sums of an order are those of its lines.',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key,
        format('says %s - %s + %s, its lines say %s - %s + %s', o.subtotal, o.discount_amount, o.tax_amount,
          coalesce(i.subtotal, 0), coalesce(i.discount, 0), coalesce(i.tax, 0)) AS found
      FROM orders o
      LEFT JOIN (
        SELECT tenant_id, order_id, sum(subtotal) AS subtotal, sum(discount_amount) AS discount, sum(tax_amount) AS tax
        FROM order_items GROUP BY tenant_id, order_id
      ) i ON i.tenant_id = o.tenant_id AND i.order_id = o.id
      WHERE (o.subtotal, o.discount_amount, o.tax_amount)
        IS DISTINCT FROM (coalesce(i.subtotal, 0), coalesce(i.discount, 0), coalesce(i.tax, 0))`,
  },
  {
    name: 'order_payments',
    says: 'What an order says was paid and refunded are the settled rows of its ledger, and never more than its total.',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key,
        format('says %s paid and %s refunded, the ledger says %s and %s', o.total_paid, o.total_refunded,
          coalesce(p.paid, 0), coalesce(p.refunded, 0)) AS found
      FROM orders o
      LEFT JOIN (
        SELECT tenant_id, order_id, coalesce(sum(amount) FILTER (WHERE kind = 'payment'), 0) AS paid,
          coalesce(sum(amount) FILTER (WHERE kind = 'refund'), 0) AS refunded
        FROM order_payments WHERE status = 'paid' GROUP BY tenant_id, order_id
      ) p ON p.tenant_id = o.tenant_id AND p.order_id = o.id
      WHERE (o.total_paid, o.total_refunded) IS DISTINCT FROM (coalesce(p.paid, 0), coalesce(p.refunded, 0))
        OR o.total_paid > o.total OR o.total_refunded > o.total_paid`,
  },
  {
    name: 'refund_within_payment',
    says: 'No payment is given back more than once over.',
    sql: `
      SELECT p.tenant_id, p.id AS key, format('%s of %s were given back', sum(r.amount), p.amount) AS found
      FROM order_payments p
      JOIN order_payments r ON r.tenant_id = p.tenant_id AND r.order_id = p.order_id AND r.parent_payment_id = p.id
        AND r.kind = 'refund' AND r.status = 'paid'
      GROUP BY p.tenant_id, p.id, p.amount, p.status HAVING sum(r.amount) > p.amount OR p.status <> 'paid'`,
  },
  {
    name: 'order_timeline',
    says: 'Ordered, confirmed, shipped, delivered and completed follow each other, and money moves no earlier than the order.',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key, 'a later step is dated before an earlier one' AS found
      FROM orders o
      WHERE o.confirmed_at < o.ordered_at OR o.shipped_at < o.confirmed_at OR o.delivered_at < o.shipped_at
        OR o.completed_at < o.delivered_at OR o.cancelled_at < o.ordered_at
        OR EXISTS (
          SELECT FROM order_payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id AND p.paid_at < o.ordered_at
        )`,
  },
  {
    name: 'order_history_complete',
    says: 'The history of an order is a chain without gaps that ends at its status.',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key,
        'is ' || o.status || ', its history ends at ' || coalesce(h.last, 'nothing') AS found
      FROM orders o
      LEFT JOIN (
        SELECT h.tenant_id, h.order_id, (array_agg(h.to_status ORDER BY h.changed_at DESC, h.id DESC))[1] AS last,
          bool_and(h.from_status IS NOT DISTINCT FROM h.before) AS chained
        FROM (
          SELECT s.*, lag(s.to_status) OVER (PARTITION BY s.tenant_id, s.order_id ORDER BY s.changed_at, s.id) AS before
          FROM order_status_history s
        ) h
        GROUP BY h.tenant_id, h.order_id
      ) h ON h.tenant_id = o.tenant_id AND h.order_id = o.id
      WHERE h.last IS DISTINCT FROM o.status OR h.chained IS NOT TRUE`,
  },
  {
    name: 'placed_order_has_lines',
    says: 'An order that was placed sells something.',
    sql: `
      SELECT o.tenant_id, o.order_number AS key, 'has no line' AS found
      FROM orders o
      WHERE o.status <> 'draft' AND o.order_number IS NOT NULL AND NOT EXISTS (
        SELECT FROM order_items i WHERE i.tenant_id = o.tenant_id AND i.order_id = o.id
      )`,
  },
  {
    name: 'order_after_customer',
    says: 'Nobody orders with us before becoming a customer.',
    // What was sold on another platform, or to a guest who became a customer later, is older than the customer here. An
    // hour for transactions that lasted: rows are dated by when they began.
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key, 'is older than customer ' || c.id AS found
      FROM orders o JOIN crm_customers c ON c.tenant_id = o.tenant_id AND c.id = o.customer_id
      WHERE o.ordered_at < c.created_at - interval '1 hour' AND o.status <> 'draft' AND o.external_order_id IS NULL
        AND (o.created_at >= c.created_at OR o.id < 1000000000 AND EXISTS (
          SELECT FROM sys_demo_seeds d WHERE d.tenant_id = o.tenant_id AND d.table_name = 'orders'))`,
  },
  {
    name: 'customer_figures',
    says: 'Lifetime value, paid orders and last order of a customer are those of the orders.',
    sql: `
      SELECT c.tenant_id, c.id AS key,
        format('says %s in %s orders, the orders say %s in %s', c.lifetime_value, c.paid_orders_count,
          coalesce(o.value, 0), coalesce(o.paid, 0)) AS found
      FROM crm_customers c
      LEFT JOIN (
        SELECT o.tenant_id, o.customer_id, o.currency_code, sum(o.net_payment) AS value FROM orders o
        WHERE o.deleted_at IS NULL GROUP BY o.tenant_id, o.customer_id, o.currency_code
      ) m ON m.tenant_id = c.tenant_id AND m.customer_id = c.id AND m.currency_code = c.currency_code
      LEFT JOIN (
        SELECT o.tenant_id, o.customer_id, sum(o.net_payment) AS value,
          count(*) FILTER (WHERE o.payment_status IN ('paid', 'partially_refunded')) AS paid,
          max(o.ordered_at) FILTER (WHERE o.status NOT IN ('draft', 'cancelled')) AS latest
        FROM orders o WHERE o.deleted_at IS NULL GROUP BY o.tenant_id, o.customer_id
      ) o ON o.tenant_id = c.tenant_id AND o.customer_id = c.id
      WHERE (c.lifetime_value, c.paid_orders_count, c.last_order_at)
        IS DISTINCT FROM (coalesce(m.value, 0), coalesce(o.paid, 0), o.latest)`,
  },
  {
    name: 'converted_lead_has_order',
    says: 'The order of a converted lead is one of its customer.',
    sql: `
      SELECT l.tenant_id, l.id AS key, 'names an order of somebody else' AS found
      FROM crm_leads l JOIN orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
      WHERE o.customer_id IS DISTINCT FROM l.converted_customer_id
      UNION ALL
      SELECT s.tenant_id, l.id, 'was seeded as converted, but has no order'
      FROM sys_demo_seeds s JOIN crm_leads l ON l.tenant_id = s.tenant_id AND l.status = 'converted'
      WHERE s.table_name = 'orders' AND l.order_id IS NULL AND l.id < 1000000000`,
  },
  {
    name: 'won_back_order',
    says: 'The order of somebody who was won back is theirs, and the value is its total.',
    sql: `
      SELECT m.tenant_id, m.id AS key, format('value %s, order %s of %s', m.conversion_value, o.id, o.total) AS found
      FROM crm_reengage_personal_keys m
      JOIN orders o ON o.tenant_id = m.tenant_id AND o.id = m.converted_order_id
      JOIN crm_customers c ON c.tenant_id = o.tenant_id AND c.id = o.customer_id
      WHERE c.personal_key_id <> m.personal_key_id OR m.conversion_value IS DISTINCT FROM o.total
      UNION ALL
      SELECT s.tenant_id, m.id, 'was seeded as won back, but has no order'
      FROM sys_demo_seeds s JOIN crm_reengage_personal_keys m ON m.tenant_id = s.tenant_id AND m.status = 'converted'
      WHERE s.table_name = 'orders' AND m.converted_order_id IS NULL AND m.id < 1000000000`,
  },
  {
    name: 'bespoke_work_on_its_order',
    says: 'Bespoke work is done before the goods leave.',
    sql: `
      SELECT w.tenant_id, w.id AS key, 'was finished after the order had left' AS found
      FROM order_item_customization w JOIN orders o ON o.tenant_id = w.tenant_id AND o.id = w.order_id
      WHERE w.completed_at > o.shipped_at`,
  },
  {
    name: 'line_sells_product',
    says: 'A line of the story sells a product of the catalog, under its SKU or that of one of its variants.',
    sql: `
      SELECT i.tenant_id, i.id AS key, format('sells %s as %s, the catalog knows %s as %s', i.product_name, i.sku, p.name, k.sku_key) AS found
      FROM sys_demo_seeds d
      JOIN order_items i ON i.tenant_id = d.tenant_id AND i.id < 1000000000
      LEFT JOIN product p ON p.tenant_id = i.tenant_id AND p.id = i.product_id
      LEFT JOIN product_sku k ON k.tenant_id = i.tenant_id AND k.sku_key = lower(i.sku) AND k.product_id = i.product_id
      WHERE d.table_name = 'order_items' AND (
        -- Who renames a product, or gives it up, leaves the lines as they were.
        p.id IS NULL OR p.updated_at <= d.until AND (
          -- Of an erased person the SKU stands where an engraving may have been.
          k.product_id IS NULL OR i.product_name NOT IN (p.name, i.sku))
      )`,
  },
  {
    name: 'line_price_of_its_time',
    says: 'A line of the story that was sold since the price of its product moved last has the price of today.',
    sql: `
      SELECT i.tenant_id, i.id AS key, format('sold for %s, costs %s', i.unit_price, k.price) AS found
      FROM sys_demo_seeds d
      JOIN orders o ON o.tenant_id = d.tenant_id AND o.id < 1000000000
      JOIN order_items i ON i.tenant_id = o.tenant_id AND i.order_id = o.id AND i.id < 1000000000
      JOIN (
        SELECT k.tenant_id, k.product_id, k.sku_key, greatest(p.updated_at, v.updated_at) AS since,
          coalesce(v.sale_price_override, v.retail_price_override, p.sale_price, p.retail_price) AS price
        FROM product_sku k
        JOIN product p ON p.tenant_id = k.tenant_id AND p.id = k.product_id
        LEFT JOIN product_variant v ON v.tenant_id = k.tenant_id AND v.id = k.product_variant_id
      ) k ON k.tenant_id = i.tenant_id AND k.product_id = i.product_id AND k.sku_key = lower(i.sku)
      WHERE d.table_name = 'order_items' AND o.ordered_at >= k.since AND i.unit_price <> k.price`,
  },
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
  {
    name: 'reviewer_has_product',
    says: 'Who reviews a product in the story had got it before.',
    sql: `
      SELECT v.tenant_id, v.id AS key, 'is by a person who had not got the product' AS found
      FROM sys_demo_seeds d
      JOIN product_review v ON v.tenant_id = d.tenant_id AND v.id < 1000000000 AND v.personal_key_id IS NOT NULL
        AND v.superseded_at IS NULL
      WHERE d.table_name = 'orders' AND NOT EXISTS (
        SELECT FROM crm_customers c
        JOIN orders o ON o.tenant_id = c.tenant_id AND o.customer_id = c.id
        JOIN order_items i ON i.tenant_id = o.tenant_id AND i.order_id = o.id
        WHERE c.tenant_id = v.tenant_id AND c.personal_key_id = v.personal_key_id
          AND i.product_id = v.product_id AND o.delivered_at <= v.created_at
      )
      UNION ALL
      SELECT d.tenant_id, NULL, 'no review has a writer'
      FROM sys_demo_seeds d
      WHERE d.table_name = 'orders' AND NOT EXISTS (
        SELECT FROM product_review v WHERE v.tenant_id = d.tenant_id AND v.personal_key_id IS NOT NULL
      )`,
  },
];
