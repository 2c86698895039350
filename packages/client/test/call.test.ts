import { callsOf, type Refusal } from '@erp/client/call';
import { withTenant as withDrizzle } from '@erp/client/drizzle';
import { withTenant as withKnex } from '@erp/client/knex';
import { tenantKysely, withTenant as withKysely } from '@erp/client/kysely';
import { withTenant } from '@erp/client/pg';
import { orders } from '@erp/orders/calls';
import { products } from '@erp/products/calls';
import { inDomain } from '@erp/testing/in-domain';
import { drizzle } from 'drizzle-orm/node-postgres';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

const { database, a, b } = inDomain('orders');
const call = callsOf({ orders, products });
const session = () => ({ tenant: a.id, user: a.ownerId, role: 'erp_app' as const });
const LINES = [{ product_name: 'Ring', quantity: 2, unit_price: 50 }];

let pool: pg.Pool;
beforeEach(() => {
  pool = new pg.Pool({ ...(database.settings as pg.PoolConfig), max: 1 });
});
afterEach(() => pool.end());

/** A draft of one line. */
const draft = () =>
  withTenant(pool, session(), (trx) =>
    call.orders.createOrder(trx, { customerId: null, currencyCode: 'EUR', lines: LINES }),
  );

test('an order is made, placed and paid by names, through each query builder', async () => {
  const id = await draft();
  const number = await withKnex(database.knex, session(), (trx) =>
    call.orders.placeOrder(trx, { orderId: id, idempotencyKey: 'one' }),
  );
  expect(number).toMatch(/^ORD-/);
  const db = tenantKysely(pool, new Kysely<object>({ dialect: new PostgresDialect({ pool }) }));
  const again = await withKysely(db, session(), (trx) =>
    call.orders.placeOrder(trx, { orderId: id, idempotencyKey: 'one' }),
  );
  expect(again).toBe(number);
  const payment = await withDrizzle(drizzle({ client: pool }), session(), (trx) =>
    call.orders.recordPayment(trx, {
      orderId: id,
      amount: '60',
      method: 'cash',
      idempotencyKey: 'p',
      isDeposit: true,
    }),
  );
  expect(payment).toMatch(/^[0-9]+$/);
  expect(await database.knex('orders').where({ id }).first('total_paid', 'status')).toMatchObject({
    total_paid: '60.00',
    status: 'pending',
  });
});

test('what the function’s comment tells of comes back by its name', async () => {
  const id = await draft();
  const paid = withTenant(pool, session(), (trx) =>
    call.orders.recordPayment(trx, { orderId: id, amount: 1_000, method: 'cash', idempotencyKey: 'much' }),
  );
  const error = await paid.catch((thrown: unknown) => thrown);
  const refused = call.orders.recordPayment.refusal(error);
  expect(refused).toMatchObject({ name: 'object_not_in_prerequisite_state', code: '55000' });
  expect(call.orders.recordPayment.refusal(new Error('something else'))).toBeUndefined();
  const foreign = withTenant(pool, { ...session(), tenant: b.id, user: b.ownerId }, (trx) =>
    call.orders.placeOrder(trx, { orderId: id, idempotencyKey: 'foreign' }),
  );
  const unseen = await foreign.catch((thrown: unknown) => thrown);
  expect(call.orders.placeOrder.refusal(unseen)?.name).toBe('no_data_found');
});

test('an argument that is left out has its default, a misspelt one is refused', async () => {
  const sold = await withTenant(pool, session(), (trx) => call.orders.allocateBackorders(trx));
  expect(sold).toBe(0);
  const misspelt = { orderId: '1', idempotencyKey: 'x', idempotency: 'x' };
  const sent = withTenant(pool, session(), (trx) => call.orders.placeOrder(trx, misspelt));
  await expect(sent).rejects.toThrow('app.place_order takes no idempotency.');
});

test('what cannot be right does not compile', () => {
  const never = async (trx: pg.PoolClient) => {
    // @ts-expect-error: the key is missing
    await call.orders.placeOrder(trx, { orderId: '1' });
    // @ts-expect-error: there is no such method
    await call.orders.recordPayment(trx, { orderId: 1, amount: 1, method: 'card', idempotencyKey: 'k' });
    // @ts-expect-error: an order has a number
    await call.orders.placeOrder(trx, { orderId: null, idempotencyKey: 'k' });
    // @ts-expect-error: there is no such function
    await call.orders.place(trx, {});
    // @ts-expect-error: the number of the order is text
    const number: number = await call.orders.placeOrder(trx, { orderId: 1n, idempotencyKey: 'k' });
    const refused = call.orders.placeOrder.refusal(number);
    // @ts-expect-error: a placed order may be refused for other reasons too
    const wrong: Refusal<'no_data_found'> | undefined = refused;
    return wrong;
  };
  expect(never).toBeInstanceOf(Function);
});
