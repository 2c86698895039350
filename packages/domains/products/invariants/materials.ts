import type { Invariant } from '@erp/kit/invariant';

/** What products are made of, what that costs, and what lies of it in the workshop. */
export const materialInvariants: readonly Invariant[] = [
  {
    name: 'material_stock_figures',
    says: 'What lies of a material and what is promised are the sums of its history.',
    sql: `
      SELECT s.tenant_id, s.id AS key, format('says %s and %s reserved, the history says %s and %s', s.on_hand, s.reserved,
        coalesce(h.quantity, 0), coalesce(h.reserved, 0)) AS found
      FROM material_stock s
      LEFT JOIN (
        SELECT tenant_id, material_stock_id, sum(quantity_change) AS quantity, sum(reserved_change) AS reserved
        FROM material_history WHERE material_stock_id IS NOT NULL GROUP BY tenant_id, material_stock_id
      ) h ON h.tenant_id = s.tenant_id AND h.material_stock_id = s.id
      WHERE (s.on_hand, s.reserved) IS DISTINCT FROM (coalesce(h.quantity, 0), coalesce(h.reserved, 0))`,
  },
  {
    name: 'material_never_short',
    says: 'At no time was less than nothing left of a material, or more promised than there was, unless backorders are allowed.',
    // In the order of their numbers, which are given under the lock of the stock.
    sql: `
      SELECT l.tenant_id, l.material_stock_id AS key, format('%s left, %s not promised', min(l.quantity), min(l.quantity - l.reserved)) AS found
      FROM (
        SELECT h.tenant_id, h.material_stock_id, sum(coalesce(h.quantity_change, 0)) OVER booked AS quantity,
          sum(coalesce(h.reserved_change, 0)) OVER booked AS reserved
        FROM material_history h
        WHERE h.material_stock_id IS NOT NULL
        WINDOW booked AS (
          PARTITION BY h.tenant_id, h.material_stock_id ORDER BY h.id ROWS UNBOUNDED PRECEDING
        )
      ) l
      JOIN material_stock s ON s.tenant_id = l.tenant_id AND s.id = l.material_stock_id AND NOT s.allow_backorder
      GROUP BY l.tenant_id, l.material_stock_id HAVING min(l.quantity) < 0 OR min(l.quantity - l.reserved) < 0 OR min(l.reserved) < 0`,
  },
  {
    name: 'material_transfers_arrive',
    says: 'What left one warehouse for another arrives there, the same of it, no earlier.',
    sql: `
      SELECT i.tenant_id, i.id AS key, 'does not agree with what left' AS found
      FROM material_history i
      LEFT JOIN material_history o ON o.tenant_id = i.tenant_id AND o.id = i.counterpart_id
      WHERE i.action_type = 'transfer' AND i.quantity_change > 0 AND (
        o.quantity_change IS DISTINCT FROM -i.quantity_change OR o.occurred_at > i.occurred_at
        OR o.material_stock_id = i.material_stock_id
        OR (o.material_id, o.material_variant_id) IS DISTINCT FROM (i.material_id, i.material_variant_id)
      )
      UNION ALL
      SELECT o.tenant_id, o.id, 'has arrived nowhere'
      FROM material_history o
      WHERE o.action_type = 'transfer' AND o.quantity_change < 0 AND NOT EXISTS (
        SELECT FROM material_history i WHERE i.tenant_id = o.tenant_id AND i.counterpart_id = o.id
      )`,
  },
  {
    name: 'material_record_history',
    says: 'The history of a material begins with its being written down by somebody, and its last change of cost ends at the cost.',
    // Imports have no author, and bring what they know of the history along.
    sql: `
      SELECT m.tenant_id, m.sku AS key, 'was never written down, or more than once' AS found
      FROM material m
      LEFT JOIN material_history h ON h.tenant_id = m.tenant_id AND h.material_id = m.id
        AND h.material_variant_id IS NULL AND h.action_type = 'create'
      GROUP BY m.tenant_id, m.sku, m.created_at, m.created_by
      HAVING count(h.id) > 1 OR count(h.id) = 0 AND m.created_by IS NOT NULL OR min(h.occurred_at) < m.created_at
      UNION ALL
      SELECT m.tenant_id, m.sku, format('costs %s, was set to %s', m.cost, h.cost)
      FROM (
        SELECT DISTINCT ON (h.tenant_id, h.material_id) h.tenant_id, h.material_id, h.new_value::numeric AS cost
        FROM material_history h
        WHERE h.action_type = 'update' AND h.field_name = 'cost' AND h.material_variant_id IS NULL
        ORDER BY h.tenant_id, h.material_id, h.occurred_at DESC, h.id DESC
      ) h
      JOIN material m ON m.tenant_id = h.tenant_id AND m.id = h.material_id
      WHERE m.cost <> h.cost`,
  },
  {
    name: 'bills_do_not_loop',
    says: 'No material is a part of itself, over any number of levels.',
    sql: `
      WITH RECURSIVE inside AS (
        SELECT tenant_id, material_id AS outer_id, component_material_id AS id, 1 AS level FROM material_component
        UNION
        SELECT c.tenant_id, i.outer_id, c.component_material_id, i.level + 1
        FROM inside i JOIN material_component c ON c.tenant_id = i.tenant_id AND c.material_id = i.id
        WHERE i.id <> i.outer_id AND i.level < 20
      )
      SELECT DISTINCT tenant_id, outer_id AS key, 'is a part of itself' AS found FROM inside WHERE id = outer_id`,
  },
  {
    name: 'bills_name_form',
    says: 'A bill names a variant of what comes in variants.',
    sql: `
      SELECT l.tenant_id, l.id AS key, 'leaves open which variant of ' || m.sku || ' goes in' AS found
      FROM (
        SELECT tenant_id, id, material_id, material_variant_id FROM material_product
        UNION ALL
        SELECT tenant_id, id, component_material_id, component_material_variant_id FROM material_component
      ) l
      JOIN material m ON m.tenant_id = l.tenant_id AND m.id = l.material_id
      WHERE l.material_variant_id IS NULL AND EXISTS (
        SELECT FROM material_variant v WHERE v.tenant_id = m.tenant_id AND v.material_id = m.id
      )`,
  },
  {
    name: 'demo_assemblies_cost_their_parts',
    says: 'A material of a demo that is put together costs what goes in.',
    about: 'demo',
    // Costs are set by people, for a part and for what it goes into at different times.
    sql: `
      SELECT m.tenant_id, m.sku AS key, format('costs %s, its parts %s', m.cost, sum(c.quantity * coalesce(v.cost, p.cost))) AS found
      FROM sys_demo_seeds d
      JOIN material m ON m.tenant_id = d.tenant_id AND m.updated_at <= d.until
      JOIN material_component c ON c.tenant_id = m.tenant_id AND c.material_id = m.id
      JOIN material p ON p.tenant_id = c.tenant_id AND p.id = c.component_material_id
      LEFT JOIN material_variant v ON v.tenant_id = c.tenant_id AND v.id = c.component_material_variant_id
      WHERE d.table_name = 'material'
      GROUP BY m.tenant_id, m.id, m.sku, m.cost, d.until
      HAVING m.cost <> round(sum(c.quantity * coalesce(v.cost, p.cost)), 4)
        AND max(greatest(c.updated_at, p.updated_at, v.updated_at)) <= d.until`,
  },
  {
    name: 'demo_production_costs_its_bill',
    says: 'What a demo has produced came into stock at the cost of its bill of materials.',
    about: 'demo',
    // Costs may be changed by people afterwards; then there is nothing to compare with any more.
    sql: `
      SELECT b.tenant_id, b.stock_id AS key, format('produced at %s to %s, its bill says %s', b.least, b.most, b.cost) AS found
      FROM (
        SELECT r.tenant_id, r.stock_id, r.least, r.most, round(sum(l.quantity * coalesce(v.cost, m.cost)), 4) AS cost,
          max(greatest(m.updated_at, v.updated_at)) AS changed_at
        FROM (
          SELECT tenant_id, stock_id, min(unit_cost) AS least, max(unit_cost) AS most FROM stock_movement
          WHERE kind = 'receipt' AND source_type = 'production_order' AND id < 1000000000 GROUP BY tenant_id, stock_id
        ) r
        JOIN stock s ON s.tenant_id = r.tenant_id AND s.id = r.stock_id
        LEFT JOIN material_product l ON l.tenant_id = s.tenant_id AND l.product_id = s.product_id
          AND (l.product_variant_id IS NULL OR l.product_variant_id = s.product_variant_id)
        LEFT JOIN material m ON m.tenant_id = l.tenant_id AND m.id = l.material_id
        LEFT JOIN material_variant v ON v.tenant_id = l.tenant_id AND v.id = l.material_variant_id
        GROUP BY r.tenant_id, r.stock_id, r.least, r.most
      ) b
      WHERE (b.cost IS NULL OR b.least <> b.cost OR b.most <> b.cost) AND coalesce(b.changed_at <= (
        SELECT max(d.until) FROM sys_demo_seeds d WHERE d.tenant_id = b.tenant_id
      ), true)`,
  },
];
