import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { MOST_TEXTS, type Reaction, type Text, type Texting, textingOf } from '../demo/message-script.ts';
import { texterCount } from '../demo/sms-contacts.ts';
import { contacts } from './contacts.ts';
import { messages } from './messages.ts';
import '../tables.ts';

interface TextReaction extends Reaction {
  readonly text: Text;
}

/** How the other side and staff reacted; some took it back. */
export const reactions = factory('sms_reactions', {
  count: texterCount,
  story: textingOf,
  most: MOST_TEXTS,
  rows: (texting: Texting | undefined): readonly TextReaction[] =>
    (texting?.texts ?? []).flatMap((text) => (text.reaction === null ? [] : [{ ...text.reaction, text }])),
  parents: {
    message_id: () => messages,
    message_created_at: { from: 'message_id', column: 'created_at' },
  },
  alone: { contact_id: null, user_id: null },
  cells: {
    message_id: ({ text }) => text.id,
    message_created_at: ({ text }) => time(text.at),
    reaction_type: ({ type }) => type,
    reaction_value: ({ value }) => value,
    contact_id: ({ theirs, text }) => (theirs ? contacts.id(text.who.number) : null),
    user_id: ({ user }) => user,
    reacted_at: ({ at }) => time(at),
    removed_at: ({ removedAt }) => (removedAt === null ? null : time(removedAt)),
    created_at: ({ at }) => time(at),
    updated_at: ({ at, removedAt }) => time(removedAt ?? at),
  },
});
