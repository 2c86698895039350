import { defaultToEnteredTenant, requireNamedTenant } from '@erp/kit/tenant-default';
import type { Knex } from 'knex';

/** A row that names no tenant belongs to the one that is entered; without one, the error says so. */
export async function up(knex: Knex): Promise<void> {
  await defaultToEnteredTenant(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await requireNamedTenant(knex, TABLES);
}

const TABLES = [
  'sms_attachments',
  'sms_consent_log',
  'sms_contacts',
  'sms_message_keys',
  'sms_messages',
  'sms_meta_conversation',
  'sms_reactions',
  'sms_sender_accounts',
  'sms_sender_phone_numbers',
  'sms_service_accounts',
];
