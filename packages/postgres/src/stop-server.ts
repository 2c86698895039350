import { existsSync } from 'node:fs';
import { Problem } from '@erp/kit/problem';
import { lockFile } from './file-lock.ts';
import { LONGEST_STOP, stopPostmaster } from './postmaster.ts';
import { currentPlace, type ServerPlace, serverPlace } from './server-place.ts';

/**
 * Stops the server of a directory, whoever uses it, and does something before anybody can start it again.
 *
 * @returns whether a server was running.
 */
export async function stopServer(
  directory: string,
  then: (place: ServerPlace) => void = () => {},
): Promise<boolean> {
  const home = serverPlace(directory);
  const deadline = Date.now() + LONGEST_STOP;
  while (existsSync(home.directory)) {
    const start = await lockFile(home.startLock, LONGEST_STOP);
    try {
      const place = currentPlace(directory);
      const stopped = start !== undefined && (await stopPostmaster(place.data));
      // The keeper tidies up behind the server; with its lock in hand all that is done.
      const keeper = start && (await lockFile(home.keeperLock, LONGEST_STOP));
      if (keeper !== undefined) {
        then(place);
        keeper.release();
        return stopped;
      }
    } finally {
      start?.release();
    }
    if (Date.now() > deadline) {
      throw new Problem({
        code: 'embedded_postgres_busy',
        message: 'The embedded PostgreSQL does not stop.',
        detail: `Directory: ${directory}`,
        hint: 'Another command may be starting it over and over; end that one first.',
      });
    }
  }
  return false;
}
