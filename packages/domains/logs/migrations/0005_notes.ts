import { authorship, code, createTenantTable, tenantRoot } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Notes on records of any domain. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'notes', { write: 'notes.write' }, (table) => {
    table.comment('A note of a member on a record of any domain.');
    code(table, 'entity_type', RECORD_TYPES).notNullable().comment('Type of the record.');
    table.bigInteger('entity_id').notNullable().comment('Number of the record.');
    table.text('content').notNullable();
    code(table, 'note_type', ['internal', 'customer', 'system'])
      .notNullable()
      .defaultTo('internal')
      .comment('internal: for colleagues; customer: may be shown to the customer; system: written by a job.');
    table.boolean('is_private').notNullable().defaultTo(false).comment('Seen by its author alone.');
    table.boolean('is_pinned').notNullable().defaultTo(false).comment('Stands above the others.');
    table.check("btrim(content) <> ''", [], 'ck_notes_content');
    table.check("NOT is_private OR note_type = 'internal'", [], 'ck_notes_is_private');
    table.index(['tenant_id', 'entity_type', 'entity_id', 'created_at'], 'ix_notes_entity');
    authorship(table);
    tenantRoot(table);
  });
  // The author is whoever is signed in, so rows come from app.add_note. Others' notes are read, not rewritten.
  await knex.raw(`
    REVOKE INSERT, UPDATE ON notes FROM erp_app;
    GRANT UPDATE (content, note_type, is_private, is_pinned) ON notes TO erp_app;
    CREATE POLICY notes_private ON notes AS RESTRICTIVE FOR ALL TO erp_app
      USING (NOT is_private OR created_by = app.current_user_id())
      WITH CHECK (NOT is_private OR created_by = app.current_user_id());
    CREATE POLICY notes_author_update ON notes AS RESTRICTIVE FOR UPDATE TO erp_app
      USING (created_by = app.current_user_id() OR app.has_permission('notes.manage'))
      WITH CHECK (true);
    CREATE POLICY notes_author_delete ON notes AS RESTRICTIVE FOR DELETE TO erp_app
      USING (created_by = app.current_user_id() OR app.has_permission('notes.manage'));
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('notes');
}

/** Those that app.record_table knows. */
const RECORD_TYPES = [
  'order',
  'order_item',
  'product',
  'customer',
  'person',
  'lead',
  'shipment',
  'inventory',
  'task',
  'project',
  'campaign',
  'conversation',
];
