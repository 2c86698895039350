import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { conversations } from './conversations.ts';
import type { Text } from './delivery.ts';
import { contactPhone, ownPhone } from './phones.ts';
import { segmentsOf } from './segments.ts';
import { senderPhoneNumbers } from './sender-phone-numbers.ts';
import { serviceAccounts } from './service-accounts.ts';
import { MOST_TEXTS, storyOf } from './story.ts';
import { texterCount } from './texters.ts';
import '../tables.ts';

/** Code of the provider of the account in use. */
export const PROVIDER = 'twilio';

/** Id that the provider gave a text; none before it was handed over. */
export function sidOf(text: Text): string | null {
  const handedOver = text.inbound || text.sentAt !== null;
  return handedOver ? `SM-demo-${text.number + 1}-${text.index + 1}` : null;
}

/** Key of the call that queued a text. */
export function callKeyOf(text: Text): string | null {
  return text.inbound ? null : `demo-${text.number + 1}-${text.index + 1}`;
}

const theirs = (text: Text, tenant: DemoTenant) => contactPhone(tenant, text.number);
const ours = (text: Text, tenant: DemoTenant) => ownPhone(tenant, text.line);
const timeOr = (moment: number | null) => (moment === null ? null : time(moment));

/** Text messages, in and out, those in the outbox included. */
export const messages = factory('sms_messages', {
  count: texterCount,
  story: storyOf,
  most: MOST_TEXTS,
  rows: ({ texts, talks }) =>
    texts.map((text) => ({ ...text, talk: talks.findIndex((talk) => talk.line === text.line) })),
  parents: { conversation_id: () => conversations },
  alone: { sender_phone_number_id: null, service_account_id: null },
  cells: {
    direction: (text) => (text.inbound ? 'inbound' : 'outbound'),
    from_number: (text, _draw, tenant) => (text.inbound ? theirs(text, tenant) : ours(text, tenant)),
    to_number: (text, _draw, tenant) => (text.inbound ? ours(text, tenant) : theirs(text, tenant)),
    body: (text) => text.body,
    media_count: (text) => (text.photo ? 1 : 0),
    segments: (text) => segmentsOf(text.body),
    message_type: (text) => (text.photo ? 'mms' : 'sms'),
    status: (text) => text.status,
    provider: () => PROVIDER,
    provider_message_sid: (text) => sidOf(text),
    provider_error_code: (text) => text.error,
    provider_payload: (text) => (text.sentAt === null ? {} : { MessageStatus: text.status }),
    idempotency_key: (text) => callKeyOf(text),
    due_at: (text) => timeOr(text.dueAt),
    claimed_by: (text) => (text.attempts === 0 ? null : `sms-worker-${(text.number % 2) + 1}`),
    attempts: (text) => text.attempts,
    received_at: (text) => (text.inbound ? time(text.at - 1000) : null),
    sent_at: (text) => timeOr(text.sentAt),
    delivered_at: (text) => timeOr(text.deliveredAt),
    failed_at: (text) => timeOr(text.failedAt),
    read_at: (text) => timeOr(text.readAt),
    conversation_id: (text) => conversations.id(text.number, text.talk),
    user_id: (text) => text.userId,
    sender_phone_number_id: (text) => senderPhoneNumbers.id(text.line),
    service_account_id: (text) => (text.service === null ? null : serviceAccounts.id(text.service)),
    created_at: (text) => time(text.at),
    updated_at: (text) => time(text.changedAt),
  },
});
