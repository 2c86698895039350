import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { REMARKS, remarksOn } from '../demo/comment-threads.ts';
import { slotCount } from '../demo/task-plan.ts';
import { taskComments } from './task-comments.ts';

/** Whoever is asked or answered. */
export const taskCommentMentions = factory('task_comment_mention', {
  count: slotCount,
  story: remarksOn,
  most: REMARKS,
  rows: (remarks) =>
    remarks.flatMap((remark, n) => (remark.names === null ? [] : [{ remark, n, userId: remark.names }])),
  parents: { comment_id: () => taskComments },
  cells: {
    comment_id: ({ remark, n }) => taskComments.id(remark.piece.slot, n),
    mentioned_staff_id: ({ userId }) => userId,
    created_at: ({ remark }) => time(remark.at),
    updated_at: ({ remark }) => time(remark.at),
  },
});
