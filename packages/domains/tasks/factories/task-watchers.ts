import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { pieceOfWork, slotCount } from '../demo/task-plan.ts';
import { tasks } from './tasks.ts';

/** Who made a task and who owns the project follow it. */
export const taskWatchers = factory('task_watcher', {
  count: slotCount,
  story: pieceOfWork,
  most: 2,
  rows: (piece) =>
    piece === undefined
      ? []
      : [...new Set([piece.createdBy, piece.project.owner])].flatMap((userId) =>
          userId === null ? [] : [{ piece, userId }],
        ),
  parents: { task_id: () => tasks },
  cells: {
    task_id: ({ piece }) => tasks.id(piece.slot),
    staff_id: ({ userId }) => userId,
    created_at: ({ piece }) => time(piece.createdAt),
    updated_at: ({ piece }) => time(piece.createdAt),
  },
});
