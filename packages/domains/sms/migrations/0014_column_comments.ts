import { commentColumns, standardColumns, uncommentColumns } from '@erp/kit/column-comments';
import type { Knex } from 'knex';

/** Says what columns mean that were left without a word. */
export async function up(knex: Knex): Promise<void> {
  await commentColumns(knex, COMMENTS);
}

export async function down(knex: Knex): Promise<void> {
  await uncommentColumns(knex, COMMENTS);
}

const COMMENTS = {
  sms_attachments: {
    ...standardColumns('tenant_id', 'id', 'created_at'),
    file_name: 'Name of the file as it was sent; empty where the provider tells none.',
  },
  sms_consent_log: {
    ...standardColumns('tenant_id', 'id', 'created_at'),
    consent: 'What the owner of the number decided, or somebody for them.',
  },
  sms_contacts: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    name: 'Who it is, as members write it; people of crm have their name there.',
  },
  sms_message_keys: {
    ...standardColumns('tenant_id', 'created_at'),
    key: 'The id that the provider gave the message, or the idempotency key of whoever queued it; scope says which.',
  },
  sms_messages: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    direction: 'inbound: it came to a number of ours. outbound: it goes or went out from one.',
    media_count: 'How many pictures or files were sent with it.',
    message_type: 'mms where it carries pictures or files, otherwise sms; decides what it costs.',
  },
  sms_meta_conversation: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    key_points: 'What matters of the exchange in a few short sentences, for whoever takes it over.',
    message_count: 'Messages of both sides; kept by triggers.',
    priority: 'How soon an answer is due beside the other conversations; set by members.',
    summary_updated_at: 'When summary was written last; older than the last message: it lacks something.',
  },
  sms_reactions: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    reacted_at: 'When somebody reacted, by the clock of the provider where it tells.',
    reaction_type: 'Whether it is a picture letter or a plain thumb.',
  },
  sms_sender_accounts: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    account_name: 'What members call the account.',
    is_active: 'Whether messages are sent through it.',
  },
  sms_sender_phone_numbers: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  sms_service_accounts: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    service_name: 'What members call the purpose, e.g. order updates.',
    description: 'Which messages are sent for it.',
    is_active: 'Whether messages are sent for it.',
  },
};
