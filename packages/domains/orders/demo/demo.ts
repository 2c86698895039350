import { numberInTime } from '@erp/demo-world/number-in-time';
import { ORDER_NUMBERS } from '@erp/demo-world/order-number';
import { numberOfKind, withoutTriggers } from '@erp/kit/demo';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { AnyFactory } from '@erp/kit/factory';
import type { Knex } from 'knex';
import { orderCaseStatusHistory } from '../factories/order-case-status-history.ts';
import { orderImages } from '../factories/order-images.ts';
import { orderItemCustomization } from '../factories/order-item-customization.ts';
import { orderItemPreOrders } from '../factories/order-item-pre-orders.ts';
import { orderItems } from '../factories/order-items.ts';
import { orderItemsAfterSales } from '../factories/order-items-after-sales.ts';
import { orderMetaCrm } from '../factories/order-meta-crm.ts';
import { orderPayments } from '../factories/order-payments.ts';
import { orderSettings } from '../factories/order-settings.ts';
import { orderStatusHistory } from '../factories/order-status-history.ts';
import { orders } from '../factories/orders.ts';
import { ordersMeta } from '../factories/orders-meta.ts';
import { nameReviewers } from './review-authors.ts';
import { bookSales } from './stock-bookings.ts';

/** In the order in which they are loaded. */
export const factories: readonly AnyFactory[] = [
  orderSettings,
  orders,
  orderItems,
  orderPayments,
  orderStatusHistory,
  orderItemsAfterSales,
  orderCaseStatusHistory,
  orderItemPreOrders,
  orderItemCustomization,
  orderImages,
  ordersMeta,
  orderMetaCrm,
];

const EARLIER = [
  'crm_customers',
  'crm_leads',
  'crm_potential',
  'crm_personal_journey',
  'crm_reengage_personal_keys',
  'crm_reengaged_batches',
  'crm_reengage_batches_stats',
];

/** Orders are numbered as they were placed. */
export const beforeKeys = (trx: Knex, tenants: readonly DemoTenant[]) =>
  numberInTime(trx, tenants, {
    ...ORDER_NUMBERS,
    table: 'orders',
    column: 'order_number',
    moment: 'ordered_at',
  });

export const fills = ['stock_reservation', 'stock_movement'];

/**
 * Tells crm what became of its leads, opportunities, batches and customers, and products what has left its stock and
 * who wrote the reviews; says where the numbers of orders go on.
 */
export async function finish(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  const ids = tenants.map((tenant) => tenant.id);
  await withoutTriggers(trx, EARLIER, async () => {
    await trx.raw('DROP TABLE IF EXISTS demo_first');
    await trx.raw(FIRST, { ids });
    await trx.raw('ANALYZE demo_first');
    for (const statement of [FIGURES, LEADS, POTENTIAL, JOURNEY, WON_BACK, SPENT, BATCHES, DAYS]) {
      await trx.raw(statement, { ids });
    }
    await trx.raw('DROP TABLE demo_first');
  });
  await trx.raw(NUMBERS, { ids });
  await withoutTriggers(trx, ['order_items_after_sales', 'order_case_status_history'], async () => {
    for (const statement of [PASTS, CASES]) await trx.raw(statement, { ids });
  });
  await bookSales(trx, tenants);
  await nameReviewers(trx, tenants);
}

