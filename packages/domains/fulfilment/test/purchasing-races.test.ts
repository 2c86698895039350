import { products } from '@erp/products/test-factories';
import { outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { openTransaction, untilWaiting } from '@erp/testing/sessions';
import { lyingThere, marketOf, orderedGoods } from './purchases.ts';

const {
  database,
  a,
  call: run,
} = inDomain('fulfilment', {
  // Warehouses of which none is the default.
  broken: ['products/default_warehouse', 'products/material_record_history'],
});

const RECEIVE = 'SELECT app.receive_goods($1, $2, $3)';
const pieces = (line: string | undefined, quantity: number) =>
  JSON.stringify([{ purchase_order_line_id: line, quantity }]);

test('of twelve who receive a piece of the last ten, ten do', async () => {
  const market = await marketOf(database, a);
  const { id, lines } = await orderedGoods(database, a, market);
  const { results, codes } = await outcomes(
    Array.from({ length: 12 }, (_, i) => run('receive_goods', id, pieces(lines[0], 1), `piece ${id} ${i}`)),
  );
  expect(new Set(results).size).toBe(10);
  expect(codes).toEqual(['23514', '23514']);
  expect(await lyingThere(database, market)).toMatchObject({ pieces: 10, inbound: 0 });
});

test('one key, used by twelve at once, receives once', async () => {
  const market = await marketOf(database, a);
  const { id } = await orderedGoods(database, a, market);
  const { results, codes } = await outcomes(
    Array.from({ length: 12 }, () => run('receive_goods', id, null, `the one lorry ${id}`)),
  );
  expect(codes).toEqual([]);
  expect(new Set(results).size).toBe(1);
  expect(await lyingThere(database, market)).toMatchObject({ pieces: 10, inbound: 0, grams: '0.500' });
});

test('one key for two purchase orders at the same moment receives the one, and the other call is told', async () => {
  const market = await marketOf(database, a);
  const [one, other] = [await orderedGoods(database, a, market), await orderedGoods(database, a, market)];
  const first = await openTransaction(database, a);
  await first.query(RECEIVE, [one.id, null, 'shared']);
  const told = expect(run('receive_goods', other.id, null, 'shared')).rejects.toMatchObject({
    code: '23505',
    message: expect.stringContaining('The idempotency key has been used for something else.'),
  });
  await untilWaiting(database, 1);
  await first.query('COMMIT');
  await told;
  expect(await lyingThere(database, market)).toMatchObject({ pieces: 10, inbound: 10 });
});

test('one key writes one purchase order, however many write it', async () => {
  const { vendor, warehouse, product } = await marketOf(database, a);
  const lines = JSON.stringify([{ sku: product.sku, quantity: 1, unit_cost: 1 }]);
  const details = JSON.stringify({ warehouse_id: warehouse });
  const { results, codes } = await outcomes(
    Array.from({ length: 12 }, () =>
      run('create_purchase_order', vendor, 'EUR', lines, `draft ${vendor}`, details),
    ),
  );
  expect(codes).toEqual([]);
  expect(new Set(results).size).toBe(1);
  const { codes: ordering } = await outcomes(
    Array.from({ length: 12 }, () => run('order_goods', results[0])),
  );
  expect(ordering).toEqual([]);
  expect(await database.knex('stock').where({ product_id: product.id }).first()).toMatchObject({
    inbound: 1,
  });
});

test('who receives and who cancels: one of them, and what is inbound is what is still expected', async () => {
  const market = await marketOf(database, a);
  const { id, lines } = await orderedGoods(database, a, market);
  const receiving = await openTransaction(database, a);
  await receiving.query(RECEIVE, [id, pieces(lines[0], 3), `three ${id}`]);
  const cancelling = expect(run('transition_purchase_order', id, 'cancelled')).rejects.toMatchObject({
    code: '55000',
  });
  await untilWaiting(database, 1);
  await receiving.query('COMMIT');
  await cancelling;
  expect(await lyingThere(database, market)).toMatchObject({ pieces: 3, inbound: 7 });
});

test('purchase orders of the same goods, written in opposite order, do not block each other', async () => {
  const market = await marketOf(database, a);
  const goods = await products.createList(database.knex, 6, { tenant_id: a.id });
  const lines = goods.map(({ sku }) => ({ sku, quantity: 5, unit_cost: 2 }));
  const orders = [];
  for (let i = 0; i < 12; i += 1) {
    orders.push(await orderedGoods(database, a, market, i % 2 === 0 ? lines : [...lines].reverse()));
  }
  const { codes } = await outcomes(
    orders.flatMap(({ id, lines: ordered }, i) => [
      run('receive_goods', id, pieces(ordered[i % 6], 2), `some ${id}`),
      run('receive_goods', id, pieces(ordered[5 - (i % 6)], 1), `more ${id}`),
      orderedGoods(database, a, market, i % 2 === 0 ? [...lines].reverse() : lines).then(
        ({ id: more }) => more,
      ),
    ]),
  );
  expect(codes).toEqual([]);
  const { rows } = await database.knex.raw(
    `SELECT s.inbound, s.on_hand, (SELECT sum(l.open_quantity) FROM purchase_order_lines l
        WHERE l.product_id = s.product_id AND l.warehouse_id = s.warehouse_id)::int AS expected
       FROM stock s WHERE s.product_id = ANY (?) ORDER BY s.id`,
    [goods.map(({ id }) => id)],
  );
  expect(rows).toHaveLength(6);
  for (const row of rows) expect(row).toMatchObject({ inbound: 120 - row.on_hand, expected: row.inbound });
  expect(rows.reduce((sum: number, row: { on_hand: number }) => sum + row.on_hand, 0)).toBe(36);
});
