import { factory } from '@erp/kit/factory';
import { HOUR, time } from '@erp/kit/moment';
import { commentsOn, MOST_COMMENTS, type TaskComment } from '../demo/comment-threads.ts';
import { slotCount } from '../demo/task-plan.ts';
import { tasks } from './tasks.ts';

/** A question, the answer, and what only colleagues should read. */
export const taskComments = factory('task_comment', {
  count: slotCount,
  story: commentsOn,
  most: MOST_COMMENTS,
  rows: (comments) => comments,
  parents: { task_id: () => tasks },
  alone: { author_id: null, parent_comment_id: null },
  cells: {
    task_id: ({ task }: TaskComment) => tasks.id(task.slot),
    parent_comment_id: ({ task, answers }) =>
      answers === undefined ? null : task.slot * MOST_COMMENTS + answers + 1,
    author_id: ({ author }) => author,
    content: ({ text }) => text,
    is_internal: ({ internal }) => internal,
    deleted_at: ({ at, deleted }) => (deleted ? time(at + HOUR) : null),
    created_at: ({ at }) => time(at),
    updated_at: ({ at, deleted }) => time(deleted ? at + HOUR : at),
  },
});
