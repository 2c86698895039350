import { call, refusal } from '@erp/testing/calls';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';
import type { TestTenant } from '@erp/testing/tenants';
import type { Knex } from 'knex';

/** What exists in another tenant must not show in what this one is told. */
let database: TestDatabase;

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());

const side = (name: 'a' | 'b') => database.tenants[name];

/** Business keys that a second tenant may use as if it were alone. */
const keys: Record<string, (trx: Knex, tenant: TestTenant) => Promise<unknown>> = {
  'a person': (trx, { id }) => trx('crm_personal_keys').insert({ tenant_id: id, external_key: 'person-1' }),
  'an e-mail address': async (trx, { id }) => {
    const [key] = await trx('crm_personal_keys').insert({ tenant_id: id }, 'id');
    await trx('crm_personal_contacts').insert({
      tenant_id: id,
      personal_key_id: key?.id ?? '',
      contact_type: 'email',
      contact_value: 'same@example.com',
      is_primary: true,
    });
  },
  'a SKU': async (trx) => {
    const lines = JSON.stringify([{ product_name: 'Ring', quantity: 1, unit_price: 1, tax_rate: 0 }]);
    await call(trx, 'create_order', null, 'EUR', lines);
  },
  'an idempotency key': async (trx) => {
    const lines = JSON.stringify([{ product_name: 'Ring', quantity: 1, unit_price: 1, tax_rate: 0 }]);
    const order = await call<string>(trx, 'create_order', null, 'EUR', lines);
    await call(trx, 'place_order', order, 'same-key');
    await call(trx, 'record_payment', order, '1.00', 'cash', 'same-payment', 'same-transaction', 'bank');
  },
  'a brand code': (trx, { id }) => trx('sys_brands').insert({ tenant_id: id, code: 'main', name: 'Main' }),
  'a platform': (trx, { id }) =>
    trx('channels_platforms').insert({
      tenant_id: id,
      name: 'Shop',
      platform_type: 'instagram',
      currency_code: 'EUR',
    }),
};

test.each(Object.entries(keys))('%s of one tenant is free for another', async (_, use) => {
  await database.asTenant(side('b'), (trx) => use(trx, side('b')));
  await database.asTenant(side('a'), (trx) => use(trx, side('a')));
});

test('order numbers of one tenant follow each other, whatever others order', async () => {
  const place = async (tenant: TestTenant) =>
    database.asTenant(tenant, async (trx) => {
      const lines = JSON.stringify([{ product_name: 'Ring', quantity: 1, unit_price: 1, tax_rate: 0 }]);
      const order = await call<string>(trx, 'create_order', null, 'EUR', lines);
      return call<string>(trx, 'place_order', order, `key-${order}`);
    });
  const counted = (number: string) => Number(/\d+$/.exec(number)?.[0]);
  const first = counted(await place(side('a')));
  await place(side('b'));
  await place(side('b'));
  expect(counted(await place(side('a')))).toBe(first + 1);
});

/** Calls with the number of a row that is another tenant's, or nobody's. */
const lookups: Record<string, (trx: Knex, id: string) => Promise<unknown>> = {
  place_order: (trx, id) => call(trx, 'place_order', id, 'k'),
  record_payment: (trx, id) => call(trx, 'record_payment', id, '1.00', 'cash', 'k'),
  transition_order: (trx, id) => call(trx, 'transition_order', id, 'cancelled', 'x'),
  refund_payment: (trx, id) => call(trx, 'refund_payment', id, '1.00', 'x', 'k'),
  convert_lead: (trx, id) => call(trx, 'convert_lead', id),
  transition_lead: (trx, id) => call(trx, 'transition_lead', id, 'contacted'),
  merge_persons: (trx, id) => call(trx, 'merge_persons', id, String(Number(id) + 1)),
  export_person: (trx, id) => call(trx, 'export_person', id),
  erase_person: (trx, id) => call(trx, 'erase_person', id),
  'an order for its customer': (trx, id) => call(trx, 'create_order', id, 'EUR', '[]'),
};

test.each(Object.entries(lookups))(
  '%s answers alike for a row of another tenant and for none',
  async (_, ask) => {
    const b = side('b');
    // Numbers that no row of tenant a has, whatever the table.
    for (const table of ['crm_personal_keys', 'crm_leads', 'crm_customers', 'orders', 'order_payments']) {
      const sequence = `pg_get_serial_sequence('${table}', 'id')`;
      await database.knex.raw(`SELECT setval(${sequence}, 700000 + nextval(${sequence}))`);
    }
    // Rows of every kind in tenant b, so that the number below is somebody's in all of them.
    const taken = await database.asTenant(b, async (trx) => {
      const [key] = await trx('crm_personal_keys').insert({ tenant_id: b.id }, 'id');
      const [lead] = await trx('crm_leads').insert({ tenant_id: b.id, personal_key_id: key?.id ?? '' }, 'id');
      const customer = await call<string>(trx, 'convert_lead', lead?.id);
      const lines = JSON.stringify([{ product_name: 'Ring', quantity: 1, unit_price: 5, tax_rate: 0 }]);
      const order = await call<string>(trx, 'create_order', customer, 'EUR', lines);
      await call(trx, 'place_order', order, `key-${order}`);
      const payment = await call<string>(trx, 'record_payment', order, '1.00', 'cash', `pay-${order}`);
      return [key?.id, lead?.id, customer, order, payment].map(String);
    });
    const none = '999999999';
    const expected = await refusal(
      database.asTenant(side('a'), (trx) => ask(trx, none)),
      none,
    );
    for (const id of taken) {
      const answered = await refusal(
        database.asTenant(side('a'), (trx) => ask(trx, id)),
        id,
      );
      expect(answered).toEqual(expected);
    }
  },
);
