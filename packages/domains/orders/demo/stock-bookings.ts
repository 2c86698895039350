import { withoutTriggers } from '@erp/kit/demo';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { localHour } from '@erp/kit/local-time';
import { countStock } from '@erp/products/demo';
import type { Knex } from 'knex';
import { saleCount } from './sales.ts';

/**
 * Books in the stock of products what the orders took from it, and what came in to cover that:
 *
 * - a line is kept by reservations from placing on, a set by way of its contents; cancelling has given them back, and
 *   shipping has used them, out of the default warehouse; what came back by a case is there again; bespoke work never
 *   lay there;
 * - shortly before each month of a unit of scale, a receipt for each stock brings what is ordered in that month, less
 *   what was cancelled in the month before. So pieces never run short, and what a stock held by the products' own story
 *   it holds at every scale.
 *
 * Lines that were booked before are not booked again, nor are those of an older demo that wait for stock.
 */
export async function bookSales(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  const ids = tenants.map((tenant) => tenant.id);
  await trx.raw('DROP TABLE IF EXISTS demo_taken');
  await trx.raw(TAKEN, {
    ids,
    sales: tenants.map(saleCount),
    sinces: tenants.map((tenant) => new Date(localHour(tenant.timezone, tenant.since, 8)).toISOString()),
  });
  await trx.raw('ANALYZE demo_taken');
  await withoutTriggers(trx, ['stock_reservation', 'stock_movement'], async () => {
    await trx.raw(RESERVATIONS, { ids });
    await trx.raw(MOVEMENTS, { ids });
  });
  await trx.raw('DROP TABLE demo_taken');
  await countStock(trx, ids);
}

/** What each line takes from which stock, and when. */
const TAKEN = `
  CREATE TEMPORARY TABLE demo_taken ON COMMIT DROP AS
  SELECT t.tenant_id, (o.id - 1) / t.sales AS unit, t.since_at, o.id AS order_id, i.id AS line_id, s.id AS stock_id,
    i.quantity * p.pieces AS pieces, s.average_cost AS cost,
    format('order:%s/line:%s', o.id, i.id) || CASE WHEN p.of_set THEN format('/product:%s', p.product_id) ELSE '' END AS key,
    o.ordered_at, o.shipped_at, o.cancelled_at, c.restocked_quantity * p.pieces AS returned, c.returned_at, o.created_by,
    c.returned_by, (
      SELECT h.changed_by FROM order_status_history h
      WHERE h.tenant_id = o.tenant_id AND h.order_id = o.id AND h.to_status = 'shipped'
    ) AS shipped_by
  FROM unnest(:ids::bigint[], :sales::bigint[], :sinces::timestamptz[]) AS t (tenant_id, sales, since_at)
  JOIN orders o ON o.tenant_id = t.tenant_id AND o.id < 1000000000 AND o.status <> 'draft'
  JOIN order_items i ON i.tenant_id = o.tenant_id AND i.order_id = o.id AND i.supply = 'stock'
    AND (i.reserved_quantity + i.shipped_quantity = i.quantity OR i.order_stage = 'cancelled')
  JOIN LATERAL (
    SELECT i.product_id, i.product_variant_id, 1 AS pieces, false AS of_set
    WHERE NOT EXISTS (SELECT FROM product_set_item c WHERE c.tenant_id = i.tenant_id AND c.set_product_id = i.product_id)
    UNION ALL
    SELECT c.item_product_id, NULL, c.quantity, true FROM product_set_item c
    WHERE c.tenant_id = i.tenant_id AND c.set_product_id = i.product_id
  ) p ON true
  JOIN warehouse w ON w.tenant_id = t.tenant_id AND w.is_default
  JOIN stock s ON s.tenant_id = t.tenant_id AND s.warehouse_id = w.id AND s.product_id = p.product_id
    AND s.product_variant_id IS NOT DISTINCT FROM p.product_variant_id
  LEFT JOIN LATERAL (
    SELECT a.restocked_quantity, h.changed_at AS returned_at, h.changed_by AS returned_by
    FROM order_items_after_sales a
    JOIN order_case_status_history h ON h.tenant_id = a.tenant_id AND h.case_id = a.id AND h.to_status = 'received'
    WHERE a.tenant_id = i.tenant_id AND a.order_id = i.order_id AND a.order_item_id = i.id AND a.restocked_quantity > 0
  ) c ON true
  WHERE NOT EXISTS (
    SELECT FROM stock_movement m
    WHERE m.tenant_id = o.tenant_id AND m.source_type = 'sales_order' AND m.source_id = o.id
  ) AND NOT EXISTS (
    SELECT FROM stock_reservation r
    WHERE r.tenant_id = o.tenant_id AND r.source_type = 'sales_order' AND r.source_id = o.id
  )`;

