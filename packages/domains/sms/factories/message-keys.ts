import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { callKeyOf, messages, PROVIDER, sidOf } from './messages.ts';
import { storyOf } from './story.ts';
import { texterCount } from './texters.ts';
import '../tables.ts';

/** By what texts are known again: what app.keep_sms_keys would enter. */
export const messageKeys = factory('sms_message_keys', {
  count: texterCount,
  story: storyOf,
  most: 2 * 48,
  rows: ({ texts }) =>
    texts.flatMap((text) =>
      [
        { scope: PROVIDER, key: sidOf(text) },
        { scope: 'client', key: callKeyOf(text) },
      ].flatMap(({ scope, key }) => (key === null ? [] : [{ text, scope, key }])),
    ),
  identity: false,
  parents: { message_id: () => messages, message_created_at: { from: 'message_id', column: 'created_at' } },
  cells: {
    scope: (entry) => entry.scope,
    key: (entry) => entry.key,
    message_id: ({ text }) => messages.id(text.number, text.index),
    message_created_at: ({ text }) => time(text.at),
    created_at: ({ text }) => time(text.at),
  },
});
