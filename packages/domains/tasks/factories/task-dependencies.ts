import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { slotCount, statusOf, type TaskPlan, taskPlanOf } from '../demo/task-plan.ts';
import { tasks } from './tasks.ts';

interface Dependency {
  readonly task: TaskPlan;
  readonly other: number;
  readonly type: 'blocks' | 'relates_to' | 'duplicates';
}

function dependenciesOf(task: TaskPlan | undefined, tenant: DemoTenant): Dependency[] {
  if (task === undefined || task.project.plan === undefined) return [];
  if (task.waitsFor !== undefined) return [{ task, other: task.waitsFor, type: 'blocks' }];
  if (statusOf(task) === 'cancelled' && taskPlanOf(tenant, task.slot + 1) !== undefined)
    return [{ task, other: task.slot + 1, type: 'duplicates' }];
  return task.index === 7 ? [{ task, other: task.slot - 5, type: 'relates_to' }] : [];
}

/** What waits for the one before it, what has to do with each other, and what turned out to be the same. */
export const taskDependencies = factory('task_dependency', {
  count: slotCount,
  story: taskPlanOf,
  rows: dependenciesOf,
  parents: { task_id: () => tasks, depends_on_task_id: () => tasks },
  cells: {
    task_id: ({ task }: Dependency) => tasks.id(task.slot),
    depends_on_task_id: ({ other }) => tasks.id(other),
    dependency_type: ({ type }) => type,
    created_at: (dependency) => time(knownSince(dependency)),
    updated_at: (dependency) => time(knownSince(dependency)),
  },
});

/** That two are the same is known when one of them is given up. */
function knownSince({ task, type }: Dependency): number {
  return type === 'duplicates' ? (task.path.at(-1)?.at ?? task.createdAt) : task.createdAt;
}
