import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { DAY, time } from '@erp/kit/moment';
import { bodyOfWork, PROJECTS } from './bodies-of-work.ts';
import { HOUR_OF_DAY, HOURS, TEMPLATES, type Template, templateCount, templateOf } from './occurrences.ts';
import { projects } from './projects.ts';

function template(tenant: DemoTenant, number: number): Template {
  const unit = Math.floor(number / TEMPLATES);
  return templateOf(tenant, bodyOfWork(tenant, unit * PROJECTS + PROJECTS - 1), number % TEMPLATES);
}

const madeLast = ({ made, project }: Template) => (made.at(-1) ?? project.createdAt + 7 * DAY) - 7 * DAY;

/** What comes every week, every month, every two weeks, and a daily one that was given up. */
export const recurringTasks = factory('recurring_task', {
  count: templateCount,
  story: template,
  parents: { project_id: () => projects },
  alone: { created_by: null, updated_by: null },
  cells: {
    project_id: ({ project }: Template) => projects.id(project.number),
    name: ({ routine }) => routine.name,
    title_template: ({ routine }) => routine.title,
    description_template: null,
    task_type: 'task',
    priority: (_template, draw) => draw.pick(['low', 'medium', 'high'] as const),
    frequency: ({ frequency }) => frequency,
    every: ({ every }) => every,
    repeat_days: ({ repeatDays }) => [...repeatDays],
    starts_at: `0${HOUR_OF_DAY}:00`,
    timezone: (_template, _draw, tenant) => tenant.timezone,
    next_run: ({ next }) => (next === undefined ? null : time(next)),
    processing_time_hours: HOURS,
    days_before_insert: 7,
    is_active: ({ isActive }) => isActive,
    created_by: ({ project }) => project.owner,
    updated_by: ({ project }) => project.owner,
    created_at: ({ project }) => time(project.createdAt),
    updated_at: (made) => time(madeLast(made)),
  },
});

/** One for what comes every week, two for what comes every month. */
export const recurringTaskAssignees = factory('recurring_task_assignee', {
  count: templateCount,
  story: template,
  most: 2,
  rows: (made) => made.assignees.map((userId) => ({ made, userId })),
  parents: { recurring_task_id: () => recurringTasks },
  cells: {
    recurring_task_id: ({ made }) => recurringTasks.id(made.number),
    staff_id: ({ userId }) => userId,
    created_at: ({ made }) => time(made.project.createdAt),
    updated_at: ({ made }) => time(made.project.createdAt),
  },
});
