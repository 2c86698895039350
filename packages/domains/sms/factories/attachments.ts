import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { messages } from './messages.ts';
import { MOST_TEXTS, storyOf } from './story.ts';
import { texterCount } from './texters.ts';
import '../tables.ts';

/** Pictures that came with texts. */
export const attachments = factory('sms_attachments', {
  count: texterCount,
  story: storyOf,
  most: MOST_TEXTS,
  rows: ({ texts }) => texts.filter((text) => text.photo),
  parents: { message_id: () => messages, message_created_at: { from: 'message_id', column: 'created_at' } },
  cells: {
    message_id: (text) => messages.id(text.number, text.index),
    message_created_at: (text) => time(text.at),
    file_url: (text, _draw, tenant) =>
      `https://media.example.com/${tenant.slug}/sms/${text.number + 1}-${text.index + 1}.jpg`,
    file_name: (text) => `photo-${text.index + 1}.jpg`,
    file_extension: 'jpg',
    file_size: (_text, draw) => draw.integer(80_000, 900_000),
    mime_type: 'image/jpeg',
    provider_media_sid: (text) => `ME-demo-${text.number + 1}-${text.index + 1}`,
    created_at: (text) => time(text.at),
  },
});
