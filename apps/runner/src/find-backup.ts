import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readBackupFolder } from '@erp/backup/backup-folder';
import { checkFiles } from '@erp/backup/check-files';
import { MANIFEST, readManifest } from '@erp/backup/manifest';
import type { Backup } from '@erp/backup/read-backup';
import { didYouMean } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import type { Invocation } from './invocation.ts';

/**
 * Opens a backup by its name in a folder of backups, or by its path, and holds its files to what was written.
 *
 * @throws {Problem} `backup_not_found`, and what is wrong with its files.
 */
export async function openBackup(
  invocation: Invocation,
  directory: string,
  nameOrPath: string,
): Promise<Backup> {
  const folder = folderOf(directory, nameOrPath);
  const manifest = readManifest(folder);
  invocation.stage('Checking the files of the backup …');
  await checkFiles(folder, manifest);
  return { folder, manifest };
}

function folderOf(directory: string, nameOrPath: string): string {
  const inside = join(directory, nameOrPath);
  if (existsSync(join(inside, MANIFEST))) return inside;
  const path = resolve(nameOrPath);
  if (existsSync(path)) return path;
  const names = readBackupFolder(directory).backups.map(({ name }) => name);
  throw new Problem({
    code: 'backup_not_found',
    message: `${nameOrPath}: no such backup lies in ${directory}, and it is no path of one.`,
    detail: `There are: ${names.join(', ') || 'none'}.`,
    hint: `${didYouMean(nameOrPath, names)}pnpm erp backup list shows them; ERP_BACKUPS names another folder.`,
  });
}
