import { call } from '@erp/testing/calls';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';
import type { Knex } from 'knex';

let database: TestDatabase;

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());

/** One request of the application: a transaction as erp_app, inside tenant a. */
const request = <Result>(work: (trx: Knex.Transaction) => Promise<Result>) =>
  database.asTenant(database.tenants.a, work);

test('a lead becomes a customer, who orders, pays and gets money back', async () => {
  const tenant_id = database.tenants.a.id;

  // Somebody writes; the team answers, and the lead is worth following.
  const { person, lead } = await request(async (trx) => {
    const [key] = await trx('crm_personal_keys').insert({ tenant_id }, 'id');
    const personal_key_id = key?.id ?? '';
    await trx('crm_personal_contacts').insert({
      tenant_id,
      personal_key_id,
      contact_type: 'email',
      contact_value: 'ada@example.com',
      is_primary: true,
    });
    const [row] = await trx('crm_leads').insert({ tenant_id, personal_key_id, source: 'website' }, 'id');
    return { person: personal_key_id, lead: row?.id ?? '' };
  });
  const found = await request((trx) =>
    trx.raw('SELECT person_id FROM app.find_person(?)', [' Ada@Example.com']),
  );
  expect(found.rows).toEqual([{ person_id: person }]);
  for (const status of ['contacted', 'qualified']) {
    expect(await request((trx) => call(trx, 'transition_lead', lead, status))).toBe(true);
  }

  // The lead becomes a customer; asking twice does it once.
  const customer = await request((trx) => call<string>(trx, 'convert_lead', lead));
  expect(await request((trx) => call(trx, 'convert_lead', lead))).toBe(customer);

  // The customer orders two rings and an engraving: 110.00 and 19 % tax.
  const lines = JSON.stringify([
    { product_name: 'Ring', quantity: 2, unit_price: 50, tax_rate: 19 },
    { product_name: 'Engraving', quantity: 1, unit_price: 10, tax_rate: 19 },
  ]);
  const order = await request((trx) => call<string>(trx, 'create_order', customer, 'EUR', lines));
  const number = await request((trx) => call<string>(trx, 'place_order', order, 'cart-1'));
  expect(await request((trx) => call(trx, 'place_order', order, 'cart-1'))).toBe(number);
  await request((trx) => call(trx, 'convert_lead', lead, order));

  // Paid in two parts; the same key is the same payment, and more than the total is not taken.
  const pay = (amount: string, key: string) =>
    request((trx) => call<string>(trx, 'record_payment', order, amount, 'credit_card', key));
  const first = await pay('100.00', 'card-1');
  expect(await pay('100.00', 'card-1')).toBe(first);
  await expect(pay('31.00', 'card-2')).rejects.toMatchObject({ code: '23514' });
  await pay('30.90', 'card-3');

  // One ring comes back.
  const refund = () =>
    request((trx) => call(trx, 'refund_payment', first, '59.50', 'One ring too small.', 'refund-1'));
  expect(await refund()).toBe(await refund());

  const seen = await request((trx) => trx('orders').where({ tenant_id, id: order }).first());
  expect(seen).toMatchObject({
    order_number: number,
    total: '130.90',
    total_paid: '130.90',
    total_refunded: '59.50',
    balance: '0.00',
    net_payment: '71.40',
    payment_status: 'partially_refunded',
  });
  const story = await request(async (trx) => ({
    lead: await trx('crm_leads')
      .where({ tenant_id, id: lead })
      .first('status', 'order_id', 'converted_customer_id'),
    payments: await trx('order_payments').where({ tenant_id, order_id: order }),
    customer: await trx('crm_customers')
      .where({ tenant_id, id: customer })
      .first('lifetime_value', 'paid_orders_count', 'currency_code'),
    by: await trx('order_status_history').where({ tenant_id, order_id: order }).pluck('changed_by'),
  }));
  expect(story.lead).toEqual({ status: 'converted', order_id: order, converted_customer_id: customer });
  expect(story.customer).toEqual({ lifetime_value: '71.40', paid_orders_count: 1, currency_code: 'EUR' });
  expect(story.payments).toHaveLength(3);
  expect(new Set(story.by)).toEqual(new Set([database.tenants.a.ownerId]));

  // Years later the person wants to be forgotten: the books stay, the person goes from every domain.
  await database
    .knex('orders')
    .where({ id: order })
    .update({
      customer_notes: 'Ring at the back door.',
      shipping_address: JSON.stringify({ city: 'Paris' }),
    });
  const exported = await request((trx) =>
    call<{ tables: Record<string, unknown[]> }>(trx, 'export_person', person),
  );
  expect(JSON.stringify(exported)).toContain('ada@example.com');
  expect(Object.keys(exported.tables)).toEqual(
    expect.arrayContaining(['crm_personal_contacts', 'crm_leads', 'orders']),
  );
  expect(await request((trx) => call(trx, 'erase_person', person))).toBe(true);
  const left = await request((trx) => call(trx, 'export_person', person));
  expect(JSON.stringify(left)).not.toMatch(/ada@example|back door|Paris/);
  expect(await request((trx) => trx('orders').where({ tenant_id, id: order }).first('total_paid'))).toEqual({
    total_paid: '130.90',
  });
});
