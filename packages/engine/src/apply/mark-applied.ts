import type { Session } from '../connection/session.ts';
import { type Ledger, nextBatch } from '../ledger/ledger.ts';
import { CREATE_LEDGER } from '../ledger/ledger-tables.ts';
import { recordUntimed, type UntimedEntry } from '../ledger/records.ts';
import { kindOf } from '../steps/kinds.ts';
import type { Step } from '../steps/step.ts';

/**
 * Records steps that were not run, because the database has what they make. Call it in a transaction, with the
 * runner's lock held. The lines are those of a run, except that they took no time.
 *
 * @param steps in the order of a fresh install.
 * @returns the number of the batch.
 */
export async function markApplied(session: Session, ledger: Ledger, steps: readonly Step[]): Promise<number> {
  const batch = nextBatch(ledger);
  const entries: UntimedEntry[] = [];
  for (const step of steps) {
    entries.push({ name: step.name, checksum: step.checksum, ...(await kindOf(step).record(step)) });
  }
  await session.query(CREATE_LEDGER);
  await recordUntimed(session, batch, entries);
  return batch;
}
