import { numberInTime } from '@erp/demo-world/number-in-time';
import { numberOfKind, withoutTriggers } from '@erp/kit/demo';
import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { beforeStory } from '@erp/kit/moment';
import type { Knex } from 'knex';
import { leaveOfManagers, presentManager } from './managers.ts';
import { say } from './texts/words.ts';

/**
 * Tells who ordered what came in: what the ledgers of stock and material book as bought names a purchase order by its
 * number, and here is that order, with its lines and its receipt. What a stock expects is what is still open: of an order
 * that came in part where there is one, else of one that is on the way. One order is a draft, and one was cancelled.
 *
 * Orders that are there are not written again, so that a larger scale adds those of its own receipts.
 */
export async function tellPurchases(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  const bindings = {
    ids: tenants.map((tenant) => tenant.id),
    sinces: tenants.map((tenant) => new Date(beforeStory(tenant)).toISOString()),
    untils: tenants.map((tenant) => new Date(tenant.until).toISOString()),
    managers: tenants.map((tenant) => staffWithRole(tenant, 'manager')),
    ...leaveOfManagers(tenants),
    words: tenants.map((tenant) => say(tenant, 'Found cheaper elsewhere.')),
  };
  await trx.raw('DROP TABLE IF EXISTS demo_bought');
  await trx.raw(BOUGHT, bindings);
  await trx.raw(EXPECTED, bindings);
  await trx.raw(GIVEN_UP, bindings);
  await trx.raw('ANALYZE demo_bought');
  await withoutTriggers(trx, FILLED, async () => {
    for (const statement of [
      ORDERS,
      LINES,
      RECEIPTS,
      RECEIPT_LINES,
      HISTORY,
      AWAITED,
      AWAITED_MATERIAL,
      WAITED_FOR,
    ]) {
      await trx.raw(statement, bindings);
    }
    await numberInTime(trx, tenants, {
      table: 'purchase_orders',
      column: 'order_number',
      prefix: 'PO-',
      digits: 9,
      moment: 'ordered_at',
    });
  });
  await trx.raw('DROP TABLE demo_bought');
  await trx.raw(NUMBERS, bindings);
}

const FILLED = [
  'purchase_orders',
  'purchase_order_lines',
  'goods_receipts',
  'goods_receipt_lines',
  'purchase_order_status_history',
  'material_stock',
  'stock',
  'order_item_pre_orders',
];

const OF_TENANTS = `unnest(:ids::bigint[], :sinces::timestamptz[], :untils::timestamptz[], :managers::bigint[])
    AS t (tenant_id, since_at, until_at, manager)`;

/** Why an order was given up, in the language of its tenant. */
const GIVEN_UP_FOR = '(:words::text[])[array_position(:ids::bigint[], o.tenant_id)]';

/** Purchase orders that people write have higher numbers. */
const OF_STORY = 'id < 1000000000';

/** The same moment on the Friday before, where it is at a weekend: in an hour in which every tenant is at work. */
const onWeekday = (moment: string) =>
  `(${moment}) - make_interval(days => greatest(0, extract(isodow FROM (${moment}) AT TIME ZONE 'UTC')::integer - 5))`;

/** So many days before something came, on a weekday, and not before there was anybody to order it. */
const ordered = (came: string, days: number) =>
  `least(greatest(${onWeekday(`${came} - interval '${days} days'`)}, t.since_at), ${came})`;

/** The place of a line among those of its order. */
const PLACE =
  'b.product_id, b.product_variant_id, b.material_id, b.material_variant_id, b.movement_id, b.history_id';

