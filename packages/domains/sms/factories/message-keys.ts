import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import {
  type MessageHistory,
  MOST_MESSAGES,
  messageHistoryOf,
  type SmsMessage,
} from '../demo/message-script.ts';
import { callKey, PROVIDER, providerId } from '../demo/provider-ids.ts';
import { smsContactCount } from '../demo/sms-contacts.ts';
import '../tables.ts';

interface Key {
  readonly message: SmsMessage;
  readonly scope: string;
  readonly key: string;
}

/** By what each message is known again: its triggers are disabled while rows are loaded. */
export const messageKeys = factory('sms_message_keys', {
  count: smsContactCount,
  story: messageHistoryOf,
  most: MOST_MESSAGES * 2,
  rows: (history: MessageHistory | undefined): readonly Key[] => {
    const keys: Key[] = [];
    for (const message of history?.messages ?? []) {
      const provider = providerId(message);
      const client = callKey(message);
      if (provider !== null) keys.push({ message, scope: PROVIDER, key: provider });
      if (client !== null) keys.push({ message, scope: 'client', key: client });
    }
    return keys;
  },
  identity: false,
  cells: {
    scope: ({ scope }) => scope,
    key: ({ key }) => key,
    message_id: ({ message }) => message.id,
    message_created_at: ({ message }) => time(message.at),
    created_at: ({ message, scope }) =>
      time(scope === 'client' ? message.at : (message.course.sentAt ?? message.at)),
  },
});
