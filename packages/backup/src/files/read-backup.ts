import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Problem } from '@erp/kit/problem';
import type { Unseal } from './encryption.ts';
import type { Chunk, Manifest } from './manifest.ts';

const decompress = promisify(gunzip);

/** A backup whose files were checked. */
export interface Backup {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Decrypts its files. */
  readonly unseal?: Unseal | undefined;
}

/**
 * The rows of chunks, one after the other; the next is read while one is taken.
 *
 * @throws {Problem} `backup_encrypted`, `encryption_identity`.
 */
export async function* linesOf(backup: Backup, chunks: readonly Chunk[]): AsyncGenerator<Buffer> {
  const read = async (chunk: Chunk | undefined) =>
    chunk === undefined ? undefined : readContent(backup, chunk.file);
  let next = read(chunks[0]);
  for (let place = 0; place < chunks.length; place += 1) {
    const lines = await next;
    next = read(chunks[place + 1]);
    // Its failure is met by the next wait.
    next.catch(() => {});
    if (lines !== undefined) yield lines;
  }
}

/** The texts of functions as they were applied, by recorded name, the last one last; older backups have that one alone. */
export async function readFunctions(backup: Backup): Promise<readonly { name: string; text: string }[]> {
  const content = await readContent(backup, backup.manifest.functions.file);
  const texts = JSON.parse(content.toString('utf8')) as [string, string][];
  return texts.map(([name, text]) => ({ name, text }));
}

/** The lines of the fingerprint. */
export async function readFingerprint(backup: Backup): Promise<readonly string[]> {
  const text = await readContent(backup, backup.manifest.fingerprint.lines.file);
  return JSON.parse(text.toString('utf8')) as string[];
}

async function readContent({ folder, manifest, unseal }: Backup, file: string): Promise<Buffer> {
  const bytes = await readFile(join(folder, file));
  if (manifest.encryption === undefined) return decompress(bytes);
  if (unseal !== undefined) return decompress(await unseal(bytes));
  throw new Problem({
    code: 'backup_encrypted',
    message: `${manifest.name} is encrypted.`,
    hint: 'Nothing was changed. Give the file with the identity that opens it: --identity FILE, or ERP_BACKUP_IDENTITY',
  });
}
