import type { Invariant } from '@erp/kit/invariant';

/** Orders: their sums, payments and history. */
export const orderInvariants: readonly Invariant[] = [
  {
    name: 'order_sums',
    says: 'The sums of an order are those of its lines.',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key,
        format('says %s - %s + %s, its lines say %s - %s + %s', o.subtotal, o.discount_amount, o.tax_amount,
          coalesce(i.subtotal, 0), coalesce(i.discount, 0), coalesce(i.tax, 0)) AS found
      FROM orders o
      LEFT JOIN (
        SELECT tenant_id, order_id, sum(subtotal) AS subtotal, sum(discount_amount) AS discount, sum(tax_amount) AS tax
        FROM order_items GROUP BY tenant_id, order_id
      ) i ON i.tenant_id = o.tenant_id AND i.order_id = o.id
      WHERE (o.subtotal, o.discount_amount, o.tax_amount)
        IS DISTINCT FROM (coalesce(i.subtotal, 0), coalesce(i.discount, 0), coalesce(i.tax, 0))`,
  },
  {
    name: 'order_payments',
    says: 'What an order says was paid and refunded are the settled rows of its ledger, and never more than its total.',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key,
        format('says %s paid and %s refunded, the ledger says %s and %s', o.total_paid, o.total_refunded,
          coalesce(p.paid, 0), coalesce(p.refunded, 0)) AS found
      FROM orders o
      LEFT JOIN (
        SELECT tenant_id, order_id, coalesce(sum(amount) FILTER (WHERE kind = 'payment'), 0) AS paid,
          coalesce(sum(amount) FILTER (WHERE kind = 'refund'), 0) AS refunded
        FROM order_payments WHERE status = 'paid' GROUP BY tenant_id, order_id
      ) p ON p.tenant_id = o.tenant_id AND p.order_id = o.id
      WHERE (o.total_paid, o.total_refunded) IS DISTINCT FROM (coalesce(p.paid, 0), coalesce(p.refunded, 0))
        OR o.total_paid > o.total OR o.total_refunded > o.total_paid`,
  },
  {
    name: 'refund_within_payment',
    says: 'No payment is given back more than once over.',
    sql: `
      SELECT p.tenant_id, p.id AS key, format('%s of %s were given back', sum(r.amount), p.amount) AS found
      FROM order_payments p
      JOIN order_payments r ON r.tenant_id = p.tenant_id AND r.order_id = p.order_id AND r.parent_payment_id = p.id
        AND r.kind = 'refund' AND r.status = 'paid'
      GROUP BY p.tenant_id, p.id, p.amount, p.status HAVING sum(r.amount) > p.amount OR p.status <> 'paid'`,
  },
  {
    name: 'order_timeline',
    says: 'Ordered, confirmed, shipped, delivered and completed follow each other, and money moves no earlier than the order.',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key, 'a later step is dated before an earlier one' AS found
      FROM orders o
      WHERE o.confirmed_at < o.ordered_at OR o.shipped_at < o.confirmed_at OR o.delivered_at < o.shipped_at
        OR o.completed_at < o.delivered_at OR o.cancelled_at < o.ordered_at
        OR EXISTS (
          SELECT FROM order_payments p WHERE p.tenant_id = o.tenant_id AND p.order_id = o.id AND p.paid_at < o.ordered_at
        )`,
  },
  {
    name: 'order_history_complete',
    says: 'The history of an order is a chain without gaps that ends at its status.',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key,
        'is ' || o.status || ', its history ends at ' || coalesce(h.last, 'nothing') AS found
      FROM orders o
      LEFT JOIN (
        SELECT h.tenant_id, h.order_id, (array_agg(h.to_status ORDER BY h.changed_at DESC, h.id DESC))[1] AS last,
          bool_and(h.from_status IS NOT DISTINCT FROM h.before) AS chained
        FROM (
          SELECT s.*, lag(s.to_status) OVER (PARTITION BY s.tenant_id, s.order_id ORDER BY s.changed_at, s.id) AS before
          FROM order_status_history s
        ) h
        GROUP BY h.tenant_id, h.order_id
      ) h ON h.tenant_id = o.tenant_id AND h.order_id = o.id
      WHERE h.last IS DISTINCT FROM o.status OR h.chained IS NOT TRUE`,
  },
  {
    name: 'placed_order_has_lines',
    says: 'An order that was placed sells something.',
    sql: `
      SELECT o.tenant_id, o.order_number AS key, 'has no line' AS found
      FROM orders o
      WHERE o.status <> 'draft' AND o.order_number IS NOT NULL AND NOT EXISTS (
        SELECT FROM order_items i WHERE i.tenant_id = o.tenant_id AND i.order_id = o.id
      )`,
  },
  {
    name: 'order_after_customer',
    says: 'Nobody orders with us before becoming a customer.',
    // What was sold on another platform, or to a guest who became a customer later, is older than the customer here. An
    // hour for transactions that lasted: rows are dated by when they began.
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key, 'is older than customer ' || c.id AS found
      FROM orders o JOIN crm_customers c ON c.tenant_id = o.tenant_id AND c.id = o.customer_id
      WHERE o.ordered_at < c.created_at - interval '1 hour' AND o.status <> 'draft' AND o.external_order_id IS NULL
        AND o.created_at >= c.created_at`,
  },
  {
    name: 'demo_order_after_customer',
    says: 'Who orders in a demo was a customer before, also where the order was written down later.',
    about: 'demo',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key, 'is older than customer ' || c.id AS found
      FROM orders o JOIN crm_customers c ON c.tenant_id = o.tenant_id AND c.id = o.customer_id
      WHERE o.ordered_at < c.created_at - interval '1 hour' AND o.status <> 'draft' AND o.external_order_id IS NULL
        AND o.id < 1000000000 AND EXISTS (
          SELECT FROM sys_demo_seeds d WHERE d.tenant_id = o.tenant_id AND d.table_name = 'orders')`,
  },
];
