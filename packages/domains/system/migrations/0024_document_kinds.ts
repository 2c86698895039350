import { finiteMoments, textLine } from '@erp/kit/input-checks';
import { createSharedTable } from '@erp/kit/schema';
import type { Knex } from 'knex';

/**
 * Whoever draws a document number needs the permission of its kind. Domains register theirs as reference data; a
 * sequence of a kind that a tenant has made for itself names its own, and those that are there ask system.manage.
 */
export async function up(knex: Knex): Promise<void> {
  await createSharedTable(
    knex,
    'sys_document_kinds',
    (table) => {
      table.comment('Kinds of documents that domains number, and who may draw a number.');
      table.text('kind').notNullable().comment('Kind of document, e.g. order.');
      textLine(table, 'name').notNullable().comment('What a document of the kind is.');
      textLine(table, 'domain', 100).notNullable().comment('Domain that numbers them.');
      table
        .text('prefix')
        .notNullable()
        .comment('Prefix of sequences that are made on first use, e.g. ORD-.');
      table
        .specificType('permissions', 'text[]')
        .notNullable()
        .comment('Whoever holds one of these draws a number.');
      table.check("kind ~ '^[a-z][a-z0-9_]{0,62}$'", [], 'ck_sys_document_kinds_kind');
      table.check('cardinality(permissions) > 0', [], 'ck_sys_document_kinds_permissions');
      finiteMoments(table, ['created_at', 'updated_at']);
      table.index(['domain'], 'ix_sys_document_kinds_domain');
    },
    { primaryKey: ['kind'] },
  );
  await knex.raw(`
    CREATE POLICY sys_document_kinds_select ON sys_document_kinds FOR SELECT TO erp_app USING (true);
    GRANT SELECT ON sys_document_kinds TO erp_app;
    ALTER TABLE sys_document_sequences ADD COLUMN permission text NOT NULL DEFAULT 'system.manage'
      CONSTRAINT ck_sys_document_sequences_permission CHECK (permission ~ '^[a-z][a-z0-9_]*[.][a-z][a-z0-9_]*$');
    COMMENT ON COLUMN sys_document_sequences.permission IS
      'Needed to draw a number of a kind that the tenant has made for itself; kinds of sys_document_kinds name theirs.';
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('ALTER TABLE sys_document_sequences DROP COLUMN permission');
  await knex.schema.dropTable('sys_document_kinds');
}
