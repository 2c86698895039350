import { outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { openTransaction, untilWaiting } from '@erp/testing/sessions';
import { confirmedOrder, goods, piecesOf, stateOf } from './sales.ts';

const { database, a, call: run } = inDomain('fulfilment');

const ship = (order: string, lines: string | null, key: string, details: object = {}) =>
  run('ship_order', order, lines, null, key, JSON.stringify(details));

test('of twelve who ship a piece of the last five, five do', async () => {
  const product = await goods(database, a, 9);
  const { id, lines } = await confirmedOrder(database, a, { [product]: 5 });
  const one = piecesOf({ [lines[0] ?? '']: 1 });
  const { results, codes } = await outcomes(
    Array.from({ length: 12 }, (_, i) => ship(id, one, `piece ${id}/${i}`)),
  );
  expect(new Set(results).size).toBe(5);
  // Once nothing is left the order has been shipped, and nothing is sent of it any more.
  expect(codes).toHaveLength(7);
  expect(codes.every((code) => code === '23514' || code === '55000')).toBe(true);
  expect(await stateOf(database, id)).toEqual({
    order: 'shipped',
    lines: [['shipped', 5, 0, 0]],
    stock: [[4, 0]],
  });
});

test('one key, used by twelve at once, ships once', async () => {
  const product = await goods(database, a, 9);
  const { id } = await confirmedOrder(database, a, { [product]: 5 });
  const { results, codes } = await outcomes(
    Array.from({ length: 12 }, () => ship(id, null, `the one ${id}`)),
  );
  expect(codes).toEqual([]);
  expect(new Set(results).size).toBe(1);
  expect(await stateOf(database, id)).toMatchObject({ lines: [['shipped', 5, 0, 0]], stock: [[4, 0]] });
});

test('one key for two orders at the same moment ships the one, and the other call is told', async () => {
  const product = await goods(database, a, 9);
  const [one, other] = [
    await confirmedOrder(database, a, { [product]: 1 }),
    await confirmedOrder(database, a, { [product]: 1 }),
  ];
  const first = await openTransaction(database, a);
  await first.query("SELECT app.ship_order($1, NULL, NULL, 'shared')", [one.id]);
  const told = expect(ship(other.id, null, 'shared')).rejects.toMatchObject({
    code: '23505',
    message: expect.stringContaining('The idempotency key has been used for something else.'),
  });
  await untilWaiting(database, 1);
  await first.query('COMMIT');
  await told;
  expect(await stateOf(database, other.id)).toMatchObject({ order: 'confirmed' });
});

test('who ships and who cancels: one of them, and the pieces are where they then belong', async () => {
  const product = await goods(database, a, 4);
  const [shippedFirst, cancelledFirst] = [
    await confirmedOrder(database, a, { [product]: 2 }),
    await confirmedOrder(database, a, { [product]: 2 }),
  ];
  const shipping = await openTransaction(database, a);
  await shipping.query('SELECT app.ship_order($1, NULL, NULL, $2)', [
    shippedFirst.id,
    `first ${shippedFirst.id}`,
  ]);
  const late = expect(run('transition_order', shippedFirst.id, 'cancelled')).rejects.toMatchObject({
    code: '55000',
  });
  await untilWaiting(database, 1);
  await shipping.query('COMMIT');
  await late;

  const cancelling = await openTransaction(database, a);
  await cancelling.query("SELECT app.transition_order($1, 'cancelled')", [cancelledFirst.id]);
  const tooLate = expect(ship(cancelledFirst.id, null, `late ${cancelledFirst.id}`)).rejects.toMatchObject({
    code: '55000',
  });
  await untilWaiting(database, 1);
  await cancelling.query('COMMIT');
  await tooLate;
  expect(await stateOf(database, shippedFirst.id)).toMatchObject({ order: 'shipped', stock: [[2, 0]] });
  expect(await stateOf(database, cancelledFirst.id)).toMatchObject({ order: 'cancelled' });
});

test('an event that is told by many is recorded once, and parcels that arrive at the same moment deliver the order', async () => {
  const product = await goods(database, a, 6);
  const { id, lines } = await confirmedOrder(database, a, { [product]: 6 });
  const parcels = Array.from({ length: 6 }, (_, i) => ({
    order_item_id: lines[0],
    quantity: 1,
    parcel: i + 1,
  }));
  await ship(id, JSON.stringify(parcels), `six of ${id}`, {
    carrier: 'dhl',
    parcels: parcels.map((_, i) => ({ tracking_number: `SIX-${i}` })),
  });
  const { results, codes } = await outcomes(
    [...parcels, ...parcels, ...parcels].map((_, i) =>
      run(
        'record_tracking_event',
        'dhl',
        `six/${i % 6}`,
        `SIX-${i % 6}`,
        'delivered',
        '2026-11-20T08:00:00Z',
      ),
    ),
  );
  expect(codes).toEqual([]);
  expect(new Set(results).size).toBe(6);
  expect(await stateOf(database, id)).toMatchObject({ order: 'delivered', lines: [['delivered', 6, 6, 0]] });
});

test('of many who receive the last pieces of a case, as many do as it is about', async () => {
  const product = await goods(database, a, 5);
  const { id, lines } = await confirmedOrder(database, a, { [product]: 5 });
  await ship(id, null, `all of ${id}`);
  const afterSales = await run('open_case', lines[0], 'return', 3, `case ${id}`);
  await run('transition_case', afterSales, 'approved');
  const { results, codes } = await outcomes(
    Array.from({ length: 8 }, (_, i) => run('receive_return', afterSales, 1, 'restock', `back ${id}/${i}`)),
  );
  expect(new Set(results).size).toBe(3);
  expect(codes).toEqual(Array(5).fill('23514'));
  expect(await stateOf(database, id)).toMatchObject({ lines: [['shipped', 5, 0, 3]], stock: [[3, 0]] });
});

test('orders of the same goods, written in opposite order, ship and come back beside receipts without blocking each other', async () => {
  const products: string[] = [];
  for (let i = 0; i < 5; i += 1) products.push(await goods(database, a, 60));
  const orders = [];
  for (let i = 0; i < 12; i += 1) {
    const list = i % 2 === 0 ? products : [...products].reverse();
    orders.push(await confirmedOrder(database, a, Object.fromEntries(list.map((product) => [product, 2]))));
  }
  const { codes } = await outcomes(
    orders.flatMap(({ id, lines }, i) => [
      ship(id, piecesOf({ [lines[i % 5] ?? '']: 1 }), `one of ${id}`),
      ship(id, piecesOf({ [lines[4 - (i % 5)] ?? '']: 1 }), `other of ${id}`),
      run('receive_stock', products[i % 5], 1, `beside ${id}`),
    ]),
  );
  expect(codes).toEqual([]);
  const { rows } = await database.knex.raw(
    'SELECT sum(on_hand)::int AS pieces, sum(reserved)::int AS kept FROM stock WHERE product_id = ANY (?)',
    [products],
  );
  expect(rows).toEqual([{ pieces: 300 - 24 + 12, kept: 120 - 24 }]);
});
