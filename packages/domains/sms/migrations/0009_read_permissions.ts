import { openReading, requireReadPermission } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/** Text messages and the numbers of people are read by those who text, accounts of providers by those who set them up. */
export async function up(knex: Knex): Promise<void> {
  for (const [permissions, tables] of READERS) {
    for (const table of tables) await requireReadPermission(knex, table, permissions);
  }
}

export async function down(knex: Knex): Promise<void> {
  for (const [, tables] of READERS) {
    for (const table of tables) await openReading(knex, table);
  }
}

/** Whoever holds one of the permissions reads the tables. */
const READERS: readonly (readonly [readonly [string, ...string[]], readonly string[]])[] = [
  [
    ['sms.read', 'sms.write', 'sms.send'],
    [
      'sms_contacts',
      'sms_consent_log',
      'sms_messages',
      'sms_attachments',
      'sms_message_keys',
      'sms_meta_conversation',
      'sms_reactions',
    ],
  ],
  [
    ['sms.read', 'sms.write', 'sms.send', 'sms.manage'],
    ['sms_sender_phone_numbers', 'sms_service_accounts'],
  ],
  [['sms.read_accounts', 'sms.manage'], ['sms_sender_accounts']],
];
