import type { DemoTenant } from '@erp/kit/demo-tenant';
import { time } from '@erp/kit/moment';
import { taskAttachments } from '../factories/task-attachments.ts';
import { taskComments } from '../factories/task-comments.ts';
import { attachedTo } from './attachments.ts';
import { commentsOn } from './comment-threads.ts';
import { doerOf, hoursSpent, reviewOf, type TaskPlan, taskPlanOf } from './task-plan.ts';

/** An entry of the history of a task. */
export interface Activity {
  readonly task: TaskPlan;
  readonly action: 'created' | 'status_changed' | 'updated' | 'commented' | 'attached' | 'archived';
  readonly field: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly by: number | null;
  readonly metadata: object;
  readonly at: number;
}

const PLAIN = { field: null, from: null, to: null, metadata: {} } as const;

/** What the triggers would have written down of a task, in order. */
export function activitiesOf(tenant: DemoTenant, slot: number): readonly Activity[] {
  const task = taskPlanOf(tenant, slot);
  if (task === undefined) return [];
  const does = doerOf(task);
  const review = reviewOf(task);
  const hours = hoursSpent(tenant, task);
  const noted = (field: string, to: string, at: number) =>
    ({ ...PLAIN, task, action: 'updated', field, to, by: does, at }) as const;
  const file = attachedTo(tenant, slot);
  return [
    {
      ...PLAIN,
      task,
      action: 'created',
      by: task.recurring === undefined ? task.createdBy : null,
      at: task.createdAt,
    } as const,
    ...task.path.map(
      ({ status, at }, n) =>
        ({
          task,
          action: 'status_changed',
          field: 'status',
          from: task.path[n - 1]?.status ?? 'todo',
          to: status,
          by: does,
          metadata: {},
          at,
        }) as const,
    ),
    ...(review === undefined ? [] : [noted('reviewed_by', String(review.by), review.at)]),
    ...(hours === null ? [] : [noted('actual_hours', hours, task.path.at(-1)?.at ?? 0)]),
    ...commentsOn(tenant, slot).map(
      ({ author, at }, n) =>
        ({
          ...PLAIN,
          task,
          action: 'commented',
          by: author,
          metadata: { task_comment_id: taskComments.id(slot, n) },
          at,
        }) as const,
    ),
    ...(file === undefined
      ? []
      : [
          {
            ...PLAIN,
            task,
            action: 'attached',
            by: does,
            metadata: { task_attachment_id: taskAttachments.id(slot) },
            at: file.at,
          } as const,
        ]),
    ...(task.archivedAt === undefined
      ? []
      : [
          {
            ...PLAIN,
            task,
            action: 'archived',
            field: 'archived_at',
            to: time(task.archivedAt),
            by: task.project.owner,
            at: task.archivedAt,
          } as const,
        ]),
  ];
}
