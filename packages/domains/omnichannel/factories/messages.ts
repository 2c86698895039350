import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import type { Delivery } from '../demo/conversation-script.ts';
import { inboxContactCount } from '../demo/inbox-contacts.ts';
import { callKey, MOST, messagesOf, type NumberedMessage, networkId } from '../demo/numbered-messages.ts';
import { say } from '../demo/texts/words.ts';
import { contacts } from './contacts.ts';
import { conversations } from './conversations.ts';
import '../tables.ts';

const report = (step: Exclude<keyof Delivery, 'status'>) => (message: NumberedMessage) => {
  const at = message.delivery?.[step] ?? null;
  return at === null ? null : time(at);
};

/** What was said, on both sides. */
export const messages = factory('omnichannel_message', {
  count: inboxContactCount,
  story: messagesOf,
  most: MOST,
  rows: (all: readonly NumberedMessage[]) => all,
  parents: { conversation_id: () => conversations },
  alone: { contact_id: null, admin_id: null },
  cells: {
    conversation_id: ({ conversation }) => conversations.id(conversation.who.number, conversation.plan.index),
    sender_type: ({ by }) => by,
    contact_id: ({ conversation }) => contacts.id(conversation.who.number),
    admin_id: ({ staff }) => staff,
    // Names of members are known to the database alone: demo/demo.ts adds them.
    sender_name: ({ by, echo, conversation }, _draw, tenant) =>
      by === 'user' ? conversation.who.name : echo ? tenant.name : null,
    message: ({ text }) => text,
    is_note: ({ note }) => note,
    external_message_id: networkId,
    idempotency_key: callKey,
    delivery_status: ({ delivery }) => delivery?.status ?? null,
    delivery_error: ({ delivery }, _draw, tenant) =>
      say(tenant, delivery?.status === 'failed' ? 'The network could not be reached.' : null),
    platform_sent_at: ({ by, echo, at }) => (by === 'user' || echo ? time(at - 2000) : null),
    sent_at: report('sentAt'),
    delivered_at: report('deliveredAt'),
    read_at: report('readAt'),
    failed_at: report('failedAt'),
    created_at: ({ at }) => time(at),
    updated_at: ({ at, delivery }) =>
      time(
        Math.max(
          at,
          delivery?.readAt ?? delivery?.deliveredAt ?? delivery?.failedAt ?? delivery?.sentAt ?? at,
        ),
      ),
  },
});
