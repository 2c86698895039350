import type { Invariant } from '@erp/kit/invariant';

/** Lines, and what they sell. */
export const lineInvariants: readonly Invariant[] = [
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
];