/** What was bought and came: a row is a line of a purchase order. */
const BOUGHT = `
  CREATE TEMPORARY TABLE demo_bought ON COMMIT DROP AS
  SELECT t.tenant_id, t.since_at, t.until_at, t.manager, m.source_id AS order_id,
    ${ordered('m.occurred_at', 9)} AS ordered_at, m.occurred_at AS received_at,
    m.created_by AS received_by, s.warehouse_id, s.product_id, s.product_variant_id, NULL::bigint AS material_id,
    NULL::bigint AS material_variant_id, m.quantity::numeric AS received, 0::numeric AS open, m.unit_cost AS cost,
    m.id AS movement_id, NULL::bigint AS history_id, false AS is_given_up
  FROM ${OF_TENANTS}
  JOIN stock_movement m ON m.tenant_id = t.tenant_id AND m.${OF_STORY} AND m.kind = 'receipt'
    AND m.source_type = 'purchase_order'
  JOIN stock s ON s.tenant_id = m.tenant_id AND s.id = m.stock_id
  WHERE NOT EXISTS (SELECT FROM purchase_orders o WHERE o.tenant_id = m.tenant_id AND o.id = m.source_id)
  UNION ALL
  SELECT t.tenant_id, t.since_at, t.until_at, t.manager, h.reference_id,
    ${ordered('h.occurred_at', 14)}, h.occurred_at, h.created_by, s.warehouse_id, NULL, NULL,
    h.material_id, h.material_variant_id, h.quantity_change, 0, coalesce(v.cost, m.cost), NULL, h.id, false
  FROM ${OF_TENANTS}
  JOIN material_history h ON h.tenant_id = t.tenant_id AND h.${OF_STORY} AND h.action_type = 'stock_in'
    AND h.reference_type = 'purchase'
  JOIN material_stock s ON s.tenant_id = h.tenant_id AND s.id = h.material_stock_id
  JOIN material m ON m.tenant_id = h.tenant_id AND m.id = h.material_id
  LEFT JOIN material_variant v
    ON v.tenant_id = h.tenant_id AND v.material_id = h.material_id AND v.id = h.material_variant_id
  WHERE NOT EXISTS (SELECT FROM purchase_orders o WHERE o.tenant_id = h.tenant_id AND o.id = h.reference_id)`;

/** What a piece of a stock costs: what the first of them did, because it stays the same in a story. */
const COST = `(
      SELECT m.unit_cost FROM stock_movement m
      WHERE m.tenant_id = s.tenant_id AND m.stock_id = s.id ORDER BY m.id LIMIT 1)`;

/**
 * What is on the way: for each second stock of products the rest of the last order that came in for it, else all of one
 * that has not come yet. Expected pieces are told with the first unit of scale, and no more come with others.
 */
const EXPECTED = `
  WITH waiting AS (
    SELECT t.*, s.warehouse_id, s.product_id, s.product_variant_id, NULL::bigint AS material_id,
      NULL::bigint AS material_variant_id, s.inbound::numeric AS open, ${COST} AS cost
    FROM ${OF_TENANTS} JOIN stock s ON s.tenant_id = t.tenant_id AND s.inbound > 0
    UNION ALL
    SELECT t.*, s.warehouse_id, NULL, NULL, s.material_id, s.material_variant_id, s.inbound, coalesce(v.cost, m.cost)
    FROM ${OF_TENANTS} JOIN material_stock s ON s.tenant_id = t.tenant_id AND s.inbound > 0
    JOIN material m ON m.tenant_id = s.tenant_id AND m.id = s.material_id
    LEFT JOIN material_variant v
      ON v.tenant_id = s.tenant_id AND v.material_id = s.material_id AND v.id = s.material_variant_id
  ), untold AS (
    SELECT w.* FROM waiting w
    WHERE NOT EXISTS (SELECT FROM purchase_orders o WHERE o.tenant_id = w.tenant_id AND o.${OF_STORY})
  ), rest AS (
    UPDATE demo_bought b SET open = u.open
    FROM untold u
    WHERE b.tenant_id = u.tenant_id AND b.product_id = u.product_id AND b.product_id % 2 = 0
      AND b.product_variant_id IS NOT DISTINCT FROM u.product_variant_id AND b.warehouse_id = u.warehouse_id
      AND b.order_id BETWEEN 1850 AND 1859
    RETURNING b.tenant_id, b.product_id, b.product_variant_id, b.warehouse_id
  )
  INSERT INTO demo_bought
  SELECT u.tenant_id, u.since_at, u.until_at, u.manager, 3000 + u.warehouse_id * 10 + coalesce(u.product_id, u.material_id) % 5,
    ${onWeekday("u.until_at - interval '5 days 9 hours 30 minutes'")}, NULL, NULL, u.warehouse_id, u.product_id, u.product_variant_id, u.material_id,
    u.material_variant_id, 0, u.open, u.cost, NULL, NULL, false
  FROM untold u
  WHERE NOT EXISTS (
    SELECT FROM rest r WHERE r.tenant_id = u.tenant_id AND r.product_id = u.product_id
      AND r.product_variant_id IS NOT DISTINCT FROM u.product_variant_id AND r.warehouse_id = u.warehouse_id
  )`;

