import { factory } from '@erp/kit/factory';
import { DAY, time } from '@erp/kit/moment';
import { type BodyOfWork, bodyOfWork, projectCount } from './bodies-of-work.ts';
import { projects } from './projects.ts';

/** Milestones of a planned project: half way, and the end. */
export const MILESTONES = 2;

interface Checkpoint {
  readonly project: BodyOfWork;
  readonly title: string;
  readonly target: number;
  readonly reachedAt: number | undefined;
  readonly begun: boolean;
}

function checkpoints(project: BodyOfWork): Checkpoint[] {
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

/** Half way, and done. */
export const milestones = factory('milestone', {
  count: projectCount,
  story: bodyOfWork,
  most: MILESTONES,
  rows: checkpoints,
  parents: { project_id: () => projects },
  cells: {
    project_id: ({ project }: Checkpoint) => projects.id(project.number),
    title: ({ title }) => title,
    description: null,
    target_date: ({ target }) => time(target),
    status: ({ reachedAt, begun }) =>
      reachedAt !== undefined ? 'completed' : begun ? 'in_progress' : 'pending',
    completed_at: ({ reachedAt }) => (reachedAt === undefined ? null : time(reachedAt)),
    created_at: ({ project }) => time(project.createdAt),
    updated_at: ({ project, reachedAt }) => time(reachedAt ?? project.createdAt),
  },
});
