import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { migratedDatabase, type TestDatabase, testWorkspace } from '@erp/testing/database';
import { type FilledTable, fillTables, type SampleValues } from '@erp/testing/sample-rows';
import type { Knex } from 'knex';

let database: TestDatabase;
let tables: FilledTable[];

beforeEach(async () => {
  database = await migratedDatabase();
  const { rows } = await database.knex.raw<{ rows: { name: string }[] }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
  );
  tables = await fillTables(
    database,
    rows.map((row) => row.name),
    await samplesOfDomains(),
  );
  for (const table of tables) await pointEverywhere(table);
});
afterEach(() => database.drop());

/** What the contract suites of the domains cannot guess, from where they say so. */
async function samplesOfDomains(): Promise<SampleValues> {
  const samples: SampleValues[] = [];
  for (const { directory } of (await testWorkspace()).domains) {
    const file = join(directory, 'test', 'samples.ts');
    if (existsSync(file)) samples.push(((await import(file)) as { samples: SampleValues }).samples);
  }
  return Object.assign({}, ...samples);
}

/** Sets the optional references of the sample rows too, so that every foreign key has something to do. */
async function pointEverywhere(table: FilledTable): Promise<void> {
  for (const key of table.foreignKeys) {
    const parent = tables.find((each) => each.name === key.parent);
    if (parent === undefined) continue;
    for (const side of ['a', 'b'] as const) {
      const values = key.columns.map((column, i) => [column, parent.rows[side][key.parentColumns[i] ?? '']]);
      // A guard may forbid it, e.g. a row that would be its own parent; then the reference stays empty.
      await database
        .knex(table.name)
        .where({ tenant_id: database.tenants[side].id })
        .update(Object.fromEntries(values.filter(([column]) => column !== 'tenant_id')))
        .catch(() => {});
    }
  }
}

const ways: Record<string, (trx: Knex.Transaction, id: string) => Promise<unknown>> = {
  'app.erase_tenant': async (trx, id) => {
    await trx.raw('SET LOCAL ROLE erp_service');
    await trx.raw('SELECT app.erase_tenant(?, ?)', [id, 'tenant-a']);
  },
  'DELETE FROM sys_tenants with constraints deferred': async (trx, id) => {
    await trx.raw('SET CONSTRAINTS ALL DEFERRED');
    await trx('sys_tenants').where({ id }).delete();
  },
};

test.each(Object.entries(ways))('%s removes every row of the tenant and no other', async (_, erase) => {
  const { a, b } = database.tenants;
  expect(tables.length).toBeGreaterThan(25);
  expect(await rowsByTable(a.id)).not.toContainEqual(expect.objectContaining({ rows: 0 }));
  const others = await rowsByTable(b.id);
  const users = await database.knex('sys_users').select('id').orderBy('id');

  await database.knex.transaction((trx) => erase(trx, a.id));

  expect((await rowsByTable(a.id)).filter(({ rows }) => rows > 0)).toEqual([]);
  expect(await rowsByTable(b.id)).toEqual(others);
  expect(await database.knex('sys_users').select('id').orderBy('id')).toEqual(users);
  expect(await database.knex('sys_tenants').where({ id: a.id })).toEqual([]);
});

test('a tenant cannot erase itself or another', async () => {
  const { a, b } = database.tenants;
  for (const id of [a.id, b.id]) {
    const erasing = database.asTenant(a, (trx) => trx.raw('SELECT app.erase_tenant(?, ?)', [id, 'tenant-a']));
    await expect(erasing).rejects.toMatchObject({ code: '42501' });
  }
});

/** Number and content of a tenant's rows in every table. */
async function rowsByTable(tenantId: string): Promise<{ table: string; rows: number; content: string }[]> {
  const found: { table: string; rows: number; content: string }[] = [];
  for (const { name } of tables) {
    const { rows } = await database.knex.raw(
      `SELECT count(*)::int AS rows, md5(string_agg(t::text, ',' ORDER BY t::text)) AS content FROM ?? t WHERE tenant_id = ?`,
      [name, tenantId],
    );
    found.push({ table: name, ...rows[0] });
  }
  return found;
}
