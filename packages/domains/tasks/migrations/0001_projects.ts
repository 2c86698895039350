import {
  authorship,
  code,
  createTenantTable,
  jsonObject,
  memberForeign,
  tenantForeign,
  tenantRoot,
} from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Projects, who works in them, and their files. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'project', { write: 'tasks.manage' }, (table) => {
    table.comment('A body of work with an owner; every task belongs to one.');
    table.text('code').notNullable().comment('Short name that numbers its tasks: FAIR makes FAIR-1, FAIR-2.');
    table.text('title').notNullable();
    table.text('description');
    table.bigInteger('owner_id').comment('Member who answers for it; empty when that member has gone.');
    code(table, 'status', ['active', 'on_hold', 'completed', 'archived'])
      .notNullable()
      .defaultTo('active')
      .comment('Changed by app.transition_project alone; tasks are added while it is active or on hold.');
    code(table, 'visibility', ['private', 'team', 'public'])
      .notNullable()
      .defaultTo('team')
      .comment(
        'For whom app.visible_projects lists it. private: its people. team: whoever writes tasks, too. public: everybody.',
      );
    table.timestamp('start_date', { useTz: true });
    table.timestamp('end_date', { useTz: true }).comment('Planned end; empty when it goes on.');
    table.boolean('is_continuous').notNullable().defaultTo(false).comment('Has no planned end.');
    table.timestamp('completed_at', { useTz: true });
    table.timestamp('archived_at', { useTz: true });
    table
      .integer('last_task_number')
      .notNullable()
      .defaultTo(0)
      .comment('Number of the task made last; app.create_task counts it up.');
    table
      .integer('task_count')
      .notNullable()
      .defaultTo(0)
      .comment('Tasks that are not cancelled; kept by a trigger.');
    table.integer('done_task_count').notNullable().defaultTo(0).comment('Those of them that are done.');
    table
      .specificType(
        'progress',
        'numeric(5,2) NOT NULL GENERATED ALWAYS AS (CASE WHEN task_count = 0 THEN 0 ELSE round(100.0 * done_task_count / task_count, 2) END) STORED',
      )
      .comment('Percent of its tasks that are done, 0 to 100.');
    jsonObject(table, 'metadata').comment('What other systems want to remember of it.');
    table.check("code ~ '^[A-Z][A-Z0-9]{1,15}$'", [], 'ck_project_code');
    table.check("btrim(title) <> ''", [], 'ck_project_title');
    table.check('end_date >= start_date', [], 'ck_project_end_date');
    table.check('NOT (is_continuous AND end_date IS NOT NULL)', [], 'ck_project_is_continuous');
    table.check("completed_at IS NOT NULL OR status <> 'completed'", [], 'ck_project_completed_at');
    table.check("(status = 'archived') = (archived_at IS NOT NULL)", [], 'ck_project_archived_at');
    table.check('last_task_number >= 0', [], 'ck_project_last_task_number');
    table.check('task_count >= 0 AND done_task_count BETWEEN 0 AND task_count', [], 'ck_project_task_count');
    table.unique(['tenant_id', 'code'], { indexName: 'uq_project_code' });
    table.index(['tenant_id', 'status', 'end_date'], 'ix_project_status');
    memberForeign(table, 'owner_id');
    authorship(table);
    tenantRoot(table);
  });
  await knex.raw(`
    REVOKE INSERT, UPDATE ON project FROM erp_app;
    GRANT INSERT (tenant_id, code, title, description, owner_id, visibility, start_date, end_date, is_continuous, metadata,
        created_by, updated_by),
      UPDATE (title, description, owner_id, visibility, start_date, end_date, is_continuous, metadata, updated_by)
      ON project TO erp_app;
  `);

  await createTenantTable(knex, 'project_member', { write: 'tasks.manage' }, (table) => {
    table.comment('Who works in a project, and as what.');
    table.bigInteger('project_id').notNullable();
    table.bigInteger('user_id').notNullable().comment('Member of the tenant.');
    code(table, 'role', ['owner', 'manager', 'member', 'viewer']).notNullable().defaultTo('member');
    table.timestamp('joined_at', { useTz: true }).notNullable().defaultTo(knex.fn.now());
    table.timestamp('left_at', { useTz: true }).comment('Empty while the person works in it.');
    table.check('left_at >= joined_at', [], 'ck_project_member_left_at');
    table.unique(['tenant_id', 'project_id', 'user_id'], {
      indexName: 'uq_project_member_project_id_user_id',
    });
    tenantForeign(table, 'project_id', 'project', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'user_id', 'sys_tenant_members', { parentColumn: 'user_id' }).onDelete('CASCADE');
  });

  await createTenantTable(knex, 'project_repository', { write: 'tasks.write' }, (table) => {
    table.comment('A file that belongs to a project as a whole.');
    table.bigInteger('project_id').notNullable();
    table.text('file_name').notNullable().comment('As people see it.');
    table.text('file_path').notNullable().comment('Key in the file store.');
    table.text('mime_type').comment('Media type, e.g. application/pdf; empty when unknown.');
    table.check("mime_type ~ '^[a-z]+/[a-z0-9.+-]+$'", [], 'ck_project_repository_mime_type');
    table.bigInteger('file_size').notNullable().defaultTo(0).comment('Bytes.');
    table.text('description');
    table.bigInteger('uploaded_by');
    table.check("btrim(file_name) <> ''", [], 'ck_project_repository_file_name');
    table.check("btrim(file_path) <> ''", [], 'ck_project_repository_file_path');
    table.check('file_size >= 0', [], 'ck_project_repository_file_size');
    table.unique(['tenant_id', 'project_id', 'file_path'], { indexName: 'uq_project_repository_file_path' });
    tenantForeign(table, 'project_id', 'project', { index: false }).onDelete('CASCADE');
    memberForeign(table, 'uploaded_by');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('project_repository');
  await knex.schema.dropTable('project_member');
  await knex.schema.dropTable('project');
}
