import { stampAuthors, stopStampingAuthors } from '@erp/kit/authors';
import type { Knex } from 'knex';

/** Who writes a row is who is signed in: the database says so, the application cannot. Rows that are there stay. */
export async function up(knex: Knex): Promise<void> {
  for (const table of CHANGED) await stampAuthors(knex, table);
  for (const table of MADE) await stampAuthors(knex, table, { updated: null });
  await stampAuthors(knex, 'project_repository', { created: 'uploaded_by', updated: null });
  await stampAuthors(knex, 'task_attachment', { created: 'uploaded_by', updated: null });
}

export async function down(knex: Knex): Promise<void> {
  await stopStampingAuthors(knex, 'task_attachment');
  await stopStampingAuthors(knex, 'project_repository');
  for (const table of MADE) await stopStampingAuthors(knex, table);
  for (const table of CHANGED) await stopStampingAuthors(knex, table);
}

const CHANGED = ['project', 'recurring_task'];
/** Without updated_by. */
const MADE = ['task'];
