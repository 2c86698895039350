import { outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { items, orders } from '../test-factories.ts';
import { draftOrder, header, placedOrder } from './story.ts';

const SESSIONS = 24;

const { database, a } = inDomain('orders', {
  // Rows that these tests write by hand.
  broken: ['orders/order_history_complete', 'orders/placed_order_has_lines'],
});

test('lines that many imports add at once are all in the sums', async () => {
  const id = await draftOrder(database, a);
  const { codes } = await outcomes(
    Array.from({ length: SESSIONS }, () =>
      items.create(database.knex, { tenant_id: a.id, order_id: id, unit_price: 1 }),
    ),
  );
  expect(codes).toEqual([]);
  expect(await header(database, id)).toMatchObject({ subtotal: `${110 + SESSIONS}.00` });
});

test('of two payments at the same moment the second one knows of the first', async () => {
  const id = await placedOrder(database, a);
  const [first, second] = [await database.connect(), await database.connect()];
  const pay = (client: typeof first, key: string) =>
    client.query(
      `INSERT INTO order_payments (tenant_id, order_id, currency_code, kind, payment_method, amount, status, paid_at, idempotency_key)
       VALUES ($1, $2, 'EUR', 'payment', 'cash', 80, 'paid', now(), $3)`,
      [a.id, id, key],
    );
  await first.query('BEGIN');
  await pay(first, 'import 1');
  const late = pay(second, 'import 2').then(
    () => 'paid',
    (error) => error.code,
  );
  expect(await database.untilBlocked(late)).toBe(true);
  await first.query('COMMIT');
  expect(await late).toBe('23514');
  expect(await header(database, id)).toMatchObject({ total_paid: '80.00' });
});

test('one statement may write lines of many orders, and move a line from one to another', async () => {
  const [one, two] = [await draftOrder(database, a), await draftOrder(database, a)];
  const [moved] = await database
    .knex('order_items')
    .insert([
      items.build({ tenant_id: a.id, order_id: one, unit_price: 5 }),
      items.build({ tenant_id: a.id, order_id: two, unit_price: 7 }),
    ])
    .returning('id');
  expect(await header(database, one)).toMatchObject({ subtotal: '115.00' });
  expect(await header(database, two)).toMatchObject({ subtotal: '117.00' });
  await database
    .knex('order_items')
    .where({ id: moved?.id ?? '' })
    .update({ order_id: two });
  expect(await header(database, one)).toMatchObject({ subtotal: '110.00' });
  expect(await header(database, two)).toMatchObject({ subtotal: '122.00' });
});

test('an import brings a finished order with its own history', async () => {
  const at = new Date('2026-01-15T08:00:00Z');
  const order = await orders.create(database.knex, {
    tenant_id: a.id,
    status: 'completed',
    order_number: 'OLD-1',
    ordered_at: at,
    shipped_at: at,
    delivered_at: at,
    completed_at: at,
  });
  expect(await database.knex('order_status_history').where({ order_id: order.id })).toEqual([]);
});

test.each([
  ['without its milestone', { status: 'shipped', order_number: 'OLD-2' }],
  ['without its number', { status: 'pending' }],
  ['without the time of its cancellation', { status: 'cancelled' }],
  [
    'that was delivered before it was shipped',
    { shipped_at: '2026-01-16', delivered_at: '2026-01-15', ordered_at: '2026-01-01' },
  ],
] as const)('an order %s is refused', async (_what, columns) => {
  const imported = orders.create(database.knex, { tenant_id: a.id, ...columns });
  await expect(imported).rejects.toMatchObject({ code: '23514' });
});

test('a lower-case currency is refused', async () => {
  const imported = orders.create(database.knex, { tenant_id: a.id, currency_code: 'eur' });
  await expect(imported).rejects.toMatchObject({ code: '23514' });
});
