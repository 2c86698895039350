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
  milestone: {
    lines: {
      title: 300,
    },
    moments: ['target_date', 'completed_at', 'created_at', 'updated_at'],
  },
  project: {
    lines: {
      title: 300,
    },
    moments: ['start_date', 'end_date', 'completed_at', 'archived_at', 'created_at', 'updated_at'],
  },
  project_member: {
    moments: ['joined_at', 'left_at', 'created_at', 'updated_at'],
  },
  project_repository: {
    lines: {
      file_name: 300,
      file_path: 600,
    },
    moments: ['created_at', 'updated_at'],
  },
  recurring_task: {
    lines: {
      name: 300,
    },
    openLines: {
      timezone: 100,
    },
    words: ['title_template'],
    moments: ['next_run', 'created_at', 'updated_at'],
  },
  recurring_task_assignee: {
    moments: ['created_at', 'updated_at'],
  },
  task: {
    lines: {
      task_number: 255,
      title: 300,
    },
    openLines: {
      repeat_key: 255,
    },
    moments: [
      'start_date',
      'due_date',
      'original_due_date',
      'started_at',
      'completed_at',
      'archived_at',
      'created_at',
      'updated_at',
    ],
  },
  task_activity: {
    openLines: {
      field_name: 300,
    },
    moments: ['created_at'],
  },
  task_attachment: {
    lines: {
      file_name: 300,
      file_path: 600,
    },
    moments: ['created_at', 'updated_at'],
  },
  task_comment: {
    words: ['content'],
    moments: ['deleted_at', 'created_at', 'updated_at'],
  },
  task_comment_mention: {
    moments: ['created_at', 'updated_at'],
  },
  task_dependency: {
    moments: ['created_at', 'updated_at'],
  },
  task_watcher: {
    moments: ['created_at', 'updated_at'],
  },
};
