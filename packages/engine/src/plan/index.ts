export type { Reason } from '../steps/step.ts';
export { compareHistory } from './history.ts';
export type { NumberGap } from './number-gaps.ts';
export { assertHistoryAgrees, linkWaits, type Plan, planMigrations } from './plan.ts';
export { planRollback, type RollbackPlan, type RollbackTarget } from './plan-rollback.ts';
export {
  choicesOf,
  chooseRepairs,
  type Interrupted,
  planRepairs,
  type Repair,
  type RepairPlan,
} from './repair.ts';
