import { createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Files of tasks. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'task_attachment', { write: 'tasks.write' }, (table) => {
    table.comment('A file of a task.');
    table.bigInteger('task_id').notNullable();
    table.text('file_name').notNullable().comment('As people see it.');
    table.text('file_path').notNullable().comment('Key in the file store.');
    table.text('mime_type').comment('Media type, e.g. application/pdf; empty when unknown.');
    table.check("mime_type ~ '^[a-z]+/[a-z0-9.+-]+$'", [], 'ck_task_attachment_mime_type');
    table.bigInteger('file_size').notNullable().defaultTo(0).comment('Bytes.');
    table.bigInteger('uploaded_by');
    table.check("btrim(file_name) <> ''", [], 'ck_task_attachment_file_name');
    table.check("btrim(file_path) <> ''", [], 'ck_task_attachment_file_path');
    table.check('file_size >= 0', [], 'ck_task_attachment_file_size');
    table.unique(['tenant_id', 'task_id', 'file_path'], { indexName: 'uq_task_attachment_file_path' });
    tenantForeign(table, 'task_id', 'task', { index: false }).onDelete('CASCADE');
    memberForeign(table, 'uploaded_by');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('task_attachment');
}
