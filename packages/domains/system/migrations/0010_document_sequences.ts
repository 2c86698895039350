import { code, createTenantTable, tenantForeign, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Document numbers: how a kind of document is numbered, and how far the counting has come. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'sys_document_sequences', { write: 'system.manage' }, (table) => {
    table.comment(
      'How one kind of document is numbered in one tenant; app.next_document_number makes it on first use.',
    );
    table.text('kind').notNullable().comment('Kind of document, e.g. order, invoice.');
    table.text('prefix').notNullable().defaultTo('').comment('Stands before the number, e.g. ORD-.');
    table.integer('digits').notNullable().defaultTo(6).comment('Filled up with zeros to this many digits.');
    code(table, 'period', ['none', 'year', 'month'])
      .notNullable()
      .defaultTo('year')
      .comment('Counting starts again with each period, which becomes part of the number.');
    table.bigInteger('start_value').notNullable().defaultTo(1).comment('First number of a period.');
    code(table, 'mode', ['gap_free', 'fast'])
      .notNullable()
      .defaultTo('gap_free')
      .comment(
        'gap_free: one document at a time, no number missing. fast: documents do not wait for each other, order and gaps are not promised.',
      );
    table
      .integer('block_size')
      .notNullable()
      .defaultTo(50)
      .comment('Numbers that a block of the fast mode holds.');
    table.check("kind ~ '^[a-z][a-z0-9_]*$'", [], 'ck_sys_document_sequences_kind');
    table.check('digits BETWEEN 1 AND 18', [], 'ck_sys_document_sequences_digits');
    table.check('start_value >= 0', [], 'ck_sys_document_sequences_start_value');
    table.check('block_size BETWEEN 1 AND 10000', [], 'ck_sys_document_sequences_block_size');
    table.unique(['tenant_id', 'kind'], { indexName: 'uq_sys_document_sequences_kind' });
    tenantRoot(table);
  });

  await createTenantTable(
    knex,
    'sys_document_counters',
    { write: 'system.manage', primaryKey: ['tenant_id', 'sequence_id', 'period', 'block_start'] },
    (table) => {
      table.comment(
        'How far a sequence has counted in a period: its head, and the open blocks of the fast mode.',
      );
      table.bigInteger('sequence_id').notNullable().comment('The sequence.');
      table
        .text('period')
        .notNullable()
        .defaultTo('')
        .comment('2026, 202611, or empty where the sequence knows no periods.');
      table
        .bigInteger('block_start')
        .notNullable()
        .defaultTo(-1)
        .comment('-1 for the head, else the first number of the block.');
      table.bigInteger('next_value').notNullable().comment('The number that is given out next.');
      table.bigInteger('last_value').comment('Last number of the block; empty for the head.');
      table.check("period ~ '^([0-9]{4}([0-9]{2})*)*$'", [], 'ck_sys_document_counters_period');
      table.check('next_value >= 0', [], 'ck_sys_document_counters_next_value');
      table.check(
        'CASE WHEN block_start = -1 THEN last_value IS NULL ELSE next_value BETWEEN block_start AND last_value END',
        [],
        'ck_sys_document_counters_block',
      );
      tenantForeign(table, 'sequence_id', 'sys_document_sequences', { index: false }).onDelete('CASCADE');
    },
  );
  await knex.raw(`
    REVOKE INSERT, UPDATE, DELETE ON sys_document_counters FROM erp_app;
    REVOKE DELETE ON sys_document_sequences FROM erp_app;
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('sys_document_counters');
  await knex.schema.dropTable('sys_document_sequences');
}
