import { resolve } from 'node:path';
import { bytesOf, rowsOf, sealFor } from '@erp/backup/files';
import { takeBackup } from '@erp/backup/take';
import {
  copyTenant,
  type DisarmRule,
  disarmNotes,
  importTenant,
  listTenants,
  loadDisarmRules,
  type MaskTables,
  maskTables,
  selectTenant,
} from '@erp/backup/tenant';
import type { Session } from '@erp/engine/connection';
import { discoverDomains, type Project } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import { assertTenants } from '../assert-tenants.ts';
import { withSession } from '../database.ts';
import { cleanUpWhenEnded } from '../ending.ts';
import { openBackup } from '../find-backup.ts';
import type { Invocation } from '../invocation.ts';
import { backupAsJson, count, size } from '../print-backups.ts';
import { readMaskKey } from '../read-mask-key.ts';
import { withRunnerLock } from '../runner-lock.ts';
import { showCopyProgress } from '../show-copy-progress.ts';
import { showWaiting } from '../show-waiting.ts';
import type {
  TenantCopyOptions,
  TenantExportOptions,
  TenantImportOptions,
  TenantListOptions,
} from './tenant.command.ts';

/** `erp tenant list`: show the tenants that were not deleted. */
export async function listAll(invocation: Invocation, options: TenantListOptions): Promise<void> {
  await withSession(invocation, 'tenant list', async (session) => {
    await assertTenants(session);
    const tenants = await listTenants(session);
    if (options.json === true) invocation.json({ tenants });
    else if (tenants.length === 0) invocation.stdout('This database has no tenant.');
    else
      for (const { id, slug, name, status, members } of tenants)
        invocation.stdout(
          `${id.padStart(6)}  ${slug.padEnd(32)} ${status.padEnd(10)} ${String(members).padStart(5)} members  ${name}`,
        );
  });
}

/** `erp tenant export`: discover, look at one moment of the database, copy the rows of one tenant. */
export async function exportOne(
  invocation: Invocation,
  slug: string,
  options: TenantExportOptions,
): Promise<void> {
  const project = await discoverDomains(invocation.root);
  await withSession(invocation, 'tenant export', async (session) => {
    await assertTenants(session);
    invocation.whenEnded(() => 'No archive was made; what was written of it is removed.');
    const { folder, manifest } = await takeBackup(session, project, {
      directory: resolve(options.to),
      jobs: options.jobs,
      seal: options.encryptTo && (await sealFor(options.encryptTo)),
      progress: showCopyProgress(invocation),
      waits: showWaiting(invocation),
      select: async (snapshot) =>
        selectTenant(session, snapshot, slug, await masking(invocation, session, options)),
      whileNobodyMigrates: (work) => withRunnerLock(invocation, session, options.lockTimeout, work),
      whenEnded: cleanUpWhenEnded,
    });
    if (options.json === true)
      invocation.json({ tenant: manifest.tenant, ...backupAsJson(folder, manifest, undefined) });
    else
      invocation.stdout(
        `Exported ${slug}: ${count(rowsOf(manifest))} rows of ${manifest.tables.length} tables, ${size(bytesOf(manifest))}: ${folder}`,
      );
  });
}

/** `erp tenant import`: open the archive, check its files and the database, move the rows over, compare. */
export async function importOne(
  invocation: Invocation,
  path: string,
  options: TenantImportOptions,
): Promise<void> {
  const archive = await openBackup(invocation, resolve('.'), path, options.identity);
  const project = await discoverDomains(invocation.root);
  await withSession(invocation, 'tenant import', async (session) => {
    await assertTenants(session);
    const made = await withRunnerLock(invocation, session, options.lockTimeout, async () =>
      importTenant({
        session,
        archive,
        slug: options.as,
        disarm: await disarmRules(project, session, options.live),
        progress: showCopyProgress(invocation),
        waits: showWaiting(invocation),
      }),
    );
    for (const note of made.notes) invocation.stderr(`– ${note}`);
    if (options.json === true) {
      invocation.json(made);
      return;
    }
    const { matched, added } = made.people;
    invocation.stdout(
      `Imported ${made.slug} as tenant ${made.id}: ${count(made.rows)} rows, compared; ${matched} people were here, ${added} are new.`,
    );
  });
}

/** `erp tenant copy`: discover what has to be switched off, copy the rows beside themselves, compare. */
export async function copyOne(
  invocation: Invocation,
  slug: string,
  options: TenantCopyOptions,
): Promise<void> {
  const began = performance.now();
  const project = await discoverDomains(invocation.root);
  await withSession(invocation, 'tenant copy', async (session) => {
    await assertTenants(session);
    invocation.whenEnded(() => 'Nothing was copied.');
    const made = await withRunnerLock(invocation, session, options.lockTimeout, async () =>
      copyTenant({
        ...{ session, slug, as: options.as },
        disarm: await disarmRules(project, session, options.live),
        mask: await masking(invocation, session, options),
        progress: showCopyProgress(invocation),
        waits: showWaiting(invocation),
      }),
    );
    const seconds = Math.round((performance.now() - began) / 10) / 100;
    for (const note of disarmNotes(made.disarmed)) invocation.stderr(`– ${note}`);
    if (options.live === true) invocation.stderr('– the copy is live: it sends what the first one sends');
    if (options.json === true) invocation.json({ ...made, live: options.live === true, seconds });
    else
      invocation.stdout(
        `Copied ${slug} to ${made.slug}, tenant ${made.id}: ${count(made.rows)} rows, compared, in ${seconds} s.`,
      );
  });
}

async function masking(
  invocation: Invocation,
  session: Session,
  { mask, maskKey }: Pick<TenantExportOptions, 'mask' | 'maskKey'>,
): Promise<MaskTables | undefined> {
  if (mask === true) return maskTables(session, readMaskKey(invocation, maskKey));
  if (maskKey === undefined) return undefined;
  throw new Problem({
    code: 'mask_not_asked',
    message: '--mask-key was given without --mask, so nothing would be masked.',
    hint: 'Nothing was written. Give --mask as well, or leave the key out.',
  });
}

async function disarmRules(
  project: Project,
  session: Session,
  live: boolean | undefined,
): Promise<readonly DisarmRule[] | undefined> {
  return live === true ? undefined : loadDisarmRules(project, session);
}
