import { customers } from '@erp/crm/factories/customers';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import {
  type MessageHistory,
  MOST_CONVERSATIONS,
  messageHistoryOf,
  type SmsConversation,
  type SmsMessage,
} from '../demo/message-script.ts';
import { smsContactCount } from '../demo/sms-contacts.ts';
import { contacts } from './contacts.ts';
import { senderPhoneNumbers } from './sender-phone-numbers.ts';
import '../tables.ts';

const first = ({ messages }: SmsConversation) => (messages[0] as SmsMessage).at;
const last = ({ messages }: SmsConversation) => (messages.at(-1) as SmsMessage).at;
const heard = ({ messages }: SmsConversation) => messages.findLast((message) => message.inbound)?.at;
const summarized = (line: SmsConversation) => line.exchange !== undefined && line.endedAt !== null;

/** What was said between a number of ours and a contact, with figures that equal the messages. */
export const conversations = factory('sms_meta_conversation', {
  count: smsContactCount,
  story: messageHistoryOf,
  most: MOST_CONVERSATIONS,
  rows: (history: MessageHistory | undefined): readonly SmsConversation[] => history?.conversations ?? [],
  parents: { contact_id: () => contacts, sender_phone_number_id: () => senderPhoneNumbers },
  alone: { customer_id: null, assigned_to: null },
  cells: {
    contact_id: ({ who }) => contacts.id(who.number),
    sender_phone_number_id: ({ line }) => senderPhoneNumbers.id(line),
    customer_id: ({ who }) => (who.person?.customer === undefined ? null : customers.id(who.person.customer)),
    assigned_to: ({ assignedTo }) => assignedTo,
    state: ({ state }) => state,
    priority: ({ line, state }, draw) =>
      line === 0 ? 'low' : state === 'open' ? 'high' : draw.chance(0.04) ? 'critical' : 'medium',
    tags: ({ line }) => (line === 0 ? ['updates'] : ['question']),
    conversation_start: (line) => time(first(line)),
    conversation_end: ({ endedAt }) => (endedAt === null ? null : time(endedAt)),
    last_message_at: (line) => time(last(line)),
    last_inbound_at: (line) => {
      const at = heard(line);
      return at === undefined ? null : time(at);
    },
    read_at: ({ readAt }) => (readAt === null ? null : time(readAt)),
    message_count: ({ messages }) => messages.length,
    unread_count: ({ messages, readAt }) =>
      messages.filter((message) => message.inbound && message.at > (readAt ?? 0)).length,
    journey_stage: ({ who }) => (who.person?.customer === undefined ? 'consideration' : 'retention'),
    emotion: (line, draw) => (summarized(line) ? draw.pick(['calm', 'happy', 'curious', 'impatient']) : null),
    next_action: ({ state, line }) => (state === 'open' && line === 1 ? 'answer' : null),
    summary_text: (line) => (summarized(line) ? (line.exchange?.summary ?? null) : null),
    reply_quality: (line, draw) => (summarized(line) ? draw.pick(['good', 'good', 'fair']) : null),
    key_points: (line) => (summarized(line) ? [...(line.exchange?.points ?? [])] : []),
    sentiment_score: (line, draw) => (summarized(line) ? (draw.integer(-20, 95) / 100).toFixed(2) : null),
    ai_model: (line) => (summarized(line) ? 'summary-small' : null),
    confidence_score: (line, draw) => (summarized(line) ? (draw.integer(55, 99) / 100).toFixed(2) : null),
    summary_updated_at: (line) => (summarized(line) ? time(line.endedAt as number) : null),
    created_at: (line) => time(first(line)),
    updated_at: (line) => time(Math.max(last(line), line.readAt ?? 0, line.endedAt ?? 0)),
  },
});
