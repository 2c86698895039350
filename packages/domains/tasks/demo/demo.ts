import { milestones } from '../factories/milestones.ts';
import { projectMembers, projectRepository, projects } from '../factories/projects.ts';
import { recurringTaskAssignees, recurringTasks } from '../factories/recurring-tasks.ts';
import { taskActivity } from '../factories/task-activity.ts';
import { taskAttachments } from '../factories/task-attachments.ts';
import { taskCommentMentions, taskComments } from '../factories/task-comments.ts';
import { taskDependencies, tasks, taskWatchers } from '../factories/tasks.ts';

/** In the order in which they are loaded: who is pointed at comes first. */
export const factories = [
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
