import { authorship, code, createTenantTable, tenantForeign } from '@erp/kit/schema';
import type { Knex } from 'knex';

/** Templates that tasks are made from again and again, and who gets them. */
export async function up(knex: Knex): Promise<void> {
  await createTenantTable(knex, 'recurring_task', { write: 'tasks.manage' }, (table) => {
    table.comment('Work that comes again: app.make_due_tasks makes its tasks.');
    table.bigInteger('project_id').notNullable().comment('Project that its tasks belong to.');
    table.text('name').notNullable();
    table
      .text('title_template')
      .notNullable()
      .comment('Title of its tasks; {date} becomes the day, {week} the ISO week, {month} the month.');
    table.text('description_template').comment('Description of its tasks, with the same words in braces.');
    code(table, 'task_type', ['task', 'bug', 'feature', 'epic', 'story']).notNullable().defaultTo('task');
    code(table, 'priority', ['low', 'medium', 'high', 'critical']).notNullable().defaultTo('medium');
    code(table, 'frequency', ['daily', 'weekly', 'monthly', 'custom'])
      .notNullable()
      .comment('custom: every so many days, counted from the last one.');
    table
      .integer('every')
      .notNullable()
      .defaultTo(1)
      .comment('Every so many days, weeks (from Monday) or months.');
    table
      .specificType('repeat_days', "smallint[] NOT NULL DEFAULT '{}'")
      .comment(
        'weekly: days of the week, 1 for Monday to 7. monthly: days of the month; one that a month lacks is its last day.',
      );
    table
      .specificType('starts_at', "time NOT NULL DEFAULT '09:00'")
      .comment('Time of day, by the clock of its zone.');
    table.text('timezone').comment('IANA zone name; that of the tenant when empty.');
    table
      .timestamp('next_run', { useTz: true })
      .comment('When its next task starts; empty when none is to come.');
    table
      .integer('processing_time_hours')
      .notNullable()
      .defaultTo(24)
      .comment('Hours from the start of a task to the time when it is due.');
    table
      .integer('days_before_insert')
      .notNullable()
      .defaultTo(7)
      .comment('How many days before its start a task is made.');
    table.boolean('is_active').notNullable().defaultTo(true);
    table.check("btrim(name) <> ''", [], 'ck_recurring_task_name');
    table.check("btrim(title_template) <> ''", [], 'ck_recurring_task_title_template');
    table.check('every BETWEEN 1 AND 366', [], 'ck_recurring_task_every');
    table.check(
      `CASE frequency
         WHEN 'weekly' THEN repeat_days <> '{}' AND repeat_days <@ ARRAY[1, 2, 3, 4, 5, 6, 7]::smallint[]
         WHEN 'monthly' THEN repeat_days <> '{}' AND 1 <= ALL (repeat_days) AND 31 >= ALL (repeat_days)
         ELSE repeat_days = '{}' END AND array_position(repeat_days, NULL) IS NULL`,
      [],
      'ck_recurring_task_repeat_days',
    );
    // PostgreSQL itself says whether it knows the zone: an unknown one raises 22023.
    table.check(
      "timezone IS NULL OR timezone ~ '^[A-Za-z]' AND timestamptz '2000-01-01 00:00:00+00' AT TIME ZONE timezone IS NOT NULL",
      [],
      'ck_recurring_task_timezone',
    );
    table.check('processing_time_hours > 0', [], 'ck_recurring_task_processing_time_hours');
    table.check('days_before_insert BETWEEN 0 AND 366', [], 'ck_recurring_task_days_before_insert');
    table.index(['tenant_id', 'next_run', 'id'], 'ix_recurring_task_due', {
      predicate: knex.whereRaw('is_active AND next_run IS NOT NULL'),
    });
    // Tasks point here with the project, so that theirs cannot be another one.
    table.unique(['tenant_id', 'project_id', 'id'], { indexName: 'uq_recurring_task_project_id_id' });
    tenantForeign(table, 'project_id', 'project', { index: false }).onDelete('CASCADE');
    authorship(table);
  });

  await createTenantTable(knex, 'recurring_task_assignee', { write: 'tasks.manage' }, (table) => {
    table.comment('Who gets a task of a template: each a task of their own.');
    table.bigInteger('recurring_task_id').notNullable();
    table.bigInteger('staff_id').notNullable().comment('Member of the tenant.');
    table.unique(['tenant_id', 'recurring_task_id', 'staff_id'], {
      indexName: 'uq_recurring_task_assignee_staff_id',
    });
    tenantForeign(table, 'recurring_task_id', 'recurring_task', { index: false }).onDelete('CASCADE');
    tenantForeign(table, 'staff_id', 'sys_tenant_members', { parentColumn: 'user_id' }).onDelete('CASCADE');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.dropTable('recurring_task_assignee');
  await knex.schema.dropTable('recurring_task');
}
