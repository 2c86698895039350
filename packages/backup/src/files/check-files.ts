import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { Problem, throwProblems } from '@erp/kit/problem';
import { type BackupFile, filesOf, type Manifest } from './manifest.ts';

/** Files that are named; the others are counted. */
const SHOWN = 8;

/**
 * Holds the files of a backup to its manifest, byte by byte.
 *
 * @throws {Problem} `backup_file_missing`, `backup_file_damaged`, `backup_file_unknown`; all that are found.
 */
export async function checkFiles(folder: string, manifest: Manifest): Promise<void> {
  const files = filesOf(manifest);
  const missing = files.filter(({ file }) => !existsSync(join(folder, file)));
  const known = new Set(files.map(({ file }) => file));
  const unknown = dataFiles(folder).filter((file) => !known.has(file));
  const damaged: string[] = [];
  for (const file of files) {
    if (missing.includes(file)) continue;
    const fault = await faultOf(folder, file);
    if (fault !== undefined) damaged.push(`${file.file}: ${fault}`);
  }
  const { name } = manifest;
  throwProblems([
    ...found(
      { code: 'backup_file_missing', message: `Files of the backup ${name} are missing` },
      missing.map(({ file }) => file),
    ),
    ...found(
      { code: 'backup_file_damaged', message: `Files of the backup ${name} are not what was written` },
      damaged,
    ),
    ...found(
      { code: 'backup_file_unknown', message: `Files lie in the backup ${name} that it did not write` },
      unknown,
    ),
  ]);
}

async function faultOf(folder: string, { file, bytes, sha256 }: BackupFile): Promise<string | undefined> {
  const path = join(folder, file);
  const { size } = statSync(path);
  if (size !== bytes) return `${size} bytes instead of ${bytes}`;
  const hash = createHash('sha256');
  for await (const part of createReadStream(path)) hash.update(part as Buffer);
  return hash.digest('hex') === sha256 ? undefined : 'its SHA-256 differs';
}

function dataFiles(folder: string): string[] {
  const data = join(folder, 'data');
  if (!existsSync(data)) return [];
  return readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .split(sep)
        .join('/'),
    )
    .sort();
}

function found(
  what: { readonly code: string; readonly message: string },
  files: readonly string[],
): Problem[] {
  if (files.length === 0) return [];
  const more = files.length > SHOWN ? [`and ${files.length - SHOWN} more`] : [];
  return [
    new Problem({
      code: what.code,
      message: `${what.message}: ${files.length}.`,
      detail: [...files.slice(0, SHOWN), ...more].join('\n'),
      hint: 'Nothing was changed. Take a copy of this backup from elsewhere, or another one: pnpm erp backup list',
    }),
  ];
}
