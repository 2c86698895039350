import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type PieceOfWork, pieceOfWork, slotCount, statusOf } from '../demo/task-plan.ts';
import { tasks } from './tasks.ts';

interface Dependency {
  readonly piece: PieceOfWork;
  readonly other: number;
  readonly type: 'blocks' | 'relates_to' | 'duplicates';
}

function dependenciesOf(piece: PieceOfWork | undefined, tenant: DemoTenant): Dependency[] {
  if (piece === undefined || piece.project.plan === undefined) return [];
  if (piece.waitsFor !== undefined) return [{ piece, other: piece.waitsFor, type: 'blocks' }];
  if (statusOf(piece) === 'cancelled' && pieceOfWork(tenant, piece.slot + 1) !== undefined)
    return [{ piece, other: piece.slot + 1, type: 'duplicates' }];
  return piece.index === 7 ? [{ piece, other: piece.slot - 5, type: 'relates_to' }] : [];
}

/** What waits for the one before it, what has to do with each other, and what turned out to be the same. */
export const taskDependencies = factory('task_dependency', {
  count: slotCount,
  story: pieceOfWork,
  rows: dependenciesOf,
  parents: { task_id: () => tasks, depends_on_task_id: () => tasks },
  cells: {
    task_id: ({ piece }: Dependency) => tasks.id(piece.slot),
    depends_on_task_id: ({ other }) => tasks.id(other),
    dependency_type: ({ type }) => type,
    created_at: ({ piece }) => time(piece.createdAt),
    updated_at: ({ piece }) => time(piece.createdAt),
  },
});
