import { existsSync, rmdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { freeSpace } from './disk-full.ts';
import { findFreePort } from './free-port.ts';
import { platformRoot } from './platform-package.ts';
import { hostServer } from './server-identity.ts';
import { currentPlace, makePrivateDirectory, serverPlace } from './server-place.ts';
import { makeSocketDirectory, removeSocketDirectory } from './socket-directory.ts';

/** What the data of a migrated database with its demo needs, and its write-ahead log. */
const ROOM = 200 * 1024 * 1024;

/**
 * What is free where the embedded server keeps its data.
 *
 * @param directory of the server; it need not exist yet.
 * @returns bytes for a user who is not root.
 * @throws {Problem} `disk_full` when that is less than a migrated database needs.
 */
export function requireRoom(directory: string): number {
  const place = nearestExisting(currentPlace(directory).directory);
  const bytes = freeSpace(place)?.bytes ?? Number.POSITIVE_INFINITY;
  if (bytes >= ROOM) return bytes;
  throw new Problem({
    code: 'disk_full',
    message: `${megabytes(bytes)} are free in ${place}; the embedded PostgreSQL needs ${megabytes(ROOM)}.`,
    hint: `du -xh -d 2 '${place}' | sort -h | tail`,
  });
}

/**
 * Tries whether the embedded server could be started, without starting or making it: its programs are installed and run
 * as some user that PostgreSQL accepts, beside where its data is or will be, and a directory for its socket can be made.
 *
 * @param directory of the server; it need not exist yet.
 * @returns as whom it would run, e.g. `user 1000`.
 * @throws {Problem} that says what stands in the way and lists what was tried.
 */
export function requireIdentity(directory: string): string {
  const root = platformRoot();
  const { directory: home } = currentPlace(directory);
  if (existsSync(home)) makePrivateDirectory(home);
  const parent = dirname(directory);
  const existed = existsSync(parent);
  const trial = join(parent, `trial.${process.pid}`);
  const made: string[] = [trial];
  try {
    makePrivateDirectory(trial);
    const host = hostServer(serverPlace(trial), root);
    // Where no unprivileged user reaches the checkout, root has tried elsewhere.
    made.push(host.place.directory);
    removeSocketDirectory(makeSocketDirectory());
    return host.identity.name;
  } catch (error) {
    if (error instanceof Problem || !(error instanceof Error)) throw error;
    const closed = ['EACCES', 'EPERM', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '');
    const at = nearestExisting(parent);
    throw new Problem({
      code: 'directory_not_writable',
      message: `The embedded PostgreSQL cannot have a directory in ${parent}.`,
      detail: error.message,
      hint: closed ? `sudo chown ${process.getuid?.() ?? 0} '${at}'` : `ls -ld '${at}'`,
      cause: error,
    });
  } finally {
    // Below a file there is nothing to take away, not even by force.
    for (const each of made.filter((path) => existsSync(path)))
      rmSync(each, { recursive: true, force: true });
    if (!existed) removeEmpty(parent);
  }
}

/**
 * The TCP port that `pnpm db start` would take.
 *
 * @throws {Problem} `no_free_port` when none of its range is free.
 */
export async function requirePort(directory: string): Promise<number> {
  try {
    return await findFreePort(currentPlace(directory), new Set());
  } catch (cause) {
    throw new Problem({
      code: 'no_free_port',
      message: `No TCP port for the embedded PostgreSQL: ${(cause as Error).message}.`,
      hint: 'ss --listening --tcp --numeric --processes',
      cause,
    });
  }
}

/** Removes a directory of ours, unless somebody else has begun to use it. */
function removeEmpty(directory: string): void {
  try {
    rmdirSync(directory);
  } catch {
    // It is in use, or was never made.
  }
}

function nearestExisting(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearestExisting(dirname(path));
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 / 1024).toLocaleString('en-US')} MB`;
}
