import type { Session } from '../connection/session.ts';
import { inSharedTransaction } from '../connection/shared-transaction.ts';
import { forgetInProgress, noteInProgress } from '../ledger/in-progress.ts';
import type { LedgerRow } from '../ledger/ledger.ts';
import { FORGET } from '../ledger/records.ts';
import type { MigrationStep } from '../steps/step.ts';
import { loadStepModule } from '../steps/step-module.ts';
import { runJournaled } from './journal/run-journaled.ts';

/**
 * Takes the record of a step outside a transaction away, and notes that undoing it begins: from this moment on the
 * step counts as not applied, so that migrating and rolling back can both finish it.
 */
export async function beginUndo(session: Session, row: LedgerRow): Promise<void> {
  await inSharedTransaction(session, async ({ record }) => {
    await noteInProgress(session, row.name, 'down');
    await record(row.name, FORGET, [row.id]);
  });
}

/**
 * Rolls a step back whose record is gone, or what is left of it when a run has ended in the middle of that.
 *
 * @param kept is told how many statements are kept.
 */
export async function finishUndo(
  session: Session,
  step: MigrationStep,
  kept: (statements: number) => void,
): Promise<void> {
  await runJournaled(
    session,
    step.name,
    kept,
    async () => void (await (await loadStepModule(step)).down(session.knex)),
  );
  await forgetInProgress(session, step.name);
  kept(0);
}
