import { call, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { items, orders } from '../test-factories.ts';
import { draftOrder, header, placedOrder } from './story.ts';

const { database, a, b } = inDomain('orders');
let placed: string;
let payment: string;

beforeAll(async () => {
  placed = await placedOrder(database, a);
  payment = await database.asTenant(a, (trx) =>
    call<string>(trx, 'record_payment', placed, 10, 'cash', 'first'),
  );
  await database.asTenant(a, (trx) => call(trx, 'record_payment', placed, 20, 'cash', 'second'));
});

describe('the application role cannot by hand', () => {
  test.each([
    ['change a status', "UPDATE orders SET status = 'completed'"],
    ['change a sum', 'UPDATE orders SET total_paid = 0'],
    ['change a number', "UPDATE orders SET order_number = 'X'"],
    ['change a currency', "UPDATE orders SET currency_code = 'USD'"],
    [
      'write a finished order',
      "INSERT INTO orders (tenant_id, currency_code, status) VALUES ($t, 'EUR', 'completed')",
    ],
    ['delete an order', 'DELETE FROM orders'],
    ['move a line to another order', 'UPDATE order_items SET order_id = order_id'],
    [
      'invent a payment',
      `INSERT INTO order_payments (tenant_id, order_id, currency_code, kind, payment_method, amount, status, idempotency_key)
      SELECT tenant_id, id, currency_code, 'payment', 'cash', 1, 'pending', 'invented' FROM orders`,
    ],
    ['change a payment', 'UPDATE order_payments SET amount = 1'],
    ['delete a payment', 'DELETE FROM order_payments'],
    [
      'invent history',
      "INSERT INTO order_status_history (tenant_id, order_id, to_status) SELECT tenant_id, id, 'draft' FROM orders",
    ],
    ['change history', "UPDATE order_status_history SET reason = ''"],
    ['delete history', 'DELETE FROM order_status_history'],
    ['book money past the permission', 'SELECT app.book_order_payment(NULL)'],
  ])('%s', async (_what, sql) => {
    const done = database.asTenant(a, (trx) => trx.raw(sql.replace('$t', a.id)));
    await expect(done).rejects.toMatchObject({ code: '42501' });
  });

  test('but writes drafts and their lines, and the sums follow', async () => {
    const id = await database.asTenant(a, async (trx) => {
      const { id } = await orders.create(trx, {
        items: [
          { product_name: 'One', unit_price: 10, discount_amount: 1 },
          { product_name: 'Two', unit_price: 5, quantity: 2 },
        ],
      });
      await trx('order_items').where({ order_id: id, product_name: 'Two' }).update({ quantity: 3 });
      return id;
    });
    expect(await header(database, id)).toMatchObject({
      subtotal: '25.00',
      discount_amount: '1.00',
      total: '24.00',
    });
    await database.asTenant(a, (trx) =>
      trx('order_items').where({ order_id: id, product_name: 'One' }).delete(),
    );
    expect(await header(database, id)).toMatchObject({
      subtotal: '15.00',
      discount_amount: '0.00',
      total: '15.00',
    });
    await database.asTenant(a, (trx) => trx('orders').where({ id }).update({ deleted_at: new Date() }));
  });

  test('hide a placed order', async () => {
    const hidden = database.asTenant(database.tenants.a, (trx) =>
      trx('orders').where({ id: placed }).update({ deleted_at: new Date() }),
    );
    await expect(hidden).rejects.toMatchObject({ code: '23514' });
  });
});

describe('not even the owner of the schema can', () => {
  test.each([
    ['change a status by hand', "UPDATE orders SET status = 'confirmed' WHERE id = $o", '42501'],
    [
      'pay in another currency',
      `INSERT INTO order_payments (tenant_id, order_id, currency_code, kind, payment_method, amount, status, idempotency_key)
      SELECT tenant_id, id, 'USD', 'payment', 'cash', 1, 'pending', 'usd' FROM orders WHERE id = $o`,
      '23503',
    ],
    [
      'pay more than the total',
      `INSERT INTO order_payments (tenant_id, order_id, currency_code, kind, payment_method, amount, status, paid_at, idempotency_key)
      SELECT tenant_id, id, currency_code, 'payment', 'cash', total, 'paid', now(), 'too much' FROM orders WHERE id = $o`,
      '23514',
    ],
    [
      'refund more than the payment',
      `INSERT INTO order_payments (tenant_id, order_id, currency_code, kind, parent_payment_id, payment_method, amount, status, paid_at, reason, idempotency_key)
      SELECT tenant_id, order_id, currency_code, 'refund', id, 'cash', amount + 1, 'paid', now(), 'x', 'too much back' FROM order_payments WHERE id = $p`,
      '23514',
    ],
    [
      'refund a refund',
      `INSERT INTO order_payments (tenant_id, order_id, currency_code, kind, payment_method, amount, status, paid_at, reason, idempotency_key, id, parent_payment_id)
      SELECT tenant_id, order_id, 'EUR', 'refund', 'cash', 1, 'paid', now(), 'x', 'back ' || n, 900000 + n, CASE n WHEN 1 THEN id ELSE 900001 END
      FROM order_payments, generate_series(1, 2) n WHERE id = $p`,
      '23514',
    ],
    [
      'refund a payment of another order',
      `INSERT INTO order_payments (tenant_id, order_id, currency_code, kind, parent_payment_id, payment_method, amount, status, paid_at, reason, idempotency_key)
      SELECT o.tenant_id, o.id, 'EUR', 'refund', $p, 'cash', 1, 'paid', now(), 'x', 'stray' FROM orders o WHERE o.id = $d`,
      '23503',
    ],
    [
      'open a case on a line of another order',
      `INSERT INTO order_items_after_sales (tenant_id, order_id, order_item_id, case_type)
      SELECT i.tenant_id, $d, i.id, 'return' FROM order_items i WHERE i.order_id = $o LIMIT 1`,
      '23503',
    ],
    [
      'customize a line twice',
      `INSERT INTO order_item_customization (tenant_id, order_id, order_item_id)
      SELECT i.tenant_id, i.order_id, i.id FROM order_items i, generate_series(1, 2) WHERE i.order_id = $o`,
      '23505',
    ],
    [
      'ship before it was ordered',
      "UPDATE orders SET shipped_at = ordered_at - interval '1 day' WHERE id = $o",
      '23514',
    ],
  ])('%s', async (_what, sql, code) => {
    const draft = await draftOrder(database, database.tenants.a);
    const text = sql.replaceAll('$o', placed).replaceAll('$p', payment).replaceAll('$d', draft);
    await expect(database.knex.raw(text)).rejects.toMatchObject({ code });
  });
});

test('not even a function of this schema can take an order along a path that there is not', async () => {
  const id = await draftOrder(database, database.tenants.a);
  const moved = database.knex.transaction(async (trx) => {
    await trx.raw('SET LOCAL ROLE erp_definer');
    await trx('orders').where({ id }).update({ status: 'refunded' });
  });
  await expect(moved).rejects.toMatchObject({ code: '55000' });
});

describe('another tenant', () => {
  test.each([
    ['place_order', (id: string) => [id, 'foreign']],
    ['transition_order', (id: string) => [id, 'confirmed']],
    ['record_payment', (id: string) => [id, 1, 'cash', 'foreign']],
    ['schedule_payment', (id: string) => [id, 1, '2030-01-01', 'cash', 'foreign']],
    ['record_failed_payment', (id: string) => [id, 1, 'cash', 'declined', 'foreign']],
  ])('gets from %s the same answer for a foreign order as for none', async (name, values) => {
    const answer = (id: string) =>
      refusal(
        database.asTenant(database.tenants.b, (trx) => call(trx, name, ...values(id))),
        id,
      );
    expect(await answer(placed)).toEqual(await answer('999999'));
    expect(await answer(placed)).toMatchObject({ code: 'P0002', message: 'There is no order #.' });
  });

  test('gets the same answer for a foreign payment as for none', async () => {
    const answer = (id: string) =>
      refusal(
        database.asTenant(database.tenants.b, (trx) => call(trx, 'refund_payment', id, 1, 'x', 'foreign')),
        id,
      );
    expect(await answer(payment)).toEqual(await answer('999999'));
    expect(await answer(payment)).toMatchObject({ code: 'P0002', message: 'There is no payment #.' });
  });

  test('learns nothing by adding a line to a foreign order, placed or draft', async () => {
    const draft = await draftOrder(database, a);
    const answer = (id: string, tenantId: string) =>
      refusal(
        database.asTenant(b, (trx) => items.create(trx, { tenant_id: tenantId, order_id: id })),
        id,
      );
    for (const tenant of [a, b]) {
      const nobody = await answer('999999', tenant.id);
      expect(await answer(placed, tenant.id)).toEqual(nobody);
      expect(await answer(draft, tenant.id)).toEqual(nobody);
    }
  });

  test('may use the same keys and outside numbers', async () => {
    const details = JSON.stringify({ source_platform: 'shopify', external_order_id: '1001' });
    for (const tenant of [a, b]) {
      await database.asTenant(tenant, (trx) => call(trx, 'create_order', null, 'EUR', '[]', details));
    }
    const again = database.asTenant(a, (trx) => call(trx, 'create_order', null, 'EUR', '[]', details));
    await expect(again).rejects.toMatchObject({
      code: '23505',
      detail: expect.stringMatching(/^It is order \d+\.$/),
    });
  });
});

describe('without the permission', () => {
  test.each([
    ['orders.write', 'create_order', [null, 'EUR']],
    ['orders.place', 'place_order', [1, 'k']],
    ['orders.write', 'transition_order', [1, 'confirmed']],
    ['orders.cancel', 'transition_order', [1, 'cancelled']],
    ['orders.refund', 'transition_order', [1, 'refunded']],
    ['orders.payment', 'record_payment', [1, 1, 'cash', 'k']],
    ['orders.payment', 'schedule_payment', [1, 1, '2030-01-01', 'cash', 'k']],
    ['orders.payment', 'record_failed_payment', [1, 1, 'cash', 'declined', 'k']],
    ['orders.refund', 'refund_payment', [1, 1, 'x', 'k']],
  ])('%s nobody calls %s', async (permission, name, values) => {
    const trx = await database.knex.transaction();
    await trx.raw(
      'DELETE FROM sys_role_permissions rp USING sys_permissions p WHERE p.id = rp.permission_id AND p.key = ?',
      [permission],
    );
    await trx.raw('SET LOCAL ROLE erp_app');
    await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [a.id, a.ownerId]);
    const answer = await refusal(call(trx, name, ...values));
    await trx.rollback();
    expect(answer).toMatchObject({ code: '42501', message: `Permission ${permission} is missing.` });
  });

  test('nobody calls a function outside a tenant', async () => {
    const outside = database.knex.transaction(async (trx) => {
      await trx.raw('SET LOCAL ROLE erp_app');
      await call(trx, 'place_order', placed, 'outside');
    });
    await expect(outside).rejects.toMatchObject({ code: '42501' });
  });
});

test('erasing the tenant removes every row of it and no other', async () => {
  await placedOrder(database, b);
  const count = async (tenant: string) => {
    const counts = await Promise.all(
      ['orders', 'order_items', 'order_payments', 'order_status_history'].map((table) =>
        database.knex(table).where({ tenant_id: tenant }).count({ rows: '*' }),
      ),
    );
    return counts.map(([row]) => Number(row?.rows));
  };
  const others = await count(b.id);
  expect(await count(a.id)).not.toContain(0);
  await database.knex.raw('SELECT app.erase_tenant(?::bigint, ?)', [a.id, 'tenant-a']);
  expect(await count(a.id)).toEqual([0, 0, 0, 0]);
  expect(await count(b.id)).toEqual(others);
});
