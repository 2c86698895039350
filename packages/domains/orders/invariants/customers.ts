import type { Invariant } from '@erp/kit/invariant';

/** What crm knows of the orders. */
export const customerInvariants: readonly Invariant[] = [
  {
    name: 'customer_figures',
    says: 'Lifetime value, paid orders and last order of a customer are those of the orders.',
    sql: `
      SELECT c.tenant_id, c.id AS key,
        format('says %s in %s orders, the orders say %s in %s', c.lifetime_value, c.paid_orders_count,
          coalesce(o.value, 0), coalesce(o.paid, 0)) AS found
      FROM crm_customers c
      LEFT JOIN (
        SELECT o.tenant_id, o.customer_id, o.currency_code, sum(o.net_payment) AS value FROM orders o
        WHERE o.deleted_at IS NULL GROUP BY o.tenant_id, o.customer_id, o.currency_code
      ) m ON m.tenant_id = c.tenant_id AND m.customer_id = c.id AND m.currency_code = c.currency_code
      LEFT JOIN (
        SELECT o.tenant_id, o.customer_id, sum(o.net_payment) AS value,
          count(*) FILTER (WHERE o.payment_status IN ('paid', 'partially_refunded')) AS paid,
          max(o.ordered_at) FILTER (WHERE o.status NOT IN ('draft', 'cancelled')) AS latest
        FROM orders o WHERE o.deleted_at IS NULL GROUP BY o.tenant_id, o.customer_id
      ) o ON o.tenant_id = c.tenant_id AND o.customer_id = c.id
      WHERE (c.lifetime_value, c.paid_orders_count, c.last_order_at)
        IS DISTINCT FROM (coalesce(m.value, 0), coalesce(o.paid, 0), o.latest)`,
  },
  {
    name: 'converted_lead_has_order',
    says: 'The order of a converted lead is one of its customer.',
    sql: `
      SELECT l.tenant_id, l.id AS key, 'names an order of somebody else' AS found
      FROM crm_leads l JOIN orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
      WHERE o.customer_id IS DISTINCT FROM l.converted_customer_id`,
  },
  {
    name: 'demo_lead_won_order',
    says: 'A lead that a demo has converted has won an order.',
    about: 'demo',
    sql: `
      SELECT s.tenant_id, l.id AS key, 'was seeded as converted, but has no order' AS found
      FROM sys_demo_seeds s JOIN crm_leads l ON l.tenant_id = s.tenant_id AND l.status = 'converted'
      WHERE s.table_name = 'orders' AND l.order_id IS NULL AND l.id < 1000000000`,
  },
  {
    name: 'won_back_order',
    says: 'The order of somebody who was won back in a demo is theirs, and the value is its total.',
    about: 'demo',
    sql: `
      SELECT m.tenant_id, m.id AS key, format('value %s, order %s of %s', m.conversion_value, o.id, o.total) AS found
      FROM crm_reengage_personal_keys m
      JOIN orders o ON o.tenant_id = m.tenant_id AND o.id = m.converted_order_id
      JOIN crm_customers c ON c.tenant_id = o.tenant_id AND c.id = o.customer_id
      WHERE (c.personal_key_id <> m.personal_key_id OR m.conversion_value IS DISTINCT FROM o.total) AND m.id < 1000000000
        AND EXISTS (SELECT FROM sys_demo_seeds s WHERE s.tenant_id = m.tenant_id AND s.table_name = 'crm_reengage_personal_keys')`,
  },
  {
    name: 'demo_won_back_by_order',
    says: 'Who was won back in a demo has ordered.',
    about: 'demo',
    sql: `
      SELECT s.tenant_id, m.id AS key, 'was seeded as won back, but has no order' AS found
      FROM sys_demo_seeds s JOIN crm_reengage_personal_keys m ON m.tenant_id = s.tenant_id AND m.status = 'converted'
      WHERE s.table_name = 'orders' AND m.converted_order_id IS NULL AND m.id < 1000000000`,
  },
  {
    name: 'demo_won_back_were_quiet',
    says: 'Whom a demo wants to win back has ordered nothing in the two weeks before.',
    about: 'demo',
    // A small tenant has too few for whom it is longer. Whose records were merged has the orders of both.
    sql: `
      SELECT m.tenant_id, m.id AS key, format('was put into a batch on %s, had ordered on %s', b.created_at, o.ordered_at) AS found
      FROM crm_reengage_personal_keys m
      JOIN sys_demo_seeds s ON s.tenant_id = m.tenant_id AND s.table_name = 'orders'
      JOIN crm_reengaged_batches b ON b.tenant_id = m.tenant_id AND b.id = m.batch_id
      JOIN crm_customers c ON c.tenant_id = m.tenant_id AND c.personal_key_id = m.personal_key_id
      JOIN orders o ON o.tenant_id = c.tenant_id AND o.customer_id = c.id AND o.id < 1000000000
        AND o.ordered_at BETWEEN b.created_at - interval '14 days' AND b.created_at
      WHERE m.id < 1000000000 AND NOT EXISTS (
        SELECT FROM crm_person_merges g WHERE g.tenant_id = m.tenant_id AND g.survivor_id = m.personal_key_id
      )`,
  },
];
