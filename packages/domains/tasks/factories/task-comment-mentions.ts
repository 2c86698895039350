import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { commentsOn, MOST_COMMENTS } from '../demo/comment-threads.ts';
import { slotCount } from '../demo/task-plan.ts';
import { taskComments } from './task-comments.ts';

/** Whoever is asked or answered. */
export const taskCommentMentions = factory('task_comment_mention', {
  count: slotCount,
  story: commentsOn,
  most: MOST_COMMENTS,
  rows: (comments) =>
    comments.flatMap((comment, n) => (comment.names === null ? [] : [{ comment, n, userId: comment.names }])),
  parents: { comment_id: () => taskComments },
  cells: {
    comment_id: ({ comment, n }) => taskComments.id(comment.task.slot, n),
    mentioned_staff_id: ({ userId }) => userId,
    created_at: ({ comment }) => time(comment.at),
    updated_at: ({ comment }) => time(comment.at),
  },
});
