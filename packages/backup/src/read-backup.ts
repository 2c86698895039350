import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { Chunk, Manifest } from './manifest.ts';

const decompress = promisify(gunzip);

/** A backup whose files were checked. */
export interface Backup {
  readonly folder: string;
  readonly manifest: Manifest;
}

/** The rows of chunks, one after the other; the next is read while one is taken. */
export async function* linesOf(folder: string, chunks: readonly Chunk[]): AsyncGenerator<Buffer> {
  const read = async (chunk: Chunk | undefined) =>
    chunk === undefined ? undefined : decompress(await readFile(join(folder, chunk.file)));
  let next = read(chunks[0]);
  for (let place = 0; place < chunks.length; place += 1) {
    const lines = await next;
    next = read(chunks[place + 1]);
    // Its failure is met by the next wait.
    next.catch(() => {});
    if (lines !== undefined) yield lines;
  }
}

/** The text of each function as it was applied last, by recorded name. */
export async function readFunctions({ folder, manifest }: Backup): Promise<ReadonlyMap<string, string>> {
  return new Map(JSON.parse(await readText(folder, manifest.functions.file)) as [string, string][]);
}

/** The lines of the fingerprint. */
export async function readFingerprint({ folder, manifest }: Backup): Promise<readonly string[]> {
  return JSON.parse(await readText(folder, manifest.fingerprint.lines.file)) as string[];
}

async function readText(folder: string, file: string): Promise<string> {
  return (await decompress(await readFile(join(folder, file)))).toString('utf8');
}
