import type { Session } from '@erp/engine/connection';
import {
  type EmptyDatabase,
  installedDatabase,
  migratedDatabase,
  type TestDatabase,
} from '@erp/testing/database';
import { SILENT } from '../src/database/progress.ts';
import { checkFiles } from '../src/files/check-files.ts';
import { lineBlocks } from '../src/files/line-blocks.ts';
import type { Backup } from '../src/files/read-backup.ts';
import { rowDigest } from '../src/files/row-digest.ts';
import { assertCheckoutFits } from '../src/restore/restore-backup.ts';
import { importTenant } from '../src/tenant/import-tenant.ts';
import { listTenants, selectTenant } from '../src/tenant/select-tenant.ts';
import { backUp, backupsOfTest, KILL, runScript } from './backups.ts';

const directory = backupsOfTest();
const others: EmptyDatabase[] = [];
let source: TestDatabase;
let archive: Backup;

beforeAll(async () => {
  source = await migratedDatabase({ domains: ['logs'], broken: 'any' });
  const { tenants } = source;
  await source.asTenant(tenants.a, async (trx) => {
    await trx('sys_brands').insert({ tenant_id: tenants.a.id, name: 'Of a', code: 'of-a' });
  });
  const live = await source.session();
  await live.query(`UPDATE sys_tenants SET domain = 'a.example.com' WHERE id = ${tenants.a.id}`);
  await live.query("SELECT app.create_partition('logs_human', '2024-03-01')");
  await live.query(
    `INSERT INTO logs_human (tenant_id, created_at, action, actor_id) VALUES (${tenants.a.id}, '2024-03-05', 'login', ${tenants.a.ownerId}), (${tenants.b.id}, '2024-03-06', 'login', ${tenants.b.ownerId})`,
  );
  await live.query(`
    SELECT app.create_partition('logs_human', '2023-04-01'), app.create_partition('logs_human', '2023-05-01');
    INSERT INTO logs_human (tenant_id, created_at, action, actor_id) VALUES
      (${tenants.a.id}, '2023-04-05', 'login', ${tenants.a.ownerId}), (${tenants.b.id}, '2023-04-06', 'login', ${tenants.b.ownerId}),
      (${tenants.b.id}, '2023-05-06', 'login', ${tenants.b.ownerId});
    ALTER TABLE logs_human DETACH PARTITION logs_human_y2023m04; ALTER TABLE logs_human_y2023m04 SET SCHEMA archive;
    ALTER TABLE logs_human DETACH PARTITION logs_human_y2023m05; ALTER TABLE logs_human_y2023m05 SET SCHEMA archive`);
  archive = await exported(live, 'tenant-a');
});
afterAll(async () => {
  for (const other of others) await other.drop();
  await source.drop();
});

async function exported(session: Session, slug: string): Promise<Backup> {
  const taken = await backUp(session, directory, {
    select: (snapshot) => selectTenant(session, snapshot, slug),
  });
  await checkFiles(taken.folder, taken.manifest);
  return taken;
}

function imported(session: Session, from: Backup, slug?: string) {
  return importTenant({ session, archive: from, slug, disarm: [], progress: SILENT, waits() {} });
}

async function emptyOne(): Promise<EmptyDatabase> {
  const other = await installedDatabase({ domains: ['logs'] });
  others.push(other);
  return other;
}

/** The rows of a tenant, table by table, without the numbers of tenant and people. */
async function hashesOf(
  session: Session,
  tenant: string,
  { manifest }: Backup,
): Promise<Record<string, string>> {
  const hashes: Record<string, string> = {};
  for (const { schema, name, columns } of manifest.tables) {
    if (!columns.includes('tenant_id')) continue;
    const kept = columns.filter(
      (column) => !/^(tenant_id|user_id|actor_id|created_by|updated_by|.*_by)$/.test(column),
    );
    const digest = rowDigest();
    const sql = `COPY (SELECT ${kept.map((column) => `"${column}"`).join(', ')} FROM ${schema}."${name}" WHERE tenant_id = ${tenant}) TO STDOUT`;
    for await (const block of lineBlocks(session.copyOut(sql), 1e6)) digest.add(block);
    hashes[name] = `${digest.rows} ${digest.hash}`;
  }
  return hashes;
}

test('an archive holds one tenant, and what it points at', async () => {
  const { manifest } = archive;
  expect(manifest.tenant).toMatchObject({ slug: 'tenant-a', name: 'Tenant A' });
  const rows = Object.fromEntries(manifest.tables.map((table) => [table.name, table.rows]));
  expect(rows).toMatchObject({ sys_tenants: 1, sys_users: 1, users: 1, sys_brands: 1 });
  expect(rows.logs_human).toBeGreaterThan(1);
  expect(rows).not.toHaveProperty('knex_migrations');
  expect(() => assertCheckoutFits({} as never, manifest)).toThrow(
    expect.objectContaining({ code: 'backup_of_tenant' }),
  );
  const live = await source.session();
  expect(await listTenants(live)).toMatchObject([
    { slug: 'tenant-a', members: 1 },
    { slug: 'tenant-b', members: 1 },
  ]);
  await expect(exported(live, 'tenant-c')).rejects.toMatchObject({ code: 'tenant_unknown' });
});

