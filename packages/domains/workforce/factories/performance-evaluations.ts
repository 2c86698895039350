import { MOST_WORKERS, workerOf } from '@erp/demo-world/workers';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { DEPARTMENTS } from '../demo/departments.ts';
import { CRITERIA, type Evaluation, evaluationsOf, PERIODS } from '../demo/evaluations.ts';
import { say } from '../demo/texts/words.ts';
import { approver, planner } from '../demo/workers.ts';
import { departments } from './departments.ts';
import '../tables.ts';

/** Weighted mean in percent of the top marks; weights and marks make it exact to a tenth. */
function overall(scores: readonly number[]): string | null {
  if (scores.length === 0) return null;
  const percent = scores.reduce((sum, score, n) => {
    const criterion = CRITERIA[n] as (typeof CRITERIA)[number];
    return sum + (criterion.weight * score * 100) / criterion.most;
  }, 0);
  return (Math.round(percent) / 100).toFixed(2);
}

/** What is written below marks that come to so many percent. */
function verdicts(percent: number): readonly string[] {
  if (percent >= 80) return ['Somebody to build on.', 'Shows the new ones how it is done.'];
  if (percent >= 65) return ['Reliable; could ask for help earlier.', 'Good with people, brief on paper.'];
  return ['Needs more practice; we meet every month.', 'Had a difficult half-year, and says so.'];
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
    notes: ({ status, scores }, draw, tenant) =>
      say(tenant, status === 'draft' ? null : draw.pick(verdicts(Number(overall(scores))))),
    submitted_at: ({ status, submittedAt }) => (status === 'draft' ? null : time(submittedAt)),
    approved_by: ({ status }, _draw, tenant) => (status === 'approved' ? approver(tenant) : null),
    approved_at: ({ status, decidedAt }) => (status === 'approved' ? time(decidedAt) : null),
    rejected_by: ({ status }, _draw, tenant) => (status === 'rejected' ? approver(tenant) : null),
    rejected_at: ({ status, decidedAt }) => (status === 'rejected' ? time(decidedAt) : null),
    rejection_reason: ({ status }, _draw, tenant) =>
      say(tenant, status === 'rejected' ? 'Please give an example for each mark.' : null),
    created_by: (_evaluation, _draw, tenant) => planner(tenant),
    created_at: ({ openedAt }) => time(openedAt),
    updated_at: ({ status, openedAt, submittedAt, decidedAt }) =>
      time(status === 'draft' ? openedAt : status === 'submitted' ? submittedAt : decidedAt),
  },
  traits: {
    draft: { status: 'draft', overall_score: null, submitted_at: null, approved_at: null, approved_by: null },
  },
});
