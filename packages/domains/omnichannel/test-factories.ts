import { pages } from '@erp/channels/test-factories';
import { type RowMaker, testFactory } from '@erp/kit/test-factory';
import { call } from '@erp/testing/calls';
import { contacts as demoContacts } from './factories/contacts.ts';
import { conversations as demoConversations } from './factories/conversations.ts';
import { messages as demoMessages } from './factories/messages.ts';
import { pageSettings } from './factories/page-settings.ts';

/** People on a network of whom we know no more than the network does. */
export const contacts = testFactory(demoContacts, {
  columns: ['platform_user_id', 'display_name'],
  parents: { page_id: () => pages },
});

/** How a page answers; it has this once. */
export const settings = testFactory(pageSettings, {
  columns: [],
  parents: { page_id: () => pages },
});

/** Open conversations in which nothing was said yet. An import names the page of the contact beside it. */
export const conversations = testFactory(demoConversations, {
  columns: [],
  parents: { contact_id: () => contacts },
  children: { messages: { of: (): RowMaker => messages, by: 'conversation_id' } },
  through: {
    takes: ['contact_id', 'subject', 'external_thread_id'],
    fills: ['display_number'],
    call: (trx, { contact_id, subject, external_thread_id }) =>
      call<string>(trx, 'start_conversation', contact_id, subject ?? null, external_thread_id ?? null),
  },
  milestones: {
    resolved: (trx, conversation) => call(trx, 'transition_conversation', conversation.id, 'resolved'),
  },
});

/** What the other side of a conversation writes, taken in as a connector does. */
export const messages = testFactory(demoMessages, {
  columns: ['external_message_id'],
  defaults: { message: 'Is it still there?' },
  parents: { conversation_id: () => conversations },
  through: {
    takes: ['conversation_id', 'message', 'external_message_id'],
    fills: ['sender_type'],
    call: async (trx, { conversation_id, message, external_message_id }) => {
      const conversation = await trx('omnichannel_conversation')
        .where({ id: String(conversation_id) })
        .first();
      const contact = await trx('omnichannel_contact')
        .where({ id: conversation?.contact_id ?? '' })
        .first();
      const from = [contact?.page_id, contact?.platform_user_id];
      return call<string>(trx, 'receive_message', ...from, external_message_id, message);
    },
  },
});
