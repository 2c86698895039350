import { platformPages } from '@erp/channels/factories/platform-pages';
import { customers } from '@erp/crm/factories/customers';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Figures, figuresOf } from '../demo/conversation-figures.ts';
import { MOST_CONVERSATIONS } from '../demo/conversation-plans.ts';
import { type Conversation, conversationsOf, fill } from '../demo/conversation-script.ts';
import { inboxContactCount } from '../demo/inbox-contacts.ts';
import { wordsFor } from '../demo/phrases.ts';
import { contacts } from './contacts.ts';
import '../tables.ts';

interface ConversationRow {
  readonly conversation: Conversation;
  readonly figures: Figures;
}

const moment =
  (pick: (conversation: ConversationRow) => number | null) => (conversation: ConversationRow) => {
    const at = pick(conversation);
    return at === null ? null : time(at);
  };

/** Conversations, one after the other with each contact, with figures that equal their messages. */
export const conversations = factory('omnichannel_conversation', {
  count: inboxContactCount,
  story: conversationsOf,
  most: MOST_CONVERSATIONS,
  rows: (conversations: readonly Conversation[]): readonly ConversationRow[] =>
    conversations.map((conversation) => ({ conversation, figures: figuresOf(conversation) })),
  parents: { contact_id: () => contacts, page_id: { from: 'contact_id', column: 'page_id' } },
  alone: { customer_id: null, assigned_to: null },
  cells: {
    display_number: (_conversation, _draw, _tenant, id) => `C-${id}`,
    page_id: ({ conversation }) => platformPages.id(conversation.who.page),
    contact_id: ({ conversation }) => contacts.id(conversation.who.number),
    customer_id: ({ conversation }, draw) => {
      const { customer, boughtAt } = conversation.who.person ?? {};
      if (customer === undefined || boughtAt === undefined || boughtAt > conversation.plan.startedAt)
        return null;
      return conversation.plan.orderNumber !== undefined || draw.chance(0.6) ? customers.id(customer) : null;
    },
    assigned_to: ({ conversation }) => conversation.assignedTo,
    external_thread_id: ({ conversation }, _draw, _tenant, id) =>
      conversation.who.network === 'email' ? `<thread.${id}@mail.example.com>` : null,
    status: ({ conversation }) => conversation.status,
    status_note: ({ conversation }) => conversation.statusNote,
    assignment_note: ({ conversation }) => conversation.assignmentNote,
    snoozed_until: moment(({ conversation }) => conversation.snoozedUntil),
    priority: ({ conversation }, draw) =>
      conversation.plan.topic === 'damage'
        ? draw.chance(0.2)
          ? 'critical'
          : 'high'
        : conversation.plan.topic === 'spam' || conversation.plan.topic === 'praise'
          ? 'low'
          : 'medium',
    subject: ({ conversation }, draw, tenant) =>
      conversation.who.network === 'email' || draw.chance(0.35)
        ? fill(wordsFor(tenant, conversation.plan.topic).subject, tenant, conversation)
        : null,
    tags: ({ conversation }) =>
      conversation.who.again ? [conversation.plan.topic, 'writes_from_elsewhere'] : [conversation.plan.topic],
    message_count: ({ figures }) => figures.messages,
    unread_count: ({ figures }) => figures.unread,
    read_at: moment(({ conversation }) => conversation.readAt),
    first_message_at: moment(({ figures }) => figures.firstMessage),
    last_message_at: moment(({ figures }) => figures.lastMessage),
    first_inbound_at: moment(({ figures }) => figures.firstInbound),
    last_inbound_at: moment(({ figures }) => figures.lastInbound),
    first_response_at: moment(({ figures }) => figures.firstResponse),
    last_response_at: moment(({ figures }) => figures.lastResponse),
    waiting_since: moment(({ figures }) => figures.waitingSince),
    closed_at: moment(({ conversation }) => conversation.closedAt),
    metadata: ({ conversation }) =>
      conversation.plan.orderNumber === undefined ? {} : { order_number: conversation.plan.orderNumber },
    deleted_at: moment(({ conversation }) => conversation.deletedAt),
    created_at: ({ conversation }) => time(conversation.plan.startedAt),
    updated_at: ({ conversation }) => time(conversation.updatedAt),
  },
});
