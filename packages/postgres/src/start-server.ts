import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '@erp/kit/problem';
import { createCluster } from './cluster.ts';
import { type FileLock, lockFile } from './file-lock.ts';
import { findFreePort, rememberPort } from './free-port.ts';
import { giveFilesTo, giveTo } from './hand-over.ts';
import { joinServer, type ServerRequest } from './join-server.ts';
import { startKeeper } from './keeper.ts';
import { createLeasePipe, type Lease, leaseOf } from './lease.ts';
import { platformRoot, programEnvironment } from './platform-package.ts';
import { stopPostmaster } from './postmaster.ts';
import { serverArguments } from './server-configuration.ts';
import { hostServer, type ServerHost } from './server-identity.ts';
import { openLog, type ServerLog } from './server-log.ts';
import { currentPlace, makePrivateDirectory, type ServerPlace, serverPlace } from './server-place.ts';
import { readServerRecord, type ServerRecord, writeServerRecord } from './server-record.ts';
import { makeSocketDirectory, removeSocketDirectory } from './socket-directory.ts';
import { explainStartFailure, isPortTaken, isStillClosing } from './start-failure.ts';
import { untilReady } from './until-ready.ts';

/** A share in a running server. */
export interface HeldServer {
  readonly place: ServerPlace;
  readonly record: ServerRecord;
  readonly lease: Lease;
}

/** How long a start waits for other commands on the same server. */
const patience = 60_000;

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
    return await start(hostServer(home, root), keeperLock, request, refused);
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

async function start(
  host: ServerHost,
  lock: FileLock,
  request: ServerRequest,
  refused: Set<number>,
): Promise<HeldServer | undefined> {
  await clearLeftovers(host.place);
  createCluster(host.place, host.programs, host.identity, request.fast);
  const sockets = makeSocketDirectory();
  const log = openLog(host.place);
  try {
    giveTo(host.identity, sockets);
    return await launch(host, lock, request, refused, sockets, log);
  } catch (error) {
    removeSocketDirectory(sockets);
    throw error;
  } finally {
    log.close();
  }
}

async function launch(
  { place, identity, programs }: ServerHost,
  lock: FileLock,
  request: ServerRequest,
  refused: Set<number>,
  sockets: string,
  log: ServerLog,
): Promise<HeldServer | undefined> {
  const port = request.tcp ? await findFreePort(place, refused) : 5432;
  const lease = join(place.directory, `lease.${Date.now().toString(36)}.${process.pid}`);
  const pipe = createLeasePipe(lease);
  const held = leaseOf(lease, pipe.writer);
  const keeper = startKeeper({
    identity,
    command: [programs.postgres, ...serverArguments(place.data, { ...request, sockets, port })],
    environment: programEnvironment(programs),
    pipe,
    lease,
    lock,
    sockets,
    record: place.record,
    log: log.descriptor,
    stay: request.stay,
    discard: request.discard ? place.directory : undefined,
  });
  try {
    const pid = await untilReady(place, keeper, log);
    if (pid === undefined) return await tryAgain(place, log, port, request, refused, held);
    const { stay, tcp } = request;
    const record = { pid, lease, sockets, port, tcp, stay, startedAt: new Date().toISOString() };
    writeServerRecord(place, record);
    if (tcp) rememberPort(place, port);
    giveFilesTo(identity, place.directory);
    return { place, record, lease: held };
  } catch (error) {
    held.release();
    throw error;
  }
}

/** The server ended during its start. Some reasons pass or can be avoided; the others are a `Problem`. */
async function tryAgain(
  place: ServerPlace,
  log: ServerLog,
  port: number,
  request: ServerRequest,
  refused: Set<number>,
  held: Lease,
): Promise<undefined> {
  held.release();
  const said = log.written();
  if (request.tcp && isPortTaken(said) && refused.size < 20) {
    refused.add(port);
    return undefined;
  }
  // The processes of a server that was killed need a moment to notice it.
  if (isStillClosing(said)) {
    await sleep(200);
    return undefined;
  }
  throw explainStartFailure(place, said);
}

/** With the keeper's lock in hand nobody looks after what is left of an earlier start. */
async function clearLeftovers(place: ServerPlace): Promise<void> {
  await stopPostmaster(place.data);
  // Whatever process this file names now, it is not a server of this directory.
  rmSync(join(place.data, 'postmaster.pid'), { force: true });
  const record = readServerRecord(place);
  removeSocketDirectory(record?.sockets);
  if (record !== undefined)
    for (const name of [record.lease, `${record.lease}.closed`]) rmSync(name, { force: true });
  rmSync(place.record, { force: true });
  mkdirSync(place.directory, { recursive: true, mode: 0o700 });
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
    message: `Another command has been starting or stopping the embedded PostgreSQL for ${patience / 1000} seconds.`,
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
