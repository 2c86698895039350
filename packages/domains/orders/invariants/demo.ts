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
];
