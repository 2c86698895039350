import { commentColumns, standardColumns, uncommentColumns } from '@erp/kit/column-comments';
import type { Knex } from 'knex';

/** Says what columns mean that were left without a word. */
export async function up(knex: Knex): Promise<void> {
  await commentColumns(knex, COMMENTS);
}

export async function down(knex: Knex): Promise<void> {
  await uncommentColumns(knex, COMMENTS);
}

const COMMENTS = {
  department: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'What the department is called on schedules and reports.',
    description: 'What the department does.',
  },
  leave_entry: {
    ...standardColumns('tenant_id', 'id', 'created_at'),
    reason: 'Why the days were given, taken or corrected; empty where the kind of entry says it.',
  },
  leave_type: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    name: 'What the absence is called where members ask for it.',
    description: 'When this kind is taken, and what it asks for.',
  },
  performance_criteria: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    description: 'How to tell a good mark from a poor one.',
  },
  performance_evaluation: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    approved_at: 'When it was approved; set by app.approve_evaluation.',
    rejected_at: 'When it was sent back; set by app.reject_evaluation, emptied when it is submitted again.',
  },
  performance_score: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  schedule: {
    ...standardColumns('tenant_id', 'id', 'created_by', 'updated_by', 'created_at', 'updated_at'),
    start_time: 'When the shift begins, or the absence.',
  },
  schedule_preferences: standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
  schedule_revision: standardColumns(
    'tenant_id',
    'id',
    'created_by',
    'updated_by',
    'created_at',
    'updated_at',
  ),
  schedule_revision_detail: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    start_time: 'When the shift begins by this revision.',
    end_time: 'When the shift ends by this revision.',
    shift_name: 'What the shift is called by this revision, e.g. early; empty where it has no name.',
  },
  schedule_time_off_request: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    status: 'Whether it was answered, and how; set by functions.',
  },
  shift_report: {
    ...standardColumns('tenant_id', 'id', 'created_at', 'updated_at'),
    started_at: 'When the member began to report; set by app.open_shift_report, and not changed afterwards.',
    summary: 'What happened in the shift, for those of the next one.',
    reviewed_at: 'When somebody answered the report; set by app.review_shift_report.',
    review_comment: 'What was answered, for the member who reported.',
  },
};
