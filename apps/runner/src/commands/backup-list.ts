import { readBackupFolder } from '@erp/backup/folder';
import { backupDirectory } from '../backup-directory.ts';
import type { Invocation } from '../invocation.ts';
import { foundAsJson, printBackups } from '../print-backups.ts';
import type { BackupListOptions } from './backup.command.ts';

/** `erp backup list`: read the folder, show what lies there. Asks no database. */
export async function listBackups(invocation: Invocation, options: BackupListOptions): Promise<void> {
  const directory = backupDirectory(invocation, options.in);
  const { backups, unfinished } = readBackupFolder(directory);
  if (options.json === true) {
    invocation.json({ directory, backups: backups.map(foundAsJson), unfinished });
    return;
  }
  if (backups.length === 0)
    invocation.stdout(`No backup lies in ${directory}. The first one: pnpm erp backup`);
  else for (const line of printBackups(backups)) invocation.stdout(line);
  for (const name of unfinished)
    invocation.stderr(`unfinished: ${name}; the next pnpm erp backup removes what no run is at any more`);
}
