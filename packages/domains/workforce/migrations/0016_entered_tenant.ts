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
  'department',
  'leave_entry',
  'leave_type',
  'performance_criteria',
  'performance_evaluation',
  'performance_score',
  'schedule',
  'schedule_preferences',
  'schedule_revision',
  'schedule_revision_detail',
  'schedule_time_off_request',
  'shift_report',
];
