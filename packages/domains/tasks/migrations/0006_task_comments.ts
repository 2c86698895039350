import { createTenantTable, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** What is said about tasks, and who is named in it. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'task_comment', { write: 'tasks.write' }, (table) => {
    table.comment('A remark on a task, or an answer to one.');
    table.bigInteger('task_id').notNullable();
    table.bigInteger('parent_comment_id').comment('Remark on the same task that it answers.');
    table.bigInteger('author_id').comment('Member who wrote it; empty when that member has gone.');
    table.text('content').notNullable();
    table.boolean('is_internal').notNullable().defaultTo(false).comment('Not for guests of the project.');
    table.timestamp('deleted_at', { useTz: true }).comment('Taken back since.');
    table.check("btrim(content) <> ''", [], 'ck_task_comment_content');
    table.check('parent_comment_id <> id', [], 'ck_task_comment_parent_comment_id');
    table.check('deleted_at >= created_at', [], 'ck_task_comment_deleted_at');
    // Answers point here with the task, so that theirs cannot be another one.
    table.unique(['tenant_id', 'task_id', 'id'], { indexName: 'uq_task_comment_task_id_id' });
    table.index(['tenant_id', 'task_id', 'parent_comment_id'], 'ix_task_comment_parent_comment_id');
    table.index(['tenant_id', 'task_id', 'created_at', 'id'], 'ix_task_comment_thread', {
      predicate: knex.whereNull('deleted_at'),
    });
    tenantForeign(table, 'task_id', 'task', { index: false }).onDelete('CASCADE');
    table
      .foreign(['tenant_id', 'task_id', 'parent_comment_id'], 'fk_task_comment_parent_comment_id')
      .references(['tenant_id', 'task_id', 'id'])
      .inTable('task_comment')
      .deferrable('immediate')
      .onDelete('SET NULL (parent_comment_id)');
    memberForeign(table, 'author_id');
  });
  // What somebody wrote is changed by that one, or by who manages projects.
  await knex.raw(`
    CREATE POLICY task_comment_update_own ON task_comment AS RESTRICTIVE FOR UPDATE TO erp_app
      USING (author_id = app.current_user_id() OR app.has_permission('tasks.manage'))
      WITH CHECK (author_id = app.current_user_id() OR app.has_permission('tasks.manage'));
    CREATE POLICY task_comment_delete_own ON task_comment AS RESTRICTIVE FOR DELETE TO erp_app
      USING (author_id = app.current_user_id() OR app.has_permission('tasks.manage'));
    REVOKE INSERT, UPDATE ON task_comment FROM erp_app;
    GRANT UPDATE (content, is_internal, deleted_at) ON task_comment TO erp_app;
  `);

  await createTenantTable(knex, 'task_comment_mention', { write: 'tasks.write' }, (table) => {
    table.comment('Who is named in a remark.');
    table.bigInteger('comment_id').notNullable();
    table.bigInteger('mentioned_staff_id').notNullable().comment('Member of the tenant.');
    table.unique(['tenant_id', 'comment_id', 'mentioned_staff_id'], {
      indexName: 'uq_task_comment_mention_mentioned_staff_id',
    });
    tenantForeign(table, 'comment_id', 'task_comment', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'mentioned_staff_id', 'sys_tenant_members', { parentColumn: 'user_id' }).onDelete(
      'CASCADE',
    );
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('task_comment_mention');
  await knex.schema.dropTable('task_comment');
}
