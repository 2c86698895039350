import {
  explainStepError,
  gaveUpOnLock,
  isServerError,
  namingWhoHolds,
  type Session,
} from '@erp/engine/connection';
import type { Knex } from 'knex';

/**
 * Seconds to wait for a table that another session holds. Who waits may have loaded for minutes, so it is not done again
 * for a lock as a migration is: it waits longer, once, and says for whom.
 */
const LOCK_TIMEOUT = 30;

/** A transaction of the seeds, for people. */
export interface TransactionOf {
  /** What it does, e.g. `loading crm`. */
  readonly what: string;
  /** What is kept when it fails on a lock, and the next move. */
  readonly next: string;
  /** Told for whom it waits. */
  readonly waits: (who: string) => void;
}

/**
 * Runs work in a transaction that waits for tables for a while, and says for whom.
 *
 * @throws {Problem} `table_locked`, naming who holds the table, when the time is up; `sql_failed` for what else the
 *   server says, with the statement.
 */
export async function tableTransaction<Result>(
  session: Session,
  { what, next, waits }: TransactionOf,
  work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  const givingUp = { at: `${what}: `, tried: `within ${LOCK_TIMEOUT} s`, next };
  return namingWhoHolds(session, waits, givingUp, () =>
    session
      .transaction(async (trx) => {
        await trx.raw(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT}s'`);
        return work(trx);
      })
      .catch((error: unknown) => {
        if (!isServerError(error) || gaveUpOnLock(error)) throw error;
        throw explainStepError(what, error, session.failureOf(error), session.endedBy());
      }),
  );
}
