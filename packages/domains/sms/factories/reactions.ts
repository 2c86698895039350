import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import {
  type MessageHistory,
  MOST_MESSAGES,
  messageHistoryOf,
  type Reaction,
  type SmsMessage,
} from '../demo/message-script.ts';
import { smsContactCount } from '../demo/sms-contacts.ts';
import { contacts } from './contacts.ts';
import { messages } from './messages.ts';
import '../tables.ts';

interface MessageReaction extends Reaction {
  readonly message: SmsMessage;
}

/** How the other side and staff reacted; some took it back. */
export const reactions = factory('sms_reactions', {
  count: smsContactCount,
  story: messageHistoryOf,
  most: MOST_MESSAGES,
  rows: (history: MessageHistory | undefined): readonly MessageReaction[] =>
    (history?.messages ?? []).flatMap((message) =>
      message.reaction === null ? [] : [{ ...message.reaction, message }],
    ),
  parents: {
    message_id: () => messages,
    message_created_at: { from: 'message_id', column: 'created_at' },
  },
  alone: { contact_id: null, user_id: null },
  cells: {
    message_id: ({ message }) => message.id,
    message_created_at: ({ message }) => time(message.at),
    reaction_type: ({ type }) => type,
    reaction_value: ({ value }) => value,
    contact_id: ({ theirs, message }) => (theirs ? contacts.id(message.who.number) : null),
    user_id: ({ user }) => user,
    reacted_at: ({ at }) => time(at),
    removed_at: ({ removedAt }) => (removedAt === null ? null : time(removedAt)),
    created_at: ({ at }) => time(at),
    updated_at: ({ at, removedAt }) => time(removedAt ?? at),
  },
});
