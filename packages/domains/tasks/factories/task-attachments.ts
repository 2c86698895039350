import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { HOUR, time } from '@erp/kit/moment';
import { begunAt, type PieceOfWork, pieceOfWork, slotCount } from './pieces-of-work.ts';
import { tasks } from './tasks.ts';

/** A file that somebody put to a task. */
export interface Attached {
  readonly piece: PieceOfWork;
  readonly name: string;
  readonly type: string;
  readonly at: number;
}

/** The file of the task in a place, or none. */
export function attachedTo(tenant: DemoTenant, slot: number): Attached | undefined {
  const piece = pieceOfWork(tenant, slot);
  const begun = piece === undefined ? undefined : begunAt(piece);
  const file = chosen(tenant, slot);
  if (piece === undefined || begun === undefined || file === undefined) return undefined;
  const [name, type] = file;
  return { piece, name, type, at: begun + HOUR / 2 };
}

const chosen = keyed('task_attachment.file', (draw) => (draw.chance(0.35) ? draw.pick(FILES) : undefined));

const FILES = [
  ['sketch.png', 'image/png'],
  ['photo.jpg', 'image/jpeg'],
  ['offer.pdf', 'application/pdf'],
  ['list.csv', 'text/csv'],
] as const;

/** A file on every third task that was begun. */
export const taskAttachments = factory('task_attachment', {
  count: slotCount,
  story: attachedTo,
  rows: (file) => (file === undefined ? [] : [file]),
  parents: { task_id: () => tasks },
  alone: { uploaded_by: null },
  cells: {
    task_id: ({ piece }: Attached) => tasks.id(piece.slot),
    file_name: ({ name }) => name,
    file_path: ({ piece, name }) => `tasks/${piece.project.code.toLowerCase()}-${piece.index + 1}/${name}`,
    mime_type: ({ type }) => type,
    file_size: (_file, draw) => draw.integer(2_000, 4_000_000),
    uploaded_by: ({ piece }) => piece.assignedTo ?? piece.createdBy,
    created_at: ({ at }) => time(at),
    updated_at: ({ at }) => time(at),
  },
});
