import type { Session } from '../connection/session.ts';
import { CREATE_LEDGER, type Ledger, nextBatch } from '../ledger/ledger.ts';
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
  const lines: object[] = [];
  for (const step of steps) {
    lines.push({ name: step.name, checksum: step.checksum, ...(await kindOf(step).record(step)) });
  }
  await session.query(CREATE_LEDGER);
  await session.query(
    `INSERT INTO public.knex_migrations (name, batch, migration_time, checksum, undo, content)
     SELECT line ->> 'name', $1, now(), line ->> 'checksum', nullif(line -> 'undo', 'null'), line ->> 'content'
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS given (line, place) ORDER BY place`,
    [batch, JSON.stringify(lines)],
  );
  return batch;
}
