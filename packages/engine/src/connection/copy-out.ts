import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { Wire } from './wire.ts';

/**
 * Reads the rows of a `COPY … TO STDOUT`, no faster than they are taken.
 *
 * @returns bytes in the format that the statement names; they may end anywhere.
 */
export async function* copyOut(client: pg.Client, wire: Wire, sql: string): AsyncIterable<Uint8Array> {
  wire.sending(sql);
  const copy = client.query(copyTo(sql));
  // A stream that waits for the server does not notice by itself that there is none any more.
  const lost = (error?: Error) => void copy.destroy(error ?? new Error('Connection terminated unexpectedly'));
  client.on('error', lost).on('end', lost);
  try {
    for await (const chunk of copy) yield chunk as Uint8Array;
  } finally {
    client.off('error', lost).off('end', lost);
  }
}
