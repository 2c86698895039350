import { Problem } from '@erp/kit/problem';
import type { Knex } from 'knex';
import { HOLD_IN_TRANSACTION, HOLD_ON, worksUnderLock } from './lock.ts';
import type { Session } from './session.ts';
import { LOCK_TIMEOUT, RESTORE_IN_TRANSACTION } from './session-settings.ts';

/** The transaction that the steps of a segment share. */
export interface SharedTransaction {
  readonly knex: Knex.Transaction;
  /** The number of the transaction. */
  readonly number: string;
  /**
   * Sends the statement that records a step, which has to return a row with the milliseconds since the last one, or
   * since the transaction began.
   *
   * @param sql holds the condition `${TRANSACTION_NUMBER} = $n` for the number of the transaction, which is appended
   *   to the values: a step that ended it in spite of all is found out, not recorded.
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
const BEGIN = `SELECT set_config('lock_timeout', '${LOCK_TIMEOUT}', true), pg_current_xact_id()::text AS number,
  set_config('erp.step_began', extract(epoch FROM clock_timestamp())::text, true)`;

/** The number of the transaction that a statement runs in, as text: no setting of a session changes how it is written. */
export const TRANSACTION_NUMBER = 'pg_current_xact_id_if_assigned()::text';

/**
 * Milliseconds since `erp.step_began`, as the server counts them: who sends statements ahead does not see when each
 * of them ran.
 */
export const STEP_MILLISECONDS = `round(1000 * (extract(epoch FROM clock_timestamp()) - current_setting('erp.step_began')::numeric))::integer`;
/** Part of a RETURNING list; the next step begins here. */
export const STEP_RECORDED = `${STEP_MILLISECONDS} AS milliseconds, set_config('erp.step_began', extract(epoch FROM clock_timestamp())::text, true)`;

/**
 * Undoes what a step has left in the session: its own settings are nobody else's. Every step has the same ones,
 * whether it runs alone or behind others.
 */
export async function restoreSettings(session: Session): Promise<void> {
  if (session.touched()) await session.enqueue(RESTORE_IN_TRANSACTION);
}

/** Runs the work in a transaction that gives up on a lock after three seconds; statements may be sent ahead in it. */
export async function inSharedTransaction(
  session: Session,
  work: (shared: SharedTransaction) => Promise<void>,
): Promise<void> {
  await session.transaction(async (knex) => {
    const locked = worksUnderLock(session);
    const [begun] = await session.query<{ number: string; alone?: boolean }>(
      locked ? `${BEGIN}, ${HOLD_IN_TRANSACTION} AS alone` : BEGIN,
    );
    if (begun?.alone === false) throw lockLost();
    const number = begun?.number ?? '';
    // The BEGIN itself is no step's.
    session.touched();
    const record: SharedTransaction['record'] = (name, sql, values, recorded = () => {}) =>
      session.enqueue(sql, [...values, number], ([row]) => {
        if (row === undefined) throw transactionEnded(name);
        recorded((row as { milliseconds: number }).milliseconds);
      });
    await session.pipelined(async () => {
      await work({ knex, number, record });
      if (locked) await session.enqueue(HOLD_ON);
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

function lockLost(): Problem {
  return new Problem({
    code: 'lock_released',
    message:
      'Another runner has begun on this database, although this one was at work: a step released its lock.',
    detail: 'pg_advisory_unlock_all() and DISCARD ALL release every lock of a session.',
    hint: 'Take that out of the step, also out of functions that it calls, and run the command again.',
  });
}
