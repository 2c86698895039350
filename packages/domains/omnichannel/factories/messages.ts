import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { contacts } from './contacts.ts';
import { conversations } from './conversations.ts';
import { correspondentCount } from './correspondents.ts';
import { MOST_TALKS } from './plans.ts';
import { type Delivery, type Message, MOST_MESSAGES, talksOf } from './talks.ts';
import '../tables.ts';

/** Messages leave room for as many as all conversations of a correspondent can have. */
export const MOST = MOST_TALKS * MOST_MESSAGES;

/** A message with its number. */
export interface NumberedMessage extends Message {
  readonly id: number;
}

/** All messages of a correspondent, each with the number that it has whatever came before it. */
export function messagesOf(tenant: DemoTenant, number: number): readonly NumberedMessage[] {
  const first = number * MOST + 1;
  let count = 0;
  // The messages are this call's own; numbering them in place spares copies.
  return talksOf(tenant, number).flatMap((talk) =>
    talk.messages.map((message) => Object.assign(message, { id: first + count++ })),
  );
}

/** By what the network knows a message; none while it has not got it. */
export function networkId({ delivery, by, note, id }: NumberedMessage): string | null {
  if (note || (by !== 'user' && delivery?.sentAt == null)) return null;
  return `mid.${id}`;
}

/** The key of the call that sent a message of ours. */
export function callKey({ by, echo, id }: NumberedMessage): string | null {
  return by === 'user' || echo ? null : `demo-${id}`;
}

const report = (step: Exclude<keyof Delivery, 'status'>) => (message: NumberedMessage) => {
  const at = message.delivery?.[step] ?? null;
  return at === null ? null : time(at);
};

/** What was said, on both sides. */
export const messages = factory('omnichannel_message', {
  count: correspondentCount,
  story: messagesOf,
  most: MOST,
  rows: (all: readonly NumberedMessage[]) => all,
  parents: { conversation_id: () => conversations },
  alone: { contact_id: null, admin_id: null },
  cells: {
    conversation_id: ({ talk }) => conversations.id(talk.who.number, talk.plan.index),
    sender_type: ({ by }) => by,
    contact_id: ({ talk }) => contacts.id(talk.who.number),
    admin_id: ({ staff }) => staff,
    // Names of members are known to the database alone: demo/demo.ts adds them.
    sender_name: ({ by, echo, talk }, _draw, tenant) =>
      by === 'user' ? talk.who.name : echo ? tenant.name : null,
    message: ({ text }) => text,
    is_note: ({ note }) => note,
    external_message_id: networkId,
    idempotency_key: callKey,
    delivery_status: ({ delivery }) => delivery?.status ?? null,
    delivery_error: ({ delivery }) =>
      delivery?.status === 'failed' ? 'The network could not be reached.' : null,
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
