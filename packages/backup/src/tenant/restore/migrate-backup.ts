import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import type { Project } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import { installLedger, installRecorded } from '@erp/scratch/install';
import type { CopyProgress } from '../../database/progress.ts';
import { sealForThisProcess } from '../../files/encryption.ts';
import type { Manifest } from '../../files/manifest.ts';
import { type Backup, readFunctions } from '../../files/read-backup.ts';
import { ledgerOf, restoreBackup } from '../../restore/restore-backup.ts';
import { takeBackup } from '../../take/take-backup.ts';
import { firstOf, ledgersApart } from '../import-checks.ts';
import { importTenant } from '../import-tenant.ts';
import { selectTenant } from '../select-tenant.ts';
import { tenantIn } from './load-then.ts';

/** What an older backup is brought to the schema of a database with. */
export interface MigrateRun {
  /** On an empty database, for nobody else. */
  readonly scratch: Session;
  readonly project: Project;
  readonly backup: Backup;
  readonly slug: string;
  /** The database whose migrations, in its order, are to be applied; only read. */
  readonly live: Session;
  /** Where the archive goes. */
  readonly directory: string;
  readonly progress: CopyProgress;
}

/**
 * Whether a backup, or an archive, was taken before migrations came that a database has.
 *
 * @throws {Problem} `tenant_backup_newer` when it has some that the database has not.
 */
export async function isOlder(session: Session, manifest: Manifest): Promise<boolean> {
  const { notHere, notThere } = await ledgersApart(session, manifest);
  if (notHere.length === 0) return notThere.length > 0;
  throw new Problem({
    code: 'tenant_backup_newer',
    message: `${manifest.name} has ${notHere.length} migrations that were not applied to this database.`,
    detail: firstOf(notHere),
    hint: 'Nothing was changed. pnpm migrate applies them, with a checkout that has them; then the same command. pnpm erp backup list shows older backups.',
  });
}

/**
 * Makes of a backup, or of an archive, that was taken before migrations came an archive of a tenant as these migrations
 * leave its rows: restores it into a scratch database, migrates on there to the ledger of a database, and exports.
 *
 * Its rows are encrypted with a key that only this process has, so a kill leaves nothing that can be read.
 *
 * @returns the archive, under the name and with the moment of the backup.
 * @throws {Problem} `tenant_not_in_backup`; what `restoreBackup`, `importTenant` and `takeBackup` throw.
 */
export async function migrateBackup(run: MigrateRun): Promise<Backup> {
  const { scratch, project, backup, slug, live, directory, progress } = run;
  const { manifest } = backup;
  await tenantIn(backup, slug);
  if (manifest.tenant === undefined) {
    const description = 'the scratch database';
    await restoreBackup({ session: scratch, description, project, backup, progress });
  } else {
    const functions = await readFunctions(backup);
    await installLedger(scratch, project, { ledger: ledgerOf(manifest), functions });
    await importTenant({ session: scratch, archive: backup, progress, waits() {} });
  }
  progress.stage('Migrating to the state of the database …');
  await installRecorded(scratch, project, { live, ledger: await readLedger(live) });
  const { seal, unseal } = await sealForThisProcess();
  const archive = await takeBackup(scratch, project, {
    ...{ directory, jobs: 1, progress, seal },
    select: (snapshot) => selectTenant(scratch, snapshot, slug),
  });
  const { name, takenAt } = manifest;
  return { ...archive, unseal, manifest: { ...archive.manifest, name, takenAt } };
}
