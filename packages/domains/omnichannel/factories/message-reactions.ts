import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import type { Reaction } from '../demo/conversation-script.ts';
import { inboxContactCount } from '../demo/inbox-contacts.ts';
import { MOST, messagesOf, type NumberedMessage } from '../demo/numbered-messages.ts';
import { contacts } from './contacts.ts';
import { messages } from './messages.ts';
import '../tables.ts';

interface MessageReaction extends Reaction {
  readonly message: NumberedMessage;
}

/** How the other side and staff reacted; some took it back. */
export const messageReactions = factory('omnichannel_message_reaction', {
  count: inboxContactCount,
  story: messagesOf,
  most: MOST,
  rows: (all: readonly NumberedMessage[]): readonly MessageReaction[] =>
    all.flatMap((message) => (message.reaction === null ? [] : [{ ...message.reaction, message }])),
  parents: {
    message_id: () => messages,
    message_created_at: { from: 'message_id', column: 'created_at' },
  },
  alone: { contact_id: null, user_id: null },
  cells: {
    message_id: ({ message }) => message.id,
    message_created_at: ({ message }) => time(message.at),
    contact_id: ({ theirs, message }) => (theirs ? contacts.id(message.conversation.who.number) : null),
    user_id: ({ user }) => user,
    reaction: ({ value }) => value,
    reacted_at: ({ at }) => time(at),
    removed_at: ({ removedAt }) => (removedAt === null ? null : time(removedAt)),
    created_at: ({ at }) => time(at),
    updated_at: ({ at, removedAt }) => time(removedAt ?? at),
  },
});
