import { type Backup, bytesOf, rowsOf, type Seal, sealFor, type Unseal } from '@erp/backup/files';
import type { Proof } from '@erp/backup/folder';
import { takeBackup } from '@erp/backup/take';
import type { Session } from '@erp/engine/connection';
import { discoverDomains, type Project } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import { backupDirectory, noteBackupDirectory } from '../backup-directory.ts';
import { withSession } from '../database.ts';
import { cleanUpWhenEnded } from '../ending.ts';
import { identityFile, readIdentity } from '../find-backup.ts';
import type { Invocation } from '../invocation.ts';
import { backupAsJson, count, size } from '../print-backups.ts';
import { printProven, proveBackup } from '../prove-backup.ts';
import { withRunnerLock } from '../runner-lock.ts';
import { showCopyProgress } from '../show-copy-progress.ts';
import { showWaiting } from '../show-waiting.ts';
import type { BackupOptions } from './backup.command.ts';

/** `erp backup`: discover, look at one moment of the database, copy its rows; then restore them to prove it. */
export async function backup(invocation: Invocation, options: BackupOptions): Promise<void> {
  const began = performance.now();
  const project = await discoverDomains(invocation.root);
  const directory = backupDirectory(invocation, options.to);
  const keys = await keysOf(invocation, options);
  const taken = await withSession(invocation, 'backup', (session) =>
    takeInto(invocation, session, project, { ...options, directory, seal: keys.seal }),
  );
  await noteBackupDirectory(invocation, directory);
  const { folder, manifest } = taken;
  const seconds = Math.round((performance.now() - began) / 10) / 100;
  for (const each of manifest.leftOut) invocation.stderr(`– not in the backup: ${each}`);
  const line = `Backed up ${count(rowsOf(manifest))} rows of ${manifest.tables.length} tables, ${size(bytesOf(manifest))}, in ${seconds} s: ${folder}`;
  if (options.json !== true) invocation.stdout(line);
  const proof =
    options.unverified === true
      ? undefined
      : await proveTaken(invocation, project, { ...taken, unseal: keys.unseal });
  if (options.json === true) invocation.json({ ...backupAsJson(folder, manifest, proof), seconds });
  else if (proof !== undefined) invocation.stdout(printProven(proof));
  if (proof !== undefined && proof.broken.length > 0) process.exitCode = 1;
}

async function takeInto(
  invocation: Invocation,
  session: Session,
  project: Project,
  { directory, jobs, lockTimeout, seal }: BackupOptions & { directory: string; seal: Seal | undefined },
): Promise<Backup> {
  invocation.whenEnded(() => 'No backup was made; what was written of it is removed.');
  return takeBackup(session, project, {
    directory,
    jobs,
    seal,
    progress: showCopyProgress(invocation),
    waits: showWaiting(invocation),
    whileNobodyMigrates: (work) => withRunnerLock(invocation, session, lockTimeout, work),
    whenEnded: cleanUpWhenEnded,
  });
}

/**
 * What encrypts the backup and opens it again; both are looked at before anything is begun.
 *
 * @throws {Problem} `encryption_recipient`, `encryption_identity`, `identity_missing`.
 */
async function keysOf(
  invocation: Invocation,
  { encryptTo, identity, unverified }: BackupOptions,
): Promise<{ readonly seal: Seal | undefined; readonly unseal: Unseal | undefined }> {
  if (encryptTo === undefined) return { seal: undefined, unseal: undefined };
  const seal = await sealFor(encryptTo);
  if (unverified === true) return { seal, unseal: undefined };
  const file = identityFile(invocation, identity);
  if (file !== undefined) {
    const unseal = await readIdentity(file);
    await unseal(await seal(Buffer.from('opens')));
    return { seal, unseal };
  }
  throw new Problem({
    code: 'identity_missing',
    message: 'An encrypted backup is proven by opening it, and no identity was given.',
    hint: 'Nothing was written. --identity FILE, or ERP_BACKUP_IDENTITY; or --unverified, and later: pnpm erp backup verify --identity FILE',
  });
}

/** @throws {Problem} what the restore found, with the word that the backup is there and proven by nothing. */
async function proveTaken(invocation: Invocation, project: Project, backup: Backup): Promise<Proof> {
  try {
    return await proveBackup(invocation, project, backup);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Problem({
      code: error.code,
      message: `${backup.manifest.name} was written and could not be restored: ${error.message}`,
      detail: error.detail,
      hint: error.hint,
      cause: error,
    });
  }
}
