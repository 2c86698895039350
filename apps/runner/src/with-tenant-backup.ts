import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import type { Backup } from '@erp/backup/files';
import { removeAbandoned } from '@erp/backup/folder';
import { isOlder, migrateBackup } from '@erp/backup/tenant-restore';
import type { Session } from '@erp/engine/connection';
import { discoverDomains } from '@erp/engine/project';
import { cleanUpWhenEnded } from './ending.ts';
import type { Invocation } from './invocation.ts';
import { withRestoreServer } from './restore-server.ts';
import { showCopyProgress } from './show-copy-progress.ts';

/**
 * Gives the work a backup whose rows of a tenant have the form of a database: the backup itself, or, where it was taken
 * before migrations came, an archive that a scratch server made of it, and that is gone afterwards. What a killed run has
 * left of one is taken away first.
 *
 * @throws {Problem} `tenant_backup_newer`, and what stands in the way of restoring it.
 */
export async function withTenantBackup<Result>(
  invocation: Invocation,
  live: Session,
  { backup, slug }: { readonly backup: Backup; readonly slug: string },
  work: (backup: Backup) => Promise<Result>,
): Promise<Result> {
  const home = join(invocation.root, '.erp');
  await removeAbandoned(home);
  if (!(await isOlder(live, backup.manifest))) return work(backup);
  invocation.stderr(
    `– ${backup.manifest.name} is older than migrations of this database: it is migrated on a scratch server first`,
  );
  const project = await discoverDomains(invocation.root);
  const directory = join(home, `tenant-restore.partial-${hostname()}-${process.pid}`);
  const remove = () => rmSync(directory, { recursive: true, force: true });
  const removed = cleanUpWhenEnded(async () => remove());
  try {
    const progress = showCopyProgress(invocation);
    const archive = await withRestoreServer(invocation, 'tenant restore', (scratch) =>
      migrateBackup({ scratch, project, backup, slug, live, directory, progress }),
    );
    return await work(archive);
  } finally {
    remove();
    removed();
  }
}
