import type { Knex } from 'knex';

/** A table may ask for a record of what matters in it, and not of every figure. */
export async function up(knex: Knex): Promise<void> {
  await knex.schema.alterTable('sys_audited_tables', (table) => {
    table
      .specificType('watched_columns', 'text[]')
      .comment(
        'Columns whose change is recorded, beside that a row went; empty for all changes, new rows included.',
      );
    table
      .text('added_when')
      .comment(
        'With watched columns, the condition over NEW by which a new row is recorded; empty for none.',
      );
    table.check(
      'cardinality(watched_columns) > 0 AND array_position(watched_columns, NULL) IS NULL',
      [],
      'ck_sys_audited_tables_watched_columns',
    );
    table.check('added_when IS NULL OR watched_columns IS NOT NULL', [], 'ck_sys_audited_tables_added_when');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('sys_audited_tables', (table) => {
    table.dropChecks(['ck_sys_audited_tables_watched_columns', 'ck_sys_audited_tables_added_when']);
    table.dropColumns('watched_columns', 'added_when');
  });
}