/** One that is still a draft, and one that was cancelled. */
const GIVEN_UP = `
  INSERT INTO demo_bought
  SELECT t.tenant_id, t.since_at, t.until_at, t.manager, n.number,
    CASE n.number WHEN 4001 THEN ${onWeekday("t.until_at - interval '59 days 9 hours 30 minutes'")} END, NULL, NULL, s.warehouse_id, s.product_id,
    s.product_variant_id, NULL, NULL, 0, 0, ${COST}, NULL, NULL, true
  FROM ${OF_TENANTS}
  CROSS JOIN (VALUES (4000), (4001)) AS n (number)
  CROSS JOIN LATERAL (
    SELECT s.* FROM stock s JOIN warehouse w ON w.tenant_id = s.tenant_id AND w.id = s.warehouse_id AND w.is_default
    WHERE s.tenant_id = t.tenant_id AND s.${OF_STORY} ORDER BY s.id LIMIT 3
  ) s
  WHERE NOT EXISTS (SELECT FROM purchase_orders o WHERE o.tenant_id = t.tenant_id AND o.id = n.number)`;

/** The orders of the lines, as they stand at the end of the story. */
const SUMS = `
  SELECT b.tenant_id, b.order_id, b.manager, b.since_at, min(b.warehouse_id) AS warehouse_id,
    min(b.ordered_at) AS ordered_at, ${onWeekday("b.until_at - interval '1 day 9 hours 30 minutes'")} AS drafted_at,
    max(b.received_at) AS received_at, min(b.received_by) AS received_by,
    CASE
      WHEN bool_or(b.is_given_up) THEN CASE WHEN min(b.ordered_at) IS NULL THEN 'draft' ELSE 'cancelled' END
      WHEN sum(b.open) = 0 THEN 'received' WHEN sum(b.received) = 0 THEN 'ordered' ELSE 'partially_received'
    END AS status
  FROM demo_bought b GROUP BY b.tenant_id, b.order_id, b.manager, b.since_at, b.until_at`;

/** With who wrote them, and when the one that was given up was. */
const TOLD = `
  SELECT o.*, ${presentManager('o.tenant_id', 'o.manager', 'coalesce(o.ordered_at, o.drafted_at)')} AS buyer,
    ${onWeekday("o.ordered_at + interval '3 days'")} AS cancelled_at
  FROM (${SUMS}) o`;

const ORDERS = `
  INSERT INTO purchase_orders (
    tenant_id, id, order_number, vendor_id, warehouse_id, status, status_note, currency_code, vendor_reference,
    expected_on, shipped_on, tracking_number, ordered_at, received_at, creation_key, created_by, updated_by,
    created_at, updated_at
  )
  SELECT o.tenant_id, o.order_id, CASE WHEN o.status <> 'draft' THEN format('PO-%s', lpad(o.order_id::text, 9, '0')) END,
    1 + o.order_id % 5, o.warehouse_id, o.status, CASE WHEN o.status = 'cancelled' THEN ${GIVEN_UP_FOR} END,
    w.currency_code, CASE WHEN o.status IN ('received', 'partially_received') THEN format('S-%s', o.order_id) END,
    -- Some come sooner than promised, some later.
    greatest((coalesce(o.received_at, o.ordered_at + interval '12 days') AT TIME ZONE 'UTC')::date
      + CASE WHEN o.received_at IS NULL THEN 0 ELSE (o.order_id * 7 % 5)::integer - 2 END, (o.ordered_at AT TIME ZONE 'UTC')::date),
    CASE WHEN o.received_at IS NOT NULL THEN
      (greatest(o.ordered_at, o.received_at - interval '3 days') AT TIME ZONE 'UTC')::date END,
    CASE WHEN o.status = 'received' AND o.order_id % 3 = 0 THEN format('LT%s', o.order_id) END, o.ordered_at,
    CASE WHEN o.status = 'received' THEN o.received_at END, format('demo-purchase-%s', o.order_id), o.buyer,
    CASE WHEN o.received_at IS NULL THEN o.buyer ELSE o.received_by END,
    coalesce(o.ordered_at, o.drafted_at),
    coalesce(o.received_at, CASE o.status WHEN 'cancelled' THEN o.cancelled_at END, o.ordered_at, o.drafted_at)
  FROM (${TOLD}) o JOIN warehouse w ON w.tenant_id = o.tenant_id AND w.id = o.warehouse_id
  ORDER BY o.tenant_id, o.order_id`;

