import type { Invariant } from '@erp/kit/invariant';

/** Categories, products and what is said of them. */
export const catalogInvariants: readonly Invariant[] = [
  {
    name: 'category_tree',
    says: 'Every category hangs on a root.',
    sql: `
      WITH RECURSIVE hanging AS (
        SELECT tenant_id, id FROM category WHERE parent_id IS NULL
        UNION ALL
        SELECT c.tenant_id, c.id FROM category c JOIN hanging h ON h.tenant_id = c.tenant_id AND h.id = c.parent_id
      )
      SELECT c.tenant_id, c.id AS key, 'is part of a loop, or below one' AS found
      FROM category c LEFT JOIN hanging h ON h.tenant_id = c.tenant_id AND h.id = c.id
      WHERE h.id IS NULL`,
  },
  {
    name: 'sku_register',
    says: 'The register of SKUs holds the living products and variants, and nothing else.',
    sql: `
      SELECT coalesce(k.tenant_id, s.tenant_id) AS tenant_id, coalesce(k.sku_key, s.sku_key) AS key,
        CASE WHEN k.sku_key IS NULL THEN 'is not in the register' ELSE 'is in the register without being sold' END AS found
      FROM product_sku k
      FULL JOIN (
        SELECT p.tenant_id, lower(p.sku) AS sku_key, p.id AS product_id, 0 AS variant_id FROM product p
        WHERE p.deleted_at IS NULL
        UNION ALL
        SELECT v.tenant_id, lower(v.variant_sku), v.parent_product_id, v.id
        FROM product_variant v JOIN product p ON p.tenant_id = v.tenant_id AND p.id = v.parent_product_id
        WHERE v.deleted_at IS NULL AND p.deleted_at IS NULL
      ) s ON s.tenant_id = k.tenant_id AND s.sku_key = k.sku_key AND s.product_id = k.product_id
        AND s.variant_id = coalesce(k.product_variant_id, 0)
      WHERE k.sku_key IS NULL OR s.sku_key IS NULL`,
  },
  {
    name: 'published_product_has_price',
    says: 'What is in the shop has a price, and what is on sale costs less than by the list.',
    sql: `
      SELECT p.tenant_id, p.sku AS key, format('list price %s, sale price %s', p.retail_price, p.sale_price) AS found
      FROM product p
      WHERE p.deleted_at IS NULL AND p.status IN ('publish', 'updated')
        AND (p.retail_price = 0 OR p.sale_price >= p.retail_price)`,
  },
  {
    name: 'product_timeline',
    says: 'A product is written down, then published, then changed or given up.',
    sql: `
      SELECT p.tenant_id, p.sku AS key, 'a later step is dated before an earlier one' AS found
      FROM product p
      WHERE p.published_at < p.created_at OR p.deleted_at < p.created_at OR p.updated_at < p.created_at`,
  },
  {
    name: 'set_contents',
    says: 'A set that is sold holds something, and nothing else has contents.',
    sql: `
      SELECT p.tenant_id, p.sku AS key, format('a %s of %s contents', p.product_type, count(i.id)) AS found
      FROM product p
      LEFT JOIN product_set_item i ON i.tenant_id = p.tenant_id AND i.set_product_id = p.id
      WHERE p.deleted_at IS NULL AND (p.product_type <> 'set' OR p.status IN ('publish', 'updated'))
      GROUP BY p.tenant_id, p.id, p.sku, p.product_type HAVING (p.product_type = 'set') <> (count(i.id) > 0)`,
  },
  {
    name: 'demo_sets_are_worth_it',
    says: 'A set of a demo holds two pieces or more that are sold, and costs no more than they do.',
    about: 'demo',
    sql: `
      SELECT p.tenant_id, p.sku AS key, format('%s pieces, %s of them given up; costs %s, its contents %s',
        coalesce(c.pieces, 0), coalesce(c.gone, 0), p.retail_price, coalesce(c.price, 0)) AS found
      FROM product p
      LEFT JOIN (
        SELECT i.tenant_id, i.set_product_id, sum(i.quantity) AS pieces, sum(i.quantity * e.retail_price) AS price,
          count(*) FILTER (WHERE e.deleted_at IS NOT NULL) AS gone
        FROM product_set_item i JOIN product e ON e.tenant_id = i.tenant_id AND e.id = i.item_product_id
        GROUP BY i.tenant_id, i.set_product_id
      ) c ON c.tenant_id = p.tenant_id AND c.set_product_id = p.id
      WHERE p.deleted_at IS NULL AND p.product_type = 'set' AND p.status IN ('publish', 'updated') AND p.id < 1000000000
        AND (coalesce(c.pieces, 0) < 2 OR c.gone > 0 OR p.retail_price > c.price)
        AND EXISTS (SELECT FROM sys_demo_seeds d WHERE d.tenant_id = p.tenant_id AND d.table_name = 'product')`,
  },
  {
    name: 'sets_do_not_loop',
    says: 'No set contains itself, over any number of levels.',
    sql: `
      WITH RECURSIVE inside AS (
        SELECT tenant_id, set_product_id AS outer_id, item_product_id AS id, 1 AS level FROM product_set_item
        UNION
        SELECT i.tenant_id, w.outer_id, i.item_product_id, w.level + 1
        FROM inside w JOIN product_set_item i ON i.tenant_id = w.tenant_id AND i.set_product_id = w.id
        WHERE w.id <> w.outer_id AND w.level < 20
      )
      SELECT DISTINCT tenant_id, outer_id AS key, 'contains itself' AS found FROM inside WHERE id = outer_id`,
  },
  {
    name: 'one_primary_image',
    says: 'One picture stands for each product of a demo that has any.',
    about: 'demo',
    sql: `
      SELECT i.tenant_id, i.product_id AS key, format('%s of %s pictures stand for it', count(*) FILTER (WHERE i.is_primary), count(*)) AS found
      FROM product_image i WHERE EXISTS (SELECT FROM sys_demo_seeds d WHERE d.tenant_id = i.tenant_id AND d.table_name = 'product_image')
      GROUP BY i.tenant_id, i.product_id HAVING count(*) FILTER (WHERE i.is_primary) <> 1`,
  },
  {
    name: 'attribute_values',
    says: 'What is said of a product looks like the type of the attribute, and is one of its choices.',
    sql: `
      SELECT v.tenant_id, v.id AS key, format('%s is no value of %s', v.value, a.name) AS found
      FROM product_attribute_value v
      JOIN product_attribute a ON a.tenant_id = v.tenant_id AND a.id = v.attribute_id
      WHERE CASE a.type
        WHEN 'number' THEN v.value !~ '^-?[0-9]+(\\.[0-9]+)?$'
        WHEN 'boolean' THEN v.value NOT IN ('true', 'false')
        WHEN 'select' THEN NOT a.choices @> to_jsonb(v.value)
        WHEN 'date' THEN v.value !~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$'
        ELSE false
      END`,
  },
  {
    name: 'stones_are_described',
    says: 'A loose stone of a demo says what stone it is, and costs what the stone costs.',
    about: 'demo',
    sql: `
      SELECT p.tenant_id, p.sku AS key, format('costs %s, its stone %s', p.retail_price, coalesce(d.total_price, g.total_price)) AS found
      FROM product p
      LEFT JOIN diamond d ON d.tenant_id = p.tenant_id AND d.product_id = p.id AND p.product_type = 'diamond'
      LEFT JOIN gemstone g ON g.tenant_id = p.tenant_id AND g.product_id = p.id AND p.product_type = 'gemstone'
      WHERE p.product_type IN ('diamond', 'gemstone') AND p.status IN ('publish', 'updated') AND p.deleted_at IS NULL
        AND p.retail_price IS DISTINCT FROM coalesce(d.total_price, g.total_price)
        AND p.id < 1000000000 AND EXISTS (SELECT FROM sys_demo_seeds s WHERE s.tenant_id = p.tenant_id AND s.table_name = 'product')`,
  },
  {
    name: 'bespoke_product_has_choices',
    says: 'A product of a demo that is made to order says what can be chosen.',
    about: 'demo',
    sql: `
      SELECT p.tenant_id, p.sku AS key, 'leaves nothing to choose' AS found
      FROM product p
      WHERE p.product_type = 'custom' AND p.status IN ('publish', 'updated') AND p.deleted_at IS NULL AND NOT EXISTS (
        SELECT FROM product_customize c
        WHERE c.tenant_id = p.tenant_id AND c.product_id = p.id AND c.customization <> '{}'
      ) AND p.id < 1000000000 AND EXISTS (SELECT FROM sys_demo_seeds d WHERE d.tenant_id = p.tenant_id AND d.table_name = 'product')`,
  },
];
