import { findWorkspaceRoot } from '@erp/engine/project';
import { askErp } from '@erp/test-database/ask-erp';
import {
  type EmptyDatabase,
  emptyDatabase,
  installedDatabase,
  migratedDatabase,
} from '@erp/testing/database';

const root = findWorkspaceRoot(import.meta.dirname);
const databases: { drop(): Promise<void> }[] = [];
afterAll(async () => {
  for (const database of databases) await database.drop();
});

/** One that has a domain and what it depends on, and nothing else. */
async function installed(domain: string): Promise<EmptyDatabase> {
  const database = await installedDatabase({ domains: [domain] });
  databases.push(database);
  return database;
}

const erp = (database: EmptyDatabase, ...args: string[]) => askErp(root, database.settings, args);
const one = ['--tenant', 'aurelia-atelier'];

test('what was not migrated, and what has no tenant, is not called unbroken', async () => {
  const database = await emptyDatabase();
  databases.push(database);
  const bare = await erp(database, 'verify', '--data');
  expect(bare).toMatchObject({ code: 1, stderr: expect.stringContaining('has not been migrated') });
  expect(bare.stdout).not.toContain('0 broken');
  expect(await erp(database, 'verify')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('has not been migrated'),
  });

  const empty = await erp(await installed('crm'), 'verify', '--data');
  expect(empty).toMatchObject({ code: 1, stderr: expect.stringContaining('has no tenant') });
  expect(empty.stdout).not.toContain('0 broken');
});

test('rules of domains without a row are named as not asked', async () => {
  const database = await migratedDatabase({ domains: ['crm'] });
  databases.push(database);
  const report = await erp(database, 'verify', '--data');
  expect(report.code).toBe(0);
  expect(report.stdout).toMatch(/\d+ invariants not asked: there is no row of crm\./);
  const json = JSON.parse((await erp(database, 'verify', '--data', '--json')).stdout);
  expect(json.asked).toContain('system/tenant_has_owner');
  expect(json.asked).not.toContain('crm/customer_statuses');
  expect(json.unasked).toContain('crm/customer_statuses');
});

test('a demo that is there in part says what is missing and what loads it, and ends with 1', async () => {
  const database = await installed('orders');
  expect(await erp(database, 'seed', ...one, '--domain', 'crm')).toMatchObject({ code: 0 });
  const half = await erp(database, 'verify', '--data');
  expect(half.code).toBe(1);
  expect(half.stdout).toContain('the demo tenant aurelia-atelier stands at scale 1, but not everywhere');
  expect(half.stdout).toContain('orders: missing');
  expect(half.stdout).toContain('pnpm seed loads the rest.');

  expect(await erp(database, 'seed', ...one)).toMatchObject({ code: 0 });
  expect(await erp(database, 'verify', '--data')).toMatchObject({ code: 0 });

  expect(await erp(database, 'seed', ...one, '--domain', 'crm', '--scale', '2')).toMatchObject({ code: 0 });
  const uneven = await erp(database, 'verify', '--data', '--json');
  expect(uneven.code).toBe(1);
  expect(JSON.parse(uneven.stdout).gaps).toContainEqual({
    slug: 'aurelia-atelier',
    domain: 'orders',
    scale: 1,
    expected: 2,
  });
  expect(await erp(database, 'seed', ...one, '--scale', '2')).toMatchObject({ code: 0 });
  expect(await erp(database, 'verify', '--data')).toMatchObject({ code: 0 });
});
