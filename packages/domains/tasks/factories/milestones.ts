import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Checkpoint, checkpoints, MILESTONES } from '../demo/checkpoints.ts';
import { projectCount, projectPlanOf } from '../demo/project-plan.ts';
import { say } from '../demo/texts/words.ts';
import { projects } from './projects.ts';

/** Half way, and done. */
export const milestones = factory('milestone', {
  count: projectCount,
  story: projectPlanOf,
  most: MILESTONES,
  rows: checkpoints,
  parents: { project_id: () => projects },
  cells: {
    project_id: ({ project }: Checkpoint) => projects.id(project.number),
    title: ({ title }, _draw, tenant) => say(tenant, title),
    description: null,
    target_date: ({ target }) => time(target),
    status: ({ reachedAt, begun }) =>
      reachedAt !== undefined ? 'completed' : begun ? 'in_progress' : 'pending',
    completed_at: ({ reachedAt }) => (reachedAt === undefined ? null : time(reachedAt)),
    created_at: ({ project }) => time(project.createdAt),
    updated_at: ({ project, reachedAt }) => time(reachedAt ?? project.createdAt),
  },
});
