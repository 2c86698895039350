import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { template, templateCount } from '../demo/recurrences.ts';
import { recurringTasks } from './recurring-tasks.ts';

/** One for what comes every week, two for what comes every month. */
export const recurringTaskAssignees = factory('recurring_task_assignee', {
  count: templateCount,
  story: template,
  most: 2,
  rows: (made) => made.assignees.map((userId) => ({ made, userId })),
  parents: { recurring_task_id: () => recurringTasks },
  cells: {
    recurring_task_id: ({ made }) => recurringTasks.id(made.number),
    staff_id: ({ userId }) => userId,
    created_at: ({ made }) => time(made.project.createdAt),
    updated_at: ({ made }) => time(made.project.createdAt),
  },
});
