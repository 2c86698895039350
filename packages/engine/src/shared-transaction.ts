import { Problem } from '@erp/kit/problem';
import type { Knex } from 'knex';
import type { Session } from './session.ts';

/** The transaction that the steps of a segment share. */
export interface SharedTransaction {
  readonly knex: Knex.Transaction;
  /**
   * Runs the statement that records a step, which has to return a row.
   *
   * @param sql holds the condition `now() = $n::timestamptz` for the moment that is appended to the values: now() is
   *   the beginning of the transaction, so a step that ended it in spite of all is found out, not recorded.
   * @throws {Problem} `transaction_ended`
   */
  record(name: string, sql: string, values: readonly unknown[]): Promise<void>;
}

/** A step that waits for a table makes all who come after it wait too: rather give up, and let the run be repeated. */
const BEGIN = "SELECT set_config('lock_timeout', '10s', true), now()::text AS moment";

/** Runs the work in a transaction that gives up on a lock after ten seconds. */
export async function inSharedTransaction(
  session: Session,
  work: (shared: SharedTransaction) => Promise<void>,
): Promise<void> {
  await session.transaction(async (knex) => {
    const [begun] = await session.query<{ moment: string }>(BEGIN);
    await work({
      knex,
      async record(name, sql, values) {
        const recorded = await session.query(sql, [...values, begun?.moment]);
        if (recorded.length === 0) throw transactionEnded(name);
      },
    });
  });
}

function transactionEnded(name: string): Problem {
  return new Problem({
    code: 'transaction_ended',
    message: `${name} ended the transaction that it shares with the other steps.`,
    detail: 'What it and the steps before it did until then is committed; the step itself is not recorded.',
    hint: `Take COMMIT and ROLLBACK out of ${name}, undo by hand what it left, and run the command again.`,
  });
}
