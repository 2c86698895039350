import { stampAuthors, stopStampingAuthors } from '@erp/kit/authors';
import type { Knex } from 'knex';

/** Who writes a row is who is signed in: the database says so, the application cannot. Rows that are there stay. */
export async function up(knex: Knex): Promise<void> {
  for (const table of MADE) await stampAuthors(knex, table, { updated: null });
  await stampAuthors(knex, 'crm_personal_journey', { created: 'recorded_by', updated: null });
}

export async function down(knex: Knex): Promise<void> {
  await stopStampingAuthors(knex, 'crm_personal_journey');
  for (const table of MADE) await stopStampingAuthors(knex, table);
}

/** Without updated_by. */
const MADE = ['crm_reengaged_batches'];
