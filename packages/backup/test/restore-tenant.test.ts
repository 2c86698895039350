import type { Session } from '@erp/engine/connection';
import { prepareDemo } from '@erp/seed/demo';
import { SILENT as QUIET } from '@erp/seed/progress';
import { type EmptyDatabase, installedDatabase, testWorkspace } from '@erp/testing/database';
import { SILENT } from '../src/database/progress.ts';
import type { Backup } from '../src/files/read-backup.ts';
import { copyTenant } from '../src/tenant/copy-tenant.ts';
import { restoreTenant, type TenantRestoreRun } from '../src/tenant/restore/restore-tenant.ts';
import { selectTenant } from '../src/tenant/select-tenant.ts';
import { backUp, backupsOfTest, KILL, runScript } from './backups.ts';
import { hashesOfTenant } from './tenant-hashes.ts';

const directory = backupsOfTest();
let database: EmptyDatabase;
let session: Session;
let backup: Backup;
const other = 'beside';
let lost: string;
let before: Record<string, string>;
let others: Record<string, string>;

beforeAll(async () => {
  database = await installedDatabase({ domains: ['orders'] });
  session = await database.session();
  const demo = await prepareDemo(session, await testWorkspace(), { tenants: 1, scale: 1 });
  await demo.load(await demo.plan(), QUIET, 0);
  const [tenant] = await session.query<{ slug: string }>('SELECT slug FROM sys_tenants');
  lost = tenant?.slug ?? '';
  await copyTenant({ session, slug: lost, as: other, progress: SILENT, waits() {} });
  backup = await backUp(session, directory);
  before = await hashesOfTenant(session, '1');
  others = await hashesOfTenant(session, '2');
});
afterAll(() => database.drop());

async function restored(wish: Partial<TenantRestoreRun> = {}) {
  return restoreTenant({
    ...{ session, backup, slug: lost, changed: false, dryRun: false, progress: SILENT, waits() {} },
    ...wish,
  });
}

/** The tables in which the tenant is not as it was; the audit tells of what happened since. */
async function differing(): Promise<string[]> {
  const now = await hashesOfTenant(session, '1');
  return Object.keys(before).filter((table) => now[table] !== before[table] && table !== 'logs_human');
}

test('all orders of a tenant come back with lines, payments, figures and references, and nobody else changes', async () => {
  await session.query('DELETE FROM orders WHERE tenant_id = 1');
  expect(await differing()).toEqual(
    expect.arrayContaining(['orders', 'order_items', 'order_payments', 'crm_customers', 'crm_leads']),
  );
  const dry = await restored({ only: ['orders'], dryRun: true });
  expect(await differing()).toContain('orders');
  const found = await restored({ only: ['orders'] });
  expect(found.tables).toEqual(dry.tables);
  expect(await differing()).toEqual([]);
  expect(await hashesOfTenant(session, '2')).toEqual(others);
  const customers = found.tables.find(({ table }) => table === 'crm_customers');
  expect(customers).toMatchObject({ missing: 0, rows: 0, left: 0, fresh: 0 });
  expect(customers?.changed).toBe(customers?.changedSince);
  expect(customers?.values[0]).toMatchObject({ table: 'crm_customers', back: true });
  expect(await session.query("SELECT FROM pg_trigger WHERE NOT tgisinternal AND tgenabled = 'D'")).toEqual(
    [],
  );
  const again = await restored();
  expect(again.tables.filter(({ missing, changedSince }) => missing + changedSince > 0)).toEqual([]);
});

test('what was changed since is shown with both values and stays, unless it is asked for; what is new stays', async () => {
  await session.query("UPDATE product SET name = 'Changed since' WHERE tenant_id = 1 AND id = 1");
  await session.query("INSERT INTO sys_brands (tenant_id, name, code) VALUES (1, 'New since', 'new-since')");
  const shown = await restored({ only: ['product', 'sys_brands'] });
  const product = shown.tables.find(({ table }) => table === 'product');
  expect(product).toMatchObject({ changedSince: 1, changed: 0, left: 1 });
  expect(product?.values).toContainEqual(
    expect.objectContaining({ column: 'name', now: 'Changed since', back: false }),
  );
  expect(shown.tables.find(({ table }) => table === 'sys_brands')).toMatchObject({ newSince: 1, rows: 0 });
  expect(await differing()).toEqual(expect.arrayContaining(['product', 'sys_brands']));
  const asked = await restored({ only: ['product'], changed: true });
  expect(asked.tables.find(({ table }) => table === 'product')).toMatchObject({ changed: 1, left: 0 });
  expect(await differing()).toEqual(['sys_brands']);
  await session.query("DELETE FROM sys_brands WHERE code = 'new-since'");
});

