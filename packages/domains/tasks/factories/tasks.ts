import type { DemoTenant } from '@erp/kit/demo-tenant';
import { weights } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { milestones } from './milestones.ts';
import { begunAt, lastChange, type PieceOfWork, pieceOfWork, slotCount, statusOf } from './pieces-of-work.ts';
import { projects } from './projects.ts';
import { recurringTasks } from './recurring-tasks.ts';

const PRIORITIES = weights([
  ['low', 2],
  ['medium', 6],
  ['high', 3],
  ['critical', 1],
]);
const TYPES = weights([
  ['task', 7],
  ['feature', 2],
  ['bug', 1],
]);

const completedAt = (piece: PieceOfWork) =>
  statusOf(piece) === 'done' ? time(piece.path.at(-1)?.at ?? 0) : null;

/** Tasks of plans, and those that come again. */
export const tasks = factory('task', {
  count: slotCount,
  story: pieceOfWork,
  rows: (piece) => (piece === undefined ? [] : [piece]),
  parents: { project_id: () => projects },
  alone: {
    parent_task_id: null,
    milestone_id: null,
    recurring_task_id: null,
    repeat_key: null,
    assigned_to: null,
    assigned_by: null,
    reviewed_by: null,
    created_by: null,
    status: 'todo',
    started_at: null,
    completed_at: null,
    archived_at: null,
  },
  cells: {
    project_id: ({ project }: PieceOfWork) => projects.id(project.number),
    task_number: ({ project, index }) => `${project.code}-${index + 1}`,
    parent_task_id: ({ partOf }) => (partOf === undefined ? null : partOf + 1),
    milestone_id: ({ project, index }) =>
      project.plan === undefined ? null : milestones.id(project.number, index < 5 ? 0 : 1),
    title: ({ title }) => title,
    description: null,
    task_type: ({ index, project, recurring }, draw) =>
      recurring === undefined && project.plan !== undefined && index % 5 === 0
        ? 'epic'
        : draw.weighted(TYPES),
    status: statusOf,
    priority: (_piece, draw) => draw.weighted(PRIORITIES),
    assigned_to: ({ assignedTo }) => assignedTo,
    assigned_by: ({ assignedTo, createdBy }) => (assignedTo === null ? null : createdBy),
    reviewed_by: ({ path, createdBy }) =>
      path.some(({ status }) => status === 'in_review') ? createdBy : null,
    created_by: ({ createdBy }) => createdBy,
    start_date: ({ start }) => time(start),
    due_date: ({ due }) => time(due),
    original_due_date: ({ due }) => time(due),
    estimated_hours: (_piece, draw) => draw.pick(['1.00', '2.00', '4.00', '8.00', '16.00']),
    actual_hours: (piece, draw) => (statusOf(piece) === 'done' ? (draw.integer(1, 60) / 4).toFixed(2) : null),
    position: ({ index }) => index + 1,
    recurring_task_id: ({ recurring }) =>
      recurring === undefined ? null : recurringTasks.id(recurring.template),
    repeat_key: ({ recurring }) => recurring?.key ?? null,
    started_at: (piece) => {
      const begun = begunAt(piece);
      return begun === undefined ? null : time(begun);
    },
    completed_at: completedAt,
    archived_at: ({ archivedAt }) => (archivedAt === undefined ? null : time(archivedAt)),
    created_at: ({ createdAt }) => time(createdAt),
    updated_at: (piece) => time(lastChange(piece)),
  },
  traits: {
    cancelled: { status: 'cancelled', started_at: null, completed_at: null },
    bug: { task_type: 'bug', priority: 'high' },
  },
});

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
