import { applyPlan, SILENT as NO_STEPS } from '@erp/engine/apply';
import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { planMigrations } from '@erp/engine/plan';
import { installDomains } from '@erp/scratch/install';
import { type EmptyDatabase, emptyDatabase, testWorkspace } from '@erp/testing/database';
import { SILENT } from '../src/database/progress.ts';
import { type Backup, readFunctions } from '../src/files/read-backup.ts';
import { isOlder, migrateBackup } from '../src/tenant/restore/migrate-backup.ts';
import { restoreTenant } from '../src/tenant/restore/restore-tenant.ts';
import { selectTenant } from '../src/tenant/select-tenant.ts';
import { backUp, backupsOfTest } from './backups.ts';

const directory = backupsOfTest();
const databases: EmptyDatabase[] = [];
let live: Session;
let older: Backup;
let olderArchive: Backup;
let newer: Backup;

/** Taken before brands had authors; then migrations came, and a brand of each tenant went. */
beforeAll(async () => {
  const project = await testWorkspace();
  live = await empty();
  const plan = planMigrations(project, await readLedger(live), { to: 'system/0022' });
  await applyPlan(live, await readLedger(live), plan, NO_STEPS);
  await live.query(`
    INSERT INTO sys_tenants (slug, name) VALUES ('one', 'One'), ('two', 'Two');
    INSERT INTO sys_users (email, full_name) VALUES ('ann@example.com', 'Ann');
    INSERT INTO sys_tenant_members (tenant_id, user_id, display_name) SELECT t.id, u.id, u.full_name FROM sys_tenants t, sys_users u;
    INSERT INTO sys_brands (tenant_id, name, code) SELECT id, slug || b, b FROM sys_tenants, unnest('{a,b}'::text[]) b`);
  older = await backUp(live, directory);
  olderArchive = await backUp(live, directory, { select: (snapshot) => selectTenant(live, snapshot, 'one') });
  await installDomains(live, project, ['system']);
  newer = await backUp(live, directory);
  await live.query("DELETE FROM sys_brands WHERE code = 'a'");
});
afterAll(async () => {
  for (const database of databases) await database.drop();
});

async function empty(): Promise<Session> {
  const database = await emptyDatabase();
  databases.push(database);
  return database.session();
}

test.each([
  ['backup', () => older],
  ['archive', () => olderArchive],
])('rows come back from an older %s, in the form that migrations since give them', async (_kind, of) => {
  const brands = 'SELECT tenant_id, id, name, code, created_at, created_by FROM sys_brands ORDER BY 1, 2';
  const [lost, backup] = [await live.query(brands), of()];
  expect(await isOlder(live, backup.manifest)).toBe(true);
  const usable = await migrateBackup({
    ...{ scratch: await empty(), project: await testWorkspace(), backup, slug: 'one', live, directory },
    progress: SILENT,
  });
  expect(usable.manifest).toMatchObject({ name: backup.manifest.name, takenAt: backup.manifest.takenAt });
  expect(await isOlder(live, usable.manifest)).toBe(false);
  expect(usable.manifest.tables.flatMap(({ chunks }) => chunks.map(({ file }) => file))).toEqual(
    expect.arrayContaining([expect.stringMatching(/sys_brands\/.*\.age$/)]),
  );
  await expect(readFunctions({ ...usable, unseal: undefined })).rejects.toMatchObject({
    code: 'backup_encrypted',
  });
  const { tables } = await restoreTenant({
    ...{ session: live, backup: usable, slug: 'one', only: ['sys_brands'], changed: false, dryRun: false },
    ...{ progress: SILENT, waits() {} },
  });
  expect(tables.filter(({ rows, changed }) => rows + changed > 0)).toMatchObject([
    { table: 'sys_brands', missing: 1, rows: 1, changed: 0 },
  ]);
  const back = await live.query<{ name: string; created_by: string | null }>(brands);
  expect(back.map(({ name }) => name)).toEqual(['onea', 'oneb', 'twob']);
  expect(back).toEqual(expect.arrayContaining(lost));
  await live.query("DELETE FROM sys_brands WHERE code = 'a'");
});

test('a backup with migrations that the database has not is refused, and named', async () => {
  const session = await empty();
  const plan = planMigrations(await testWorkspace(), await readLedger(session), { to: 'system/0022' });
  await applyPlan(session, await readLedger(session), plan, NO_STEPS);
  await expect(isOlder(session, newer.manifest)).rejects.toMatchObject({
    code: 'tenant_backup_newer',
    message: expect.stringContaining(newer.manifest.name),
    detail: expect.stringContaining('system/0023'),
    hint: expect.stringContaining('pnpm migrate'),
  });
});
