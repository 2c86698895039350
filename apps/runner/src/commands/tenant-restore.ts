import type { Backup } from '@erp/backup/files';
import { restoreTenant, type TenantRestore } from '@erp/backup/tenant-restore';
import type { Session } from '@erp/engine/connection';
import { assertTenants } from '../assert-tenants.ts';
import { backupDirectory } from '../backup-directory.ts';
import { confirm } from '../confirm.ts';
import { withSession } from '../database.ts';
import { openBackup } from '../find-backup.ts';
import type { Invocation } from '../invocation.ts';
import { count } from '../print-backups.ts';
import { printTenantRestore } from '../print-tenant-restore.ts';
import { withRunnerLock } from '../runner-lock.ts';
import { showCopyProgress } from '../show-copy-progress.ts';
import { showWaiting } from '../show-waiting.ts';
import { withTenantBackup } from '../with-tenant-backup.ts';
import type { TenantRestoreOptions } from './tenant.command.ts';

/** `erp tenant restore`: open the backup, compare, show and ask, bring back, compare. */
export async function restoreOne(
  invocation: Invocation,
  slug: string,
  options: TenantRestoreOptions,
): Promise<void> {
  const began = performance.now();
  const directory = backupDirectory(invocation, options.in);
  const backup = await openBackup(invocation, directory, options.from, options.identity);
  await withSession(invocation, 'tenant restore', async (session) => {
    await assertTenants(session);
    await withTenantBackup(invocation, session, { backup, slug }, async (usable) => {
      const run = restoring(invocation, session, { backup: usable, slug, options });
      const found = await compareAndBringBack(invocation, slug, options, run);
      if (found === undefined) return;
      const seconds = Math.round((performance.now() - began) / 10) / 100;
      if (options.json === true) {
        invocation.json({ ...found, dryRun: false, seconds });
        return;
      }
      if (options.yes === true) show(found, invocation.stderr);
      const { rows, changed } = sums(found);
      invocation.stdout(
        `Brought ${count(rows)} rows of ${slug} back and ${count(changed)} others to what they were, from ${backup.manifest.name}, compared, in ${seconds} s.`,
      );
    });
  });
}

/** @returns what was brought back; undefined for a dry run, which shows what would be. */
async function compareAndBringBack(
  invocation: Invocation,
  slug: string,
  options: TenantRestoreOptions,
  run: (dryRun: boolean) => Promise<TenantRestore>,
): Promise<TenantRestore | undefined> {
  if (options.dryRun === true) {
    const found = await run(true);
    if (options.json === true) invocation.json({ ...found, dryRun: true });
    else show(found, invocation.stdout);
    return undefined;
  }
  if (options.yes !== true) {
    const found = await run(true);
    show(found, invocation.stderr);
    if (chosen(found) > 0) await confirm(invocation, `Bring these rows of ${slug} back?`);
  }
  invocation.whenEnded(() => 'Nothing was changed.');
  return run(false);
}

function show(found: TenantRestore, to: (line: string) => void): void {
  printTenantRestore(found).forEach(to);
}

function restoring(
  invocation: Invocation,
  session: Session,
  given: { readonly backup: Backup; readonly slug: string; readonly options: TenantRestoreOptions },
): (dryRun: boolean) => Promise<TenantRestore> {
  const { backup, slug, options } = given;
  const { only, changed = false, lockTimeout } = options;
  return (dryRun) =>
    withRunnerLock(invocation, session, lockTimeout, () =>
      restoreTenant({
        ...{ session, backup, slug, only, changed, dryRun },
        progress: showCopyProgress(invocation),
        waits: showWaiting(invocation),
      }),
    );
}

function sums({ tables }: TenantRestore): { readonly rows: number; readonly changed: number } {
  return {
    rows: tables.reduce((sum, each) => sum + each.rows, 0),
    changed: tables.reduce((sum, each) => sum + each.changed, 0),
  };
}

function chosen(found: TenantRestore): number {
  const { rows, changed } = sums(found);
  return rows + changed;
}
