import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Problem } from '@erp/kit/problem';
import { database, superuser } from './cluster.ts';
import { type ConnectionSettings, connectionUrl } from './connection.ts';
import { explainDiskFull } from './disk-full.ts';
import { type HeldServer, joinServer, type ServerRequest } from './join-server.ts';
import { isGoing } from './lease.ts';
import { LONGEST_STOP, livePostmaster, readPostmasterFile } from './postmaster.ts';
import {
  currentPlace,
  makePrivateDirectory,
  readPassword,
  type ServerPlace,
  serverPlace,
} from './server-place.ts';
import { readServerRecord, type ServerRecord } from './server-record.ts';
import { stopServer } from './stop-server.ts';

/** A running embedded server and our share in it. */
export interface EmbeddedServer {
  /** The unix socket, the superuser, the database `erp`. */
  readonly settings: ConnectionSettings;
  /** Gives our share back; the last one out stops the server. May be called more than once. */
  close(): Promise<void>;
}

/** What `openEmbedded` can be asked for. */
export interface EmbeddedOptions {
  readonly directory: string;
  /** Listen on 127.0.0.1 as well. */
  readonly tcp?: boolean;
  /** For data that nobody will miss: faster, and lost when the machine stops. */
  readonly fast?: boolean;
  /** Delete the directory when the last share is given back. */
  readonly discard?: boolean;
  readonly maxConnections?: number;
}

/** What is known about the server of a directory. */
export interface EmbeddedStatus {
  /** `absent`: there is no data yet. */
  readonly state: 'absent' | 'stopped' | 'starting' | 'running';
  readonly directory: string;
  readonly log: string;
  readonly pid?: number;
  readonly startedAt?: string;
  /** Whether it stays until `pnpm db stop`. */
  readonly stays?: boolean;
  /** The unix socket; password included. */
  readonly settings?: ConnectionSettings;
  /** With the password; only when it listens on TCP. */
  readonly databaseUrl?: string;
}

/** Where the embedded server of a checkout keeps its data. */
export function embeddedDirectory(root: string): string {
  return join(root, '.erp', 'postgres');
}

/**
 * Joins the server of a directory; starts it when it does not run, and makes its data directory when there is none.
 *
 * The share lasts until `close` or until the process ends, in whatever way.
 *
 * @throws a `Problem` when the platform, the user, the disk or the directory does not allow it.
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const { tcp = false, fast = false, discard = false, maxConnections = 100 } = options;
  const held = await hold(options.directory, { tcp, fast, discard, maxConnections, stay: false });
  const settings = socketSettings(held.place, held.record);
  let closing: Promise<void> | undefined;
  return {
    settings,
    close: () => {
      closing ??= giveBack(held);
      return closing;
    },
  };
}

/** Starts the server with TCP and leaves it running for programs of your choice, until `stopEmbedded`. */
export async function startEmbedded(options: { readonly directory: string }): Promise<EmbeddedStatus> {
  const request = { tcp: true, stay: true, fast: false, discard: false, maxConnections: 100 };
  const held = await hold(options.directory, request);
  held.lease.release();
  return embeddedStatus(options);
}

/**
 * Stops the server, whoever uses it; unfinished transactions are rolled back.
 *
 * @returns whether one was running.
 */
export async function stopEmbedded(options: { readonly directory: string }): Promise<boolean> {
  return explained(options.directory, () => stopServer(options.directory));
}

/** Stops the server and deletes its data, its archive and its password. The next start begins with an empty database. */
export async function resetEmbedded(options: { readonly directory: string }): Promise<void> {
  await explained(options.directory, () =>
    stopServer(options.directory, (place) => {
      for (const path of [place.swap, place.data, place.unfinished, place.archive, place.password]) {
        rmSync(path, { recursive: true, force: true });
      }
    }),
  );
}

/** Looks at the server without joining or starting it. */
export async function embeddedStatus(options: { readonly directory: string }): Promise<EmbeddedStatus> {
  return explained(options.directory, async () => {
    const place = currentPlace(options.directory);
    const files = { directory: place.directory, log: place.log };
    // In a restore that was killed, the data may be away: the next start puts it back.
    if (!existsSync(place.data)) return { ...files, state: existsSync(place.swap) ? 'stopped' : 'absent' };
    const pid = livePostmaster(place.data);
    if (pid === undefined) return { ...files, state: 'stopped' };
    const record = readServerRecord(place);
    if (record?.pid !== pid || !readPostmasterFile(place.data)?.ready)
      return { ...files, state: 'starting', pid };
    const { startedAt, stay } = record;
    const url = record.tcp ? { databaseUrl: databaseUrl(place, record) } : {};
    const settings = socketSettings(place, record);
    return { ...files, state: 'running', pid, startedAt, stays: stay, settings, ...url };
  });
}

async function hold(directory: string, request: ServerRequest): Promise<HeldServer> {
  return explained(directory, async () => {
    const joined = joinServer(currentPlace(directory), request);
    if (joined !== undefined) return joined;
    // Most commands find a server that runs, and then need nothing of what starts one.
    const { startServer } = await import('./start-server.ts');
    return startServer(directory, request);
  });
}

function socketSettings(place: ServerPlace, record: ServerRecord): ConnectionSettings {
  const password = readPassword(place);
  return {
    host: record.sockets,
    port: record.port,
    user: superuser,
    ...(password === undefined ? {} : { password }),
    database,
    ssl: false,
  };
}

function databaseUrl(place: ServerPlace, record: ServerRecord): string {
  return connectionUrl({ ...socketSettings(place, record), host: '127.0.0.1' });
}

/** Gives the share back, and if it was the last one waits for the server's end, so that no data is in flight. */
async function giveBack({ lease, record }: HeldServer): Promise<void> {
  lease.release();
  if (record.stay) return;
  const deadline = Date.now() + LONGEST_STOP;
  // The keeper takes the name away when nobody else holds the server.
  while (existsSync(lease.path) && isGoing(lease.path) && Date.now() < deadline) await sleep(3);
  while (existsSync(`${lease.path}.closed`) && Date.now() < deadline) await sleep(3);
}

/** Turns what the system refuses into a `Problem`. */
async function explained<Result>(directory: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem || !(error instanceof Error)) throw error;
    const { code = '' } = error as NodeJS.ErrnoException;
    const full = code === 'ENOSPC' || code === 'EDQUOT' ? explainDiskFull(directory, code, error) : undefined;
    if (full !== undefined) throw full;
    if (code !== 'EACCES' && code !== 'EPERM' && code !== 'EROFS') throw error;
    // Says so when the reason is that the directory is somebody else's.
    if (existsSync(directory)) makePrivateDirectory(serverPlace(directory).directory);
    throw new Problem({
      code: 'directory_not_writable',
      message: `The embedded PostgreSQL cannot use ${directory} (${code}).`,
      detail: error.message,
      hint: 'Make the directory writable for this user, or set DATABASE_URL to a PostgreSQL server of your own.',
      cause: error,
    });
  }
}