const FIGURES = `
  UPDATE crm_customers c
  SET lifetime_value = f.lifetime_value, currency_code = f.currency_code, paid_orders_count = f.paid_orders_count,
    last_order_at = f.last_order_at, updated_at = greatest(c.updated_at, f.changed_at, (
      SELECT b.created_at FROM crm_reengaged_batches b WHERE b.tenant_id = c.tenant_id AND b.id = c.batch_id)),
    customer_rank = CASE WHEN f.position <= 0.1 THEN 'gold' WHEN f.position <= 0.35 THEN 'silver' ELSE 'bronze' END
  FROM (
    SELECT o.tenant_id, o.customer_id, coalesce(sum(o.net_payment), 0) AS lifetime_value,
      CASE WHEN max(o.total_paid) > 0 THEN min(o.currency_code) END AS currency_code,
      count(*) FILTER (WHERE o.payment_status IN ('paid', 'partially_refunded')) AS paid_orders_count,
      max(o.ordered_at) FILTER (WHERE o.status NOT IN ('draft', 'cancelled')) AS last_order_at,
      max(greatest(o.ordered_at, o.cancelled_at, (
        SELECT max(p.paid_at) FROM order_payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id
      ))) FILTER (WHERE o.status <> 'draft') AS changed_at,
      percent_rank() OVER (PARTITION BY o.tenant_id ORDER BY sum(o.net_payment) DESC, o.customer_id) AS position
    FROM orders o
    WHERE o.tenant_id = ANY (:ids) AND o.customer_id IS NOT NULL AND o.deleted_at IS NULL
    GROUP BY o.tenant_id, o.customer_id
  ) f
  WHERE c.tenant_id = f.tenant_id AND c.id = f.customer_id
    AND (c.lifetime_value, c.paid_orders_count, c.last_order_at, c.customer_rank) IS DISTINCT FROM (
      f.lifetime_value, f.paid_orders_count, f.last_order_at,
      CASE WHEN f.position <= 0.1 THEN 'gold' WHEN f.position <= 0.35 THEN 'silver' ELSE 'bronze' END)`;

/**
 * The first order of each customer: the one that the lead became. Worked out once, and counted, since of rows that were
 * just written the planner knows too little to join four tables.
 */
const FIRST = `
  CREATE TEMPORARY TABLE demo_first ON COMMIT DROP AS
  SELECT DISTINCT ON (o.tenant_id, o.customer_id) o.tenant_id, o.customer_id, o.id, c.personal_key_id
  FROM orders o JOIN crm_customers c ON c.tenant_id = o.tenant_id AND c.id = o.customer_id
  WHERE o.tenant_id = ANY (:ids) AND o.status NOT IN ('draft', 'cancelled')
  ORDER BY o.tenant_id, o.customer_id, o.ordered_at, o.id`;

const LEADS = `
  UPDATE crm_leads l SET order_id = f.id FROM demo_first f
  WHERE l.tenant_id = f.tenant_id AND l.converted_customer_id = f.customer_id AND l.order_id IS NULL`;

const POTENTIAL = `
  UPDATE crm_potential p SET converted_to_order_id = f.id,
    estimated_value = greatest(10, round(o.total * (80 + p.id * 7 % 60) / 100, -1))
  FROM demo_first f JOIN orders o ON o.tenant_id = f.tenant_id AND o.id = f.id
  WHERE p.tenant_id = f.tenant_id AND p.personal_key_id = f.personal_key_id AND p.status = 'won'
    AND p.converted_to_order_id IS NULL`;

/** The first purchase was made where the order says, and written down by whoever wrote that. */
const JOURNEY = `
  UPDATE crm_personal_journey j
  SET related_order_id = f.id, store_id = o.store_id, channel_platform_page_id = o.channel_platform_page_id,
    interaction_type = CASE WHEN o.store_id IS NOT NULL THEN 'visit' WHEN o.created_by IS NOT NULL THEN 'chat' END,
    recorded_by = o.created_by, source = CASE WHEN o.created_by IS NULL THEN 'web_shop' ELSE 'staff' END
  FROM demo_first f JOIN orders o ON o.tenant_id = f.tenant_id AND o.id = f.id
  WHERE j.tenant_id = f.tenant_id AND j.personal_key_id = f.personal_key_id AND j.stage = 'purchase'
    AND j.related_order_id IS NULL`;

const WON_BACK = `
  UPDATE crm_reengage_personal_keys m SET converted_order_id = o.id, conversion_value = o.total
  FROM crm_customers c JOIN orders o ON o.tenant_id = c.tenant_id AND o.customer_id = c.id
  WHERE c.tenant_id = ANY (:ids) AND m.tenant_id = c.tenant_id AND m.personal_key_id = c.personal_key_id
    AND m.status = 'converted' AND o.ordered_at = m.converted_at AND m.converted_order_id IS NULL`;

