import { customers } from '@erp/crm/test-factories';
import { call } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { openTransaction, untilWaiting } from '@erp/testing/sessions';
import { header, LINES, placedOrder, TOTAL } from './story.ts';

const { database, a, call: run } = inDomain('orders');

async function newCustomer(): Promise<{ person: string; customer: string }> {
  const { id, personal_key_id } = await customers.create(database.knex, { tenant_id: a.id });
  return { person: personal_key_id, customer: id };
}

async function orderOf(customer: string): Promise<string> {
  const id = await run('create_order', customer, 'EUR', JSON.stringify(LINES));
  await run('place_order', id, `place ${id}`);
  return id;
}

const PAY = 'SELECT app.record_payment($1, $2, $3, $4)';

test('who pays two orders of a customer at once and who pays one of them do not block each other', async () => {
  const { customer } = await newCustomer();
  const [first, second] = [await orderOf(customer), await orderOf(customer)];
  const bulk = await openTransaction(database, a);
  await bulk.query(PAY, [first, 10, 'cash', 'bulk 1']);
  const single = run('record_payment', second, 10, 'cash', 'single');
  await untilWaiting(database, 1);
  await bulk.query(PAY, [second, 20, 'cash', 'bulk 2']);
  await bulk.query('COMMIT');
  await single;
  expect(await header(database, second)).toMatchObject({ total_paid: '30.00' });
  const figures = await database.knex('crm_customers').where({ id: customer }).first();
  expect(figures?.lifetime_value).toBe('40.00');
});

test.each(['record_payment', 'transition_order', 'place_order'])(
  'a merge of the customer and %s wait for each other and do not block each other',
  async (name) => {
    const [keep, drop] = [await newCustomer(), await newCustomer()];
    const order =
      name === 'place_order'
        ? await run('create_order', drop.customer, 'EUR', JSON.stringify(LINES))
        : await orderOf(drop.customer);
    // Somebody holds the order, so that both come to what they lock first, and wait.
    const holder = await database.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM orders WHERE id = $1 FOR UPDATE', [order]);
    const words: Record<string, readonly unknown[]> = {
      record_payment: [order, 10, 'cash', `merge ${order}`],
      transition_order: [order, 'confirmed'],
      place_order: [order, `merge ${order}`],
    };
    const change = run(name, ...(words[name] ?? []));
    await untilWaiting(database, 1);
    const merge = run('merge_persons', keep.person, drop.person);
    await untilWaiting(database, 2);
    await holder.query('COMMIT');
    await Promise.all([change, merge]);
    expect(await header(database, order)).toMatchObject({ customer_id: keep.customer });
  },
);

test('an order that a merge has moved meanwhile is paid for its customer of today', async () => {
  const [keep, drop] = [await newCustomer(), await newCustomer()];
  const order = await orderOf(drop.customer);
  const merging = await openTransaction(database, a);
  await merging.query('SELECT app.merge_persons($1, $2)', [keep.person, drop.person]);
  const payment = run('record_payment', order, TOTAL, 'cash', `moved ${order}`);
  await untilWaiting(database, 1);
  await merging.query('COMMIT');
  await payment;
  const kept = await database.knex('crm_customers').where({ id: keep.customer }).first();
  expect(kept).toMatchObject({ lifetime_value: TOTAL, paid_orders_count: 1 });
});

test('lines written by hand after lock_order_for_edit do not block what a function does to the order', async () => {
  const { customer } = await newCustomer();
  const order = await run('create_order', customer, 'EUR', JSON.stringify(LINES));
  const [line] = await database.knex('order_items').where({ order_id: order }).orderBy('id');
  const editing = await openTransaction(database, a);
  await editing.query('SELECT app.lock_order_for_edit($1)', [order]);
  const placing = run('place_order', order, `edit ${order}`);
  await untilWaiting(database, 1);
  await editing.query('UPDATE order_items SET quantity = 3 WHERE id = $1', [line?.id]);
  await editing.query('COMMIT');
  await placing;
  expect(await header(database, order)).toMatchObject({ status: 'pending', total: '190.40' });
});

test('lock_order_for_edit asks for orders.write and knows no order of another tenant', async () => {
  const order = await placedOrder(database, a);
  const other = database.asTenant(database.tenants.b, (trx) => call(trx, 'lock_order_for_edit', order));
  await expect(other).rejects.toMatchObject({ code: 'P0002' });
  const unentitled = database.asTenant(a, async (trx) => {
    await trx.raw("SELECT set_config('app.permissions', '', true)");
    await call(trx, 'lock_order_for_edit', order);
  });
  await expect(unentitled).rejects.toMatchObject({ code: '42501' });
});

describe('one idempotency key for two orders at the same moment', () => {
  test('pays the one, and the other call is told', async () => {
    const [one, other] = [await placedOrder(database, a), await placedOrder(database, a)];
    const first = await openTransaction(database, a);
    await first.query(PAY, [one, 10, 'cash', 'shared']);
    const second = run('record_payment', other, 10, 'cash', 'shared');
    const told = expect(second).rejects.toMatchObject({
      code: '23505',
      message: expect.stringContaining('The idempotency key has been used for something else.'),
      detail: expect.stringMatching(/^It recorded payment \d+\.$/),
    });
    await untilWaiting(database, 1);
    await first.query('COMMIT');
    await told;
    expect(await header(database, other)).toMatchObject({ total_paid: '0.00' });
  });

  test('places the one, and the other call is told', async () => {
    const [one, other] = [await draft(), await draft()];
    const first = await openTransaction(database, a);
    await first.query('SELECT app.place_order($1, $2)', [one, 'shared']);
    const told = expect(run('place_order', other, 'shared')).rejects.toMatchObject({
      code: '23505',
      message: expect.stringContaining('The idempotency key has placed another order.'),
    });
    await untilWaiting(database, 1);
    await first.query('COMMIT');
    await told;
    expect(await header(database, other)).toMatchObject({ status: 'draft', order_number: null });
  });
});

const draft = () => run('create_order', null, 'EUR', JSON.stringify(LINES));
