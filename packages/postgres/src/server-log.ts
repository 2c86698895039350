import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import type { ServerPlace } from './server-place.ts';

/** The server's log, as far as one start is concerned. */
export interface ServerLog {
  readonly path: string;
  readonly descriptor: number;
  /** What was written since the log was opened. */
  written(): string;
  close(): void;
}

const largest = 1024 * 1024;

/** Opens the log for one more start; a large one is set aside, so that at most two are kept. */
export function openLog(place: ServerPlace): ServerLog {
  const size = statSync(place.log, { throwIfNoEntry: false })?.size ?? 0;
  if (size > largest) renameSync(place.log, `${place.log}.old`);
  const start = size > largest ? 0 : size;
  const descriptor = openSync(place.log, 'a+', 0o600);
  return {
    path: place.log,
    descriptor,
    // Through the descriptor: the keeper of a disposable server deletes the directory when the start fails.
    written: () => {
      const buffer = Buffer.alloc(Math.max(0, fstatSync(descriptor).size - start));
      return buffer.toString('utf8', 0, readSync(descriptor, buffer, 0, buffer.length, start));
    },
    close: () => closeSync(descriptor),
  };
}
