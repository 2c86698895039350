import { nameOrders } from '@erp/demo-world/order-mentions';
import { numberOfKind, withoutTriggers } from '@erp/kit/demo';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { AnyFactory } from '@erp/kit/factory';
import type { Knex } from 'knex';
import { contacts } from '../factories/contacts.ts';
import { conversationHistory } from '../factories/conversation-history.ts';
import { conversations } from '../factories/conversations.ts';
import { messageAttachments } from '../factories/message-attachments.ts';
import { messageKeys } from '../factories/message-keys.ts';
import { messageReactions } from '../factories/message-reactions.ts';
import { messages } from '../factories/messages.ts';
import { pageSettings } from '../factories/page-settings.ts';
import { orderMentions } from './order-mentions.ts';

/** In the order in which they are loaded. */
export const factories: readonly AnyFactory[] = [
  pageSettings,
  contacts,
  conversations,
  conversationHistory,
  messages,
  messageKeys,
  messageAttachments,
  messageReactions,
];

/** Signs answers with the names that members have, and says where numbers of conversations go on. */
export async function finish(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  const ids = tenants.map((tenant) => tenant.id);
  await withoutTriggers(trx, ['omnichannel_message'], async () => {
    await trx.raw(NAMES, { ids });
  });
  await trx.raw(NUMBERS, { ids });
}

const NAMES = `
  UPDATE omnichannel_message m SET sender_name = s.display_name
  FROM sys_tenant_members s
  WHERE m.tenant_id = ANY (:ids) AND m.admin_id IS NOT NULL AND m.sender_name IS NULL
    AND s.tenant_id = m.tenant_id AND s.user_id = m.admin_id AND s.display_name IS NOT NULL`;

/** Numbers of new conversations go on far behind those of the demo, so that a larger scale finds its numbers free. */
const NUMBERS = `
  WITH sequence AS (
    INSERT INTO sys_document_sequences (tenant_id, id, kind, prefix, digits, period, mode, created_at, updated_at)
    SELECT t.id, ${numberOfKind('conversation')}, 'conversation', 'C-', 1, 'none', 'fast', t.created_at, t.created_at FROM sys_tenants t
    WHERE t.id = ANY (:ids) AND NOT EXISTS (
      SELECT FROM sys_document_sequences s WHERE s.tenant_id = t.id AND s.kind = 'conversation')
    ORDER BY t.id
    RETURNING tenant_id, id, created_at
  )
  INSERT INTO sys_document_counters (tenant_id, sequence_id, period, next_value, created_at, updated_at)
  SELECT s.tenant_id, s.id, '', 10000001, s.created_at, s.created_at FROM sequence s ORDER BY s.tenant_id`;

/** Messages about orders name them as they are numbered. */
export const accompany = nameOrders(orderMentions);
