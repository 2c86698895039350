export { compareHistory } from './history.ts';
export type { NumberGap } from './number-gaps.ts';
export {
  linkWaits,
  type Plan,
  planMigrations,
  type Reason,
  refuseHistory,
  resolveMigration,
  unknownDomain,
  withDependencies,
} from './plan.ts';
export { planRollback, type RollbackPlan, type RollbackTarget } from './plan-rollback.ts';
export {
  applyRepairs,
  choicesOf,
  chooseRepairs,
  type Interrupted,
  planRepairs,
  type Repair,
  type RepairPlan,
} from './repair.ts';
