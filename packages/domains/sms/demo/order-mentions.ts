import { withoutTriggers } from '@erp/kit/demo';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { Knex } from 'knex';

/**
 * Says the numbers of orders as the orders have them now: they follow the moment, so those of a demo that has grown are
 * others. Nothing is said where no domain has orders.
 */
export async function nameOrders(
  trx: Knex,
  tenants: readonly DemoTenant[],
  tables: ReadonlySet<string>,
): Promise<readonly never[]> {
  if (!tables.has('orders') && !tables.has('sms_messages')) return [];
  const { rows } = await trx.raw<{ rows: { is_there: boolean }[] }>(
    "SELECT to_regclass('public.orders') IS NOT NULL AS is_there",
  );
  if (rows[0]?.is_there !== true) return [];
  const ids = tenants.map((tenant) => tenant.id);
  await withoutTriggers(trx, ['sms_messages'], () => trx.raw(MESSAGES, { ids }));
  return [];
}

/** Messages are about the first order of the customer. */
const MESSAGES = `
  UPDATE sms_messages m
  SET body = replace(m.body, m.metadata ->> 'order_number', f.order_number),
    metadata = m.metadata || jsonb_build_object('order_number', f.order_number)
  FROM sms_meta_conversation c
  JOIN LATERAL (
    SELECT o.order_number FROM orders o
    WHERE o.tenant_id = c.tenant_id AND o.customer_id = c.customer_id AND o.id < 1000000000
    ORDER BY o.ordered_at, o.id LIMIT 1
  ) f ON f.order_number IS NOT NULL
  WHERE m.tenant_id = ANY (:ids) AND m.id < 1000000000 AND c.tenant_id = m.tenant_id AND c.id = m.conversation_id
    AND m.metadata ->> 'order_number' <> f.order_number`;