const LINES = `
  INSERT INTO purchase_order_lines (
    tenant_id, id, purchase_order_id, warehouse_id, line_number, product_id, product_variant_id, material_id,
    material_variant_id, description, sku, quantity, unit_cost, received_quantity, open_quantity, created_by, updated_by,
    created_at, updated_at
  )
  SELECT b.tenant_id, l.last + row_number() OVER (PARTITION BY b.tenant_id ORDER BY b.order_id, ${PLACE}), b.order_id,
    b.warehouse_id, row_number() OVER (PARTITION BY b.tenant_id, b.order_id ORDER BY ${PLACE}), b.product_id,
    b.product_variant_id, b.material_id, b.material_variant_id, coalesce(p.name, mv.name, m.name),
    coalesce(pv.variant_sku, p.sku, mv.sku, m.sku), CASE WHEN b.is_given_up THEN 5 ELSE b.received + b.open END, b.cost,
    b.received, b.open, o.created_by, CASE WHEN b.received > 0 THEN o.updated_by ELSE o.created_by END, o.created_at, o.updated_at
  FROM demo_bought b
  JOIN purchase_orders o ON o.tenant_id = b.tenant_id AND o.id = b.order_id
  JOIN (
    SELECT t.tenant_id, coalesce(max(l.id), 0) AS last
    FROM ${OF_TENANTS}
    LEFT JOIN purchase_order_lines l ON l.tenant_id = t.tenant_id AND l.${OF_STORY} GROUP BY t.tenant_id
  ) l ON l.tenant_id = b.tenant_id
  LEFT JOIN product p ON p.tenant_id = b.tenant_id AND p.id = b.product_id
  LEFT JOIN product_variant pv
    ON pv.tenant_id = b.tenant_id AND pv.parent_product_id = b.product_id AND pv.id = b.product_variant_id
  LEFT JOIN material m ON m.tenant_id = b.tenant_id AND m.id = b.material_id
  LEFT JOIN material_variant mv
    ON mv.tenant_id = b.tenant_id AND mv.material_id = b.material_id AND mv.id = b.material_variant_id
  ORDER BY 1, 2`;

const RECEIPTS = `
  INSERT INTO goods_receipts (
    tenant_id, id, purchase_order_id, delivery_note, received_at, idempotency_key, created_by, created_at
  )
  SELECT o.tenant_id, o.order_id, o.order_id, format('D-%s', o.order_id), o.received_at,
    format('demo-receipt-%s', o.order_id), o.received_by, o.received_at
  FROM (${TOLD}) o WHERE o.received_at IS NOT NULL ORDER BY o.tenant_id, o.order_id`;

const RECEIPT_LINES = `
  INSERT INTO goods_receipt_lines (
    tenant_id, id, purchase_order_id, goods_receipt_id, purchase_order_line_id, quantity, unit_cost, stock_movement_id,
    material_history_id, created_at
  )
  SELECT l.tenant_id, l.id, l.purchase_order_id, l.purchase_order_id, l.id, b.received,
    CASE WHEN b.product_id IS NOT NULL THEN b.cost END, b.movement_id, b.history_id, b.received_at
  FROM (
    SELECT b.*, row_number() OVER (PARTITION BY b.tenant_id, b.order_id ORDER BY ${PLACE}) AS line_number
    FROM demo_bought b
  ) b
  JOIN purchase_order_lines l
    ON l.tenant_id = b.tenant_id AND l.purchase_order_id = b.order_id AND l.line_number = b.line_number
  WHERE b.received > 0 ORDER BY l.tenant_id, l.id`;

