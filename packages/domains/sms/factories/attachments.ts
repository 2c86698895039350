import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import {
  type MessageHistory,
  MOST_MESSAGES,
  messageHistoryOf,
  type SmsMessage,
} from '../demo/message-script.ts';
import { smsContactCount } from '../demo/sms-contacts.ts';
import { messages } from './messages.ts';
import '../tables.ts';

/** Pictures that were sent along. */
export const attachments = factory('sms_attachments', {
  count: smsContactCount,
  story: messageHistoryOf,
  most: MOST_MESSAGES,
  rows: (history: MessageHistory | undefined): readonly SmsMessage[] =>
    (history?.messages ?? []).filter((message) => message.picture),
  parents: {
    message_id: () => messages,
    message_created_at: { from: 'message_id', column: 'created_at' },
  },
  cells: {
    message_id: ({ id }) => id,
    message_created_at: ({ at }) => time(at),
    file_url: ({ id }, _draw, tenant) => `https://media.example.com/${tenant.slug}/sms/${id}.jpg`,
    file_name: ({ inbound }, draw) => (inbound ? `IMG_${draw.integer(1_000, 9_999)}.jpg` : 'campaign.jpg'),
    file_extension: 'jpg',
    file_size: (_text, draw) => draw.integer(60_000, 900_000),
    mime_type: 'image/jpeg',
    provider_media_sid: ({ id }) => `ME${String(id).padStart(10, '0')}`,
    created_at: ({ at }) => time(at),
  },
});
