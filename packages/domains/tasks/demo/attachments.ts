import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { HOUR } from '@erp/kit/moment';
import { begunAt, type PieceOfWork, pieceOfWork } from './task-plan.ts';

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
