import { existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  type EmptyDatabase,
  emptyDatabase,
  migratedDatabase,
  type TestDatabase,
  testWorkspace,
} from '@erp/testing/database';
import { SILENT } from '../src/database/progress.ts';
import type { Backup } from '../src/files/read-backup.ts';
import { type Proof, readProof } from '../src/folder/proof.ts';
import { verifyBackup } from '../src/restore/verify-backup.ts';
import { AS_IT_WAS, backUp, backupsOfTest, restoreOn } from './backups.ts';

const directory = backupsOfTest();
const others: EmptyDatabase[] = [];
let source: TestDatabase;

beforeAll(async () => {
  source = await migratedDatabase({ domains: ['channels'], broken: 'any' });
});
afterAll(async () => {
  for (const other of others) await other.drop();
  await source.drop();
});

async function prove(backup: Backup): Promise<Proof> {
  const target = await emptyDatabase();
  others.push(target);
  const session = await target.session();
  return verifyBackup({ session, project: await testWorkspace(), backup, progress: SILENT });
}

/** A backup of the source while something is otherwise than it should be. */
async function backUpWhile(change: string, undo: string): Promise<Backup> {
  const session = await source.session();
  await session.query(change);
  try {
    return await backUp(session, directory);
  } finally {
    await session.query(undo);
  }
}

test('a backup that was restored keeps its proof beside itself', async () => {
  const backup = await backUp(await source.session(), directory);
  expect(readProof(backup.folder)).toBeUndefined();
  const proof = await prove(backup);
  expect(proof).toMatchObject({ tenants: 2, broken: [], tables: backup.manifest.tables.length });
  expect(proof.invariants).toBeGreaterThan(0);
  expect(readProof(backup.folder)).toEqual(proof);
});

test('a schema that was changed by hand is no proof', async () => {
  const backup = await backUpWhile(
    'CREATE INDEX by_hand ON sys_brands (tenant_id, logo_url)',
    'DROP INDEX by_hand',
  );
  await expect(prove(backup)).rejects.toMatchObject({
    code: 'restored_schema_differs',
    detail: expect.stringMatching(/^missing {2}.*by_hand/),
  });
  expect(existsSync(join(backup.folder, 'verified.json'))).toBe(false);
});

test('rows of others that a member sees are no proof', async () => {
  const backup = await backUp(await source.session(), directory);
  const target = await emptyDatabase();
  others.push(target);
  const session = await target.session();
  await restoreOn(session, backup);
  const { assertTenantsApart } = await import('../src/restore/isolation.ts');
  expect(await assertTenantsApart(session)).toBe(2);
  await session.query(
    'CREATE POLICY everybody ON sys_roles FOR SELECT TO erp_app USING (app.current_tenant_id() IS NOT NULL)',
  );
  await expect(assertTenantsApart(session)).rejects.toMatchObject({
    code: 'restored_isolation',
    message: expect.stringMatching(/^A member of tenant \d+ sees rows/),
    detail: 'public.sys_roles',
  });
  await session.query('ALTER POLICY everybody ON sys_roles USING (true)');
  await expect(assertTenantsApart(session)).rejects.toMatchObject({
    message: expect.stringMatching(/^A session without a tenant sees rows/),
  });
});

test('rows that break a rule of the business are told, and restored all the same', async () => {
  const session = await source.session();
  const [owner] = await session.query<{ tenant: string; user: string }>(
    'SELECT tenant_id::text AS tenant, user_id::text AS "user" FROM sys_user_roles LIMIT 1',
  );
  const off = 'ALTER TABLE sys_user_roles DISABLE TRIGGER USER';
  const on = 'ALTER TABLE sys_user_roles ENABLE TRIGGER USER';
  const rows = await session.query(`SELECT * FROM sys_user_roles WHERE tenant_id = ${owner?.tenant}`);
  expect(rows.length).toBeGreaterThan(0);
  await session.query(`${off}; DELETE FROM sys_user_roles WHERE tenant_id = ${owner?.tenant}; ${on}`);
  const proof = await prove(await backUp(session, directory));
  expect(proof.broken.map(({ invariant }) => invariant)).toEqual([expect.stringMatching(/^system\//)]);
});

test('a backup without the accounts of a login service is restored beside a stand-in', async () => {
  const backup = await backUp(await source.session(), directory);
  const tables = backup.manifest.tables.filter(({ schema }) => schema !== 'auth');
  const target = await emptyDatabase();
  others.push(target);
  const session = await target.session();
  expect(await restoreOn(session, { ...backup, manifest: { ...backup.manifest, tables } })).toEqual(
    AS_IT_WAS,
  );
  const [row] = await session.query(
    'SELECT count(*)::int AS users, (SELECT count(*)::int FROM auth.users) AS accounts FROM sys_users',
  );
  expect(row).toEqual({ users: 2, accounts: 2 });
});
