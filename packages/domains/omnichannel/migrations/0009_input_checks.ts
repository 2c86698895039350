import { addInputChecks, dropInputChecks, type InputChecks } from '@erp/kit/input-checks';
import type { Knex } from 'knex';

/**
 * What comes in is held to what it is: names show something, whatever white space they are made of, lines are lines
 * and fit into an index, dates are in the calendar, currencies exist.
 */
export async function up(knex: Knex): Promise<void> {
  await addInputChecks(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await dropInputChecks(knex, TABLES);
}

const TABLES: Readonly<Record<string, InputChecks>> = {
  omnichannel_contact: {
    lines: {
      platform_user_id: 255,
      external_customer_id: 255,
    },
    words: ['link'],
    moments: ['erased_at', 'created_at', 'updated_at'],
  },
  omnichannel_conversation: {
    lines: {
      display_number: 255,
      external_thread_id: 600,
    },
    words: ['subject'],
    moments: [
      'snoozed_until',
      'read_at',
      'first_message_at',
      'last_message_at',
      'first_inbound_at',
      'last_inbound_at',
      'first_response_at',
      'last_response_at',
      'waiting_since',
      'closed_at',
      'deleted_at',
      'created_at',
      'updated_at',
    ],
  },
  omnichannel_conversation_history: {
    moments: ['changed_at', 'created_at'],
  },
  omnichannel_message: {
    lines: {
      external_message_id: 600,
      idempotency_key: 255,
    },
    words: ['message'],
    moments: [
      'platform_sent_at',
      'sent_at',
      'delivered_at',
      'read_at',
      'failed_at',
      'created_at',
      'updated_at',
    ],
  },
  omnichannel_message_attachment: {
    openLines: {
      external_media_id: 600,
    },
    words: ['url'],
    moments: ['message_created_at', 'created_at'],
  },
  omnichannel_message_keys: {
    openLines: {
      key: 600,
    },
    moments: ['message_created_at', 'created_at'],
  },
  omnichannel_message_reaction: {
    lines: {
      reaction: 50,
    },
    moments: ['message_created_at', 'reacted_at', 'removed_at', 'created_at', 'updated_at'],
  },
  omnichannel_page_settings: {
    moments: ['created_at', 'updated_at'],
  },
};
