import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { DAY, day, time } from '@erp/kit/moment';
import { DEPARTMENTS, departments } from './departments.ts';
import { approver, MOST_WORKERS, planner, type Worker, workerOf } from './workers.ts';
import '../tables.ts';

/** What people are judged by; the weights of those that are in use add up to 100. */
const CRITERIA = [
  { name: 'Care', type: 'qualitative', weight: 40, most: 10 },
  { name: 'Targets reached', type: 'quantitative', weight: 30, most: 100 },
  { name: 'Working with others', type: 'qualitative', weight: 30, most: 5 },
  { name: 'Punctuality', type: 'quantitative', weight: 10, most: 100 },
] as const;
const USED = 3;

/** Three criteria, and one that is no longer asked. */
export const performanceCriteria = factory('performance_criteria', {
  count: () => CRITERIA.length,
  fixed: true,
  story: (_tenant, number) => ({
    number,
    criterion: CRITERIA[number % CRITERIA.length] as (typeof CRITERIA)[number],
  }),
  alone: { created_by: null, updated_by: null },
  cells: {
    name: ({ number, criterion }) =>
      number < CRITERIA.length ? criterion.name : `${criterion.name} ${number + 1}`,
    department_id: null,
    type: ({ criterion }) => criterion.type,
    weight: ({ criterion }) => criterion.weight.toFixed(2),
    max_score: ({ criterion }) => criterion.most.toFixed(2),
    is_active: ({ number }) => number % CRITERIA.length < USED,
    created_by: (_criterion, _draw, tenant) => planner(tenant),
    updated_by: null,
    created_at: (_criterion, _draw, tenant) => time(tenant.since),
    updated_at: (_criterion, _draw, tenant) => time(tenant.since),
  },
});

/** Appraisals of a worker: two half-years that are over, and the one that is being written. */
const PERIODS = 3;

/** The first day of a half-year of a worker: each has a month of their own to begin with. */
function halfYear(tenant: DemoTenant, worker: Worker, index: number): number {
  const since = new Date(tenant.since);
  return Date.UTC(since.getUTCFullYear(), since.getUTCMonth() + (worker.number % 4) + 6 * index, 1);
}

interface Evaluation {
  readonly worker: Worker;
  readonly index: number;
  readonly from: string;
  readonly to: string;
  readonly status: 'draft' | 'submitted' | 'approved' | 'rejected';
  readonly openedAt: number;
  readonly submittedAt: number;
  readonly decidedAt: number;
  /** One for each criterion that is in use; none in a draft. */
  readonly scores: readonly number[];
}

function evaluationsOf(worker: Worker | undefined, tenant: DemoTenant): readonly Evaluation[] {
  if (worker === undefined) return [];
  return Array.from({ length: PERIODS }, (_, index) => {
    const end = halfYear(tenant, worker, index + 1) - DAY;
    const openedAt = Math.min(end - 5 * DAY, tenant.until - 5 * DAY);
    const status =
      index === 2
        ? 'draft'
        : index === 0
          ? 'approved'
          : ((['submitted', 'rejected', 'approved'] as const)[worker.number % 3] ?? 'approved');
    return {
      worker,
      index,
      from: day(halfYear(tenant, worker, index)),
      to: day(end),
      status,
      openedAt,
      submittedAt: openedAt + 4 * DAY,
      decidedAt: openedAt + 9 * DAY,
      scores: status === 'draft' ? [] : marks(tenant, worker.number * PERIODS + index),
    };
  });
}

const marks = keyed('performance_score.marks', (draw): readonly number[] => [
  draw.integer(5, 10),
  draw.integer(40, 100),
  draw.integer(2, 5),
]);

/** Weighted mean in percent of the top marks; weights and marks make it exact to a tenth. */
function overall(scores: readonly number[]): string | null {
  if (scores.length === 0) return null;
  const percent = scores.reduce((sum, score, n) => {
    const criterion = CRITERIA[n] as (typeof CRITERIA)[number];
    return sum + (criterion.weight * score * 100) / criterion.most;
  }, 0);
  return (Math.round(percent) / 100).toFixed(2);
}

/** Three appraisals of each worker. */
export const performanceEvaluations = factory('performance_evaluation', {
  count: () => MOST_WORKERS,
  fixed: true,
  story: workerOf,
  most: PERIODS,
  rows: evaluationsOf,
  alone: { evaluator_id: null, approved_by: null, rejected_by: null, created_by: null, department_id: null },
  cells: {
    staff_id: ({ worker }: Evaluation) => worker.userId,
    evaluator_id: (_evaluation, _draw, tenant) => planner(tenant),
    department_id: ({ worker }) => departments.id(worker.number % DEPARTMENTS),
    period_start: ({ from }) => from,
    period_end: ({ to }) => to,
    overall_score: ({ scores }) => overall(scores),
    status: ({ status }) => status,
    notes: ({ status }) => (status === 'draft' ? null : 'Reliable; could ask for help earlier.'),
    submitted_at: ({ status, submittedAt }) => (status === 'draft' ? null : time(submittedAt)),
    approved_by: ({ status }, _draw, tenant) => (status === 'approved' ? approver(tenant) : null),
    approved_at: ({ status, decidedAt }) => (status === 'approved' ? time(decidedAt) : null),
    rejected_by: ({ status }, _draw, tenant) => (status === 'rejected' ? approver(tenant) : null),
    rejected_at: ({ status, decidedAt }) => (status === 'rejected' ? time(decidedAt) : null),
    rejection_reason: ({ status }) =>
      status === 'rejected' ? 'Please give an example for each mark.' : null,
    created_by: (_evaluation, _draw, tenant) => planner(tenant),
    created_at: ({ openedAt }) => time(openedAt),
    updated_at: ({ status, openedAt, submittedAt, decidedAt }) =>
      time(status === 'draft' ? openedAt : status === 'submitted' ? submittedAt : decidedAt),
  },
  traits: {
    draft: { status: 'draft', overall_score: null, submitted_at: null, approved_at: null, approved_by: null },
  },
});

/** A mark for each criterion. */
export const performanceScores = factory('performance_score', {
  count: () => MOST_WORKERS,
  fixed: true,
  story: workerOf,
  most: PERIODS * USED,
  rows: (worker, tenant) =>
    evaluationsOf(worker, tenant).flatMap((evaluation) =>
      evaluation.scores.map((score, n) => ({ evaluation, score, n })),
    ),
  parents: {
    evaluation_id: () => performanceEvaluations,
    staff_id: { from: 'evaluation_id', column: 'staff_id' },
    criteria_id: () => performanceCriteria,
  },
  alone: { evaluator_id: null, score: 1 },
  cells: {
    evaluation_id: ({ evaluation }) => performanceEvaluations.id(evaluation.worker.number, evaluation.index),
    staff_id: ({ evaluation }) => evaluation.worker.userId,
    criteria_id: ({ n }) => performanceCriteria.id(n),
    score: ({ score }) => score.toFixed(2),
    comments: null,
    evaluator_id: (_score, _draw, tenant) => planner(tenant),
    weight: ({ evaluation, n }) =>
      evaluation.status === 'approved' ? (CRITERIA[n]?.weight ?? 0).toFixed(2) : null,
    max_score: ({ evaluation, n }) =>
      evaluation.status === 'approved' ? (CRITERIA[n]?.most ?? 1).toFixed(2) : null,
    created_at: ({ evaluation }) => time(evaluation.openedAt),
    updated_at: ({ evaluation }) =>
      time(evaluation.status === 'approved' ? evaluation.decidedAt : evaluation.submittedAt),
  },
});