test('rows of months that were put away come too, into the month as it lies there', async () => {
  const { manifest } = archive;
  expect(manifest.leftOut).toEqual([]);
  expect(manifest.months.filter(({ archived }) => archived)).toMatchObject([
    { partition: 'logs_human_y2023m04' },
  ]);
  expect(manifest.tables.filter(({ schema }) => schema === 'archive')).toMatchObject([
    { name: 'logs_human_y2023m04', rows: 1 },
  ]);
  const session = await (await emptyOne()).session();
  await session.query(
    "SELECT app.create_partition('logs_human', '2023-04-01'); INSERT INTO sys_users (email, full_name) SELECT 'u' || n || '@example.com', 'U' FROM generate_series(1, 9) n",
  );
  const { id, people } = await imported(session, archive);
  expect(people).toMatchObject({ added: 1, renumbered: 1 });
  const found = await session.query(
    `SELECT l.tableoid::regclass::text AS month, u.email FROM logs_human l JOIN sys_users u ON u.id = l.actor_id
     WHERE l.tenant_id = $1 AND l.created_at < '2024-01-01'`,
    [id],
  );
  const [owner] = await (await source.session()).query<{ email: string }>(
    'SELECT email FROM sys_users WHERE id = $1',
    [source.tenants.a.ownerId],
  );
  expect(found).toEqual([{ month: 'logs_human_y2023m04', email: owner?.email }]);
});

test('into a database without tenants it comes with all its numbers, months first', async () => {
  const session = await (await emptyOne()).session();
  const { id } = archive.manifest.tenant ?? {};
  expect(await imported(session, archive)).toMatchObject({
    id,
    slug: 'tenant-a',
    people: { matched: 0, added: 1, renumbered: 0, withoutLogin: 0 },
    notes: [],
  });
  expect(await hashesOf(session, id ?? '', archive)).toEqual(
    await hashesOf(await source.session(), id ?? '', archive),
  );
  const again = await exported(session, 'tenant-a');
  const tenantRows = ({ manifest }: Backup) => manifest.tables.map(({ name, hash }) => [name, hash]);
  expect(tenantRows(again).filter(([name]) => name !== 'sys_permissions')).toEqual(
    tenantRows(archive).filter(([name]) => name !== 'sys_permissions'),
  );
  const [where] = await session.query(
    'SELECT tableoid::regclass::text AS month FROM logs_human ORDER BY created_at LIMIT 1',
  );
  expect(where).toEqual({ month: 'logs_human_y2024m03' });
  const [next] = await session.query<{ next: number }>("SELECT nextval('sys_brands_id_seq')::int AS next");
  const [highest] = await session.query<{ highest: number }>(
    'SELECT max(id)::int AS highest FROM sys_brands',
  );
  expect(next?.next).toBe((highest?.highest ?? 0) + 1);
});

test('beside others it gets another number, people are known by account and e-mail, and nobody else changes', async () => {
  const session = await source.session();
  const { b, a } = source.tenants;
  const before = await hashesOf(session, b.id, archive);
  const first = await hashesOf(session, a.id, archive);
  const made = await imported(session, archive, 'second-a');
  expect(made).toMatchObject({
    slug: 'second-a',
    people: { matched: 1, added: 0, renumbered: 0 },
    notes: [
      expect.stringMatching(/^the tenant has number \d+ here; \d+ was taken$/),
      'the domain a.example.com stays with tenant-a',
    ],
  });
  expect(await hashesOf(session, b.id, archive)).toEqual(before);
  expect(await hashesOf(session, a.id, archive)).toEqual(first);
  expect(await hashesOf(session, made.id, archive)).toEqual(first);
  // Its owner enters both, and sees each alone.
  const owned = await source.asTenant({ id: made.id, ownerId: a.ownerId }, (trx) =>
    trx('sys_brands').select('name', 'tenant_id'),
  );
  expect(owned).toEqual([{ name: 'Of a', tenant_id: made.id }]);
  const [forced] = await session.query(
    "SELECT count(*)::int AS open FROM pg_class WHERE relrowsecurity AND NOT relforcerowsecurity AND relkind IN ('r', 'p') AND relname !~ '^knex'",
  );
  expect(forced).toEqual({ open: 0 });
});

