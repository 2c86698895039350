import { platformPages } from '@erp/channels/factories/platform-pages';
import { customers } from '@erp/crm/factories/customers';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Figures, figuresOf } from '../demo/conversation-figures.ts';
import { MOST_TALKS } from '../demo/conversation-plans.ts';
import { fill, type Talk, talksOf } from '../demo/conversation-script.ts';
import { correspondentCount } from '../demo/inbox-contacts.ts';
import { wordsFor } from '../demo/phrases.ts';
import { contacts } from './contacts.ts';
import '../tables.ts';

interface Conversation {
  readonly talk: Talk;
  readonly figures: Figures;
}

const moment = (pick: (conversation: Conversation) => number | null) => (conversation: Conversation) => {
  const at = pick(conversation);
  return at === null ? null : time(at);
};

/** Conversations, one after the other with each contact, with figures that equal their messages. */
export const conversations = factory('omnichannel_conversation', {
  count: correspondentCount,
  story: talksOf,
  most: MOST_TALKS,
  rows: (talks: readonly Talk[]): readonly Conversation[] =>
    talks.map((talk) => ({ talk, figures: figuresOf(talk) })),
  parents: { contact_id: () => contacts, page_id: { from: 'contact_id', column: 'page_id' } },
  alone: { customer_id: null, assigned_to: null },
  cells: {
    display_number: (_conversation, _draw, _tenant, id) => `C-${id}`,
    page_id: ({ talk }) => platformPages.id(talk.who.page),
    contact_id: ({ talk }) => contacts.id(talk.who.number),
    customer_id: ({ talk }, draw) => {
      const { customer, boughtAt } = talk.who.person ?? {};
      if (customer === undefined || boughtAt === undefined || boughtAt > talk.plan.startedAt) return null;
      return talk.plan.orderNumber !== undefined || draw.chance(0.6) ? customers.id(customer) : null;
    },
    assigned_to: ({ talk }) => talk.assignedTo,
    external_thread_id: ({ talk }, _draw, _tenant, id) =>
      talk.who.network === 'email' ? `<thread.${id}@mail.example.com>` : null,
    status: ({ talk }) => talk.status,
    status_note: ({ talk }) => talk.statusNote,
    assignment_note: ({ talk }) => talk.assignmentNote,
    snoozed_until: moment(({ talk }) => talk.snoozedUntil),
    priority: ({ talk }, draw) =>
      talk.plan.topic === 'damage'
        ? draw.chance(0.2)
          ? 'critical'
          : 'high'
        : talk.plan.topic === 'spam' || talk.plan.topic === 'praise'
          ? 'low'
          : 'medium',
    subject: ({ talk }, draw, tenant) =>
      talk.who.network === 'email' || draw.chance(0.35)
        ? fill(wordsFor(tenant, talk.plan.topic).subject, tenant, talk)
        : null,
    tags: ({ talk }) => (talk.who.again ? [talk.plan.topic, 'writes_from_elsewhere'] : [talk.plan.topic]),
    message_count: ({ figures }) => figures.messages,
    unread_count: ({ figures }) => figures.unread,
    read_at: moment(({ talk }) => talk.readAt),
    first_message_at: moment(({ figures }) => figures.firstMessage),
    last_message_at: moment(({ figures }) => figures.lastMessage),
    first_inbound_at: moment(({ figures }) => figures.firstInbound),
    last_inbound_at: moment(({ figures }) => figures.lastInbound),
    first_response_at: moment(({ figures }) => figures.firstResponse),
    last_response_at: moment(({ figures }) => figures.lastResponse),
    waiting_since: moment(({ figures }) => figures.waitingSince),
    closed_at: moment(({ talk }) => talk.closedAt),
    metadata: ({ talk }) =>
      talk.plan.orderNumber === undefined ? {} : { order_number: talk.plan.orderNumber },
    deleted_at: moment(({ talk }) => talk.deletedAt),
    created_at: ({ talk }) => time(talk.plan.startedAt),
    updated_at: ({ talk }) => time(talk.updatedAt),
  },
});
