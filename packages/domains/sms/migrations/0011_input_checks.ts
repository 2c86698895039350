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
  sms_attachments: {
    openLines: {
      provider_media_sid: 255,
    },
    words: ['file_url'],
    moments: ['message_created_at', 'created_at'],
  },
  sms_consent_log: {
    moments: ['happened_at', 'created_at'],
  },
  sms_contacts: {
    words: ['name'],
    moments: ['consent_changed_at', 'last_contacted_at', 'erased_at', 'created_at', 'updated_at'],
  },
  sms_message_keys: {
    openLines: {
      key: 255,
    },
    codes: {
      scope: 100,
    },
    moments: ['message_created_at', 'created_at'],
  },
  sms_messages: {
    lines: {
      provider_message_sid: 255,
      idempotency_key: 255,
    },
    words: ['body'],
    moments: [
      'due_at',
      'received_at',
      'sent_at',
      'delivered_at',
      'failed_at',
      'read_at',
      'created_at',
      'updated_at',
    ],
  },
  sms_meta_conversation: {
    moments: [
      'conversation_start',
      'conversation_end',
      'last_message_at',
      'last_inbound_at',
      'read_at',
      'summary_updated_at',
      'created_at',
      'updated_at',
    ],
  },
  sms_reactions: {
    lines: {
      reaction_value: 50,
    },
    moments: ['message_created_at', 'reacted_at', 'removed_at', 'created_at', 'updated_at'],
  },
  sms_sender_accounts: {
    lines: {
      account_name: 300,
      account_sid: 255,
    },
    codes: {
      provider: 100,
    },
    moments: ['created_at', 'updated_at'],
  },
  sms_sender_phone_numbers: {
    lines: {
      friendly_name: 300,
    },
    moments: ['created_at', 'updated_at'],
  },
  sms_service_accounts: {
    lines: {
      service_name: 300,
    },
    openLines: {
      provider_service_sid: 255,
    },
    moments: ['created_at', 'updated_at'],
  },
};
