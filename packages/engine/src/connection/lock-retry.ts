import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '@erp/kit/problem';
import { type Blocker, describeBlocker, withBlockersWatched } from './blockers.ts';
import type { Session } from './session.ts';
import { isServerError } from './sql-error.ts';

/** Told what becomes of work that waits for a table. */
export interface LockWatch {
  /** It waits for a lock; `who` says for whom. */
  waits(who: string): void;
  /** It gave way and is done again; `why` says it to people. */
  takenBack(why: string): void;
}

/** How often a step is tried whose table another session holds, when nothing else is said. */
export const LOCK_ATTEMPTS = 6;

const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK_DETECTED = '40P01';

/**
 * Runs work again when it gave up on a lock, after a pause in which those get their turn who queued up behind it; the
 * pause doubles from a second on. What the work did in a transaction is rolled back in between, so it starts from the beginning.
 *
 * @param attempts how often at most.
 * @param remains says what of the work is kept when it gives up.
 * @throws {Problem} `table_locked`, naming who holds it, after the last.
 */
export async function retryWhileLocked<Result>(
  session: Session,
  attempts: number,
  watch: LockWatch,
  remains: () => string,
  work: () => Promise<Result>,
): Promise<Result> {
  const waits = (blocker: Blocker) => watch.waits(describeBlocker(blocker));
  return withBlockersWatched(session, waits, async (last) => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await work();
      } catch (error) {
        if (!gaveUpOnLock(error)) throw error;
        if (attempt >= attempts) throw tableLocked(last(), inAttempts(attempts, remains()), error);
        const seconds = 2 ** (attempt - 1);
        watch.takenBack(`Gave way; trying again in ${seconds} s (${attempt + 1} of ${attempts}).`);
        // Jitter: two that were in each other's way must not meet again.
        await pause(seconds * 1000 * (0.75 + Math.random() / 2));
      }
    }
  });
}

/** What was done when a table was not to be had, in words of the command. */
export interface GivingUp {
  /** What was at work, to stand before the table. */
  readonly at: string;
  /** How long or how often it was tried, e.g. `within 30 s`. */
  readonly tried: string;
  /** What is kept, and the command that goes on. */
  readonly next: string;
}

/**
 * Runs work that waits for tables as long as its own lock_timeout allows, once: for work that is too long to be done
 * again for a lock.
 *
 * @param waits told for whom it waits.
 * @throws {Problem} `table_locked`, naming who holds the table, when the time is up.
 */
export async function namingWhoHolds<Result>(
  session: Session,
  waits: (who: string) => void,
  givingUp: GivingUp,
  work: () => Promise<Result>,
): Promise<Result> {
  return withBlockersWatched(
    session,
    (blocker) => waits(describeBlocker(blocker)),
    async (last) => {
      try {
        return await work();
      } catch (error) {
        throw gaveUpOnLock(error) ? tableLocked(last(), givingUp, error) : error;
      }
    },
  );
}

/** Whether an error says that a lock was not to be had. */
export function gaveUpOnLock(error: unknown): boolean {
  return isServerError(error) && [LOCK_NOT_AVAILABLE, DEADLOCK_DETECTED].includes(error.code);
}

function inAttempts(attempts: number, remains: string): GivingUp {
  return {
    at: '',
    tried: `in ${attempts} attempts`,
    next: `${remains} Run the command again when it is done, or with more --attempts.`,
  };
}

function tableLocked(blocker: Blocker | undefined, { at, tried, next }: GivingUp, cause: unknown): Problem {
  return new Problem({
    code: 'table_locked',
    message: `${at}${blocker?.table || 'A table'} is held by another session, and was not to be had ${tried}.`,
    detail: blocker && describeBlocker(blocker),
    hint: next + (blocker ? ` To end it: SELECT pg_terminate_backend(${blocker.pid});` : ''),
    cause,
  });
}
