import type { DomainPackage } from '@erp/engine/project';
import { type EmptyDatabase, installedDatabase, testWorkspace } from '@erp/testing/database';
import { disarmFaults } from '../src/acts-outside.ts';

let database: EmptyDatabase;
let channels: DomainPackage;

beforeAll(async () => {
  database = await installedDatabase({ domains: ['channels'] });
  channels = (await testWorkspace()).byName.get('channels') as DomainPackage;
});
afterAll(() => database.drop());

async function faultsWith(sql: string, table: string): Promise<string[]> {
  const session = await database.session();
  await session.query(sql);
  const tables = new Map([...channels.tables, [table, new Set<string>()]]);
  return disarmFaults(session, { ...channels, tables });
}

test.each([
  ['an outbox', "CREATE TABLE post (state text CHECK (state IN ('queued', 'sent')))", 'post'],
  ['rows that workers claim', 'CREATE TABLE parcel (claimed_by text)', 'parcel'],
  ['an address that is called', 'CREATE TABLE hook (webhook_url text)', 'hook'],
])('a domain with %s and no word about it is found', async (_, sql, table) => {
  expect(await faultsWith(sql, table)).toEqual([expect.stringMatching(`^${table} \\(.*is not in disarm.ts`)]);
});

test('a domain whose declaration fits is left in peace, one whose columns are gone is not', async () => {
  const session = await database.session();
  expect(await disarmFaults(session, channels)).toEqual([]);
  await session.query('ALTER TABLE channels_platform_pages RENAME token_expires_at TO ends_at');
  expect(await disarmFaults(session, channels)).toEqual([
    expect.stringMatching(/^channels_platform_pages: .*token_expires_at/),
  ]);
});