const HISTORY = `
  INSERT INTO purchase_order_status_history (
    tenant_id, id, purchase_order_id, from_status, to_status, changed_by, reason, changed_at, created_at
  )
  SELECT o.tenant_id, l.last + row_number() OVER (PARTITION BY o.tenant_id ORDER BY o.order_id, s.step), o.order_id,
    s.from_status, s.to_status, CASE WHEN s.step < 3 OR o.status = 'cancelled' THEN o.buyer ELSE o.received_by END,
    CASE WHEN s.to_status = 'cancelled' THEN ${GIVEN_UP_FOR} END, s.at, s.at
  FROM (${TOLD}) o
  JOIN (
    SELECT t.tenant_id, coalesce(max(h.id), 0) AS last
    FROM ${OF_TENANTS}
    LEFT JOIN purchase_order_status_history h ON h.tenant_id = t.tenant_id AND h.${OF_STORY} GROUP BY t.tenant_id
  ) l ON l.tenant_id = o.tenant_id
  CROSS JOIN LATERAL (
    SELECT 1 AS step, NULL AS from_status, 'draft' AS to_status,
      coalesce(o.ordered_at, o.drafted_at) AS at
    UNION ALL SELECT 2, 'draft', 'ordered', o.ordered_at WHERE o.status <> 'draft'
    UNION ALL SELECT 3, 'ordered', o.status, coalesce(o.received_at, o.cancelled_at)
      WHERE o.status NOT IN ('draft', 'ordered')
  ) s
  ORDER BY 1, 2`;

/** A stock knows what it expects from the moment of the order on. */
const awaited = (stock: 'stock' | 'material_stock', what: 'product' | 'material') => `
  UPDATE ${stock} s SET updated_at = o.ordered_at
  FROM purchase_order_lines l
  JOIN purchase_orders o ON o.tenant_id = l.tenant_id AND o.id = l.purchase_order_id
  WHERE l.tenant_id = ANY (:ids) AND l.${OF_STORY} AND l.open_quantity > 0 AND s.tenant_id = l.tenant_id
    AND s.${what}_id = l.${what}_id AND s.${what}_variant_id IS NOT DISTINCT FROM l.${what}_variant_id
    AND s.warehouse_id = l.warehouse_id AND s.updated_at < o.ordered_at`;
const AWAITED = awaited('stock', 'product');
const AWAITED_MATERIAL = awaited('material_stock', 'material');

/** Of whom is bought what was sold before it was there. */
const WAITED_FOR = `
  UPDATE order_item_pre_orders p SET vendor = v.name
  FROM vendors v
  WHERE p.tenant_id = ANY (:ids) AND p.${OF_STORY} AND p.vendor IS NULL
    AND v.tenant_id = p.tenant_id AND v.id = 1 + p.id % 5`;

/** Numbers of new orders go on far behind those of the demo, so that a larger scale finds its numbers free. */
const NUMBERS = `
  WITH sequence AS (
    INSERT INTO sys_document_sequences (tenant_id, id, kind, prefix, digits, period, created_at, updated_at)
    SELECT t.id, ${numberOfKind('purchase_order')}, 'purchase_order', 'PO-', 9, 'none', t.created_at, t.created_at
    FROM sys_tenants t
    WHERE t.id = ANY (:ids) AND NOT EXISTS (
      SELECT FROM sys_document_sequences s WHERE s.tenant_id = t.id AND s.kind = 'purchase_order')
    ORDER BY t.id
    RETURNING tenant_id, id, created_at
  )
  INSERT INTO sys_document_counters (tenant_id, sequence_id, period, next_value, created_at, updated_at)
  SELECT s.tenant_id, s.id, '', 1000000001, s.created_at, s.created_at FROM sequence s ORDER BY s.tenant_id`;
