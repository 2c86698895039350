import { DAY } from '@erp/kit/moment';
import type { ProjectPlan } from './project-plan.ts';

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
export function checkpoints(project: ProjectPlan): Checkpoint[] {
  const { start, end, now } = project;
  if (end === undefined) return [];
  return ['Half way', 'Done'].map((title, n) => {
    const target = Math.floor(start + ((end - start) * (n + 1)) / MILESTONES);
    const reached = project.completedAt !== undefined || (n === 0 && target < now - 10 * DAY);
    return {
      project,
      title,
      target,
      reachedAt: reached ? Math.min(target + DAY, project.completedAt ?? now) : undefined,
      begun: start + ((end - start) * n) / MILESTONES < now,
    };
  });
}
