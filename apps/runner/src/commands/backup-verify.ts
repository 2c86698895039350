import { readBackupFolder } from '@erp/backup/folder';
import { discoverDomains } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import { backupDirectory } from '../backup-directory.ts';
import { openBackup } from '../find-backup.ts';
import type { Invocation } from '../invocation.ts';
import { backupAsJson } from '../print-backups.ts';
import { printProven, proveBackup } from '../prove-backup.ts';
import type { BackupVerifyOptions } from './backup.command.ts';

/** `erp backup verify`: open a backup, restore it on a scratch server, compare, keep the proof beside it. */
export async function verify(
  invocation: Invocation,
  name: string | undefined,
  options: BackupVerifyOptions,
): Promise<void> {
  const directory = backupDirectory(invocation, options.in);
  const project = await discoverDomains(invocation.root);
  const backup = await openBackup(invocation, directory, name ?? newestIn(directory), options.identity);
  const proof = await proveBackup(invocation, project, backup);
  if (options.json === true) invocation.json(backupAsJson(backup.folder, backup.manifest, proof));
  else invocation.stdout(`${backup.manifest.name}\n${printProven(proof)}`);
  if (proof.broken.length > 0) process.exitCode = 1;
}

function newestIn(directory: string): string {
  const newest = readBackupFolder(directory).backups[0];
  if (newest !== undefined) return newest.name;
  throw new Problem({
    code: 'backup_not_found',
    message: `No backup lies in ${directory}.`,
    hint: 'pnpm erp backup takes one; --in or ERP_BACKUPS names another folder.',
  });
}
