import { openReading, requireReadPermission } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/** What customers write, and who they are on the networks, is read by those who answer. */
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
    ['omnichannel.read', 'omnichannel.write', 'omnichannel.assign', 'omnichannel.receive'],
    [
      'omnichannel_contact',
      'omnichannel_conversation',
      'omnichannel_conversation_history',
      'omnichannel_message',
      'omnichannel_message_attachment',
      'omnichannel_message_keys',
      'omnichannel_message_reaction',
    ],
  ],
];