test('people whose numbers are taken get others, wherever they are named', async () => {
  const target = await emptyOne();
  const session = await target.session();
  const [user] = await source
    .session()
    .then((live) =>
      live.query<{ id: string; auth: string }>(
        `SELECT id::text, auth_user_id::text AS auth FROM sys_users WHERE id = ${source.tenants.a.ownerId}`,
      ),
    );
  await session.query(
    `INSERT INTO sys_users (id, email) OVERRIDING SYSTEM VALUE VALUES (${user?.id}, 'somebody@example.com')`,
  );
  const made = await imported(session, archive);
  expect(made.people).toEqual({ matched: 0, added: 1, renumbered: 1, withoutLogin: 0 });
  const [row] = await session.query<Record<string, string>>(
    `SELECT u.email, l.actor_id = u.id AS acted, r.user_id = u.id AS has_role
     FROM sys_users u JOIN sys_tenant_members m ON m.user_id = u.id
     JOIN logs_human l ON l.tenant_id = m.tenant_id JOIN sys_user_roles r ON r.tenant_id = m.tenant_id ORDER BY l.created_at LIMIT 1`,
  );
  expect(row).toEqual({ email: 'owner.a@example.com', acted: true, has_role: true });
});

test('what cannot be told apart, or does not fit, is refused by name and changes nothing', async () => {
  const live = await source.session();
  await expect(imported(live, archive)).rejects.toMatchObject({ code: 'tenant_slug_taken' });
  await expect(imported(live, await backUp(live, directory))).rejects.toMatchObject({
    code: 'tenant_archive',
  });

  const target = await emptyOne();
  const session = await target.session();
  await session.query("INSERT INTO auth.users (id) VALUES ('00000000-0000-4000-8000-000000000001')");
  await session.query(
    "INSERT INTO sys_users (email, auth_user_id) VALUES ('owner.a@example.com', '00000000-0000-4000-8000-000000000001')",
  );
  await expect(imported(session, archive)).rejects.toMatchObject({
    code: 'tenant_person_conflict',
    detail: 'owner.a@example.com',
  });
  await session.query('UPDATE sys_users SET auth_user_id = NULL');
  await session.query(
    "INSERT INTO sys_tenants (id, slug, name, domain) OVERRIDING SYSTEM VALUE VALUES (77, 'other', 'Other', 'a.example.com')",
  );
  await expect(imported(session, archive)).rejects.toMatchObject({ code: 'tenant_domain_taken' });
  await session.query("DELETE FROM sys_permissions WHERE key = 'brands.write'");
  await session.query('DELETE FROM sys_tenants');
  await expect(imported(session, archive)).rejects.toMatchObject({
    code: 'tenant_permission_unknown',
    message: expect.stringContaining('brands.write'),
  });
  await session.query("DELETE FROM knex_migrations WHERE name LIKE 'logs/0001%'");
  await expect(imported(session, archive)).rejects.toMatchObject({
    code: 'tenant_other_schema',
    detail: expect.stringMatching(/^not applied here {2}logs\/0001/),
  });
  const { manifest } = archive;
  const tables = manifest.tables.map((table) =>
    table.name === 'sys_brands' ? { ...table, hash: '0'.repeat(16) } : table,
  );
  const other = await (await emptyOne()).session();
  await expect(imported(other, { ...archive, manifest: { ...manifest, tables } })).rejects.toMatchObject({
    code: 'tenant_differs',
    detail: 'public.sys_brands',
  });
  expect(await other.query('SELECT FROM sys_tenants')).toEqual([]);
});

test.each([
  ['at its first table', 'rows: () => { KILL; }'],
  ['among its tables', 'rows: (_table, _rows, done) => { if (done > 0.2) KILL; }'],
  ['before rows move over', "stage: (what) => { if (what.startsWith('Moving')) KILL; }"],
  ['while rows move over', 'rows: (_table, _rows, done) => { if (done > 0.6) KILL; }'],
  ['before it compares', "stage: (what) => { if (what.startsWith('Comparing')) KILL; }"],
])('an import that is killed %s leaves nothing, and the next one is whole', async (_where, hook) => {
  const target = await emptyOne();
  const { signal, said } = await runScript(
    target.settings,
    directory,
    `const { readManifest } = await load('./src/files/manifest.ts');
     const { importTenant } = await load('./src/tenant/import-tenant.ts');
     const { SILENT } = await load('./src/database/progress.ts');
     const folder = ${JSON.stringify(archive.folder)};
     await importTenant({ session, archive: { folder, manifest: readManifest(folder) }, waits() {},
       progress: { ...SILENT, ${hook.replace('KILL', KILL)} } });`,
  );
  expect({ signal, said }).toEqual({ signal: 'SIGKILL', said: '' });
  const session = await target.session();
  expect(await session.query('SELECT FROM sys_tenants')).toEqual([]);
  expect(await imported(session, archive)).toMatchObject({ slug: 'tenant-a' });
});
