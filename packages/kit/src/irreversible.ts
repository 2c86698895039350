import { Problem } from './problem.ts';

/**
 * The body of a `down` that cannot exist, e.g. because `up` threw data away.
 *
 * @param why one sentence that the person who tries to roll back will read.
 * @throws {Problem} `irreversible`, always.
 */
export function irreversible(why: string): never {
  throw new Problem({
    code: 'irreversible',
    message: `This migration cannot be undone: ${why}`,
    hint: 'Restore a backup, or write a new migration that leads to the state you want.',
  });
}
