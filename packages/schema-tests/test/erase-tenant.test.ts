import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Filling, migratedDatabase, type TestDatabase, testWorkspace } from '@erp/testing/database';
import { type FilledTable, fillTables, type SampleValues } from '@erp/testing/sample-rows';
import type { Knex } from 'knex';

type Connection = Awaited<ReturnType<TestDatabase['connect']>>;

let database: TestDatabase;
/** Names of all tables that have rows of tenants. */
let tables: readonly string[];

beforeEach(async () => {
  database = await migratedDatabase({ rows: { name: 'everywhere', fill: fillEverywhere } });
  tables = await tablesOfTenants(database);
});
afterEach(() => database.drop());

async function tablesOfTenants({ knex }: Filling): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: { name: string }[] }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      ORDER BY 1`,
  );
  return rows.map((row) => row.name);
}

/** Gives each tenant a row in every table. */
async function fillEverywhere(filling: Filling): Promise<void> {
  const filled = await fillTables(filling, await tablesOfTenants(filling), await samplesOfDomains());
  for (const table of filled) await pointEverywhere(filling, table, filled);
}

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
async function pointEverywhere(
  { knex, tenants }: Filling,
  table: FilledTable,
  filled: readonly FilledTable[],
): Promise<void> {
  for (const key of table.foreignKeys) {
    const parent = filled.find((each) => each.name === key.parent);
    if (parent === undefined) continue;
    for (const side of ['a', 'b'] as const) {
      const values = key.columns.map((column, i) => [column, parent.rows[side][key.parentColumns[i] ?? '']]);
      // A guard may forbid it, e.g. a row that would be its own parent; then the reference stays empty.
      await knex(table.name)
        .where({ tenant_id: tenants[side].id })
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

const batch = (client: Connection, id: string, rows: number) =>
  client.query<{ done: boolean }>('SELECT app.erase_tenant_batch($1, $2, $3) AS done', [
    id,
    'tenant-a',
    rows,
  ]);

test('batches come to the same end, also when they are called off after each of them', async () => {
  const { a, b } = database.tenants;
  const others = await rowsByTable(b.id);
  const users = await database.knex('sys_users').select('id').orderBy('id');
  const before = await countOf(a.id);
  let left = before;
  let done = false;
  for (let call = 0; !done; call++) {
    // Killed in the middle of a batch, which is then not there; then a whole one in a session of its own.
    const killed = await serviceSession();
    await killed.query('BEGIN');
    await batch(killed, a.id, 60);
    const pid = (await killed.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
    await database.knex.raw('SELECT pg_terminate_backend(?, 60000)', [pid ?? 0]);
    expect(await countOf(a.id)).toBe(left);
    expect(await rowsByTable(b.id)).toEqual(others);

    const client = await serviceSession();
    done = (await batch(client, a.id, 60)).rows[0]?.done === true;
    await client.end();
    const [tenant] = await database.knex('sys_tenants').where({ id: a.id });
    expect(tenant?.status).toBe(done ? undefined : 'suspended');
    // What is removed may leave a line in the log, which goes with a later batch.
    left = await countOf(a.id);
    expect(left).toBeLessThanOrEqual(before);
    expect(call).toBeLessThan(before / 20);
  }
  expect(left).toBe(0);
  expect(await rowsByTable(b.id)).toEqual(others);
  expect(await database.knex('sys_users').select('id').orderBy('id')).toEqual(users);
});

test('the procedure does all of it, goes on where it was killed, and keeps everybody out meanwhile', async () => {
  const { a, b } = database.tenants;
  const others = await rowsByTable(b.id);
  const started = await serviceSession();
  await batch(started, a.id, 50);
  await batch(started, a.id, 50);
  await started.end();
  await expect(database.asTenant(a, (trx) => trx('orders').select('id'))).rejects.toMatchObject({
    code: '42501',
  });

  const client = await serviceSession();
  await client.query('CALL app.erase_tenant_in_batches($1, $2, 50)', [a.id, 'tenant-a']);
  expect((await rowsByTable(a.id)).filter(({ rows }) => rows > 0)).toEqual([]);
  expect(await rowsByTable(b.id)).toEqual(others);
  const again = client.query('CALL app.erase_tenant_in_batches($1, $2)', [a.id, 'tenant-a']);
  await expect(again).rejects.toMatchObject({ code: 'P0002' });
});

test('batches want number and slug of one tenant, rows, no transaction around the procedure, and the service', async () => {
  const { a, b } = database.tenants;
  const before = await rowsByTable(a.id);
  const client = await serviceSession();
  await expect(client.query(`CALL app.erase_tenant_in_batches(${b.id}, 'tenant-a')`)).rejects.toMatchObject({
    code: 'P0002',
  });
  await expect(batch(client, a.id, 0)).rejects.toMatchObject({ code: '22023' });
  await client.query('BEGIN');
  const within = client.query(`CALL app.erase_tenant_in_batches(${a.id}, 'tenant-a')`);
  await expect(within).rejects.toMatchObject({ code: '2D000' });
  await client.query('ROLLBACK');
  for (const sql of [
    `CALL app.erase_tenant_in_batches(${a.id}, 'tenant-a')`,
    `SELECT app.erase_tenant_batch(${a.id}, 'tenant-a')`,
  ]) {
    await expect(database.asTenant(a, (trx) => trx.raw(sql))).rejects.toMatchObject({ code: '42501' });
  }
  expect(await rowsByTable(a.id)).toEqual(before);
  expect(await database.knex('sys_tenants').where({ id: a.id })).toMatchObject([{ status: 'active' }]);
});

/** A session of the service, as a job of the operator has it. */
async function serviceSession(): Promise<Connection> {
  const client = await database.connect();
  await client.query('SET ROLE erp_service');
  return client;
}

async function countOf(tenantId: string): Promise<number> {
  return (await rowsByTable(tenantId)).reduce((sum, { rows }) => sum + rows, 0);
}

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
  for (const name of tables) {
    const { rows } = await database.knex.raw(
      `SELECT count(*)::int AS rows, md5(string_agg(t::text, ',' ORDER BY t::text)) AS content FROM ?? t WHERE tenant_id = ?`,
      [name, tenantId],
    );
    found.push({ table: name, ...rows[0] });
  }
  return found;
}
