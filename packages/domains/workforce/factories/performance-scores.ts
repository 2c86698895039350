import { MOST_WORKERS, workerOf } from '@erp/demo-world/workers';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { CRITERIA, evaluationsOf, PERIODS, USED } from '../demo/evaluations.ts';
import { planner } from '../demo/workers.ts';
import { performanceCriteria } from './performance-criteria.ts';
import { performanceEvaluations } from './performance-evaluations.ts';
import '../tables.ts';

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
      time(evaluation.status === 'approved' ? evaluation.decidedAt : evaluation.openedAt),
  },
});
