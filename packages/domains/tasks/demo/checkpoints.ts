import { officeHour } from '@erp/demo-world/office-hours';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { DAY } from '@erp/kit/moment';
import { type ProjectPlan, TASKS } from './project-plan.ts';
import { isClosed, type TaskPlan, taskPlanOf } from './task-plan.ts';

/** Milestones of a planned project: half way, and the end. */
export const MILESTONES = 2;

/** A milestone of a project. Moments in milliseconds since 1970. */
export interface Checkpoint {
  readonly project: ProjectPlan;
  readonly title: string;
  readonly target: number;
  readonly reachedAt: number | undefined;
  readonly begun: boolean;
}

/** The milestones of a project; none of the one that goes on. */
export function checkpoints(project: ProjectPlan, tenant: DemoTenant): Checkpoint[] {
  const { start, end, now } = project;
  if (end === undefined) return [];
  return ['Half way', 'Done'].map((title, n) => {
    const target = officeHour(tenant, start + ((end - start) * (n + 1)) / MILESTONES, 17);
    const last = lastClosed(tenant, project, n);
    const due = Math.max(officeHour(tenant, target + DAY, 11), last ?? 0);
    const reached = last !== undefined && (project.completedAt !== undefined || (n === 0 && due < now));
    return {
      project,
      title,
      target,
      reachedAt: reached ? Math.min(due, project.completedAt ?? now) : undefined,
      begun: start + ((end - start) * n) / MILESTONES < now,
    };
  });
}

/** When the last of the tasks before a milestone was closed; undefined while one of them is open. */
function lastClosed(tenant: DemoTenant, project: ProjectPlan, milestone: number): number | undefined {
  const tasks: TaskPlan[] = [];
  for (let index = 0; index < TASKS; index += 1) {
    const task = taskPlanOf(tenant, project.number * TASKS + index);
    if (task !== undefined && milestoneOf(index) === milestone) tasks.push(task);
  }
  return tasks.every(isClosed) ? Math.max(...tasks.map((task) => task.path.at(-1)?.at ?? 0)) : undefined;
}

/** Which milestone a task is before, by its place in the project. */
export const milestoneOf = (index: number) => (index < 5 ? 0 : 1);
