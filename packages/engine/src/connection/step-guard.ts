import { Problem } from '@erp/kit/problem';
import { withoutFunctionBodies } from './function-bodies.ts';
import { touchesSession } from './session-settings.ts';

/**
 * Keeps a step from ending the transaction that it shares with others, and notes of what is sent whether it may leave
 * something behind in the session.
 */
export class StepGuard {
  #step: string | undefined;
  #savepoints = 0;
  #awaited = 0;
  #scripted = false;
  #touched = false;

  /** Recorded name of the step that is running under guard. */
  get step(): string | undefined {
    return this.#step;
  }

  /** Runs a step under guard. */
  async during<Result>(name: string, step: () => Promise<Result>): Promise<Result> {
    this.#step = name;
    try {
      return await step();
    } finally {
      this.#step = undefined;
    }
  }

  /** The problem of a statement that would end the transaction that the step shares, or that no step may send. */
  refusalOf(sql: string): Problem | undefined {
    if (this.#step === undefined) return undefined;
    return ENDS_TRANSACTION.test(sql) ? transactionEnded(sql) : refusalInStep(sql);
  }

  /**
   * Whether a statement of the step may be sent ahead: inside a savepoint a failure must come out where the step can
   * still catch it, and behind a statement that is waited for it has to wait as well.
   */
  get letsAhead(): boolean {
    return this.#step !== undefined && this.#savepoints === 0 && this.#awaited === 0;
  }

  /** Notes what a statement may leave behind in the session. */
  note(sql: string): void {
    if (touchesSession(sql)) this.#touched = true;
  }

  /** Whether anything was left behind since this was asked last, as far as statements tell. */
  takeTouched(): boolean {
    const touched = this.#touched;
    this.#touched = false;
    return touched;
  }

  /**
   * Notes that a statement is sent and waited for.
   *
   * @returns what is to be called when it is answered.
   */
  awaiting(sql: string): () => void {
    if (ENDS_TRANSACTION.test(sql)) this.#savepoints = 0;
    if (/^\s*savepoint\b/i.test(sql)) this.#savepoints += 1;
    if (/^\s*(release|rollback\s+to)\b/i.test(sql)) this.#savepoints -= 1;
    // A script may have ended the transaction: nothing more is sent until the step's record has said that it has not.
    if (/;\s*\S/.test(sql)) this.#scripted = true;
    this.#awaited += 1;
    return () => {
      this.#awaited -= 1;
    };
  }

  /** Whether a script was sent of which nobody knows yet that it left the transaction open. */
  get scripted(): boolean {
    return this.#scripted;
  }

  /** The step's record has said that the transaction is the same. */
  cleared(): void {
    this.#scripted = false;
  }
}

/** Going back to a savepoint is Knex's nested transaction, and harmless. */
const ENDS_TRANSACTION =
  /^\s*(begin|start\s+transaction|commit|end|abort|rollback(?!\s+to)|prepare\s+transaction)\b/i;

function transactionEnded(sql: string): Problem {
  return new Problem({
    code: 'transaction_ended',
    message: `The statement ${sql.trim().replace(/;$/, '')} would end or begin a transaction that is not the step's own.`,
    detail: 'All steps of a run share one transaction, so that it is applied as a whole or not at all.',
    hint: 'Take the statement out; a step that cannot run in a transaction says so: export const config = { transaction: false };',
  });
}

/** What releases every lock of a session, that of the runner too. */
const RELEASES_LOCKS = /\bpg_advisory_unlock_all\s*\(|^\s*discard\s+all\b/i;

/**
 * The problem of a statement that no step may send, in a transaction or outside: the runner's lock is not a step's. What the
 * body of a function hides is outlived by the transaction's own hold on the lock.
 */
export function refusalInStep(sql: string): Problem | undefined {
  if (!RELEASES_LOCKS.test(withoutFunctionBodies(sql))) return undefined;
  const line = sql.trim().replace(/\s+/g, ' ').replace(/;$/, '');
  return new Problem({
    code: 'lock_released',
    message: `The statement ${line.length > 80 ? `${line.slice(0, 79)}…` : line} would release the lock of the runner.`,
    detail: 'Another runner could begin while this one is at work.',
    hint: 'Release the lock that the step has taken, and no other: SELECT pg_advisory_unlock(…);',
  });
}
