import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Activity, activitiesOf } from '../demo/task-events.ts';
import { slotCount } from '../demo/task-plan.ts';
import { tasks } from './tasks.ts';

/** The story of each task. */
export const taskActivity = factory('task_activity', {
  count: slotCount,
  story: activitiesOf,
  most: 12,
  rows: (activities) => activities,
  parents: { task_id: () => tasks },
  alone: { staff_id: null },
  cells: {
    task_id: ({ task }: Activity) => tasks.id(task.slot),
    staff_id: ({ by }) => by,
    action_type: ({ action }) => action,
    field_name: ({ field }) => field,
    old_value: ({ from }) => from,
    new_value: ({ to }) => to,
    metadata: ({ metadata }) => metadata,
    created_at: ({ at }) => time(at),
  },
});
