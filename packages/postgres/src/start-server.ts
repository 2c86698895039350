import { existsSync } from 'node:fs';
import { Problem } from '@erp/kit/problem';
import { type FileLock, lockFile } from './file-lock.ts';
import { type HeldServer, joinServer, type ServerRequest } from './join-server.ts';
import { launchServer } from './launch-server.ts';
import { platformRoot } from './platform-package.ts';
import { hostServer } from './server-identity.ts';
import { currentPlace, makePrivateDirectory, type ServerPlace, serverPlace } from './server-place.ts';
import { readServerRecord, type ServerRecord } from './server-record.ts';
import { settleSwap } from './swap-data.ts';

/** How long a start waits for other commands on the same server. */
const patience = 5 * 60_000;

/**
 * Starts the server of a directory, or joins the one that somebody started in the meantime. One process at a time
 * does this for a directory; the others wait and join.
 */
export async function startServer(directory: string, request: ServerRequest): Promise<HeldServer> {
  const root = platformRoot();
  const deadline = Date.now() + patience;
  const refused = new Set<number>();
  while (true) {
    makePrivateDirectory(serverPlace(directory).directory);
    const home = serverPlace(directory);
    const start = await lockFile(home.startLock, Math.max(0, deadline - Date.now()));
    try {
      const held = start && (await startOrJoin(home, directory, root, request, deadline, refused));
      if (held !== undefined) return held;
    } finally {
      start?.release();
    }
    if (Date.now() > deadline) throw busy(directory);
  }
}

/** @returns undefined when the attempt has to be made again from the beginning. */
async function startOrJoin(
  home: ServerPlace,
  directory: string,
  root: string,
  request: ServerRequest,
  deadline: number,
  refused: Set<number>,
): Promise<HeldServer | undefined> {
  const keeperLock = await joinOrLock(home, directory, request, deadline);
  if (keeperLock === undefined) return undefined;
  if (!('descriptor' in keeperLock)) return keeperLock;
  try {
    settleSwap(currentPlace(directory));
    return await launchServer(hostServer(home, root), keeperLock, request, refused);
  } finally {
    // After a start the keeper has inherited it; ours is closed already then.
    keeperLock.release();
  }
}

/** Joins a server that is there, or waits until the keeper of one that is on its way out has gone. */
async function joinOrLock(
  home: ServerPlace,
  directory: string,
  request: ServerRequest,
  deadline: number,
): Promise<HeldServer | FileLock | undefined> {
  while (existsSync(home.startLock)) {
    const joined = joinServer(currentPlace(directory), request);
    if (joined !== undefined) return joined;
    const lock = await lockFile(home.keeperLock, 100);
    if (lock !== undefined) return once(lock);
    const running = readServerRecord(currentPlace(directory));
    if (Date.now() > deadline || (running && request.tcp && Date.now() > deadline - patience + 5_000)) {
      throw running ? inUse(directory, running) : busy(directory);
    }
  }
  return undefined;
}

/** A lock that may be released more than once: the keeper's start does it, and a failure before that. */
function once(lock: FileLock): FileLock {
  let held = true;
  return {
    descriptor: lock.descriptor,
    release: () => {
      if (held) lock.release();
      held = false;
    },
  };
}

function busy(directory: string): Problem {
  return new Problem({
    code: 'embedded_postgres_busy',
    message: `Another command has been starting or stopping the embedded PostgreSQL for ${patience / 60_000} minutes.`,
    detail: `Directory: ${directory}`,
    hint: 'Wait for it, or end it and run `pnpm db stop`.',
  });
}

function inUse(directory: string, record: ServerRecord): Problem {
  return new Problem({
    code: 'embedded_postgres_in_use',
    message: 'The embedded PostgreSQL is in use by a command that started it without TCP.',
    detail: `Server process ${record.pid} of ${directory} since ${record.startedAt}.`,
    hint: 'Wait until that command has ended, or end it with `pnpm db stop`; then run `pnpm db start` again.',
  });
}
