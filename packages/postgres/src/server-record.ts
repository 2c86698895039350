import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { ServerPlace } from './server-place.ts';

/** What a running server's starter wrote down for those who join. */
export interface ServerRecord {
  readonly pid: number;
  readonly lease: string;
  /** Directory of the unix socket. */
  readonly sockets: string;
  readonly port: number;
  /** Whether the server listens on 127.0.0.1 too. */
  readonly tcp: boolean;
  /** Whether `erp db start` started it: it stays when nobody holds it. */
  readonly stay: boolean;
  readonly startedAt: string;
}

/** Reads the record; undefined when there is none. A record alone does not mean that the server still runs. */
export function readServerRecord(place: ServerPlace): ServerRecord | undefined {
  try {
    return JSON.parse(readFileSync(place.record, 'utf8')) as ServerRecord;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Writes the record so that a reader sees all of it or none. */
export function writeServerRecord(place: ServerPlace, record: ServerRecord): void {
  const fresh = `${place.record}.${process.pid}`;
  writeFileSync(fresh, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(fresh, place.record);
}
