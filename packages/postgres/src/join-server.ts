import { type Lease, takeLease } from './lease.ts';
import { livePostmaster } from './postmaster.ts';
import type { ServerPlace } from './server-place.ts';
import { readServerRecord, type ServerRecord } from './server-record.ts';

/** What a caller wants of the server. */
export interface ServerRequest {
  /** Listen on 127.0.0.1 too. */
  readonly tcp: boolean;
  /** Stay when nobody holds it. */
  readonly stay: boolean;
  /** Nothing is forced to disk. */
  readonly fast: boolean;
  /** Delete the directory afterwards. */
  readonly discard: boolean;
  readonly maxConnections: number;
}

/** A share in a running server. */
export interface HeldServer {
  readonly place: ServerPlace;
  readonly record: ServerRecord;
  readonly lease: Lease;
}

/**
 * Takes a share in the server of a place: a few files read and a pipe opened, no connection.
 *
 * @returns undefined when none runs, or when it does not offer what is asked for.
 */
export function joinServer(place: ServerPlace, request: ServerRequest): HeldServer | undefined {
  const record = readServerRecord(place);
  if (record === undefined || (request.tcp && !record.tcp) || (request.stay && !record.stay))
    return undefined;
  const lease = takeLease(record.lease);
  if (lease === undefined) return undefined;
  // A server that has just been killed has a keeper for some milliseconds more.
  if (livePostmaster(place.data) === record.pid) return { place, record, lease };
  lease.release();
  return undefined;
}