const RESERVATIONS = `
  INSERT INTO stock_reservation (
    tenant_id, id, stock_id, quantity, shipped_quantity, status, source_key, source_type, source_id, closed_at, reason,
    created_by, created_at, updated_at
  )
  SELECT d.tenant_id, l.last + row_number() OVER (PARTITION BY d.tenant_id ORDER BY d.unit, d.ordered_at, d.key),
    d.stock_id, d.pieces, CASE WHEN d.shipped_at IS NULL THEN 0 ELSE d.pieces END,
    CASE WHEN d.shipped_at IS NOT NULL THEN 'shipped' WHEN d.cancelled_at IS NOT NULL THEN 'released' ELSE 'open' END,
    d.key, 'sales_order', d.order_id, coalesce(d.shipped_at, d.cancelled_at),
    CASE WHEN d.cancelled_at IS NOT NULL THEN 'The order was cancelled.' END, d.created_by, d.ordered_at,
    coalesce(d.shipped_at, d.cancelled_at, d.ordered_at)
  FROM demo_taken d
  JOIN (
    SELECT tenant_id, max(id) AS last FROM stock_reservation
    WHERE tenant_id = ANY (:ids) AND id < 1000000000 GROUP BY tenant_id
  ) l ON l.tenant_id = d.tenant_id
  ORDER BY 1, 2`;

/** The same moment, or of the Friday before where it is at a weekend, when nobody brings anything. */
const onFriday = (moment: string) =>
  `(${moment}) - make_interval(days => greatest(0, extract(isodow FROM (${moment}) AT TIME ZONE 'UTC')::integer - 5))`;

const MOVEMENTS = `
  WITH ordered AS (
    SELECT d.tenant_id, d.unit, d.stock_id, d.cost, d.since_at, date_trunc('month', d.ordered_at AT TIME ZONE 'UTC') AS month,
      sum(d.pieces) AS pieces, coalesce(sum(d.pieces) FILTER (WHERE d.cancelled_at IS NOT NULL), 0) AS cancelled
    FROM demo_taken d
    GROUP BY 1, 2, 3, 4, 5, 6
  ), cover AS (
    SELECT o.tenant_id, o.unit, o.stock_id, o.cost, to_char(o.month, 'YYYYMM') AS month,
      greatest(${onFriday("o.month AT TIME ZONE 'UTC' - interval '8 hours'")}, o.since_at + interval '1 hour') AS at,
      (o.pieces - lag(o.cancelled, 1, 0) OVER (PARTITION BY o.tenant_id, o.unit, o.stock_id ORDER BY o.month))::integer
        AS pieces
    FROM ordered o
  ), booked AS (
    SELECT d.tenant_id, d.unit, d.stock_id, 'shipment' AS kind, -d.pieces AS pieces, d.cost, d.shipped_at AS at,
      r.id AS reservation_id, 'demo-' || d.key AS key, 'sales_order' AS source_type, d.order_id AS source_id,
      d.shipped_by AS created_by
    FROM demo_taken d
    JOIN stock_reservation r ON r.tenant_id = d.tenant_id AND r.source_key = d.key
    WHERE d.shipped_at IS NOT NULL
    UNION ALL
    SELECT d.tenant_id, d.unit, d.stock_id, 'receipt', d.returned, d.cost, d.returned_at, NULL,
      'demo-' || d.key || '/return', 'customer_return', d.order_id, d.returned_by
    FROM demo_taken d WHERE d.returned_at IS NOT NULL
    UNION ALL
    SELECT n.tenant_id, n.unit, n.stock_id, 'receipt', n.pieces, n.cost, n.at, NULL,
      format('demo-cover:%s/stock:%s/month:%s', n.unit + 1, n.stock_id, n.month),
      CASE WHEN EXISTS (
        SELECT FROM stock s JOIN material_product b ON b.tenant_id = s.tenant_id AND b.product_id = s.product_id
        WHERE s.tenant_id = n.tenant_id AND s.id = n.stock_id
      ) THEN 'production_order' ELSE 'purchase_order' END,
      (n.unit + 1) * 1000000 + n.month::bigint, NULL
    FROM cover n
    WHERE n.pieces > 0 AND NOT EXISTS (
      SELECT FROM stock_movement m
      WHERE m.tenant_id = n.tenant_id
        AND m.idempotency_key = format('demo-cover:%s/stock:%s/month:%s', n.unit + 1, n.stock_id, n.month))
  ), numbered AS (
    SELECT b.*, l.last + row_number() OVER (PARTITION BY b.tenant_id ORDER BY b.unit, b.at, b.key) AS id
    FROM booked b
    JOIN (
      SELECT tenant_id, max(id) AS last FROM stock_movement
      WHERE tenant_id = ANY (:ids) AND id < 1000000000 GROUP BY tenant_id
    ) l ON l.tenant_id = b.tenant_id
  ), counted AS (
    -- What lay there afterwards, so that few of the rows are written twice; countStock tells it to those that were there.
    SELECT m.*, sum(m.pieces) OVER (PARTITION BY m.tenant_id, m.stock_id ORDER BY m.at, m.id)::integer AS on_hand
    FROM (
      SELECT n.*, true AS is_new FROM numbered n
      UNION ALL
      SELECT tenant_id, NULL, stock_id, kind, quantity, NULL, occurred_at, NULL, NULL, NULL, NULL, NULL, id, false
      FROM stock_movement WHERE tenant_id = ANY (:ids)
    ) m
  )
  INSERT INTO stock_movement (
    tenant_id, id, stock_id, kind, quantity, unit_cost, value_change, on_hand_after, reservation_id, idempotency_key,
    source_type, source_id, occurred_at, created_by, created_at
  )
  SELECT c.tenant_id, c.id, c.stock_id, c.kind, c.pieces, c.cost, round(c.pieces * c.cost, 4), c.on_hand,
    c.reservation_id, c.key, c.source_type, c.source_id, c.at, c.created_by, c.at
  FROM counted c WHERE c.is_new
  ORDER BY 1, 2`;
