import { nobodyActsOnLeave, staffActsByDay } from '@erp/demo-world/staff-invariants';
import type { Invariant } from '@erp/kit/invariant';

/** What the demo says that people did to orders; what they did since to these is theirs, whatever the hour. */
const WRITTEN = `
        SELECT o.tenant_id, 'order ' || o.id AS key, o.created_by AS staff, o.created_at AS at
        FROM orders o WHERE o.id < 1000000000
        UNION ALL
        SELECT h.tenant_id, 'order ' || h.order_id || ', ' || h.to_status, h.changed_by, h.changed_at
        FROM order_status_history h WHERE h.id < 1000000000`;

/** What makes the orders of a demo believable. */
export const demoInvariants: readonly Invariant[] = [
  {
    name: 'orders_numbered_in_time',
    about: 'demo',
    says: 'Orders of a demo are numbered in the order in which they were placed, at every scale.',
    sql: `
      SELECT n.tenant_id, n.order_number AS key, 'was placed before the one with the number ahead of it' AS found
      FROM (
        SELECT o.tenant_id, o.order_number, o.ordered_at,
          lag(o.ordered_at) OVER (PARTITION BY o.tenant_id ORDER BY o.order_number) AS before
        FROM orders o JOIN sys_demo_seeds d ON d.tenant_id = o.tenant_id AND d.table_name = 'orders'
        WHERE o.id < 1000000000 AND o.order_number IS NOT NULL
      ) n
      WHERE n.ordered_at < n.before`,
  },
  staffActsByDay(
    'staff_sells_by_day',
    'Whoever works for a tenant of a demo writes orders, brings them on and books money by day, by the clock there.',
    {
      sql: `${WRITTEN}
        UNION ALL
        SELECT p.tenant_id, 'payment ' || p.id, p.created_by, p.created_at
        FROM order_payments p WHERE p.id < 1000000000`,
      table: 'orders',
    },
  ),
  nobodyActsOnLeave(
    'nobody_sells_on_leave',
    'Nobody of a demo writes an order or brings one on while on leave.',
    { sql: WRITTEN, table: 'orders' },
  ),
  {
    name: 'open_promise_is_owed',
    about: 'demo',
    says: 'What a promise of a demo says is still open: whoever adds them up knows what customers owe.',
    sql: `
      SELECT p.tenant_id, p.id AS key, format('%s were promised, %s are open', p.amount, o.balance) AS found
      FROM order_payments p
      JOIN orders o ON o.tenant_id = p.tenant_id AND o.id = p.order_id
      JOIN sys_demo_seeds d ON d.tenant_id = p.tenant_id AND d.table_name = 'order_payments'
      WHERE p.status = 'pending' AND p.order_id < 1000000000 AND p.amount > o.balance
        -- Whoever pays a part since then owes less than was promised, until the rest is settled.
        AND NOT EXISTS (
          SELECT FROM order_payments n
          WHERE n.tenant_id = p.tenant_id AND n.order_id = p.order_id AND n.id >= 1000000000
        )`,
  },
  {
    name: 'money_comes_by_its_way',
    about: 'demo',
    says: 'Cash is paid in stores of a demo, and what carriers are paid comes with the goods.',
    sql: `
      SELECT p.tenant_id, p.id AS key, format('%s, paid %s, delivered %s', p.payment_method, p.paid_at, o.delivered_at) AS found
      FROM order_payments p
      JOIN orders o ON o.tenant_id = p.tenant_id AND o.id = p.order_id
      JOIN sys_demo_seeds d ON d.tenant_id = p.tenant_id AND d.table_name = 'order_payments'
      WHERE p.id < 1000000000 AND p.kind = 'payment' AND p.status = 'paid' AND (
        p.payment_method = 'cash' AND o.store_id IS NULL
        OR p.payment_method = 'cod' AND (o.delivered_at IS NULL OR p.paid_at < o.delivered_at))`,
  },
  {
    name: 'bespoke_work_paid_as_its_order',
    about: 'demo',
    says: 'Bespoke work of a demo is paid as far as its order is.',
    sql: `
      SELECT c.tenant_id, c.id AS key, format('is %s, its order %s', c.payment_status, o.payment_status) AS found
      FROM order_item_customization c
      JOIN orders o ON o.tenant_id = c.tenant_id AND o.id = c.order_id
      JOIN sys_demo_seeds d ON d.tenant_id = c.tenant_id AND d.table_name = 'order_item_customization'
      WHERE c.id < 1000000000
        -- What is paid and given back by functions since then is told of the order alone.
        AND NOT EXISTS (
          SELECT FROM order_payments n WHERE n.tenant_id = c.tenant_id AND n.order_id = c.order_id AND n.id >= 1000000000)
        AND (c.payment_status = 'paid') <> (o.payment_status IN ('paid', 'partially_refunded'))`,
  },
  {
    name: 'first_purchase_where_it_was_sold',
    about: 'demo',
    says: 'The touchpoint of a first purchase of a demo is in the store, on the page and by the member that the order names.',
    sql: `
      SELECT j.tenant_id, j.id AS key, 'is told of another place than order ' || o.id AS found
      FROM crm_personal_journey j
      JOIN orders o ON o.tenant_id = j.tenant_id AND o.id = j.related_order_id
      JOIN sys_demo_seeds d ON d.tenant_id = j.tenant_id AND d.table_name = 'crm_personal_journey'
      WHERE j.id < 1000000000 AND j.stage = 'purchase'
        AND (j.store_id, j.channel_platform_page_id, j.recorded_by)
          IS DISTINCT FROM (o.store_id, o.channel_platform_page_id, o.created_by)`,
  },
];
