import { createHash } from 'node:crypto';
import { chownSync, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { Problem } from '@erp/kit/problem';

/** The files of one embedded server. */
export interface ServerPlace {
  readonly directory: string;
  /** PostgreSQL's data directory. */
  readonly data: string;
  /** Where initdb works until the data directory is complete, and where a base backup is prepared. */
  readonly unfinished: string;
  /** Lies there while a base backup takes the place of the data, or gives it back. */
  readonly swap: string;
  /** Base backups and the archive of the write-ahead log; where it exists, the server archives. */
  readonly archive: string;
  readonly password: string;
  /** The TCP port of the last `erp db start`. */
  readonly port: string;
  readonly record: string;
  readonly log: string;
  /** Held while a server is being started, stopped or deleted. */
  readonly startLock: string;
  /** Held by the keeper of a running server. */
  readonly keeperLock: string;
  /** Library names, when the platform package is read-only. */
  readonly libraries: string;
}

/** The files of the server that lives in a directory. */
export function serverPlace(directory: string): ServerPlace {
  const home = realPath(resolve(directory));
  return {
    directory: home,
    data: join(home, 'data'),
    unfinished: join(home, 'data.unfinished'),
    swap: join(home, 'swap.json'),
    archive: join(home, 'archive'),
    password: join(home, 'password'),
    port: join(home, 'port'),
    record: join(home, 'server.json'),
    log: join(home, 'server.log'),
    startLock: join(home, 'start.lock'),
    keeperLock: join(home, 'keeper.lock'),
    libraries: join(home, 'libraries'),
  };
}

/**
 * Where the server of a directory really lives: there, or where root had to move it because no unprivileged user
 * can reach the directory.
 */
export function currentPlace(directory: string): ServerPlace {
  const moved = process.getuid?.() === 0 ? relocatedDirectory(directory) : undefined;
  return serverPlace(moved !== undefined && existsSync(moved) ? moved : directory);
}

/** A directory that every user can reach, one for each original. */
export function relocatedDirectory(directory: string): string {
  return join(
    '/var/lib/erp-postgres',
    createHash('sha256')
      .update(realPath(resolve(directory)))
      .digest('hex')
      .slice(0, 16),
  );
}

/**
 * Makes the directory for nobody but its owner. What root makes in another user's checkout belongs to that user.
 *
 * @throws a `Problem` when it belongs to another user or is a link: in a shared folder anybody could have put it
 *   there.
 */
export function makePrivateDirectory(directory: string): void {
  const user = process.getuid?.() ?? 0;
  const { uid, gid } = statSync(nearestExisting(directory));
  // Only the directory itself is closed: a server that runs as somebody else has to get through those above it.
  const above = mkdirSync(dirname(directory), { recursive: true });
  const first = above ?? directory;
  const made = mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (made !== undefined && user === 0 && uid !== 0) {
    for (let path = directory; path.length >= first.length; path = dirname(path)) chownSync(path, uid, gid);
  }
  const found = lstatSync(directory);
  const mine = found.uid === user || user === 0;
  const closed = (found.mode & 0o077) === 0;
  if (found.isDirectory() && mine && closed) return;
  throw new Problem({
    code: 'foreign_directory',
    message: `The embedded PostgreSQL cannot use ${directory}: ${mine ? 'it is open to other users' : 'it belongs to another user'}.`,
    detail: `Owner: user ${found.uid}, mode ${(found.mode & 0o7777).toString(8)}. This process: user ${user}.`,
    hint: mine
      ? `Close it: chmod 700 '${directory}'`
      : `Run the command as the owner, or hand the directory over: sudo chown -R ${user} '${directory}'`,
  });
}

/** One spelling for one directory, also when a link leads to it and when it does not exist yet. */
function realPath(path: string): string {
  return existsSync(path) || dirname(path) === path
    ? realpathSync(path)
    : join(realPath(dirname(path)), basename(path));
}

function nearestExisting(path: string): string {
  return existsSync(path) ? path : nearestExisting(dirname(path));
}

/** The superuser's password; undefined before the first start. */
export function readPassword(place: ServerPlace): string | undefined {
  return existsSync(place.password) ? readFileSync(place.password, 'utf8').trim() : undefined;
}
