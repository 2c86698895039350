import type { Knex } from 'knex';

/**
 * Until now a merge of two customers counted the money and the orders of the dropped one twice, until the next order of
 * the kept one set it right. Customers to whom orders moved by a merge get the figures that their orders say; all others
 * stay as they are.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(FROM_ORDERS);
}

/** Nothing to take back: figures that the orders say are right for the earlier version, too. */
export async function down(): Promise<void> {}

const FROM_ORDERS = `
  UPDATE crm_customers c
  SET currency_code = f.currency_code, lifetime_value = f.lifetime_value, paid_orders_count = f.paid_orders_count,
    last_order_at = f.last_order_at
  FROM (
    SELECT k.tenant_id, k.id, m.currency_code,
      coalesce(sum(o.net_payment) FILTER (WHERE o.currency_code = m.currency_code), 0) AS lifetime_value,
      count(o.id) FILTER (WHERE o.payment_status IN ('paid', 'partially_refunded')) AS paid_orders_count,
      max(o.ordered_at) FILTER (WHERE o.status NOT IN ('draft', 'cancelled')) AS last_order_at
    FROM crm_customers k
    CROSS JOIN LATERAL (
      SELECT coalesce(k.currency_code, (SELECT o.currency_code FROM orders o
        WHERE o.tenant_id = k.tenant_id AND o.customer_id = k.id AND o.total_paid > 0 AND o.deleted_at IS NULL
        ORDER BY o.ordered_at, o.id LIMIT 1)) AS currency_code
    ) m
    LEFT JOIN orders o ON o.tenant_id = k.tenant_id AND o.customer_id = k.id AND o.deleted_at IS NULL
    WHERE (k.tenant_id, k.personal_key_id) IN (
      SELECT p.tenant_id, p.survivor_id FROM crm_person_merges p WHERE p.moved -> 'orders.customer_id' IS NOT NULL
    )
    GROUP BY k.tenant_id, k.id, m.currency_code
  ) f
  WHERE c.tenant_id = f.tenant_id AND c.id = f.id
    AND (c.currency_code, c.lifetime_value, c.paid_orders_count, c.last_order_at)
      IS DISTINCT FROM (f.currency_code, f.lifetime_value, f.paid_orders_count, f.last_order_at)`;
