import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { commentsOn, MOST_COMMENTS } from '../demo/comment-threads.ts';
import { slotCount, type TaskPlan, taskPlanOf } from '../demo/task-plan.ts';
import { tasks } from './tasks.ts';

interface Watcher {
  readonly task: TaskPlan;
  readonly userId: number;
  readonly since: number;
}

/** Who made a task and who owns the project follow it; whoever is named in a remark does from then on. */
export const taskWatchers = factory('task_watcher', {
  count: slotCount,
  story: taskPlanOf,
  most: 2 + MOST_COMMENTS,
  rows: watchersOf,
  parents: { task_id: () => tasks },
  cells: {
    task_id: ({ task }: Watcher) => tasks.id(task.slot),
    staff_id: ({ userId }) => userId,
    created_at: ({ since }) => time(since),
    updated_at: ({ since }) => time(since),
  },
});

function watchersOf(task: TaskPlan | undefined, tenant: DemoTenant): readonly Watcher[] {
  if (task === undefined) return [];
  const since = new Map<number, number>();
  const follow = (userId: number | null, at: number) => {
    if (userId !== null && !since.has(userId)) since.set(userId, at);
  };
  follow(task.createdBy, task.createdAt);
  follow(task.project.owner, task.createdAt);
  for (const { names, at } of commentsOn(tenant, task.slot)) follow(names, at);
  return [...since].map(([userId, at]) => ({ task, userId, since: at }));
}
