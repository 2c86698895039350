export { assertNoPool, releaseLock, takeLock } from './lock.ts';
export { gaveUpOnLock, namingWhoHolds } from './lock-retry.ts';
export { openSession, type Session } from './session.ts';
export { explainLostConnection, explainStepError, isServerError, NOTHING_KEPT } from './sql-error.ts';
export type { SendStatement, StatementWatch } from './statement-watch.ts';
