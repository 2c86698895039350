export { refusePool, releaseLock, takeLock } from './lock.ts';
export { openSession, type SendStatement, type Session, type StatementWatch } from './session.ts';
export { explainLostConnection, explainStepError, isServerError, NOTHING_KEPT } from './sql-error.ts';
