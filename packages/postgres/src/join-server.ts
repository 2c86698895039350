import { takeLease } from './lease.ts';
import type { ServerPlace } from './server-place.ts';
import { readServerRecord } from './server-record.ts';
import type { HeldServer } from './start-server.ts';

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

/**
 * Takes a share in the server of a place: two files read and a pipe opened, no process, no connection.
 *
 * @returns undefined when none runs, or when it does not offer what is asked for.
 */
export function joinServer(place: ServerPlace, request: ServerRequest): HeldServer | undefined {
  const record = readServerRecord(place);
  if (record === undefined || (request.tcp && !record.tcp) || (request.stay && !record.stay))
    return undefined;
  const lease = takeLease(record.lease);
  return lease && { place, record, lease };
}
