import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type ProjectPlan, projectCount, projectPlanOf, TASKS } from '../demo/project-plan.ts';
import { doerOf, isClosed, statusOf, type TaskPlan, taskPlanOf } from '../demo/task-plan.ts';
import '../tables.ts';

interface Counted extends ProjectPlan {
  readonly made: number;
  readonly tasks: number;
  readonly done: number;
  readonly last: { readonly at: number; readonly by: number | null };
}

function counted(tenant: DemoTenant, number: number): Counted {
  const project = projectPlanOf(tenant, number);
  const planned = Array.from({ length: TASKS }, (_, index) =>
    taskPlanOf(tenant, number * TASKS + index),
  ).flatMap((task) => task ?? []);
  const tasks = planned.filter((task) => statusOf(task) !== 'cancelled');
  return {
    ...project,
    made: planned.length,
    tasks: tasks.length,
    done: tasks.filter(isClosed).length,
    last: lastEvent(project, planned),
  };
}

/** The last change of its row: its own steps, and every task that came, was done or given up, since it counts them. */
function lastEvent(project: ProjectPlan, tasks: readonly TaskPlan[]): { at: number; by: number | null } {
  const { owner } = project;
  const steps = [project.createdAt, project.completedAt, project.archivedAt, project.heldAt];
  const events = [
    ...steps.flatMap((at) => (at === undefined ? [] : [{ at, by: owner }])),
    ...tasks.flatMap((task) => [
      { at: task.createdAt, by: task.createdBy },
      ...task.path
        .filter(({ status }) => status === 'done' || status === 'cancelled')
        .map(({ at }) => ({ at, by: doerOf(task) })),
    ]),
  ];
  return events.reduce((last, each) => (each.at > last.at ? each : last));
}

/** Five planned projects per unit of scale, and one that goes on. */
export const projects = factory('project', {
  count: projectCount,
  story: counted,
  alone: { owner_id: null, created_by: null, updated_by: null },
  cells: {
    code: (project: Counted) => project.code,
    title: (project) => project.title,
    description: (project) => project.description,
    owner_id: (project) => project.owner,
    status: (project) => project.status,
    visibility: (project) => project.visibility,
    start_date: (project) => time(project.start),
    end_date: (project) => (project.end === undefined ? null : time(project.end)),
    is_continuous: (project) => project.end === undefined,
    completed_at: (project) => (project.completedAt === undefined ? null : time(project.completedAt)),
    archived_at: (project) => (project.archivedAt === undefined ? null : time(project.archivedAt)),
    last_task_number: (project) => project.made,
    task_count: (project) => project.tasks,
    done_task_count: (project) => project.done,
    created_by: (project) => project.owner,
    updated_by: (project) => project.last.by,
    created_at: (project) => time(project.createdAt),
    updated_at: (project) => time(project.last.at),
  },
  traits: { archived: { status: 'archived', archived_at: '2026-01-01 00:00:00+00' } },
});
