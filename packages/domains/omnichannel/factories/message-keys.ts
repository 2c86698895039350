import { platformPages } from '@erp/channels/factories/platform-pages';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { inboxContactCount } from '../demo/inbox-contacts.ts';
import { callKey, MOST, messagesOf, type NumberedMessage, networkId } from '../demo/numbered-messages.ts';
import '../tables.ts';

interface Key {
  readonly message: NumberedMessage;
  readonly scope: 'platform' | 'client';
  readonly key: string;
}

/** By what each message is known again: its triggers are disabled while rows are loaded. */
export const messageKeys = factory('omnichannel_message_keys', {
  count: inboxContactCount,
  story: messagesOf,
  most: MOST * 2,
  rows: (messages: readonly NumberedMessage[]): readonly Key[] => {
    const keys: Key[] = [];
    for (const message of messages) {
      const platform = networkId(message);
      const client = callKey(message);
      if (platform !== null) keys.push({ message, scope: 'platform', key: platform });
      if (client !== null) keys.push({ message, scope: 'client', key: client });
    }
    return keys;
  },
  identity: false,
  parents: { page_id: () => platformPages },
  cells: {
    page_id: ({ message }) => platformPages.id(message.conversation.who.page),
    scope: ({ scope }) => scope,
    key: ({ key }) => key,
    message_id: ({ message }) => message.id,
    message_created_at: ({ message }) => time(message.at),
    created_at: ({ message, scope }) =>
      time(
        scope === 'client' || message.by === 'user'
          ? message.at
          : Math.max(message.at, message.delivery?.sentAt ?? 0),
      ),
  },
});
