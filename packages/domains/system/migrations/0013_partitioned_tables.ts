import { code, createSharedTable } from '@erp/kit/schema';
import type { Knex } from 'knex';

/**
 * Which tables are partitioned by month, how far ahead their months are made and how long they are kept; and the
 * schema for months that are past that, but not to be lost.
 */
export async function up(knex: Knex): Promise<void> {
  await createSharedTable(
    knex,
    'sys_partitioned_tables',
    (table) => {
      table.comment(
        'A table that is partitioned by month. The migration that makes the table enters it here and takes it out again.',
      );
      table.text('table_name').notNullable().comment('Name of the table in the schema public.');
      table.text('partition_column').notNullable().comment('Column of time that decides the month, in UTC.');
      table
        .integer('months_ahead')
        .notNullable()
        .defaultTo(3)
        .comment('Months that are made beyond the present one.');
      table
        .integer('retention_months')
        .comment('Whole months that rows are kept beyond their own; empty means for good.');
      code(table, 'retire_by', ['drop', 'detach'])
        .notNullable()
        .defaultTo('drop')
        .comment(
          'What becomes of a month past its retention: drop removes it, detach keeps it in schema archive.',
        );
      table.check('months_ahead BETWEEN 0 AND 60', [], 'ck_sys_partitioned_tables_months_ahead');
      table.check('retention_months >= 1', [], 'ck_sys_partitioned_tables_retention_months');
    },
    { primaryKey: ['table_name'] },
  );
  await knex.raw(`
    REVOKE INSERT, UPDATE, DELETE ON sys_partitioned_tables FROM erp_definer, erp_service;
    CREATE SCHEMA archive;
    COMMENT ON SCHEMA archive IS
      'Months that were detached from their tables (sys_partitioned_tables.retire_by). Nobody but the owner reads them.';
    REVOKE ALL ON SCHEMA archive FROM PUBLIC;
  `);
}

/** Refuses, by PostgreSQL's own error, while the archive holds a table. */
export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP SCHEMA archive');
  await knex.schema.dropTable('sys_partitioned_tables');
}
