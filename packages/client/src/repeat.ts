import { setTimeout } from 'node:timers/promises';
import { sqlStateOf } from './errors.ts';

/** SQLSTATEs that ask for the whole transaction once more, see docs/locks.md; every other one is an answer. */
const REPEATED = new Set(['40001', '40P01', '55P03']);

/** Milliseconds; doubled with every attempt, so that those who met once do not meet again. */
const WAIT = 20;

/**
 * Does the work, and once more where the database asks for it.
 *
 * @param attempts how often at most.
 * @throws what the last attempt threw.
 */
export async function repeat<Result>(attempts: number, work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt >= attempts || !REPEATED.has(sqlStateOf(error) ?? '')) throw error;
      await setTimeout(Math.random() * WAIT * 2 ** attempt);
    }
  }
}
