export { applyPlan, linksOnRows } from './apply.ts';
export { applyRollback } from './apply-rollback.ts';
export { checkFunctions } from './check-functions.ts';
export { gaveUpOnLock, namingWhoHolds } from './lock-retry.ts';
export { findLostData, type LostData } from './lost-data.ts';
export { markApplied } from './mark-applied.ts';
export { type Progress, SILENT } from './progress.ts';
export { settleBegun } from './settle-begun.ts';
export { refuseUndeclaredKeys } from './undeclared-keys.ts';
