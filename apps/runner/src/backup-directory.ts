import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Invocation } from './invocation.ts';

/** The folder of backups: the one that was named, that of ERP_BACKUPS, or one of the checkout that git ignores. */
export function backupDirectory({ root, env }: Invocation, named: string | undefined): string {
  return resolve(named ?? (env.ERP_BACKUPS || join(root, '.erp', 'backups')));
}

/** Notes where a backup was put, so that `erp status` finds it without being told. */
export async function noteBackupDirectory(invocation: Invocation, directory: string): Promise<void> {
  const known = backupDirectories(invocation);
  if (known.includes(directory)) return;
  const file = noteOf(invocation);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.tmp`, `${JSON.stringify([...known, directory], null, 1)}\n`);
  renameSync(`${file}.tmp`, file);
}

/** The folders in which backups of this checkout are looked for. */
export function backupDirectories(invocation: Invocation): string[] {
  return [...new Set([backupDirectory(invocation, undefined), ...readNote(noteOf(invocation))])];
}

function noteOf({ root }: Invocation): string {
  return join(root, '.erp', 'backup-directories.json');
}

function readNote(file: string): string[] {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
  } catch {
    // Nothing was noted, or nothing that can be read: then the folder of the settings is all there is.
    return [];
  }
}
