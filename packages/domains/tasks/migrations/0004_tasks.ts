import { code, createTenantTable, jsonObject, memberForeign, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Tasks with their parts, who follows them, and what they wait for. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'task', { write: 'tasks.write', delete: 'tasks.delete' }, (table) => {
    table.comment('A piece of work in a project.');
    table.bigInteger('project_id').notNullable();
    table.text('task_number').notNullable().comment('As people name it, FAIR-12; unique within the tenant.');
    table.bigInteger('parent_task_id').comment('Task of the same project that it is part of.');
    table.bigInteger('milestone_id').comment('Milestone of the same project.');
    table.text('title').notNullable();
    table.text('description');
    code(table, 'task_type', ['task', 'bug', 'feature', 'epic', 'story']).notNullable().defaultTo('task');
    code(table, 'status', ['todo', 'in_progress', 'in_review', 'done', 'cancelled'])
      .notNullable()
      .defaultTo('todo')
      .comment('Changed by app.transition_task alone.');
    code(table, 'priority', ['low', 'medium', 'high', 'critical']).notNullable().defaultTo('medium');
    table.bigInteger('assigned_to').comment('Member who does it; changed by app.assign_task.');
    table.bigInteger('assigned_by').comment('Member who gave it to that one.');
    table.bigInteger('reviewed_by').comment('Member who checks it.');
    table.bigInteger('created_by');
    table.timestamp('start_date', { useTz: true }).comment('When it is to be begun.');
    table.timestamp('due_date', { useTz: true }).comment('When it is to be done.');
    table
      .timestamp('original_due_date', { useTz: true })
      .comment('The first due_date it had; kept by a trigger.');
    table.decimal('estimated_hours', 10, 2);
    table.decimal('actual_hours', 10, 2);
    table
      .integer('position')
      .notNullable()
      .defaultTo(0)
      .comment('Place among the tasks of its column on a board.');
    table.bigInteger('recurring_task_id').comment('Template that it was made from.');
    table.text('repeat_key').comment('Which of its occurrences: the day, and for whom. Makes it once only.');
    table.timestamp('started_at', { useTz: true }).comment('When work on it began first.');
    table.timestamp('completed_at', { useTz: true });
    table
      .timestamp('archived_at', { useTz: true })
      .comment('Out of sight since; done and cancelled ones only.');
    jsonObject(table, 'metadata').comment('What it is about elsewhere: an order, a customer, a campaign.');
    table.check("btrim(task_number) <> ''", [], 'ck_task_task_number');
    table.check("btrim(title) <> ''", [], 'ck_task_title');
    table.check('parent_task_id <> id', [], 'ck_task_parent_task_id');
    table.check('due_date >= start_date', [], 'ck_task_due_date');
    table.check("estimated_hours >= 0 AND estimated_hours <> 'NaN'", [], 'ck_task_estimated_hours');
    table.check("actual_hours >= 0 AND actual_hours <> 'NaN'", [], 'ck_task_actual_hours');
    table.check(
      "started_at IS NOT NULL OR status NOT IN ('in_progress', 'in_review', 'done')",
      [],
      'ck_task_started_at',
    );
    table.check(
      "(status = 'done') = (completed_at IS NOT NULL) AND (completed_at IS NULL OR completed_at >= started_at)",
      [],
      'ck_task_completed_at',
    );
    table.check("archived_at IS NULL OR status IN ('done', 'cancelled')", [], 'ck_task_archived_at');
    table.check('(recurring_task_id IS NULL) OR (repeat_key IS NOT NULL)', [], 'ck_task_repeat_key');
    table.unique(['tenant_id', 'task_number'], { indexName: 'uq_task_task_number' });
    // Subtasks point here with the project, so that theirs cannot be another one.
    table.unique(['tenant_id', 'project_id', 'id'], { indexName: 'uq_task_project_id_id' });
    table.unique(['tenant_id', 'project_id', 'recurring_task_id', 'repeat_key'], {
      indexName: 'uq_task_recurring_task_id_repeat_key',
    });
    table.index(['tenant_id', 'project_id', 'parent_task_id'], 'ix_task_parent_task_id');
    table.index(['tenant_id', 'project_id', 'milestone_id'], 'ix_task_milestone_id');
    table.index(['tenant_id', 'project_id', 'status', 'position', 'id'], 'ix_task_board');
    table.index(['tenant_id', 'assigned_to', 'due_date', 'id'], 'ix_task_worklist', {
      predicate: knex.whereRaw("status NOT IN ('done', 'cancelled')"),
    });
    table.index(['tenant_id', 'due_date', 'id'], 'ix_task_due', {
      predicate: knex.whereRaw("status NOT IN ('done', 'cancelled')"),
    });
    tenantForeign(table, 'project_id', 'project', { index: false }).onDelete('CASCADE');
    for (const [column, parent] of [
      ['parent_task_id', 'task'],
      ['milestone_id', 'milestone'],
      ['recurring_task_id', 'recurring_task'],
    ] as const)
      table
        .foreign(['tenant_id', 'project_id', column], `fk_task_${column}`)
        .references(['tenant_id', 'project_id', 'id'])
        .inTable(parent)
        .deferrable('immediate')
        .onDelete(`SET NULL (${column})`);
    for (const column of ['assigned_to', 'assigned_by', 'reviewed_by', 'created_by'])
      memberForeign(table, column);
  });
  await knex.raw(`
    REVOKE INSERT, UPDATE ON task FROM erp_app;
    GRANT UPDATE (title, description, task_type, priority, parent_task_id, milestone_id, reviewed_by, start_date, due_date,
      estimated_hours, actual_hours, position, metadata) ON task TO erp_app;
  `);

  await createTenantTable(knex, 'task_watcher', { write: 'tasks.write' }, (table) => {
    table.comment('Who follows a task.');
    table.bigInteger('task_id').notNullable();
    table.bigInteger('staff_id').notNullable().comment('Member of the tenant.');
    table.unique(['tenant_id', 'task_id', 'staff_id'], { indexName: 'uq_task_watcher_task_id_staff_id' });
    tenantForeign(table, 'task_id', 'task', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'staff_id', 'sys_tenant_members', { parentColumn: 'user_id' }).onDelete('CASCADE');
  });

  await createTenantTable(knex, 'task_dependency', { write: 'tasks.write' }, (table) => {
    table.comment('What a task has to do with another one, of any project of the tenant.');
    table.bigInteger('task_id').notNullable();
    table.bigInteger('depends_on_task_id').notNullable();
    code(table, 'dependency_type', ['blocks', 'relates_to', 'duplicates'])
      .notNullable()
      .defaultTo('blocks')
      .comment('blocks: task_id cannot be done before depends_on_task_id is closed.');
    table.check('task_id <> depends_on_task_id', [], 'ck_task_dependency_depends_on_task_id');
    table.unique(['tenant_id', 'task_id', 'depends_on_task_id', 'dependency_type'], {
      indexName: 'uq_task_dependency_task_id_depends_on_task_id',
    });
    tenantForeign(table, 'task_id', 'task', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'depends_on_task_id', 'task').onDelete('CASCADE');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('task_dependency');
  await knex.schema.dropTable('task_watcher');
  await knex.schema.dropTable('task');
}
