import type { AnyFactory } from '@erp/kit/factory';
import { milestones } from '../factories/milestones.ts';
import { projectMembers } from '../factories/project-members.ts';
import { projectRepository } from '../factories/project-repository.ts';
import { projects } from '../factories/projects.ts';
import { recurringTaskAssignees } from '../factories/recurring-task-assignees.ts';
import { recurringTasks } from '../factories/recurring-tasks.ts';
import { taskActivity } from '../factories/task-activity.ts';
import { taskAttachments } from '../factories/task-attachments.ts';
import { taskCommentMentions } from '../factories/task-comment-mentions.ts';
import { taskComments } from '../factories/task-comments.ts';
import { taskDependencies } from '../factories/task-dependencies.ts';
import { taskWatchers } from '../factories/task-watchers.ts';
import { tasks } from '../factories/tasks.ts';

/** In the order in which they are loaded: who is pointed at comes first. */
export const factories: readonly AnyFactory[] = [
  projects,
  projectMembers,
  projectRepository,
  milestones,
  recurringTasks,
  recurringTaskAssignees,
  tasks,
  taskWatchers,
  taskDependencies,
  taskAttachments,
  taskComments,
  taskCommentMentions,
  taskActivity,
];
