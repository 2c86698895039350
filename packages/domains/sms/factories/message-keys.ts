import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { MOST_TEXTS, type Text, type Texting, textingOf } from '../demo/message-script.ts';
import { callKey, PROVIDER, providerId } from '../demo/provider-ids.ts';
import { texterCount } from '../demo/sms-contacts.ts';
import '../tables.ts';

interface Key {
  readonly text: Text;
  readonly scope: string;
  readonly key: string;
}

/** By what each message is known again: its triggers are disabled while rows are loaded. */
export const messageKeys = factory('sms_message_keys', {
  count: texterCount,
  story: textingOf,
  most: MOST_TEXTS * 2,
  rows: (texting: Texting | undefined): readonly Key[] => {
    const keys: Key[] = [];
    for (const text of texting?.texts ?? []) {
      const provider = providerId(text);
      const client = callKey(text);
      if (provider !== null) keys.push({ text, scope: PROVIDER, key: provider });
      if (client !== null) keys.push({ text, scope: 'client', key: client });
    }
    return keys;
  },
  identity: false,
  cells: {
    scope: ({ scope }) => scope,
    key: ({ key }) => key,
    message_id: ({ text }) => text.id,
    message_created_at: ({ text }) => time(text.at),
    created_at: ({ text, scope }) => time(scope === 'client' ? text.at : (text.course.sentAt ?? text.at)),
  },
});
