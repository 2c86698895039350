import type { Invariant } from '@erp/kit/invariant';

/** What the catalog says of a line today, where nothing has changed there since the line was written. */
const STILL_SOLD = `
  SELECT i.*, p.name, coalesce(v.variant_sku, p.sku) AS sold_as,
    coalesce(v.sale_price_override, v.retail_price_override, p.sale_price, p.retail_price) AS price
  FROM order_items i
  JOIN orders o ON o.tenant_id = i.tenant_id AND o.id = i.order_id
  JOIN product p ON p.tenant_id = i.tenant_id AND p.id = i.product_id
  LEFT JOIN product_variant v ON v.tenant_id = i.tenant_id AND v.id = i.product_variant_id
  WHERE i.price_origin <> 'own' AND greatest(p.updated_at, v.updated_at) <= least(o.ordered_at, i.created_at)`;

/** Lines, and what they sell. */
export const lineInvariants: readonly Invariant[] = [
  {
    name: 'bespoke_work_on_its_order',
    says: 'Bespoke work of a demo is done before the goods leave.',
    about: 'demo',
    sql: `
      SELECT w.tenant_id, w.id AS key, 'was finished after the order had left' AS found
      FROM order_item_customization w JOIN orders o ON o.tenant_id = w.tenant_id AND o.id = w.order_id
      WHERE w.completed_at > o.shipped_at AND w.id < 1000000000
        AND EXISTS (SELECT FROM sys_demo_seeds s WHERE s.tenant_id = w.tenant_id AND s.table_name = 'order_item_customization')`,
  },
  {
    name: 'line_sells_product',
    says: 'A line at a price of the catalog names the product and the variant whose SKU it has, as long as that has not changed.',
    sql: `
      SELECT i.tenant_id, i.id AS key, format('sells %s, the catalog knows %s', i.sku, i.sold_as) AS found
      FROM (${STILL_SOLD}) i
      WHERE i.sku IS DISTINCT FROM i.sold_as`,
  },
  {
    name: 'line_price_of_its_time',
    says: 'A line at the price of the catalog has the price that its product has, as long as that has not changed; one of a promotion has no higher one.',
    sql: `
      SELECT i.tenant_id, i.id AS key, format('sold for %s, costs %s', i.unit_price, i.price) AS found
      FROM (${STILL_SOLD}) i
      WHERE CASE i.price_origin WHEN 'catalog' THEN i.unit_price <> i.price ELSE i.unit_price > i.price END`,
  },
  {
    name: 'line_follows_order',
    says: 'A line knows whether its order is being written, was placed or given up.',
    sql: `
      SELECT i.tenant_id, i.id AS key, format('is %s, its order %s', i.order_stage, o.status) AS found
      FROM order_items i JOIN orders o ON o.tenant_id = i.tenant_id AND o.id = i.order_id
      WHERE i.order_stage <> CASE o.status WHEN 'draft' THEN 'draft' WHEN 'cancelled' THEN 'cancelled' ELSE 'placed' END`,
  },
  {
    name: 'order_follows_lines',
    says: 'An order that sends goods is shipped when all of them have left and delivered when all have arrived, and no earlier.',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key,
        format('is %s, of %s pieces %s have left and %s arrived', o.status, i.ordered, i.shipped, i.delivered) AS found
      FROM orders o
      JOIN (
        SELECT tenant_id, order_id, sum(quantity) AS ordered, sum(shipped_quantity) AS shipped,
          sum(delivered_quantity) AS delivered
        FROM order_items WHERE supply <> 'none' GROUP BY tenant_id, order_id
      ) i ON i.tenant_id = o.tenant_id AND i.order_id = o.id
      WHERE CASE
        WHEN o.status IN ('delivered', 'completed') THEN i.delivered < i.ordered
        WHEN o.status = 'shipped' THEN i.shipped < i.ordered OR i.delivered = i.ordered
        WHEN o.status = 'refunded' THEN i.shipped < i.ordered
        WHEN o.status IN ('confirmed', 'processing', 'on_hold') THEN i.shipped = i.ordered
        ELSE i.shipped > 0
      END`,
  },
];
