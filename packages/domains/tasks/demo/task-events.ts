import type { DemoTenant } from '@erp/kit/demo-tenant';
import { time } from '@erp/kit/moment';
import { taskAttachments } from '../factories/task-attachments.ts';
import { taskComments } from '../factories/task-comments.ts';
import { attachedTo } from './attachments.ts';
import { remarksOn } from './comment-threads.ts';
import { type PieceOfWork, pieceOfWork } from './task-plan.ts';

export interface Activity {
  readonly piece: PieceOfWork;
  readonly action: 'created' | 'status_changed' | 'commented' | 'attached' | 'archived';
  readonly field: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly by: number | null;
  readonly metadata: object;
  readonly at: number;
}

const PLAIN = { field: null, from: null, to: null, metadata: {} } as const;

/** What the triggers would have written down of a task, in order. */
export function activitiesOf(tenant: DemoTenant, slot: number): readonly Activity[] {
  const piece = pieceOfWork(tenant, slot);
  if (piece === undefined) return [];
  const does = piece.assignedTo ?? piece.createdBy;
  const file = attachedTo(tenant, slot);
  return [
    { ...PLAIN, piece, action: 'created', by: piece.createdBy, at: piece.createdAt } as const,
    ...piece.path.map(
      ({ status, at }, n) =>
        ({
          piece,
          action: 'status_changed',
          field: 'status',
          from: piece.path[n - 1]?.status ?? 'todo',
          to: status,
          by: does,
          metadata: {},
          at,
        }) as const,
    ),
    ...remarksOn(tenant, slot).map(
      ({ author, at }, n) =>
        ({
          ...PLAIN,
          piece,
          action: 'commented',
          by: author,
          metadata: { task_comment_id: taskComments.id(slot, n) },
          at,
        }) as const,
    ),
    ...(file === undefined
      ? []
      : [
          {
            ...PLAIN,
            piece,
            action: 'attached',
            by: does,
            metadata: { task_attachment_id: taskAttachments.id(slot) },
            at: file.at,
          } as const,
        ]),
    ...(piece.archivedAt === undefined
      ? []
      : [
          {
            ...PLAIN,
            piece,
            action: 'archived',
            field: 'archived_at',
            to: time(piece.archivedAt),
            by: piece.project.owner,
            at: piece.archivedAt,
          } as const,
        ]),
  ];
}
