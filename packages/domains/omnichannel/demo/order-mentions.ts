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
  if (!tables.has('orders') && !tables.has('omnichannel_conversation')) return [];
  const { rows } = await trx.raw<{ rows: { is_there: boolean }[] }>(
    "SELECT to_regclass('public.orders') IS NOT NULL AS is_there",
  );
  if (rows[0]?.is_there !== true) return [];
  const ids = tenants.map((tenant) => tenant.id);
  await withoutTriggers(trx, ['omnichannel_conversation', 'omnichannel_message'], async () => {
    await trx.raw(MESSAGES, { ids });
    await trx.raw(CONVERSATIONS, { ids });
  });
  return [];
}

/** Conversations about the first order of a customer whose number is another one by now. */
const MENTIONS = `
  SELECT c.tenant_id, c.id, c.metadata ->> 'order_number' AS told, f.order_number
  FROM omnichannel_conversation c
  JOIN LATERAL (
    SELECT o.order_number FROM orders o
    WHERE o.tenant_id = c.tenant_id AND o.customer_id = c.customer_id AND o.id < 1000000000
    ORDER BY o.ordered_at, o.id LIMIT 1
  ) f ON f.order_number IS NOT NULL
  WHERE c.tenant_id = ANY (:ids) AND c.id < 1000000000 AND c.metadata ->> 'order_number' <> f.order_number`;

const MESSAGES = `
  UPDATE omnichannel_message m SET message = replace(m.message, n.told, n.order_number)
  FROM (${MENTIONS}) n
  WHERE m.tenant_id = n.tenant_id AND m.conversation_id = n.id AND position(n.told IN m.message) > 0`;

const CONVERSATIONS = `
  UPDATE omnichannel_conversation c
  SET subject = replace(c.subject, n.told, n.order_number),
    metadata = c.metadata || jsonb_build_object('order_number', n.order_number)
  FROM (${MENTIONS}) n WHERE c.tenant_id = n.tenant_id AND c.id = n.id`;
