import { addInputChecks, dropInputChecks, type InputChecks } from '@erp/kit/input-checks';
import type { Knex } from 'knex';

/**
 * What comes in is held to what it is: names show something, whatever white space they are made of, lines are lines
 * and fit into an index, dates are in the calendar, currencies exist.
 */
export async function up(knex: Knex): Promise<void> {
  await addInputChecks(knex, TABLES);
}

export async function down(knex: Knex): Promise<void> {
  await dropInputChecks(knex, TABLES);
}

const TABLES: Readonly<Record<string, InputChecks>> = {
  department: {
    lines: {
      name: 300,
    },
    openLines: {
      timezone: 100,
    },
    codes: {
      code: 100,
    },
    moments: ['created_at', 'updated_at'],
  },
  leave_entry: {
    moments: ['effective_on', 'created_at'],
  },
  leave_type: {
    lines: {
      name: 300,
    },
    codes: {
      code: 100,
    },
    moments: ['created_at', 'updated_at'],
  },
  performance_criteria: {
    lines: {
      name: 300,
    },
    moments: ['created_at', 'updated_at'],
  },
  performance_evaluation: {
    moments: [
      'period_start',
      'period_end',
      'submitted_at',
      'approved_at',
      'rejected_at',
      'created_at',
      'updated_at',
    ],
    wordsWhen: {
      rejection_reason: "status = 'rejected'",
    },
  },
  performance_score: {
    moments: ['created_at', 'updated_at'],
  },
  schedule: {
    openLines: {
      timezone: 100,
      shift_name: 300,
    },
    moments: ['start_time', 'end_time', 'authorized_at', 'created_at', 'updated_at'],
  },
  schedule_preferences: {
    moments: ['created_at', 'updated_at'],
  },
  schedule_revision: {
    moments: ['start_date', 'end_date', 'applied_at', 'created_at', 'updated_at'],
  },
  schedule_revision_detail: {
    openLines: {
      timezone: 100,
      shift_name: 300,
    },
    moments: ['start_time', 'end_time', 'applied_at', 'created_at', 'updated_at'],
  },
  schedule_time_off_request: {
    openLines: {
      staff_group: 300,
      timezone: 100,
    },
    moments: ['day_off', 'last_day_off', 'confirmed_at', 'created_at', 'updated_at'],
  },
  shift_report: {
    moments: [
      'report_date',
      'started_at',
      'ended_at',
      'submitted_at',
      'reviewed_at',
      'created_at',
      'updated_at',
    ],
    currency: 'currency_code',
  },
};
