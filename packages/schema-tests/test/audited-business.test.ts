import { call } from '@erp/testing/calls';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';
import type { Knex } from 'knex';

let database: TestDatabase;

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());
beforeEach(() => database.knex('logs_human').delete());

const inA = <Result>(work: (trx: Knex.Transaction) => Promise<Result>) =>
  database.asTenant(database.tenants.a, async (trx) => {
    await trx.raw("SELECT set_config('app.request_id', 'r-1', true)");
    return work(trx);
  });
const records = async () =>
  (await database.knex('logs_human').where({ source: 'audit' }).orderBy('id')).map((row) => ({
    table: row.entity_type,
    action: row.action,
    changes: row.changes as object,
    actor: row.actor_id,
    request: row.request_id,
  }));
const by = () => ({ actor: database.tenants.a.ownerId, request: 'r-1' });
const product = (sku: string) =>
  inA((trx) =>
    call<string>(trx, 'create_product', sku, 'Ring', 'EUR', '{"retail_price": 50, "status": "publish"}'),
  );

test('a price that somebody changes is recorded: who, what, before, after, in which request', async () => {
  const id = await product('R-1');
  await inA((trx) => trx('product').where({ id }).update({ retail_price: '1.0000', description: 'cheap' }));
  await inA((trx) => trx('product').where({ id }).update({ description: 'cheaper' }));
  expect(await records()).toEqual([
    {
      table: 'product',
      action: 'update',
      changes: { retail_price: { before: 50, after: 1 } },
      ...by(),
    },
  ]);
  await database.knex('product').where({ id }).update({ retail_price: '2.0000' });
  expect((await records()).at(-1)).toMatchObject({
    actor: null,
    request: null,
    changes: { retail_price: {} },
  });
});

test('a count or a correction of stock is recorded, and a receipt or a shipment is in the ledger alone', async () => {
  const id = await product('R-2');
  await database.knex('warehouse').insert({
    tenant_id: database.tenants.a.id,
    code: 'MAIN',
    name: 'Main',
    currency_code: 'EUR',
    is_default: true,
  });
  await inA((trx) => call(trx, 'receive_stock', id, 10, 'receipt'));
  await inA((trx) => call(trx, 'ship_stock', id, 1, 'shipment'));
  expect(await records()).toEqual([]);
  await inA((trx) => call(trx, 'adjust_stock', id, -2, 'broken', 'correction'));
  expect(await records()).toEqual([{ table: 'stock_movement', action: 'create', changes: {}, ...by() }]);
});

test('what a promotion gives is recorded from its draft on', async () => {
  const rule = '{"discount_type": "percentage", "discount_percent": 10}';
  const id = await inA((trx) =>
    call<string>(trx, 'create_promotion', 'Sale', 'discount', 'EUR', '2026-01-01', rule),
  );
  await inA((trx) =>
    trx('mkt_promotion_discount_rules').where({ promotion_id: id }).update({ discount_percent: '90' }),
  );
  await inA((trx) => call(trx, 'transition_promotion', id, 'active'));
  expect(
    (await records()).map(({ table, action, changes }) => [table, action, Object.keys(changes)]),
  ).toEqual([
    ['mkt_promotion_discount_rules', 'create', []],
    ['mkt_promotion_discount_rules', 'update', ['discount_percent']],
    ['mkt_promotions', 'update', ['status']],
  ]);
});

test('of an order its course and its money are recorded, and none of the sums that follow', async () => {
  const line = { product_name: 'Ring', quantity: 1, unit_price: 50, tax_rate: 0 };
  const order = await inA(async (trx) => {
    const id = await call<string>(trx, 'create_order', null, 'EUR', JSON.stringify([line, line, line]));
    await call(trx, 'place_order', id, 'place');
    await call(trx, 'record_payment', id, '150.00', 'cash', 'pay');
    return id;
  });
  expect(
    (await records()).map(({ table, action, changes }) => [table, action, Object.keys(changes).sort()]),
  ).toEqual([
    ['orders', 'update', ['order_number', 'status']],
    ['order_payments', 'create', []],
  ]);
  expect(order).toBeTruthy();
});

test('the data of a person are known to have changed, by whom, and are not written down once more', async () => {
  const contacts = '[{"contact": "secret@example.com"}]';
  const person = await inA((trx) =>
    call<string>(trx, 'create_person', contacts, '{"display_name": "Secret"}'),
  );
  await inA((trx) =>
    trx('crm_personal_contacts')
      .where({ personal_key_id: person })
      .update({ contact_value: 'hidden@example.com' }),
  );
  await inA((trx) =>
    trx('crm_personal_profile').where({ personal_key_id: person }).update({ display_name: 'Hidden' }),
  );
  await inA((trx) => trx('crm_personal_contacts').where({ personal_key_id: person }).delete());
  await inA((trx) => call(trx, 'erase_person', person));
  const found = await records();
  expect(found.map(({ table, action }) => [table, action])).toEqual([
    ['crm_personal_contacts', 'create'],
    ['crm_personal_contacts', 'update'],
    ['crm_personal_profile', 'update'],
    ['crm_personal_contacts', 'delete'],
    ['crm_personal_keys', 'update'],
    ['crm_personal_profile', 'delete'],
    ['crm_personal_keys', 'update'],
  ]);
  expect(found[1]).toMatchObject({ changes: { contact_value: { before: '***', after: '***' } }, ...by() });
  expect(JSON.stringify(found)).not.toMatch(/secret|hidden/i);
});

test('rows that are loaded outside a tenant leave nothing, however many', async () => {
  await database
    .knex('crm_personal_keys')
    .insert({ tenant_id: database.tenants.a.id, external_key: 'loaded' });
  await database.knex.raw(
    `INSERT INTO crm_personal_contacts (tenant_id, personal_key_id, contact_type, contact_value)
     SELECT tenant_id, id, 'email', 'loaded@example.com' FROM crm_personal_keys WHERE external_key = 'loaded'`,
  );
  expect(await records()).toEqual([]);
});
