import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createCluster } from './cluster.ts';
import type { FileLock } from './file-lock.ts';
import { findFreePort, rememberPort } from './free-port.ts';
import { giveFilesTo, giveTo, giveTreeTo } from './hand-over.ts';
import type { HeldServer, ServerRequest } from './join-server.ts';
import { startKeeper } from './keeper.ts';
import { createLeasePipe, filesOfLease, type Lease, leaseOf } from './lease.ts';
import { programEnvironment } from './platform-package.ts';
import { stopPostmaster } from './postmaster.ts';
import { serverArguments } from './server-configuration.ts';
import type { ServerHost } from './server-identity.ts';
import { openLog, type ServerLog } from './server-log.ts';
import type { ServerPlace } from './server-place.ts';
import { readServerRecord, writeServerRecord } from './server-record.ts';
import { makeSocketDirectory, removeSocketDirectory } from './socket-directory.ts';
import {
  explainStartFailure,
  explainUnreached,
  isMomentUnreached,
  isPortTaken,
  isStillClosing,
} from './start-failure.ts';
import { forgetSwap, readSwap, takeBack } from './swap-data.ts';
import { untilReady } from './until-ready.ts';

/**
 * Starts the server with the keeper's lock in hand: tidies up after an accident, makes the data directory if there
 * is none, hands everything to a keeper and waits until connections are taken.
 *
 * @returns undefined when the start has to be tried again.
 * @throws a `Problem` that says why the server cannot start.
 */
export async function launchServer(
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
  const walArchive = existsSync(place.archive) ? join(place.archive, 'wal') : undefined;
  giveTreeTo(identity, place.archive);
  const options = { ...request, sockets, port, walArchive };
  const keeper = startKeeper({
    identity,
    command: [programs.postgres, ...serverArguments(place.data, options)],
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
    forgetSwap(place);
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
  const swap = readSwap(place);
  if (swap !== undefined && isMomentUnreached(said)) {
    takeBack(place, swap);
    throw explainUnreached(swap, said);
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
  if (record !== undefined) for (const name of filesOfLease(record.lease)) rmSync(name, { force: true });
  rmSync(place.record, { force: true });
  mkdirSync(place.directory, { recursive: true, mode: 0o700 });
}
