import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import {
  type MessageHistory,
  MOST_MESSAGES,
  messageHistoryOf,
  type SmsMessage,
} from '../demo/message-script.ts';
import { ownPhone } from '../demo/own-phones.ts';
import { callKey, PROVIDER, providerId } from '../demo/provider-ids.ts';
import { smsContactCount } from '../demo/sms-contacts.ts';
import { conversations } from './conversations.ts';
import { senderPhoneNumbers } from './sender-phone-numbers.ts';
import { serviceAccounts } from './service-accounts.ts';
import '../tables.ts';

/** A message with the place that its conversation has among those of the contact. */
interface PlacedMessage extends SmsMessage {
  readonly place: number;
}

const moment = (pick: (message: SmsMessage) => number | undefined) => (message: SmsMessage) => {
  const at = pick(message);
  return at === undefined ? null : time(at);
};

/** When a message last changed. */
function changedAt({ at, course }: SmsMessage): number {
  const { sentAt, deliveredAt, readAt, failedAt, cancelledAt } = course;
  return Math.max(at, sentAt ?? 0, deliveredAt ?? 0, readAt ?? 0, failedAt ?? 0, cancelledAt ?? 0);
}

/** What was texted, in and out. */
export const messages = factory('sms_messages', {
  count: smsContactCount,
  story: messageHistoryOf,
  most: MOST_MESSAGES,
  rows: (history: MessageHistory | undefined): readonly PlacedMessage[] =>
    (history?.messages ?? []).map((message) =>
      // The texts are this call's own.
      Object.assign(message, {
        place: history?.conversations.find(({ line }) => line === message.line)?.place ?? 0,
      }),
    ),
  parents: { conversation_id: () => conversations },
  alone: { user_id: null, sender_phone_number_id: null, service_account_id: null },
  cells: {
    direction: ({ inbound }) => (inbound ? 'inbound' : 'outbound'),
    from_number: ({ inbound, who, line }, _draw, tenant) => (inbound ? who.phone : ownPhone(tenant, line)),
    to_number: ({ inbound, who, line }, _draw, tenant) => (inbound ? ownPhone(tenant, line) : who.phone),
    body: ({ body }) => body,
    media_count: ({ picture }) => (picture ? 1 : 0),
    segments: ({ segments }) => segments,
    message_type: ({ picture }) => (picture ? 'mms' : 'sms'),
    status: ({ course }) => course.status,
    provider: PROVIDER,
    provider_message_sid: providerId,
    provider_error_code: ({ course }) => course.error ?? null,
    provider_payload: ({ course }) =>
      course.sentAt === undefined
        ? {}
        : { message_status: course.status === 'read' ? 'read' : course.status },
    idempotency_key: callKey,
    due_at: moment(({ course }) => course.dueAt),
    claimed_by: ({ course }) => ((course.attempts ?? 0) > 0 ? 'sender-1' : null),
    attempts: ({ course }) => course.attempts ?? 0,
    received_at: moment(({ inbound, receivedAt }) => (inbound ? receivedAt : undefined)),
    sent_at: moment(({ course }) => course.sentAt),
    delivered_at: moment(({ course }) => course.deliveredAt),
    failed_at: moment(({ course }) => course.failedAt),
    read_at: moment(({ course }) => course.readAt),
    conversation_id: ({ who, place }) => conversations.id(who.number, place),
    user_id: ({ user }) => user,
    sender_phone_number_id: ({ line }) => senderPhoneNumbers.id(line),
    service_account_id: ({ service }) => (service === null ? null : serviceAccounts.id(service)),
    metadata: ({ orderNumber }) => (orderNumber === undefined ? {} : { order_number: orderNumber }),
    created_at: ({ at }) => time(at),
    updated_at: (message) => time(changedAt(message)),
  },
});
