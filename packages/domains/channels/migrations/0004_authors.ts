import { stampAuthors, stopStampingAuthors } from '@erp/kit/authors';
import type { Knex } from 'knex';

/** Who writes a row is who is signed in: the database says so, the application cannot. Rows that are there stay. */
export async function up(knex: Knex): Promise<void> {
  for (const table of CHANGED) await stampAuthors(knex, table);
}

export async function down(knex: Knex): Promise<void> {
  for (const table of CHANGED) await stopStampingAuthors(knex, table);
}

const CHANGED = ['channels_platform_pages', 'channels_platforms'];
