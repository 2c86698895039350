/**
 * Stands in a new migration for what is still to be written. No command takes a file that calls it: the plan finds it
 * by its name, without running it.
 *
 * @throws always, for whoever runs the file by other means.
 */
export function unwritten(direction: 'up' | 'down'): never {
  throw new Error(`The ${direction} of this migration is not written yet.`);
}
