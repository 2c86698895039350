import { inspectTarget } from '@erp/backup/database';
import { type Backup, type Manifest, rowsOf } from '@erp/backup/files';
import { readProof } from '@erp/backup/folder';
import { assertCheckoutFits, domainsOf, ledgerOf, restoreBackup } from '@erp/backup/restore';
import type { SchemaDifference } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import { planMigrations } from '@erp/engine/plan';
import { discoverDomains, type Project } from '@erp/engine/project';
import { backupDirectory } from '../backup-directory.ts';
import { type Database, withSession } from '../database.ts';
import { openBackup } from '../find-backup.ts';
import type { Invocation } from '../invocation.ts';
import { count } from '../print-backups.ts';
import { countOf } from '../print-plan.ts';
import { withRunnerLock } from '../runner-lock.ts';
import { showCopyProgress } from '../show-copy-progress.ts';
import { showProgress } from '../show-progress.ts';
import { migrateSession } from './migrate.ts';
import type { RestoreOptions } from './restore.command.ts';

/** `erp restore`: open the backup, check files, checkout and database; restore, compare, migrate on. */
export async function restore(invocation: Invocation, name: string, options: RestoreOptions): Promise<void> {
  const began = performance.now();
  const backup = await openBackup(
    invocation,
    backupDirectory(invocation, options.in),
    name,
    options.identity,
  );
  const { manifest } = backup;
  const project = await discoverDomains(invocation.root);
  assertCheckoutFits(project, manifest);
  // The database of this process from now on, so that no message repeats its password either.
  if (options.into !== undefined) invocation.env.DATABASE_URL = options.into;
  await withSession(invocation, 'restore', async (session, database) => {
    const target = await inspectTarget(session, project, manifest, database.description);
    const only = domainsOf(manifest);
    const pending = planMigrations(project, ledgerOf(manifest), { only }).steps.length;
    const facts = { backup: manifest.name, target, rows: rowsOf(manifest), tables: manifest.tables.length };
    if (options.dryRun === true) {
      if (options.json === true) invocation.json({ ...facts, dryRun: true, pending });
      else invocation.stdout(printDryRun(manifest, database, pending));
      return;
    }
    const difference = await restoreInto(invocation, session, database, { project, backup, options });
    sayDifference(invocation, difference);
    const { batch } = await migrateSession(invocation, session, { only, lockTimeout: options.lockTimeout });
    const seconds = Math.round((performance.now() - began) / 10) / 100;
    if (options.json === true) {
      invocation.json({ ...facts, difference, migratedOn: batch === undefined ? 0 : pending, seconds });
      return;
    }
    const on = batch === undefined ? '' : `, and applied ${countOf(pending, 'step')} that came since`;
    invocation.stdout(
      `Restored ${count(facts.rows)} rows of ${facts.tables} tables from ${manifest.name} into ${database.description}, ${checkOf(backup) === 'rows' ? 'compared' : 'counted'} them${on}, in ${seconds} s.`,
    );
  });
}

async function restoreInto(
  invocation: Invocation,
  session: Session,
  { description }: Database,
  { project, backup, options }: { project: Project; backup: Backup; options: RestoreOptions },
): Promise<SchemaDifference> {
  const { manifest } = backup;
  return withRunnerLock(invocation, session, options.lockTimeout, () => {
    const steps = showProgress(invocation, {
      does: 'Applying',
      steps: new Set(manifest.ledger.map(({ name }) => name)).size,
      again: `pnpm erp restore ${manifest.name}`,
    });
    invocation.whenEnded(
      () =>
        `The database is empty, or marked as one that is being restored. This goes on with it: pnpm erp restore ${manifest.name}`,
    );
    const progress = showCopyProgress(invocation);
    const { jobs } = options;
    const check = checkOf(backup);
    return restoreBackup({ session, description, project, backup, jobs, check, progress, steps });
  });
}

/** The rows of a backup that never was restored are read back. */
function checkOf({ folder }: Backup): 'rows' | 'count' {
  return readProof(folder) === undefined ? 'rows' : 'count';
}

/** The rows are there all the same; whether the schema should be otherwise is for people to say. */
function sayDifference(invocation: Invocation, { missing, extra }: SchemaDifference): void {
  if (missing.length + extra.length === 0) return;
  invocation.stderr(
    '– the schema is not that of the database that was backed up, which was changed by hand:',
  );
  for (const line of missing.slice(0, 5)) invocation.stderr(`  missing  ${line}`);
  for (const line of extra.slice(0, 5)) invocation.stderr(`  extra    ${line}`);
}

function printDryRun(manifest: Manifest, { description }: Database, pending: number): string {
  const steps = new Set(manifest.ledger.map(({ name }) => name)).size;
  const on = pending === 0 ? '' : `, then apply ${countOf(pending, 'step')} that came since`;
  return `Would apply ${countOf(steps, 'step')} to ${description}, load ${count(rowsOf(manifest))} rows of ${manifest.tables.length} tables from ${manifest.name}${on}. All files are whole.`;
}
