import { bytesOf, rowsOf } from '@erp/backup/manifest';
import type { Backup } from '@erp/backup/read-backup';
import { takeBackup } from '@erp/backup/take-backup';
import type { Session } from '@erp/engine/connection';
import { discoverDomains, type Project } from '@erp/engine/project';
import { backupDirectory } from '../backup-directory.ts';
import { withSession } from '../database.ts';
import { cleanUpWhenEnded } from '../ending.ts';
import type { Invocation } from '../invocation.ts';
import { backupAsJson, count, size } from '../print-backups.ts';
import { withRunnerLock } from '../runner-lock.ts';
import { showCopyProgress } from '../show-copy-progress.ts';
import { showWaiting } from '../show-waiting.ts';
import type { BackupOptions } from './backup.command.ts';

/** `erp backup`: discover, look at one moment of the database, copy its rows. */
export async function backup(invocation: Invocation, options: BackupOptions): Promise<void> {
  const began = performance.now();
  const project = await discoverDomains(invocation.root);
  const taken = await withSession(invocation, 'backup', (session) =>
    takeInto(invocation, session, project, options),
  );
  const { folder, manifest } = taken;
  for (const each of manifest.leftOut) invocation.stderr(`– not in the backup: ${each}`);
  if (options.json === true) {
    invocation.json({ ...backupAsJson(folder, manifest, undefined), seconds: secondsSince(began) });
    return;
  }
  invocation.stdout(
    `Backed up ${count(rowsOf(manifest))} rows of ${manifest.tables.length} tables, ${size(bytesOf(manifest))}, in ${secondsSince(began)} s: ${folder}`,
  );
}

async function takeInto(
  invocation: Invocation,
  session: Session,
  project: Project,
  { to, jobs, lockTimeout }: BackupOptions,
): Promise<Backup> {
  invocation.whenEnded(() => 'No backup was made; what was written of it is removed.');
  return takeBackup(session, project, {
    directory: backupDirectory(invocation, to),
    jobs,
    progress: showCopyProgress(invocation),
    waits: showWaiting(invocation),
    whileNobodyMigrates: (work) => withRunnerLock(invocation, session, lockTimeout, work),
    whenEnded: cleanUpWhenEnded,
  });
}

function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 10) / 100;
}
