import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '@erp/kit/problem';
import { readPostmasterFile } from './postmaster.ts';
import type { ServerLog } from './server-log.ts';
import type { ServerPlace } from './server-place.ts';
import { readSwap } from './swap-data.ts';

/** Recovery after a crash may take its time. */
const longest = 5 * 60_000;

/**
 * Waits until the server takes connections.
 *
 * @returns its process id, or undefined when it ended instead.
 */
export async function untilReady(
  place: ServerPlace,
  keeper: ChildProcess,
  log: ServerLog,
): Promise<number | undefined> {
  let failure: Error | undefined;
  keeper.once('error', (error) => {
    failure = error;
  });
  // How long a restore takes to go on to its moment depends on how much was written since the base backup.
  const deadline = readSwap(place) === undefined ? Date.now() + longest : Number.POSITIVE_INFINITY;
  while (keeper.exitCode === null && keeper.signalCode === null) {
    if (failure !== undefined) throw failure;
    const postmaster = readPostmasterFile(place.data);
    if (postmaster?.ready) return postmaster.pid;
    if (Date.now() > deadline) {
      throw new Problem({
        code: 'embedded_postgres_slow',
        message: `The embedded PostgreSQL has not come up in ${longest / 60_000} minutes.`,
        detail: `The end of ${log.path}:\n${log.written().slice(-2000)}`,
        hint: 'Look into the log; `pnpm db reset` starts with an empty database.',
      });
    }
    await sleep(4);
  }
  return undefined;
}
