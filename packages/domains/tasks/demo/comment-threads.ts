import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { HOUR } from '@erp/kit/moment';
import { begunAt, lastChange, type PieceOfWork, pieceOfWork } from './task-plan.ts';

/** Most remarks on a task. */
export const REMARKS = 3;

/** A remark on a task. */
export interface Remark {
  readonly piece: PieceOfWork;
  readonly text: string;
  readonly author: number | null;
  /** Who is named in it. */
  readonly names: number | null;
  /** Place of the remark that it answers. */
  readonly answers: number | undefined;
  readonly internal: boolean;
  readonly deleted: boolean;
  readonly at: number;
}

/** What was said about the task in a place, in order. */
export function remarksOn(tenant: DemoTenant, slot: number): readonly Remark[] {
  const piece = pieceOfWork(tenant, slot);
  const begun = piece === undefined ? undefined : begunAt(piece);
  if (piece === undefined || begun === undefined) return [];
  const { talk, count, after, deleted } = conversation(tenant, slot);
  // Somebody asks the one who does it, and gets an answer.
  const asks = piece.createdBy ?? piece.project.owner;
  const does = piece.assignedTo;
  const end = Math.max(lastChange(piece), begun + HOUR);
  return talk.slice(0, count).map((text, n) => ({
    piece,
    text,
    author: n === 1 ? does : asks,
    names: n === 0 ? does : n === 1 ? asks : null,
    answers: n === 1 ? 0 : undefined,
    internal: n === 2,
    deleted: n === 2 && deleted,
    at: Math.floor(begun + ((end - begun) * (n + after)) / (REMARKS + 1)),
  }));
}

const conversation = keyed('task_comment.conversation', (draw) => ({
  talk: draw.pick(TALKS),
  count: draw.pick([0, 0, 1, 2, 2, 3]),
  after: draw.unit(),
  deleted: draw.chance(0.2),
}));

const TALKS: readonly (readonly string[])[] = [
  [
    'How far are you with this?',
    'Half done. The rest depends on the delivery on Thursday.',
    'Then we leave the date as it is.',
  ],
  [
    'Do you need anything from me?',
    'Only the figures of last year, if you have them.',
    'Put them into the folder of the project.',
  ],
  [
    'Can we show a first version on Friday?',
    'Friday is tight, Monday would be better.',
    'Agreed with the others: Monday.',
  ],
  [
    'Two offers are in, the cheaper one delivers later.',
    'I would take the quicker one, we cannot wait.',
    'Approved, as long as it stays within the budget.',
  ],
  [
    'Please have a look at the pictures before I go on.',
    'The second one is best. The others are too dark.',
    'Not to be shown outside yet.',
  ],
  [
    'Who knows how we did this last time?',
    'There are notes in the folder, from the time before.',
    'Worth keeping for the next time.',
  ],
];