test('a line that was lost brings back the order that it belongs to', async () => {
  const [order] = await session.query<{ id: string }>(
    'SELECT order_id::text AS id FROM order_items WHERE tenant_id = 1 ORDER BY id LIMIT 1',
  );
  await session.query(`DELETE FROM orders WHERE tenant_id = 1 AND id = ${order?.id}`);
  const { tables } = await restored({ only: ['order_items'] });
  expect(tables.find(({ table }) => table === 'orders')).toMatchObject({ missing: 1, rows: 1 });
  expect(await differing()).toEqual([]);
});

test('figures for which new rows count are left, and said', async () => {
  const [row] = await session.query<{ id: string; customer: string }>(
    `SELECT o.id::text, o.customer_id::text AS customer FROM orders o JOIN crm_customers c USING (tenant_id)
     WHERE o.tenant_id = 1 AND c.id = o.customer_id AND c.lifetime_value > 0 AND o.status <> 'cancelled' ORDER BY o.id LIMIT 1`,
  );
  await session.query(`DELETE FROM orders WHERE tenant_id = 1 AND customer_id = ${row?.customer}`);
  await session.query(
    `INSERT INTO orders (tenant_id, order_number, customer_id, currency_code)
     SELECT 1, 'NEW-1', ${row?.customer}, currency_code FROM orders WHERE tenant_id = 1 LIMIT 1`,
  );
  const { tables } = await restored({ only: ['orders'] });
  expect(tables.find(({ table }) => table === 'crm_customers')).toMatchObject({ left: 1, fresh: 1 });
  expect(await differing()).toEqual(expect.arrayContaining(['crm_customers', 'orders']));
  await session.query("DELETE FROM orders WHERE tenant_id = 1 AND order_number = 'NEW-1'");
  await restored({ changed: true });
  expect(await differing()).toEqual([]);
});

test('an archive of the tenant serves as well, and of another it does not', async () => {
  const archive = await backUp(session, directory, {
    select: (snapshot) => selectTenant(session, snapshot, lost),
  });
  await session.query('DELETE FROM crm_leads WHERE tenant_id = 1');
  await restored({ backup: archive, only: ['crm_leads'] });
  expect(await differing()).toEqual([]);
  await expect(restored({ backup: archive, slug: other })).rejects.toMatchObject({
    code: 'tenant_not_in_backup',
    detail: `There are: ${lost}.`,
  });
});

test('what does not fit is named, and changes nothing', async () => {
  await expect(restored({ slug: 'nobody' })).rejects.toMatchObject({ code: 'tenant_unknown' });
  await expect(restored({ only: ['order'] })).rejects.toMatchObject({
    code: 'tenant_table_unknown',
    hint: expect.stringContaining('orders'),
  });
  await session.query("DELETE FROM knex_migrations WHERE name LIKE 'orders/0001%'");
  await expect(restored()).rejects.toMatchObject({ code: 'tenant_other_schema' });
  await session.query(
    `INSERT INTO knex_migrations (name, batch) SELECT name, 1 FROM jsonb_to_recordset('${JSON.stringify(
      backup.manifest.ledger.filter(({ name }) => name.startsWith('orders/0001')),
    )}') AS l (name text)`,
  );
  const [brand] = await session.query<{ code: string }>(
    'DELETE FROM sys_brands WHERE tenant_id = 1 AND id = (SELECT min(id) FROM sys_brands WHERE tenant_id = 1) RETURNING code',
  );
  await session.query("INSERT INTO sys_brands (tenant_id, name, code) VALUES (1, 'In the way', $1)", [
    brand?.code,
  ]);
  await expect(restored()).rejects.toMatchObject({
    code: 'tenant_restore_conflict',
    detail: expect.stringContaining(brand?.code ?? ''),
  });
  await session.query("DELETE FROM sys_brands WHERE name = 'In the way'");
  await restored();
  expect(await differing()).toEqual([]);
});

test.each([
  ['at its first table', 'rows: () => { KILL; }'],
  ['among its tables', 'rows: (_table, _rows, done) => { if (done > 0.2) KILL; }'],
  ['before rows come back', "stage: (what) => { if (what.startsWith('Bringing')) KILL; }"],
])('a restore that is killed %s changes nothing, and the next one is whole', async (_where, hook) => {
  await session.query('DELETE FROM orders WHERE tenant_id = 1 AND id % 2 = 0');
  const lostRows = await hashesOfTenant(session, '1');
  const { signal, said } = await runScript(
    database.settings,
    directory,
    `const { readManifest } = await load('./src/files/manifest.ts');
       const { restoreTenant } = await load('./src/tenant/restore/restore-tenant.ts');
       const { SILENT } = await load('./src/database/progress.ts');
       const folder = ${JSON.stringify(backup.folder)};
       await restoreTenant({ session, backup: { folder, manifest: readManifest(folder) }, slug: '${lost}', changed: false,
         dryRun: false, waits() {},
         progress: { ...SILENT, ${hook.replace('KILL', KILL)} } });`,
  );
  expect({ signal, said }).toEqual({ signal: 'SIGKILL', said: '' });
  expect(await hashesOfTenant(session, '1')).toEqual(lostRows);
  await restored();
  expect(await differing()).toEqual([]);
});
