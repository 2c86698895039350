import { readByOneComparison, readBySubSelect } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/** Tenant and permission for reading become one comparison, which an index answers; who reads what stays as it is. */
export async function up(knex: Knex): Promise<void> {
  await readByOneComparison(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await readBySubSelect(knex, TABLES);
}

const TABLES = [
  'sms_contacts',
  'sms_consent_log',
  'sms_messages',
  'sms_attachments',
  'sms_message_keys',
  'sms_meta_conversation',
  'sms_reactions',
  'sms_sender_phone_numbers',
  'sms_service_accounts',
  'sms_sender_accounts',
];
