import { authorship, createTenantTable, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Documents that marketing looks things up in. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(
    knex,
    'mkt_reference_documents',
    { write: 'marketing.write', delete: 'marketing.delete' },
    (table) => {
      table.comment('A document that marketing looks things up in; the file itself lies elsewhere.');
      table.text('title').notNullable();
      table
        .text('category')
        .notNullable()
        .comment('What it is about, as a code: market_research, contract …');
      table.text('description');
      table.text('file_url').comment('Where the file lies; empty until there is one.');
      table.bigInteger('size_bytes').comment('Size of the file.');
      table
        .timestamp('deleted_at', { useTz: true })
        .comment('Soft delete: empty while the document is shown.');
      table.check("btrim(title) <> ''", [], 'ck_mkt_reference_documents_title');
      table.check("category ~ '^[a-z][a-z0-9_]*$'", [], 'ck_mkt_reference_documents_category');
      table.check("btrim(file_url) <> ''", [], 'ck_mkt_reference_documents_file_url');
      table.check(
        'size_bytes >= 0 AND (size_bytes IS NULL OR file_url IS NOT NULL)',
        [],
        'ck_mkt_reference_documents_size_bytes',
      );
      table.index(['tenant_id', 'category', 'updated_at', 'id'], 'ix_mkt_reference_documents_category', {
        predicate: knex.whereNull('deleted_at'),
      });
      authorship(table);
      tenantRoot(table);
    },
  );
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('mkt_reference_documents');
}
