import { Readable } from 'node:stream';
import { pipeline as pipeStreams } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Wire } from './wire.ts';

/**
 * Sends rows to a `COPY … FROM STDIN`, no faster than the server takes them.
 *
 * @param chunks bytes in the format that the statement names; they may end anywhere. They are read until it is over: none may
 *   be changed before.
 * @returns how many rows the server says that it has taken.
 */
export async function copyIn(
  client: pg.Client,
  wire: Wire,
  sql: string,
  chunks: AsyncIterable<Uint8Array>,
): Promise<number> {
  wire.sending(sql);
  const copy = client.query(copyFrom(sql));
  // A stream that waits for the server does not notice by itself that there is none any more.
  const lost = (error?: Error) => void copy.destroy(error ?? new Error('Connection terminated unexpectedly'));
  client.on('error', lost).on('end', lost);
  try {
    await pipeStreams(Readable.from(chunks, { highWaterMark: 1 }), copy);
  } finally {
    client.off('error', lost).off('end', lost);
  }
  return copy.rowCount;
}
