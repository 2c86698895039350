import { applyPlan, SILENT as NO_STEPS } from '@erp/engine/apply';
import { takeFingerprint } from '@erp/engine/catalog';
import { openSession, type Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { planMigrations } from '@erp/engine/plan';
import { installDomains } from '@erp/scratch/install';
import { until } from '@erp/test-database/until';
import {
  type EmptyDatabase,
  emptyDatabase,
  installedDatabase,
  migratedDatabase,
  type TestDatabase,
  testWorkspace,
} from '@erp/testing/database';
import { SILENT } from '../src/database/progress.ts';
import { readMark } from '../src/database/restore-target.ts';
import type { Backup } from '../src/files/read-backup.ts';
import { assertCheckoutFits, restoreBackup } from '../src/restore/restore-backup.ts';
import { AS_IT_WAS, backUp, backupsOfTest, KILL, restoreOn, runScript } from './backups.ts';

const directory = backupsOfTest();
const others: EmptyDatabase[] = [];
let source: TestDatabase;
let backup: Backup;
/** Of one domain alone: where a restore is killed, it is done twice. */
let small: Backup;

beforeAll(async () => {
  source = await sourceOf('crm');
  backup = await backUp(await source.session(), directory);
  const system = await sourceOf('system');
  others.push(system);
  small = await backUp(await system.session(), directory);
});
afterAll(async () => {
  for (const other of others) await other.drop();
  await source.drop();
});

/** A database with a brand of each tenant. */
async function sourceOf(domain: string): Promise<TestDatabase> {
  const database = await migratedDatabase({ domains: [domain], broken: 'any' });
  for (const [place, tenant] of [database.tenants.a, database.tenants.b].entries()) {
    await database.asTenant(tenant, (trx) =>
      trx('sys_brands').insert({
        tenant_id: tenant.id,
        name: 'Own',
        code: 'own',
        description: `a\tb ${place}\n"\\N" \\. é`,
      }),
    );
  }
  return database;
}

async function emptyOne(): Promise<EmptyDatabase> {
  const other = await emptyDatabase();
  others.push(other);
  return other;
}

const brands = 'SELECT tenant_id, id, name, description, created_at FROM sys_brands ORDER BY 1, 2';

test('rows, schema, ledger and sequences come back as they were', async () => {
  const live = await source.session();
  const target = await emptyOne();
  const restored = await target.session();
  expect(await restoreOn(restored, backup)).toEqual(AS_IT_WAS);
  expect((await takeFingerprint(restored)).hash).toBe((await takeFingerprint(live)).hash);
  expect(await restored.query(brands)).toEqual(await live.query(brands));
  expect(await readLedger(restored)).toEqual(await readLedger(live));
  expect(await readMark(restored)).toBeUndefined();
  const next = "SELECT nextval('sys_brands_id_seq') AS id";
  expect(await restored.query(next)).toEqual(await live.query(next));
  // It is a database like any other: whoever backs it up again gets the same rows.
  const again = await backUp(restored, directory);
  expect(again.manifest.tables.map(({ hash }) => hash)).toEqual(
    backup.manifest.tables.map(({ hash }) => hash),
  );
});

test('a database that holds something is refused, and named with what it holds', async () => {
  const target = await installedDatabase({ domains: ['system'] });
  others.push(target);
  await expect(restoreOn(await target.session(), backup)).rejects.toMatchObject({
    code: 'restore_not_empty',
    detail: expect.stringMatching(/^0 tenants\ntable auth|^0 tenants\ntable public/),
  });
});

test.each([
  ['at the mark', "stage: (what) => { if (what.startsWith('Migrating')) KILL; }"],
  ['at its first table', 'table: () => { KILL; }'],
  ['among its tables', 'rows: (table, rows, done) => { if (done > 0.3) KILL; }'],
  ['behind the last row', "stage: (what) => { if (what.startsWith('Checking')) KILL; }"],
  ['among foreign keys', 'rows: (table, rows, done) => { if (done > 0.9) KILL; }'],
  ['behind the mark', "stage: (what) => { if (what.startsWith('Comparing')) KILL; }"],
])('a restore that is killed %s is ended by the next run, or was whole', async (_where, hook) => {
  const target = await emptyOne();
  const { signal, said } = await runScript(
    target.settings,
    directory,
    `const { readManifest } = await load('./src/files/manifest.ts');
     const { SILENT } = await load('./src/database/progress.ts');
     const { restoreBackup } = await load('./src/restore/restore-backup.ts');
     const folder = ${JSON.stringify(small.folder)};
     await restoreBackup({ session, project, description: 'x', backup: { folder, manifest: readManifest(folder) },
       progress: { ...SILENT, ${hook.replace('KILL', KILL)} } });`,
  );
  expect({ signal, said }).toEqual({ signal: 'SIGKILL', said: '' });
  const session = await target.session();
  await untilAlone(session);
  const mark = await readMark(session);
  if (mark === undefined) {
    expect((await session.query<{ name: string }>(brands)).length).toBe(2);
    return;
  }
  expect(mark).toBe(small.manifest.name);
  const other = { ...small, manifest: { ...small.manifest, name: 'another' } };
  await expect(restoreOn(session, other)).rejects.toMatchObject({ code: 'restore_other_backup' });
  expect(await restoreOn(session, small)).toEqual(AS_IT_WAS);
  expect(await readMark(session)).toBeUndefined();
  expect((await session.query<{ name: string }>(brands)).length).toBe(2);
});

/** A server that was not told that its client is gone may go on with the statement that it has. */
async function untilAlone(session: Session): Promise<void> {
  const others =
    "SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
  await until(async () => (await session.query(others)).length === 0);
}

test('an owner who is no superuser backs up and restores', async () => {
  const owner = `backup_owner_${process.pid}`;
  const admin = await (await emptyOne()).connect();
  const [{ newer }] = (
    await admin.query("SELECT current_setting('server_version_num')::int >= 160000 AS newer")
  ).rows;
  await admin.query(`CREATE ROLE ${owner} LOGIN PASSWORD 'owner'`);
  await admin.query(
    `GRANT erp_definer, erp_service TO ${owner}${newer ? ' WITH INHERIT TRUE, SET TRUE' : ''}`,
  );
  const own = async () => {
    const database = await emptyDatabase();
    await admin.query(`ALTER DATABASE ${database.settings.database} OWNER TO ${owner}`);
    return database;
  };
  const [first, second] = [await own(), await own()];
  const as = (database: EmptyDatabase) =>
    openSession({ ...database.settings, user: owner, password: 'owner' });
  try {
    const session = await as(first);
    expect(await restoreOn(session, backup)).toEqual(AS_IT_WAS);
    const taken = await backUp(session, directory);
    const hashes = ({ manifest }: Backup) => manifest.tables.map(({ name, hash }) => [name, hash]);
    expect(hashes(taken)).toEqual(hashes(backup));
    const restored = await as(second);
    expect(await restoreOn(restored, taken)).toEqual(AS_IT_WAS);
    const [bound] = await restored.query(
      "SELECT count(*)::int AS open FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity AND relkind IN ('r', 'p') AND relname !~ '^knex'",
    );
    expect(bound).toEqual({ open: 0 });
    await session.close();
    await restored.close();
  } finally {
    for (const database of [first, second]) {
      await admin.query(`ALTER DATABASE ${database.settings.database} OWNER TO CURRENT_USER`);
      const inside = await database.connect();
      await inside.query(`DROP OWNED BY ${owner} CASCADE`);
      await database.drop();
    }
    await admin.query(`DROP ROLE ${owner}`);
  }
});

test('months are made before their rows, also those that were put away', async () => {
  const months = await migratedDatabase({ domains: ['logs'], broken: 'any' });
  others.push(months);
  const live = await months.session();
  const tables = await live.query<{ table: string }>(
    'SELECT table_name AS "table" FROM sys_partitioned_tables ORDER BY 1',
  );
  expect(tables.length).toBeGreaterThan(0);
  const { table } = tables[0] as { table: string };
  await live.query(
    `SELECT app.create_partition('${table}', '2024-02-01'), app.create_partition('${table}', '2024-03-01')`,
  );
  await live.query(
    `ALTER TABLE public.${table} DETACH PARTITION public.${table}_y2024m02; ALTER TABLE public.${table}_y2024m02 SET SCHEMA archive`,
  );
  const taken = await backUp(live, directory);
  const target = await emptyOne();
  const restored = await target.session();
  expect(await restoreOn(restored, taken)).toEqual(AS_IT_WAS);
  const where = `SELECT to_regclass('archive.${table}_y2024m02')::text AS away, to_regclass('public.${table}_y2024m03')::text AS attached`;
  expect(await restored.query(where)).toEqual([
    { away: `archive.${table}_y2024m02`, attached: `${table}_y2024m03` },
  ]);
});

test('an older ledger is restored as it was', async () => {
  const project = await testWorkspace();
  const live = await (await emptyOne()).session();
  const plan = planMigrations(project, await readLedger(live), { to: 'system/0024' });
  await applyPlan(live, await readLedger(live), plan, NO_STEPS);
  const restored = await (await emptyOne()).session();
  expect(await restoreOn(restored, await backUp(live, directory))).toEqual(AS_IT_WAS);
  expect(await readLedger(restored)).toEqual(await readLedger(live));
  expect(planMigrations(project, await readLedger(restored)).steps.length).toBeGreaterThan(0);
});

test('a function is restored as it was, although the checkout has a later text of it', async () => {
  const database = await installedDatabase({ domains: ['system'] });
  others.push(database);
  const live = await database.session();
  const [row] = await live.query<{ name: string; content: string }>(
    "SELECT name, content FROM knex_migrations WHERE name LIKE 'system/functions/find_loop%'",
  );
  const text = row?.content.replace('LANGUAGE plpgsql', 'LANGUAGE plpgsql COST 7') ?? '';
  expect(text).toContain('COST 7');
  await live.query(text);
  await live.query("UPDATE knex_migrations SET content = $1, checksum = 'earlier' WHERE name = $2", [
    text,
    row?.name,
  ]);
  const restored = await (await emptyOne()).session();
  expect(await restoreOn(restored, await backUp(live, directory))).toEqual(AS_IT_WAS);
  expect(await restored.query("SELECT procost FROM pg_proc WHERE proname = 'find_loop'")).toEqual([
    { procost: 7 },
  ]);
  const { steps } = planMigrations(await testWorkspace(['system']), await readLedger(restored));
  expect(steps.map(({ step, reason }) => [step.name, reason])).toEqual([[row?.name, 'changed']]);
});

test('a backup of a newer checkout, and one of edited migrations, are refused by name', async () => {
  const project = await testWorkspace();
  const { manifest } = backup;
  const ahead = { name: 'crm/migrations/9999_later.ts', batch: 2, checksum: 'x' };
  const known = manifest.ledger.find(({ name }) => name.includes('0003'));
  expect(() =>
    assertCheckoutFits(project, {
      ...manifest,
      ledger: [...manifest.ledger, { ...ahead, name: known?.name.replace('0003', '9999') ?? '' }],
    }),
  ).toThrow(expect.objectContaining({ code: 'backup_ahead', detail: expect.stringContaining('9999') }));
  const edited = manifest.ledger.map((row) => (row === known ? { ...row, checksum: 'other' } : row));
  expect(() => assertCheckoutFits(project, { ...manifest, ledger: edited })).toThrow(
    expect.objectContaining({ message: expect.stringContaining(known?.name ?? '') }),
  );
});

test('rows of a table that somebody made by hand are named, and nothing is loaded', async () => {
  const live = await source.session();
  await live.query(
    'CREATE TABLE by_hand (id bigint); INSERT INTO by_hand VALUES (1); ALTER TABLE sys_brands ADD extra text',
  );
  const taken = await backUp(live, directory);
  await live.query('DROP TABLE by_hand; ALTER TABLE sys_brands DROP extra');
  const session = await (await emptyOne()).session();
  await expect(restoreOn(session, taken)).rejects.toMatchObject({
    code: 'restore_table_missing',
    detail: '"public"."by_hand"\n"public"."sys_brands".extra',
  });
  expect(await readMark(session)).toBe(taken.manifest.name);

  // Whoever works on it as if it were whole is told.
  await expect(backUp(session, directory)).rejects.toMatchObject({ code: 'restore_unfinished' });
  await installDomains(session, await testWorkspace(), ['channels']);
  await expect(restoreOn(session, taken)).rejects.toMatchObject({
    code: 'restore_migrated_meanwhile',
    detail: expect.stringContaining('channels/0001'),
  });
});

test('rows that came otherwise than they were backed up are named, and not kept', async () => {
  const { manifest } = backup;
  const tables = manifest.tables.map((table) =>
    table.name === 'sys_brands' ? { ...table, hash: '0'.repeat(16) } : table,
  );
  const session = await (await emptyOne()).session();
  await expect(restoreOn(session, { ...backup, manifest: { ...manifest, tables } })).rejects.toMatchObject({
    code: 'restore_differs',
    detail: expect.stringMatching(/^public\.sys_brands: 2 rows with hash 0+ were backed up, 2 with /),
  });
  expect(await session.query(brands)).toEqual([]);

  // Of a backup that was proven they are counted.
  const fewer = manifest.tables.map((table) => (table.name === 'sys_brands' ? { ...table, rows: 3 } : table));
  const run = { session, description: 'x', project: await testWorkspace(), progress: SILENT };
  const counted = restoreBackup({
    ...run,
    check: 'count',
    backup: { ...backup, manifest: { ...manifest, tables: fewer } },
  });
  await expect(counted).rejects.toMatchObject({
    code: 'restore_differs',
    detail: 'public.sys_brands: 3 rows were backed up, 2 came',
  });
  expect(await restoreOn(session, backup)).toEqual(AS_IT_WAS);
});
