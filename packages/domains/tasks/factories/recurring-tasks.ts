import { factory } from '@erp/kit/factory';
import { DAY, time } from '@erp/kit/moment';
import {
  HOUR_OF_DAY,
  HOURS,
  routinePriority,
  type Template,
  template,
  templateCount,
} from '../demo/recurrences.ts';
import { projects } from './projects.ts';

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
    priority: ({ number }, _draw, tenant) => routinePriority(tenant, number),
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
