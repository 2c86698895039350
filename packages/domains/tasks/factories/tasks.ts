import { weights } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { milestoneOf } from '../demo/checkpoints.ts';
import { routinePriority } from '../demo/recurrences.ts';
import {
  begunAt,
  hoursSpent,
  lastChange,
  reviewOf,
  slotCount,
  statusOf,
  type TaskPlan,
  taskPlanOf,
} from '../demo/task-plan.ts';
import { milestones } from './milestones.ts';
import { projects } from './projects.ts';
import { recurringTasks } from './recurring-tasks.ts';

const PRIORITIES = weights([
  ['low', 2],
  ['medium', 6],
  ['high', 3],
  ['critical', 1],
]);
const TYPES = weights([
  ['task', 7],
  ['feature', 2],
  ['bug', 1],
]);

const completedAt = (task: TaskPlan) => (statusOf(task) === 'done' ? time(task.path.at(-1)?.at ?? 0) : null);

/** Tasks of plans, and those that come again. */
export const tasks = factory('task', {
  count: slotCount,
  story: taskPlanOf,
  rows: (task) => (task === undefined ? [] : [task]),
  parents: { project_id: () => projects },
  alone: {
    parent_task_id: null,
    milestone_id: null,
    recurring_task_id: null,
    repeat_key: null,
    assigned_to: null,
    assigned_by: null,
    reviewed_by: null,
    created_by: null,
    status: 'todo',
    started_at: null,
    completed_at: null,
    archived_at: null,
  },
  cells: {
    project_id: ({ project }: TaskPlan) => projects.id(project.number),
    task_number: ({ project, index }) => `${project.code}-${index + 1}`,
    parent_task_id: ({ partOf }) => (partOf === undefined ? null : partOf + 1),
    milestone_id: ({ project, index }) =>
      project.plan === undefined ? null : milestones.id(project.number, milestoneOf(index)),
    title: ({ title }) => title,
    description: null,
    task_type: ({ index, recurring }, draw) =>
      recurring !== undefined ? 'task' : index % 5 === 0 ? 'epic' : draw.weighted(TYPES),
    status: statusOf,
    priority: ({ recurring }, draw, tenant) =>
      recurring === undefined ? draw.weighted(PRIORITIES) : routinePriority(tenant, recurring.template),
    assigned_to: ({ assignedTo }) => assignedTo,
    // A template gives its tasks to people by itself.
    assigned_by: ({ assignedTo, createdBy, recurring }) =>
      assignedTo === null || recurring !== undefined ? null : createdBy,
    reviewed_by: (task) => reviewOf(task)?.by ?? null,
    created_by: ({ createdBy }) => createdBy,
    start_date: ({ start }) => time(start),
    due_date: ({ due }) => time(due),
    original_due_date: ({ due }) => time(due),
    estimated_hours: ({ recurring }, draw) =>
      recurring === undefined ? draw.pick(['1.00', '2.00', '4.00', '8.00', '16.00']) : null,
    actual_hours: (task, _draw, tenant) => hoursSpent(tenant, task),
    position: ({ index }) => index + 1,
    recurring_task_id: ({ recurring }) =>
      recurring === undefined ? null : recurringTasks.id(recurring.template),
    repeat_key: ({ recurring }) => recurring?.key ?? null,
    started_at: (task) => {
      const begun = begunAt(task);
      return begun === undefined ? null : time(begun);
    },
    completed_at: completedAt,
    archived_at: ({ archivedAt }) => (archivedAt === undefined ? null : time(archivedAt)),
    created_at: ({ createdAt }) => time(createdAt),
    updated_at: (task) => time(lastChange(task)),
  },
  traits: {
    cancelled: { status: 'cancelled', started_at: null, completed_at: null },
    bug: { task_type: 'bug', priority: 'high' },
  },
});
