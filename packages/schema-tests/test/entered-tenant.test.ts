import { migratedDatabase, type TestDatabase } from '@erp/testing/database';
import type { Knex } from 'knex';

let database: TestDatabase;

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());

/** In a transaction of the application role that has entered no tenant. */
const outside = <Result>(work: (trx: Knex.Transaction) => Promise<Result>): Promise<Result> =>
  database.knex.transaction(async (trx) => {
    await trx.raw('SET LOCAL ROLE erp_app');
    return work(trx);
  });

test('a row that names no tenant belongs to the entered one', async () => {
  const { a, b } = database.tenants;
  const tenantsOf = (tenant: typeof a) =>
    database.asTenant(tenant, async (trx) => {
      await trx('category').insert([{ name: 'Rings' }, { name: 'Chains' }]);
      return trx('category').select('tenant_id', 'name').orderBy('name');
    });
  for (const { id, tenant } of [a, b].map((each) => ({ id: each.id, tenant: each })))
    expect(await tenantsOf(tenant)).toEqual([
      { tenant_id: id, name: 'Chains' },
      { tenant_id: id, name: 'Rings' },
    ]);
});

test('without a tenant the error says what is missing', async () => {
  await expect(outside((trx) => trx('category').insert({ name: 'Rings' }))).rejects.toMatchObject({
    code: '42501',
    message: expect.stringContaining('No tenant has been entered.'),
    hint: 'Call app.enter_tenant first in the same transaction.',
  });
  // As the owner, too: whoever imports names the tenant.
  await expect(database.knex('category').insert({ name: 'Rings' })).rejects.toMatchObject({ code: '42501' });
});

test('to name another tenant is refused as before', async () => {
  const { a, b } = database.tenants;
  await expect(
    database.asTenant(a, (trx) => trx('category').insert({ tenant_id: b.id, name: 'Theirs' })),
  ).rejects.toMatchObject({ code: '42501', message: expect.stringContaining('row-level security') });
  await expect(
    outside((trx) => trx('category').insert({ tenant_id: b.id, name: 'Theirs' })),
  ).rejects.toMatchObject({ code: '42501', message: expect.stringContaining('row-level security') });
});

test('whoever names the tenant is not asked for the entered one', async () => {
  const { a } = database.tenants;
  await database.knex.transaction(async (trx) => {
    await trx.raw('SET LOCAL ROLE erp_service');
    await trx('category').insert({ tenant_id: a.id, name: 'Imported' });
  });
  const { rowCount } = await database
    .knex('category')
    .where({ tenant_id: a.id, name: 'Imported' })
    .then((rows) => ({ rowCount: rows.length }));
  expect(rowCount).toBe(1);
});

test('the months of partitioned tables have it, those that are there and those to come', async () => {
  await database.knex.raw("SELECT app.create_partitions('logs_human', 12, now() + interval '2 years')");
  const { rows } = await database.knex.raw(`
    SELECT c.relname FROM pg_class c
      JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
      LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
       AND pg_get_expr(d.adbin, d.adrelid) IS DISTINCT FROM 'app.entered_tenant_id()'`);
  expect(rows).toEqual([]);
});
