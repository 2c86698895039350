import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { slotCount, taskPlanOf } from '../demo/task-plan.ts';
import { tasks } from './tasks.ts';

/** Who made a task and who owns the project follow it. */
export const taskWatchers = factory('task_watcher', {
  count: slotCount,
  story: taskPlanOf,
  most: 2,
  rows: (task) =>
    task === undefined
      ? []
      : [...new Set([task.createdBy, task.project.owner])].flatMap((userId) =>
          userId === null ? [] : [{ task, userId }],
        ),
  parents: { task_id: () => tasks },
  cells: {
    task_id: ({ task }) => tasks.id(task.slot),
    staff_id: ({ userId }) => userId,
    created_at: ({ task }) => time(task.createdAt),
    updated_at: ({ task }) => time(task.createdAt),
  },
});
