import { openReading, requireReadPermission } from '@erp/kit/read-permission';
import type { Knex } from 'knex';

/** Platforms and pages carry budgets and references to credentials: channels.read is asked, not only named. */
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
    ['channels.read', 'channels.write'],
    ['channels_platforms', 'channels_platform_pages'],
  ],
];
