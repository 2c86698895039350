import { outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { discrepancies, newProduct, stocked, stockOf } from './goods.ts';

const {
  database,
  a,
  call: run,
} = inDomain('products', {
  // Rows that these tests write by hand.
  broken: ['products/default_warehouse'],
});

afterEach(async () => {
  expect(await discrepancies(database, a)).toEqual([]);
});

const linesOf = (count: string) =>
  database.knex('inventory_history').where({ stock_count_id: count }).orderBy('id');

test('a count books what it finds as movements, once', async () => {
  const { product, warehouse } = await stocked(database, a, 10);
  const unexpected = await newProduct(database, a);
  const count = await run('start_stock_count', warehouse);
  expect(await linesOf(count)).toMatchObject([{ status: 'pending', actual_quantity: null }]);
  expect(await run<number>('count_stock', count, product, 8, null, 'one box missing')).toBe(-2);
  expect(await run<number>('count_stock', count, unexpected, 3)).toBe(3);
  expect(await run<number>('close_stock_count', count)).toBe(2);
  expect(await run<number>('close_stock_count', count)).toBe(2);

  const stock = await stockOf(database, product, warehouse);
  expect(stock).toMatchObject({ on_hand: 8, stock_value: '16.0000', last_counted_at: expect.any(Date) });
  expect(await stockOf(database, unexpected, warehouse)).toMatchObject({ on_hand: 3 });
  const movements = await database.knex('stock_movement').where({ stock_id: stock.id, kind: 'count' });
  expect(movements).toMatchObject([{ quantity: -2, reason: 'one box missing' }]);
  expect(await linesOf(count)).toMatchObject([
    { status: 'completed', recorded_quantity: 10, quantity_discrepancy: -2, movement_id: movements[0]?.id },
    { status: 'completed', recorded_quantity: 0, quantity_discrepancy: 3, audited_by: a.ownerId },
  ]);
  await expect(run('count_stock', count, product, 9)).rejects.toMatchObject({ code: '55000' });
  await expect(run('cancel_stock_count', count)).rejects.toMatchObject({ code: '55000' });
});

test('goods that move between entering and booking do not matter', async () => {
  const { product, warehouse } = await stocked(database, a, 10);
  const count = await run('start_stock_count', warehouse);
  await run('count_stock', count, product, 9);
  await run('ship_stock', product, 4, `meanwhile ${product}`, warehouse);
  await run('close_stock_count', count);
  expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 5 });
});

test('another round replaces the one before', async () => {
  const { product, warehouse } = await stocked(database, a, 10);
  const count = await run('start_stock_count', warehouse);
  await run('count_stock', count, product, 1);
  await run('count_stock', count, product, 10);
  expect(await run<number>('close_stock_count', count)).toBe(0);
  expect((await linesOf(count)).map((line) => [line.cycle_number, line.status])).toEqual([
    [1, 'cancelled'],
    [2, 'completed'],
  ]);
  expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 10 });
});

test('a count is booked when all is counted, and a stock is in one count at a time', async () => {
  const { product, warehouse } = await stocked(database, a, 10);
  const count = await run('start_stock_count', warehouse);
  await expect(run('close_stock_count', count)).rejects.toMatchObject({ code: '55000' });
  expect(await refusal(run('start_stock_count', warehouse, [product]))).toMatchObject({
    code: '23505',
    message: 'Some of it is being counted already.',
  });
  await expect(run('count_stock', count, product, -1)).rejects.toMatchObject({ code: '22023' });
  expect(await run<boolean>('cancel_stock_count', count)).toBe(true);
  expect(await run<boolean>('cancel_stock_count', count)).toBe(false);
  await expect(run('close_stock_count', count)).rejects.toMatchObject({ code: '55000' });
  await run('start_stock_count', warehouse, [product]);
});

test('what is promised must be left: nothing of the count is booked otherwise', async () => {
  const { product, warehouse } = await stocked(database, a, 10);
  const reservation = await run('reserve_stock', product, 6, `kept ${product}`, warehouse);
  const count = await run('start_stock_count', warehouse);
  await run('count_stock', count, product, 4);
  await expect(run('close_stock_count', count)).rejects.toMatchObject({ code: '23514' });
  expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 10 });
  await run('release_stock', reservation);
  await run('close_stock_count', count);
  expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 4 });
});

test('many who count, ship and book at once agree in the end', async () => {
  const { product, warehouse } = await stocked(database, a, 100);
  const count = await run('start_stock_count', warehouse);
  await run('count_stock', count, product, 100);
  const { codes } = await outcomes([
    ...Array.from({ length: 10 }, (_, i) => run('ship_stock', product, 1, `busy ${product} ${i}`, warehouse)),
    ...Array.from({ length: 10 }, () => run('close_stock_count', count)),
    ...Array.from({ length: 10 }, () => run('count_stock', count, product, 50)),
  ]);
  expect(codes.every((code) => code === '55000')).toBe(true);
  const { on_hand } = await stockOf(database, product, warehouse);
  const lines = (await linesOf(count)).filter((line) => line.status === 'completed');
  expect(lines).toHaveLength(1);
  expect(on_hand).toBe(100 - 10 + (lines[0]?.quantity_discrepancy ?? Number.NaN));
});
