import {
  choosePrunable,
  type FoundBackup,
  type Prunable,
  readBackupFolder,
  readProof,
  removeBackup,
} from '@erp/backup/folder';
import { Problem } from '@erp/kit/problem';
import { backupDirectory } from '../backup-directory.ts';
import { confirm } from '../confirm.ts';
import type { Invocation } from '../invocation.ts';
import { printBackups } from '../print-backups.ts';
import { countOf } from '../print-plan.ts';
import type { BackupPruneOptions } from './backup.command.ts';

/** `erp backup prune`: read the folder, choose what may go, ask, remove. What cannot be read is left to people. */
export async function pruneBackups(invocation: Invocation, options: BackupPruneOptions): Promise<void> {
  const directory = backupDirectory(invocation, options.in);
  const { backups } = readBackupFolder(directory);
  const chosen = choosePrunable(backups.flatMap(asPrunable), options.keep).map(({ backup }) => backup);
  const kept = backups.filter((backup) => !chosen.includes(backup)).map(({ name }) => name);
  if (options.dryRun !== true && chosen.length > 0) {
    for (const line of printBackups(chosen)) invocation.stderr(line);
    if (options.yes !== true)
      await confirm(invocation, `Remove ${countOf(chosen.length, 'backup')} from ${directory}?`);
    for (const backup of chosen) await removeBackup(backup);
  }
  const names = chosen.map(({ name }) => name);
  if (options.json === true) {
    invocation.json({ directory, removed: options.dryRun === true ? [] : names, found: names, kept });
  } else if (names.length === 0) {
    invocation.stdout(`Nothing to do: all ${countOf(kept.length, 'backup')} in ${directory} are to be kept.`);
  } else {
    const done = options.dryRun === true ? 'Would remove' : 'Removed';
    invocation.stdout(
      `${done} ${countOf(names.length, 'backup')}: ${names.join(', ')}. Kept: ${kept.length}.`,
    );
  }
}

function asPrunable(backup: FoundBackup): (Prunable & { readonly backup: FoundBackup })[] {
  const { manifest, name, folder } = backup;
  if (manifest instanceof Problem) return [];
  const { takenAt, database, system } = manifest;
  const proven = readProof(folder) !== undefined;
  return [{ backup, name, database: `${system} ${database}`, takenAt, proven }];
}
