import { customers } from '@erp/crm/factories/customers';
import { weights } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { contacts } from './contacts.ts';
import { senderPhoneNumbers } from './sender-phone-numbers.ts';
import { storyOf } from './story.ts';
import { texterCount } from './texters.ts';
import '../tables.ts';

const timeOr = (moment: number | null) => (moment === null ? null : time(moment));

/** What numbers of ours and contacts have said, rolled up. */
export const conversations = factory('sms_meta_conversation', {
  count: texterCount,
  story: storyOf,
  most: 2,
  rows: ({ texter, talks }) =>
    talks.map((talk) => ({ ...talk, number: texter.number, customer: texter.person?.customer })),
  parents: { contact_id: () => contacts, sender_phone_number_id: () => senderPhoneNumbers },
  alone: {
    customer_id: null,
    message_count: 0,
    unread_count: 0,
    conversation_start: null,
    last_message_at: null,
    last_inbound_at: null,
  },
  cells: {
    contact_id: (talk) => contacts.id(talk.number),
    sender_phone_number_id: (talk) => senderPhoneNumbers.id(talk.line),
    customer_id: (talk, draw) =>
      talk.customer !== undefined && draw.chance(0.6) ? customers.id(talk.customer) : null,
    assigned_to: (talk) => talk.assignedTo,
    state: (talk) => talk.state,
    priority: (_talk, draw) => draw.weighted(PRIORITIES),
    tags: (talk, draw) => (talk.offers ? ['offers'] : draw.chance(0.4) ? ['order'] : []),
    conversation_start: (talk) => time(talk.startedAt),
    conversation_end: (talk) => timeOr(talk.endedAt),
    last_message_at: (talk) => time(talk.lastAt),
    last_inbound_at: (talk) => timeOr(talk.lastInboundAt),
    read_at: (talk) => timeOr(talk.readAt),
    message_count: (talk) => talk.count,
    unread_count: (talk) => talk.unread,
    journey_stage: (talk) =>
      talk.summaryAt === null ? null : talk.customer === undefined ? 'consideration' : 'retention',
    emotion: (talk, draw) => (talk.summaryAt === null ? null : draw.pick(['pleased', 'calm', 'grateful'])),
    next_action: (talk) =>
      talk.summaryAt === null ? null : talk.offers ? 'Send the next offer.' : 'Ask for a review.',
    summary_text: (talk) =>
      talk.summaryAt === null
        ? null
        : talk.offers
          ? 'Received offers and answered one.'
          : 'Asked about an order or a product; the question was settled.',
    reply_quality: (talk, draw) => (talk.summaryAt === null ? null : draw.pick(['good', 'good', 'fair'])),
    key_points: (talk) => (talk.summaryAt === null ? [] : ['question answered', 'no follow-up open']),
    sentiment_score: (talk, draw) =>
      talk.summaryAt === null ? null : (draw.integer(10, 95) / 100).toFixed(2),
    ai_model: (talk) => (talk.summaryAt === null ? null : 'demo-summary'),
    confidence_score: (talk, draw) =>
      talk.summaryAt === null ? null : (draw.integer(70, 99) / 100).toFixed(2),
    summary_updated_at: (talk) => timeOr(talk.summaryAt),
    created_at: (talk) => time(talk.startedAt),
    updated_at: (talk) => time(Math.max(talk.lastAt, talk.endedAt ?? 0, talk.readAt ?? 0)),
  },
});

const PRIORITIES = weights([
  ['medium', 80],
  ['low', 10],
  ['high', 8],
  ['critical', 2],
]);