/** What the people of a batch had spent when it was put together. */
const SPENT = `
  UPDATE crm_reengaged_batches b SET historical_value = s.spent
  FROM (
    SELECT b.tenant_id, b.id, sum(CASE p.kind WHEN 'payment' THEN p.amount ELSE -p.amount END) AS spent
    FROM crm_reengaged_batches b
    JOIN crm_reengage_personal_keys m ON m.tenant_id = b.tenant_id AND m.batch_id = b.id
    JOIN crm_customers c ON c.tenant_id = m.tenant_id AND c.personal_key_id = m.personal_key_id
    JOIN orders o ON o.tenant_id = c.tenant_id AND o.customer_id = c.id AND o.id < 1000000000
    JOIN order_payments p ON p.tenant_id = o.tenant_id AND p.order_id = o.id AND p.status = 'paid' AND p.paid_at < b.created_at
    WHERE b.tenant_id = ANY (:ids) AND b.id < 1000000000 AND b.historical_value IS NULL
    GROUP BY b.tenant_id, b.id
  ) s
  WHERE b.tenant_id = s.tenant_id AND b.id = s.id`;

const BATCHES = `
  UPDATE crm_reengaged_batches b SET reactivated_revenue = s.revenue
  FROM (
    SELECT m.tenant_id, m.batch_id, sum(m.conversion_value) AS revenue
    FROM crm_reengage_personal_keys m
    WHERE m.tenant_id = ANY (:ids) AND m.conversion_value IS NOT NULL GROUP BY m.tenant_id, m.batch_id
  ) s
  WHERE b.tenant_id = s.tenant_id AND b.id = s.batch_id AND b.reactivated_revenue <> s.revenue`;

const DAYS = `
  UPDATE crm_reengage_batches_stats d SET revenue_generated = s.on_day, total_revenue = s.so_far
  FROM (
    SELECT d.tenant_id, d.id,
      coalesce(sum(m.conversion_value) FILTER (WHERE (m.converted_at AT TIME ZONE 'UTC')::date = d.snapshot_date), 0) AS on_day,
      coalesce(sum(m.conversion_value), 0) AS so_far
    FROM crm_reengage_batches_stats d
    LEFT JOIN crm_reengage_personal_keys m
      ON m.tenant_id = d.tenant_id AND m.batch_id = d.batch_id
      AND (m.converted_at AT TIME ZONE 'UTC')::date <= d.snapshot_date
    WHERE d.tenant_id = ANY (:ids) GROUP BY d.tenant_id, d.id
  ) s
  WHERE d.tenant_id = s.tenant_id AND d.id = s.id
    AND (d.revenue_generated, d.total_revenue) IS DISTINCT FROM (s.on_day, s.so_far)`;

/** Cases of a demo that is older than their history: their past is the story's, and not what an upgrade put there. */
const PASTS = `
  DELETE FROM order_case_status_history h
  WHERE h.tenant_id = ANY (:ids) AND h.id >= 1000000000 AND h.from_status IS NULL AND EXISTS (
    SELECT FROM order_case_status_history s
    WHERE s.tenant_id = h.tenant_id AND s.case_id = h.case_id AND s.id < 1000000000)`;

const CASES = `
  UPDATE order_items_after_sales c SET status = h.status, updated_at = h.changed_at
  FROM (
    SELECT DISTINCT ON (h.tenant_id, h.case_id) h.tenant_id, h.case_id, h.to_status AS status, h.changed_at
    FROM order_case_status_history h
    WHERE h.tenant_id = ANY (:ids)
    ORDER BY h.tenant_id, h.case_id, h.changed_at DESC, h.id DESC
  ) h
  WHERE c.tenant_id = h.tenant_id AND c.id = h.case_id AND c.id < 1000000000 AND c.opening_key IS NULL
    AND c.status <> h.status`;

/** Numbers of new orders go on far behind those of the demo, so that a larger scale finds its numbers free. */
const NUMBERS = `
  WITH sequence AS (
    INSERT INTO sys_document_sequences (tenant_id, id, kind, prefix, digits, period, created_at, updated_at)
    SELECT t.id, ${numberOfKind('order')}, 'order', '${ORDER_NUMBERS.prefix}', ${ORDER_NUMBERS.digits}, 'none', t.created_at, t.created_at FROM sys_tenants t
    WHERE t.id = ANY (:ids) AND NOT EXISTS (
      SELECT FROM sys_document_sequences s WHERE s.tenant_id = t.id AND s.kind = 'order')
    ORDER BY t.id
    RETURNING tenant_id, id, created_at
  )
  INSERT INTO sys_document_counters (tenant_id, sequence_id, period, next_value, created_at, updated_at)
  SELECT s.tenant_id, s.id, '', 10000001, s.created_at, s.created_at FROM sequence s ORDER BY s.tenant_id`;
