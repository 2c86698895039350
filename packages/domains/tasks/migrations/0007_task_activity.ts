import { code, createTenantTable, jsonObject, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What happened to tasks. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'task_activity', { write: 'tasks.write', appendOnly: true }, (table) => {
    table.comment('Something that happened to a task; written by triggers.');
    table.bigInteger('task_id').notNullable();
    table.bigInteger('staff_id').comment('Member who did it; empty for a job.');
    code(table, 'action_type', [
      'created',
      'updated',
      'assigned',
      'status_changed',
      'commented',
      'attached',
      'archived',
    ]).notNullable();
    table.text('field_name').comment('Column that changed.');
    table.text('old_value');
    table.text('new_value');
    jsonObject(table, 'metadata').comment(
      'More of it: the number of the remark or file, the note of a status.',
    );
    table.check(
      "(field_name IS NOT NULL) = (action_type IN ('updated', 'assigned', 'status_changed', 'archived'))",
      [],
      'ck_task_activity_field_name',
    );
    table.index(['tenant_id', 'task_id', 'created_at', 'id'], 'ix_task_activity_task_id_created_at');
    table.index(['tenant_id', 'created_at', 'id'], 'ix_task_activity_created_at');
    tenantForeign(table, 'task_id', 'task', { index: false }).onDelete('CASCADE');
    memberForeign(table, 'staff_id');
  });
  await knex.raw('REVOKE INSERT ON task_activity FROM erp_app');
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('task_activity');
}
