import { defaultToEnteredTenant, requireNamedTenant } from '@erp/kit/tenant-default';
import type { Knex } from 'knex';

/** A row that names no tenant belongs to the one that is entered; without one, the error says so. */
export async function up(knex: Knex): Promise<void> {
  await defaultToEnteredTenant(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await requireNamedTenant(knex, TABLES);
}

const TABLES = [
  'milestone',
  'project',
  'project_member',
  'project_repository',
  'recurring_task',
  'recurring_task_assignee',
  'task',
  'task_activity',
  'task_attachment',
  'task_comment',
  'task_comment_mention',
  'task_dependency',
  'task_watcher',
];
