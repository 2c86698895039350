import type { Invariant } from '@erp/kit/invariant';

/** Rows from when the tenant first had a receipt: what was bought before there were any has none. */
const SINCE_RECEIPTS = (booked: string) =>
  `JOIN (
        SELECT tenant_id, min(created_at) AS first_at FROM goods_receipts GROUP BY tenant_id
      ) f ON f.tenant_id = ${booked}.tenant_id AND ${booked}.created_at >= f.first_at`;

/** What is ordered of vendors, and what arrives. */
export const purchasingInvariants: readonly Invariant[] = [
  {
    name: 'inbound_is_ordered',
    says: 'What is inbound of a stock that purchasing has ordered for is what the open lines of purchase orders expect.',
    sql: `
      SELECT s.tenant_id, 'stock ' || s.id AS key, format('says %s, the lines expect %s', s.inbound, l.open) AS found
      FROM stock s
      JOIN (
        SELECT tenant_id, product_id, coalesce(product_variant_id, 0) AS variant_id, warehouse_id, sum(open_quantity) AS open
        FROM purchase_order_lines WHERE product_id IS NOT NULL
        GROUP BY tenant_id, product_id, coalesce(product_variant_id, 0), warehouse_id
      ) l ON l.tenant_id = s.tenant_id AND l.product_id = s.product_id
        AND l.variant_id = coalesce(s.product_variant_id, 0) AND l.warehouse_id = s.warehouse_id
      WHERE s.inbound <> l.open
      UNION ALL
      SELECT s.tenant_id, 'material stock ' || s.id, format('says %s, the lines expect %s', s.inbound, l.open)
      FROM material_stock s
      JOIN (
        SELECT tenant_id, material_id, coalesce(material_variant_id, 0) AS variant_id, warehouse_id, sum(open_quantity) AS open
        FROM purchase_order_lines WHERE material_id IS NOT NULL
        GROUP BY tenant_id, material_id, coalesce(material_variant_id, 0), warehouse_id
      ) l ON l.tenant_id = s.tenant_id AND l.material_id = s.material_id
        AND l.variant_id = coalesce(s.material_variant_id, 0) AND l.warehouse_id = s.warehouse_id
      WHERE s.inbound <> l.open`,
  },
  {
    name: 'received_is_receipts',
    says: 'What a line of a purchase order says was received is the sum of its receipts, and never more than was ordered.',
    sql: `
      SELECT l.tenant_id, l.id AS key,
        format('says %s of %s, the receipts say %s', l.received_quantity, l.quantity, coalesce(r.quantity, 0)) AS found
      FROM purchase_order_lines l
      LEFT JOIN (
        SELECT tenant_id, purchase_order_line_id, sum(quantity) AS quantity
        FROM goods_receipt_lines GROUP BY tenant_id, purchase_order_line_id
      ) r ON r.tenant_id = l.tenant_id AND r.purchase_order_line_id = l.id
      WHERE l.received_quantity <> coalesce(r.quantity, 0) OR l.received_quantity > l.quantity`,
  },
  {
    name: 'receipts_are_booked',
    says: 'What arrived was booked into the stock or material of its line, piece by piece, at the time of the receipt.',
    sql: `
      SELECT r.tenant_id, r.id AS key, 'was booked as something else, or not at all' AS found
      FROM goods_receipt_lines r
      JOIN goods_receipts g ON g.tenant_id = r.tenant_id AND g.id = r.goods_receipt_id
      JOIN purchase_order_lines l ON l.tenant_id = r.tenant_id AND l.id = r.purchase_order_line_id
      LEFT JOIN stock_movement m ON m.tenant_id = r.tenant_id AND m.id = r.stock_movement_id
      LEFT JOIN stock s ON s.tenant_id = m.tenant_id AND s.id = m.stock_id
      LEFT JOIN material_history h ON h.tenant_id = r.tenant_id AND h.id = r.material_history_id
      LEFT JOIN material_stock k ON k.tenant_id = h.tenant_id AND k.id = h.material_stock_id
      WHERE (l.warehouse_id, l.product_id, l.product_variant_id, l.material_id, l.material_variant_id, r.quantity)
        IS DISTINCT FROM (coalesce(s.warehouse_id, k.warehouse_id), s.product_id, s.product_variant_id, k.material_id,
          k.material_variant_id, coalesce(m.quantity, h.quantity_change))
        OR m.source_type <> 'purchase_order' OR m.source_id <> r.purchase_order_id OR m.kind <> 'receipt'
        OR m.occurred_at <> g.received_at OR h.reference_id <> r.purchase_order_id OR h.action_type <> 'stock_in'`,
  },
  {
    name: 'bought_goods_were_ordered',
    says: 'What is booked as bought came of a purchase order.',
    sql: `
      SELECT m.tenant_id, 'movement ' || m.id AS key, 'is of no receipt' AS found
      FROM stock_movement m
      ${SINCE_RECEIPTS('m')}
      LEFT JOIN goods_receipt_lines r ON r.tenant_id = m.tenant_id AND r.stock_movement_id = m.id
      WHERE m.source_type = 'purchase_order' AND m.kind = 'receipt' AND r.id IS NULL
      UNION ALL
      SELECT h.tenant_id, 'material history ' || h.id, 'is of no receipt'
      FROM material_history h
      ${SINCE_RECEIPTS('h')}
      LEFT JOIN goods_receipt_lines r ON r.tenant_id = h.tenant_id AND r.material_history_id = h.id
      WHERE h.reference_type = 'purchase' AND h.action_type = 'stock_in' AND r.id IS NULL`,
  },
  {
    name: 'purchase_order_is_its_lines',
    says: 'A purchase order is as far as its lines are: nothing of a draft is expected, all of a received one has come.',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key,
        format('is %s; ordered %s, received %s, open %s', o.status, l.quantity, l.received, l.open) AS found
      FROM purchase_orders o
      JOIN (
        SELECT tenant_id, purchase_order_id, sum(quantity) AS quantity, sum(received_quantity) AS received,
          sum(open_quantity) AS open
        FROM purchase_order_lines GROUP BY tenant_id, purchase_order_id
      ) l ON l.tenant_id = o.tenant_id AND l.purchase_order_id = o.id
      WHERE NOT CASE o.status
        WHEN 'ordered' THEN l.received = 0 AND l.open = l.quantity
        WHEN 'partially_received' THEN l.received > 0 AND l.open > 0 AND l.received + l.open = l.quantity
        WHEN 'received' THEN l.received = l.quantity AND l.open = 0
        WHEN 'closed' THEN l.received > 0 AND l.received < l.quantity AND l.open = 0
        ELSE l.received = 0 AND l.open = 0
      END`,
  },
  {
    name: 'purchase_order_history_complete',
    says: 'The history of a purchase order is a chain without gaps that ends at its status.',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key,
        'is ' || o.status || ', its history ends at ' || coalesce(h.last, 'nothing') AS found
      FROM purchase_orders o
      LEFT JOIN (
        SELECT h.tenant_id, h.purchase_order_id, (array_agg(h.to_status ORDER BY h.changed_at DESC, h.id DESC))[1] AS last,
          bool_and(h.from_status IS NOT DISTINCT FROM h.before) AS chained
        FROM (
          SELECT s.*, lag(s.to_status) OVER (
            PARTITION BY s.tenant_id, s.purchase_order_id ORDER BY s.changed_at, s.id) AS before
          FROM purchase_order_status_history s
        ) h
        GROUP BY h.tenant_id, h.purchase_order_id
      ) h ON h.tenant_id = o.tenant_id AND h.purchase_order_id = o.id
      WHERE h.last IS DISTINCT FROM o.status OR h.chained IS NOT TRUE`,
  },
  {
    name: 'purchase_timeline',
    says: 'Nothing arrives before it was ordered.',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key, 'a later step is dated before an earlier one' AS found
      FROM purchase_orders o
      LEFT JOIN (
        SELECT tenant_id, purchase_order_id, min(received_at) AS first_at
        FROM goods_receipts GROUP BY tenant_id, purchase_order_id
      ) g ON g.tenant_id = o.tenant_id AND g.purchase_order_id = o.id
      WHERE g.first_at < o.ordered_at OR o.received_at < o.ordered_at`,
  },
  {
    name: 'bought_at_work',
    about: 'demo',
    says: 'Who orders of vendors and takes in what comes does so by day and from Monday to Friday, by the clock of the demo.',
    sql: `
      SELECT e.tenant_id, e.key, 'by ' || e.staff || ' at ' || to_char(e.at AT TIME ZONE t.timezone, 'Dy HH24:MI') AS found
      FROM (
        SELECT h.tenant_id, 'order ' || h.purchase_order_id || ', ' || h.to_status AS key, h.changed_by AS staff, h.changed_at AS at
        FROM purchase_order_status_history h WHERE h.id < 1000000000
        UNION ALL
        SELECT g.tenant_id, 'receipt ' || g.id, g.created_by, g.received_at FROM goods_receipts g WHERE g.id < 1000000000
      ) e
      JOIN sys_tenants t ON t.id = e.tenant_id
      JOIN sys_demo_seeds d ON d.tenant_id = e.tenant_id AND d.table_name = 'vendors'
      WHERE e.staff IS NOT NULL AND ((e.at AT TIME ZONE t.timezone)::time NOT BETWEEN '07:00' AND '21:00' OR extract(isodow FROM e.at AT TIME ZONE t.timezone) > 5)`,
  },
];
