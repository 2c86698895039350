import { type AuditedChanges, auditChanges, stopAuditingChanges } from '@erp/kit/audit';
import type { Knex } from 'knex';

/** The audit watches evaluations and their scores, without the words. */
export async function up(knex: Knex): Promise<void> {
  await auditChanges(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await stopAuditingChanges(knex, TABLES);
}

const TABLES: Readonly<Record<string, AuditedChanges>> = {
  performance_evaluation: {
    columns: [
      'staff_id',
      'evaluator_id',
      'department_id',
      'period_start',
      'period_end',
      'status',
      'notes',
      'approved_by',
      'rejected_by',
      'rejection_reason',
    ],
    mask: ['notes', 'rejection_reason'],
    addedWhen: 'true',
  },
  performance_score: {
    columns: ['score', 'comments', 'weight', 'max_score'],
    mask: ['comments'],
    addedWhen: 'true',
  },
};
