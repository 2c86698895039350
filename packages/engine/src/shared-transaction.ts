import { Problem } from '@erp/kit/problem';
import type { Knex } from 'knex';
import type { Session } from './session.ts';

/** The transaction that the steps of a segment share. */
export interface SharedTransaction {
  readonly knex: Knex.Transaction;
  /**
   * Sends the statement that records a step, which has to return a row with the milliseconds since the last one, or
   * since the transaction began.
   *
   * @param sql holds the condition `now() = $n::timestamptz` for the moment that is appended to the values: now() is
   *   the beginning of the transaction, so a step that ended it in spite of all is found out, not recorded.
   * @param recorded is told when the server has done it.
   * @throws {Problem} `transaction_ended`, here or at the end of the transaction.
   */
  record(
    name: string,
    sql: string,
    values: readonly unknown[],
    recorded?: (milliseconds: number) => void,
  ): Promise<void>;
}

/** A step that waits for a table makes all who come after it wait too: rather give way soon, and try again. */
const BEGIN = `SELECT set_config('lock_timeout', '3s', true), now()::text AS moment,
  set_config('erp.step_began', clock_timestamp()::text, true)`;

/**
 * Milliseconds since `erp.step_began`, as the server counts them: who sends statements ahead does not see when each
 * of them ran.
 */
export const STEP_MILLISECONDS = `round(1000 * extract(epoch FROM clock_timestamp() - current_setting('erp.step_began')::timestamptz))::integer`;
/** Part of a RETURNING list; the next step begins here. */
export const STEP_RECORDED = `${STEP_MILLISECONDS} AS milliseconds, set_config('erp.step_began', clock_timestamp()::text, true)`;

/** Runs the work in a transaction that gives up on a lock after three seconds; statements may be sent ahead in it. */
export async function inSharedTransaction(
  session: Session,
  work: (shared: SharedTransaction) => Promise<void>,
): Promise<void> {
  await session.transaction(async (knex) => {
    const [begun] = await session.query<{ moment: string }>(BEGIN);
    const record: SharedTransaction['record'] = (name, sql, values, recorded = () => {}) =>
      session.ahead(sql, [...values, begun?.moment], ([row]) => {
        if (row === undefined) throw transactionEnded(name);
        recorded((row as { milliseconds: number }).milliseconds);
      });
    await session.pipelined(() => work({ knex, record }));
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
