import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { inboxContactCount } from '../demo/inbox-contacts.ts';
import type { MessageMedium } from '../demo/message-media.ts';
import { MOST, messagesOf, type NumberedMessage } from '../demo/numbered-messages.ts';
import { messages } from './messages.ts';
import '../tables.ts';

interface Attachment {
  readonly message: NumberedMessage;
  readonly medium: MessageMedium;
  readonly place: number;
}

/** Pictures, files and places that came with messages. */
export const messageAttachments = factory('omnichannel_message_attachment', {
  count: inboxContactCount,
  story: messagesOf,
  most: MOST * 2,
  rows: (all: readonly NumberedMessage[]): readonly Attachment[] =>
    all.flatMap((message) => message.media.map((medium, place) => ({ message, medium, place }))),
  parents: {
    message_id: () => messages,
    message_created_at: { from: 'message_id', column: 'created_at' },
  },
  cells: {
    message_id: ({ message }) => message.id,
    message_created_at: ({ message }) => time(message.at),
    attachment_type: ({ medium }) => medium.type,
    url: ({ message, medium, place }, _draw, tenant) =>
      medium.type === 'location'
        ? `https://maps.example.com/${tenant.slug}`
        : `https://media.example.com/${tenant.slug}/${message.id}/${place + 1}`,
    file_name: ({ medium }) => medium.name,
    mime_type: ({ medium }) => medium.mime,
    size_bytes: ({ medium }) => medium.bytes,
    width: ({ medium }) => medium.width,
    height: ({ medium }) => medium.height,
    duration_seconds: ({ medium }) => medium.seconds,
    checksum: ({ medium }, draw) => (medium.bytes === null ? null : checksum(draw)),
    external_media_id: ({ message, medium, place }) =>
      message.by === 'user' && medium.type !== 'location' ? `media.${message.id}.${place + 1}` : null,
    sort_order: ({ place }) => place,
    created_at: ({ message }) => time(message.at),
  },
});

function checksum(draw: { integer(least: number, most: number): number }): string {
  let hex = '';
  while (hex.length < 64) hex += draw.integer(0x1000000, 0xfffffff).toString(16);
  return hex.slice(0, 64);
}
