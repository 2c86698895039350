import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type Backup,
  checkFiles,
  MANIFEST,
  readFunctions,
  readManifest,
  type Unseal,
  unsealWith,
} from '@erp/backup/files';
import { readBackupFolder } from '@erp/backup/folder';
import { didYouMean } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import type { Invocation } from './invocation.ts';

/**
 * Opens a backup by its name in a folder of backups, or by its path, and holds its files to what was written.
 *
 * @param identity file with what opens it, if it is encrypted.
 * @throws {Problem} `backup_not_found`, `backup_encrypted`, `encryption_identity`, and what is wrong with its files.
 */
export async function openBackup(
  invocation: Invocation,
  directory: string,
  nameOrPath: string,
  identity: string | undefined,
): Promise<Backup> {
  const folder = folderOf(directory, nameOrPath);
  const manifest = readManifest(folder);
  invocation.stage('Checking the files of the backup …');
  await checkFiles(folder, manifest);
  const file = identityFile(invocation, identity);
  const backup = { folder, manifest, unseal: file === undefined ? undefined : await readIdentity(file) };
  // A key that is missing or does not fit shows here, before anything is begun.
  await readFunctions(backup);
  return backup;
}

/** The file with the identity that opens encrypted backups: the one that was named, or that of ERP_BACKUP_IDENTITY. */
export function identityFile({ env }: Invocation, named: string | undefined): string | undefined {
  return named ?? (env.ERP_BACKUP_IDENTITY || undefined);
}

/** @throws {Problem} `encryption_identity`. */
export async function readIdentity(file: string): Promise<Unseal> {
  try {
    return await unsealWith(readFileSync(file, 'utf8'), file);
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem({
      code: 'encryption_identity',
      message: `${file} cannot be read: ${(error as Error).message}`,
      hint: 'Nothing was changed. Give the file with the identity: --identity FILE, or ERP_BACKUP_IDENTITY',
      cause: error,
    });
  }
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
