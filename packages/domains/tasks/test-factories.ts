import { type RowMaker, testFactory } from '@erp/kit/test-factory';
import { call } from '@erp/testing/calls';
import { somebody } from '@erp/testing/tenants';
import { milestones as demoMilestones } from './factories/milestones.ts';
import { projectMembers } from './factories/project-members.ts';
import { projects as demoProjects } from './factories/projects.ts';
import { recurringTaskAssignees } from './factories/recurring-task-assignees.ts';
import { recurringTasks } from './factories/recurring-tasks.ts';
import { taskDependencies } from './factories/task-dependencies.ts';
import { tasks as demoTasks } from './factories/tasks.ts';

/** Active projects that everybody sees. */
export const projects = testFactory(demoProjects, {
  columns: ['code', 'title'],
  children: { tasks: { of: (): RowMaker => tasks, by: 'project_id' } },
  milestones: { completed: (trx, project) => call(trx, 'transition_project', project.id, 'completed') },
});

/** What is to be done, unless it is taken further. */
export const tasks = testFactory(demoTasks, {
  columns: ['title'],
  parents: { project_id: () => projects },
  through: {
    takes: [
      'project_id',
      'title',
      'description',
      'assigned_to',
      'due_date',
      'priority',
      'task_type',
      'parent_task_id',
    ],
    fills: ['task_number'],
    call: (trx, task) =>
      call<string>(
        trx,
        'create_task',
        task.project_id,
        task.title,
        task.description ?? null,
        task.assigned_to ?? null,
        task.due_date ?? null,
        task.priority ?? 'medium',
        task.task_type ?? 'task',
        task.parent_task_id ?? null,
      ),
  },
  milestones: {
    started: (trx, task) => call(trx, 'transition_task', task.id, 'in_progress'),
    done: (trx, task) => call(trx, 'transition_task', task.id, 'done'),
  },
});

/** Points on the way of a project, still ahead. */
export const milestones = testFactory(demoMilestones, {
  columns: ['title'],
  parents: { project_id: () => projects },
});

/** What comes again every day. */
export const templates = testFactory(recurringTasks, {
  columns: ['name', 'title_template'],
  defaults: { frequency: 'daily', days_before_insert: 0 },
  parents: { project_id: () => projects },
});

/** Who works on a project. */
export const members = testFactory(projectMembers, {
  columns: [],
  parents: { project_id: () => projects, user_id: () => somebody },
});

/** What has to be done before a task is begun. */
export const dependencies = testFactory(taskDependencies, {
  columns: [],
  parents: { task_id: () => tasks, depends_on_task_id: () => tasks },
});

/** Who gets what a template makes. */
export const assignees = testFactory(recurringTaskAssignees, {
  columns: [],
  parents: { recurring_task_id: () => templates, staff_id: () => somebody },
});
