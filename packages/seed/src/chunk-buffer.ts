import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Chunk } from './chunk.ts';

/** Chunks that were made ahead, first in, first out: the bytes of a few in memory, those of the others in a file. */
export interface ChunkBuffer {
  /** Whether there is room for another one. */
  readonly hasRoom: boolean;
  readonly isEmpty: boolean;
  push(chunk: Chunk): void;
  /** Takes out the oldest. To be called only when there is one. */
  shift(): Chunk;
  close(): void;
}

/** Bytes that are kept in memory: some tables of a small demo. */
const IN_MEMORY = 4 << 20;

/** Bytes that are kept in the file, which is written from its beginning again whenever all of it has been read. */
const IN_FILE = 256 << 20;

type Entry = Chunk | { readonly at: number; readonly length: number; readonly rows: number };

/** How much a buffer holds, and where its file is made. */
export interface BufferSize {
  readonly inMemory: number;
  readonly inFile: number;
  readonly directory: string;
}

/** Opens a buffer; it makes its file when memory does not suffice for the first time. */
export function openChunkBuffer({
  inMemory = IN_MEMORY,
  inFile = IN_FILE,
  directory = tmpdir(),
}: Partial<BufferSize> = {}): ChunkBuffer {
  const entries: Entry[] = [];
  let bytes = 0;
  let file: number | undefined;
  let fileRoom = inFile;
  /** Where the next chunk goes in the file, and how many lie there. */
  let end = 0;
  let spilled = 0;

  function spill({ bytes: data, rows }: Chunk): boolean {
    try {
      file ??= openUnnamed(directory);
      for (let done = 0; done < data.length; )
        done += writeSync(file, data, done, data.length - done, end + done);
    } catch {
      // No folder to write to, or no room in it: then no more is made ahead than memory holds.
      fileRoom = 0;
      return false;
    }
    entries.push({ at: end, length: data.length, rows });
    end += data.length;
    spilled += 1;
    return true;
  }

  return {
    get hasRoom() {
      return bytes < inMemory || end < fileRoom;
    },
    get isEmpty() {
      return entries.length === 0;
    },
    push(chunk) {
      if (bytes >= inMemory && end < fileRoom && spill(chunk)) return;
      entries.push(chunk);
      bytes += chunk.bytes.length;
    },
    shift() {
      const entry = entries.shift() as Entry;
      if ('bytes' in entry) {
        bytes -= entry.bytes.length;
        return entry;
      }
      const data = Buffer.allocUnsafeSlow(entry.length);
      for (let done = 0; done < data.length; )
        done += readSync(file as number, data, done, data.length - done, entry.at + done);
      spilled -= 1;
      if (spilled === 0) end = 0;
      return { bytes: data, rows: entry.rows };
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}

/** Opens a file that nobody else can read, and that is gone with this process however it ends. */
function openUnnamed(directory: string): number {
  const path = join(directory, `erp-seed-${randomUUID()}`);
  const file = openSync(path, 'wx+', 0o600);
  unlinkSync(path);
  return file;
}
