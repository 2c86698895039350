import type { Session } from '@erp/engine/connection';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';
import { fillTables } from '@erp/testing/sample-rows';
import { SILENT } from '../src/database/progress.ts';
import { copyTenant } from '../src/tenant/copy-tenant.ts';
import { describeErasure, eraseTenant } from '../src/tenant/erase-tenant.ts';
import { backupsOfTest, KILL, runScript } from './backups.ts';
import { hashesOfTenant, tablesOfTenants } from './tenant-hashes.ts';

const directory = backupsOfTest();
let database: TestDatabase;
let session: Session;

beforeAll(async () => {
  database = await migratedDatabase({ domains: ['sms', 'logs'], broken: 'any' });
  session = await database.session();
  await fillTables(database, await tablesOfTenants(session), {});
  const { a, b } = database.tenants;
  await session.query("SELECT app.create_partition('logs_human', '2024-03-01')");
  await session.query(
    `INSERT INTO logs_human (tenant_id, created_at, action, actor_id) VALUES (${a.id}, '2024-03-05', 'login', ${a.ownerId}), (${b.id}, '2024-03-06', 'login', ${b.ownerId})`,
  );
  await session.query(
    'ALTER TABLE logs_human DETACH PARTITION logs_human_y2024m03; ALTER TABLE logs_human_y2024m03 SET SCHEMA archive',
  );
});
afterAll(() => database.drop());

function erased(slug: string, batch?: number) {
  return eraseTenant({ session, slug, batch, progress: SILENT, waits() {} });
}

test('a tenant goes with its months in schema archive and who belongs to no other; nobody else changes', async () => {
  const { a, b } = database.tenants;
  const before = await hashesOfTenant(session, b.id);
  // Its owner belongs to the copy as well, and stays.
  const copy = await copyTenant({ session, slug: 'tenant-a', as: 'copy-of-a', progress: SILENT, waits() {} });
  const described = await describeErasure(session, 'tenant-a');
  expect(described).toMatchObject({ tenant: { id: a.id, name: 'Tenant A' }, people: 0, accountsStay: false });
  expect(await erased('tenant-a', 50)).toEqual(described);
  expect(Object.values(await hashesOfTenant(session, a.id)).filter((each) => !each.startsWith('0 '))).toEqual(
    [],
  );
  expect(await hashesOfTenant(session, b.id)).toEqual(before);
  expect(await session.query('SELECT FROM sys_users WHERE id = $1', [a.ownerId])).toHaveLength(1);

  const last = await erased('copy-of-a');
  expect(last).toMatchObject({ tenant: { id: copy.id }, rows: described.rows });
  expect(last.people).toBeGreaterThan(0);
  expect(await session.query('SELECT FROM sys_users WHERE id = $1', [a.ownerId])).toEqual([]);
  const accounts = await session.query(
    'SELECT FROM auth.users a WHERE NOT EXISTS (SELECT FROM sys_users u WHERE u.auth_user_id = a.id)',
  );
  expect(accounts).toEqual([]);
  expect(await hashesOfTenant(session, b.id)).toEqual(before);
  await expect(erased('tenant-a')).rejects.toMatchObject({ code: 'tenant_unknown' });
});

test('an erasure that is killed between batches leaves a suspended tenant, and the next one ends it', async () => {
  const { b } = database.tenants;
  const copy = await copyTenant({ session, slug: 'tenant-b', as: 'copy-of-b', progress: SILENT, waits() {} });
  const before = await hashesOfTenant(session, b.id);
  const { signal, said } = await runScript(
    database.settings,
    directory,
    `const { eraseTenant } = await load('./src/tenant/erase-tenant.ts');
     const { SILENT } = await load('./src/database/progress.ts');
     let batches = 0;
     await eraseTenant({ session, slug: 'copy-of-b', batch: 5, waits() {},
       progress: { ...SILENT, rows() { batches += 1; if (batches === 4) ${KILL}; } } });`,
  );
  expect({ signal, said }).toEqual({ signal: 'SIGKILL', said: '' });
  expect(await session.query('SELECT status FROM sys_tenants WHERE id = $1', [copy.id])).toEqual([
    { status: 'suspended' },
  ]);
  await erased('copy-of-b');
  expect(Object.values(await hashesOfTenant(session, copy.id)).every((each) => each.startsWith('0 '))).toBe(
    true,
  );
  expect(await hashesOfTenant(session, b.id)).toEqual(before);
});
