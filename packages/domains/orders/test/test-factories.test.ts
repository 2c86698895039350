import { inDomain } from '@erp/testing/in-domain';
import { items, orders } from '../test-factories.ts';

const { database, a, b } = inDomain('orders', {
  // An order that comes as an import brings no history.
  broken: ['orders/order_history_complete', 'orders/placed_order_has_lines'],
});

const inA = <Result>(work: Parameters<typeof database.asTenant<Result>>[1]) => database.asTenant(a, work);

test('a row as a value has what was asked for, touches no database, and holds codes to their list', () => {
  expect(orders.build({ status: 'pending' })).toMatchObject({ status: 'pending', currency_code: 'EUR' });
  // @ts-expect-error: no status of an order.
  expect(orders.build({ status: 'nonsense' })).toMatchObject({ status: 'nonsense' });
  expect(items.build()).toMatchObject({ product_name: expect.any(String), unit_price: expect.anything() });
});

test('an order is made with its lines, counted or each as it is said', async () => {
  const counted = await inA((trx) => orders.create(trx, { items: 3 }));
  expect(await database.knex('order_items').where({ order_id: counted.id })).toHaveLength(3);
  const said = await inA((trx) =>
    orders.create(trx, { items: [{ quantity: 2 }, { product_name: 'Postage' }] }),
  );
  expect(await database.knex('order_items').where({ order_id: said.id }).orderBy('id')).toMatchObject([
    { quantity: 2 },
    { product_name: 'Postage' },
  ]);
});

test('a line makes the order that it belongs to, in the tenant that was entered or is named', async () => {
  const line = await database.asTenant(b, (trx) => items.create(trx));
  expect(await database.knex('orders').where({ id: line.order_id }).first()).toMatchObject({
    tenant_id: b.id,
  });
  const imported = await items.create(database.knex, { tenant_id: a.id });
  expect(await database.knex('orders').where({ id: imported.order_id }).first()).toMatchObject({
    tenant_id: a.id,
  });
});

test('a milestone is reached through the functions, past those before it', async () => {
  const paid = await inA((trx) => orders.upTo('paid').create(trx, { items: 2 }));
  expect(paid).toMatchObject({ status: 'pending', payment_status: 'paid' });
  const done = await inA((trx) => orders.upTo('completed').createList(trx, 2));
  expect(done.map((order) => order.status)).toEqual(['completed', 'completed']);
  expect(() => orders.upTo('lost' as 'paid')).toThrow(/no milestone "lost"; it has placed, paid, confirmed/);
});

test('what specializes leaves the original as it is', async () => {
  expect(await inA((trx) => orders.upTo('placed').create(trx))).toMatchObject({ status: 'pending' });
  expect(await inA((trx) => orders.create(trx))).toMatchObject({ status: 'draft' });
  expect(Object.isFrozen(orders)).toBe(true);
});
