import { call, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { stocks } from '../test-factories.ts';
import { discrepancies, newProduct, newVariant, newWarehouse, stocked, stockOf } from './goods.ts';

const {
  database,
  a,
  call: run,
} = inDomain('products', {
  // Rows that these tests write by hand.
  broken: ['products/stock_never_short', 'products/default_warehouse'],
});

const movementsOf = (stockId: string) =>
  database.knex('stock_movement').where({ stock_id: stockId }).orderBy('id');

describe('the ledger', () => {
  test('carries every piece from receipt to shipment', async () => {
    const { product, warehouse } = await stocked(database, a, 10);
    await run('ship_stock', product, 4, `ship ${product}`, warehouse);
    await run('adjust_stock', product, -1, 'broken', `broken ${product}`, warehouse);
    const stock = await stockOf(database, product, warehouse);
    expect(stock).toMatchObject({ on_hand: 5, reserved: 0, available: 5 });
    const movements = await movementsOf(stock.id);
    expect(movements.map((each) => [each.kind, each.quantity, each.on_hand_after])).toEqual([
      ['receipt', 10, 10],
      ['shipment', -4, 6],
      ['adjustment', -1, 5],
    ]);
    expect(movements[0]).toMatchObject({ created_by: a.ownerId, unit_cost: '2.0000' });
  });

  test.each([
    ['receive_stock', []],
    ['ship_stock', []],
  ])('%s books one key once and refuses it for something else', async (name) => {
    const { product, warehouse } = await stocked(database, a, 10);
    const key = `${name} ${product}`;
    const first = await run(name, product, 2, key, warehouse);
    expect(await run(name, product, 2, key, warehouse)).toBe(first);
    await expect(run(name, product, 3, key, warehouse)).rejects.toMatchObject({ code: '23505' });
    await expect(run(name, product, 2, ' ', warehouse)).rejects.toMatchObject({ code: '22023' });
    await expect(run(name, product, 0, `${key} 0`, warehouse)).rejects.toMatchObject({ code: '22023' });
    const stock = await stockOf(database, product, warehouse);
    expect(stock.on_hand).toBe(name === 'receive_stock' ? 12 : 8);
  });

  test('never goes below zero, nor below what is reserved', async () => {
    const { product, warehouse } = await stocked(database, a, 3);
    await run('reserve_stock', product, 2, `kept ${product}`, warehouse);
    await expect(run('ship_stock', product, 2, `s ${product}`, warehouse)).rejects.toMatchObject({
      code: '23514',
    });
    await expect(run('adjust_stock', product, -2, 'lost', `l ${product}`, warehouse)).rejects.toMatchObject({
      code: '23514',
    });
    await run('ship_stock', product, 1, `t ${product}`, warehouse);
    expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 2, reserved: 2 });
  });

  test('goes below zero where the warehouse allows it, which then cannot be taken back', async () => {
    const { product, warehouse } = await stocked(database, a, 1, { allow_backorder: true });
    await run('ship_stock', product, 4, `s ${product}`, warehouse);
    await run('reserve_stock', product, 2, `r ${product}`, warehouse);
    expect(await stockOf(database, product, warehouse)).toMatchObject({
      on_hand: -3,
      reserved: 2,
      available: -5,
    });
    const forbid = () =>
      database.asTenant(a, (trx) =>
        trx('warehouse').where({ id: warehouse }).update({ allow_backorder: false }),
      );
    await expect(forbid()).rejects.toMatchObject({ code: '23514' });
    await run('receive_stock', product, 5, `f ${product}`, warehouse);
    await forbid();
    expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 2, allow_backorder: false });
  });

  test('is written by functions alone', async () => {
    const { product, warehouse } = await stocked(database, a, 1);
    const { id } = await stockOf(database, product, warehouse);
    for (const sql of [
      `UPDATE stock_movement SET quantity = 9 WHERE stock_id = ${id}`,
      `DELETE FROM stock_movement WHERE stock_id = ${id}`,
      `INSERT INTO stock_movement (tenant_id, stock_id, kind, quantity) VALUES (${a.id}, ${id}, 'receipt', 1)`,
      `UPDATE stock SET on_hand = 9 WHERE id = ${id}`,
      `DELETE FROM stock WHERE id = ${id}`,
      `INSERT INTO stock_reservation (tenant_id, stock_id, quantity, source_key) VALUES (${a.id}, ${id}, 1, 'x')`,
    ]) {
      await expect(database.asTenant(a, (trx) => trx.raw(sql))).rejects.toMatchObject({ code: '42501' });
    }
    await database.asTenant(a, (trx) => trx('stock').where({ id }).update({ inbound: 5, reorder_level: 2 }));
  });

  test('outlives products and warehouses', async () => {
    const { product, warehouse } = await stocked(database, a, 1);
    for (const [table, id] of [
      ['product', product],
      ['warehouse', warehouse],
    ] as const) {
      await expect(database.knex(table).where({ id }).delete()).rejects.toMatchObject({ code: '23503' });
    }
  });
});

describe('the place', () => {
  test('is the default warehouse when none is named, of which there is one', async () => {
    const b = database.tenants.b;
    const product = await newProduct(database, b);
    const receive = (key: string) =>
      database.asTenant(b, (trx) => call(trx, 'receive_stock', product, 1, key));
    await expect(receive('nowhere')).rejects.toMatchObject({ code: 'P0002' });
    const warehouse = await newWarehouse(database, b, { is_default: true });
    await receive('somewhere');
    expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 1 });
    await expect(newWarehouse(database, b, { is_default: true })).rejects.toMatchObject({ code: '23505' });
  });

  test('is not one that is closed, nor one of another tenant', async () => {
    const product = await newProduct(database, a);
    const closed = await newWarehouse(database, a, { status: 'closed' });
    const foreign = await newWarehouse(database, database.tenants.b);
    await expect(run('receive_stock', product, 1, 'closed', closed)).rejects.toMatchObject({ code: '55000' });
    await expect(run('receive_stock', product, 1, 'foreign', foreign)).rejects.toMatchObject({
      code: 'P0002',
    });
    const elsewhere = await newProduct(database, database.tenants.b);
    const own = await newWarehouse(database, a);
    await expect(run('receive_stock', elsewhere, 1, 'theirs', own)).rejects.toMatchObject({ code: 'P0002' });
  });
});

describe('permissions', () => {
  test.each([
    ['receive_stock', 'inventory.adjust', [1, 1, 'k']],
    ['ship_stock', 'inventory.adjust', [1, 1, 'k']],
    ['reserve_stock', 'inventory.adjust', [1, 1, 'k']],
    ['adjust_stock', 'inventory.write', [1, 1, 'r', 'k']],
    ['close_stock_count', 'inventory.write', [1]],
    ['expire_reservations', 'inventory.adjust', []],
  ])('%s is not to be had with %s alone', async (name, held, values) => {
    const called = database.asTenant(a, async (trx) => {
      await trx.raw("SELECT set_config('app.permissions', ?, true)", [`,${held},`]);
      return call(trx, name, ...values);
    });
    await expect(called).rejects.toMatchObject({ code: '42501' });
  });
});

describe('value', () => {
  test('is a moving average, and leaves with the last piece', async () => {
    const { product, warehouse } = await stocked(database, a, 10);
    await run('receive_stock', product, 5, `dear ${product}`, warehouse, null, 5);
    expect(await stockOf(database, product, warehouse)).toMatchObject({
      stock_value: '45.0000',
      average_cost: '3.0000',
    });
    await run('ship_stock', product, 4, `s ${product}`, warehouse);
    expect(await stockOf(database, product, warehouse)).toMatchObject({
      stock_value: '33.0000',
      average_cost: '3.0000',
    });
    await run('ship_stock', product, 11, `t ${product}`, warehouse);
    expect(await stockOf(database, product, warehouse)).toMatchObject({
      stock_value: '0.0000',
      average_cost: null,
    });
  });

  test('leaves no crumbs where a cost does not divide', async () => {
    const { product, warehouse } = await stocked(database, a, 0);
    await run('receive_stock', product, 2, `x ${product}`, warehouse, null, '0.3333');
    await run('receive_stock', product, 1, `y ${product}`, warehouse, null, '0.3335');
    for (const i of [1, 2]) {
      await run('ship_stock', product, 1, `${i} ${product}`, warehouse);
      expect(Number((await stockOf(database, product, warehouse)).stock_value)).toBeGreaterThan(0);
    }
    await run('ship_stock', product, 1, `3 ${product}`, warehouse);
    expect((await stockOf(database, product, warehouse)).stock_value).toBe('0.0000');
  });

  test('of what fills a gap is its own cost', async () => {
    const { product, warehouse } = await stocked(database, a, 0, { allow_backorder: true });
    await run('receive_stock', product, 1, `x ${product}`, warehouse, null, 2);
    await run('ship_stock', product, 4, `s ${product}`, warehouse);
    expect(await stockOf(database, product, warehouse)).toMatchObject({ stock_value: '-6.0000' });
    await run('receive_stock', product, 10, `y ${product}`, warehouse, null, 3);
    expect(await stockOf(database, product, warehouse)).toMatchObject({
      on_hand: 7,
      stock_value: '21.0000',
      average_cost: '3.0000',
    });
  });
});

describe('a reservation', () => {
  test('is made once for a key, is shipped in parts, and closes', async () => {
    const { product, warehouse } = await stocked(database, a, 5);
    const key = `order ${product}`;
    const id = await run('reserve_stock', product, 3, key, warehouse);
    expect(await run('reserve_stock', product, 3, key, warehouse)).toBe(id);
    await expect(run('reserve_stock', product, 2, key, warehouse)).rejects.toMatchObject({ code: '23505' });
    const part = await run('ship_reservation', id, `part ${product}`, 1);
    expect(await run('ship_reservation', id, `part ${product}`, 1)).toBe(part);
    expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 4, reserved: 2 });
    await expect(run('ship_reservation', id, `more ${product}`, 3)).rejects.toMatchObject({ code: '23514' });
    const rest = await run('ship_reservation', id, `rest ${product}`);
    expect(await run('ship_reservation', id, `rest ${product}`)).toBe(rest);
    expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 2, reserved: 0 });
    await expect(run('ship_reservation', id, `again ${product}`)).rejects.toMatchObject({ code: '55000' });
    await expect(run('release_stock', id)).rejects.toMatchObject({ code: '55000' });
    // A call that is repeated late finds what it has done.
    expect(await run('reserve_stock', product, 3, key, warehouse)).toBe(id);
  });

  test('is given back once', async () => {
    const { product, warehouse } = await stocked(database, a, 5);
    const id = await run('reserve_stock', product, 3, `order ${product}`, warehouse);
    expect(await run<boolean>('release_stock', id, 'changed their mind')).toBe(true);
    expect(await run<boolean>('release_stock', id)).toBe(false);
    expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 5, reserved: 0 });
    await expect(run('ship_reservation', id, `late ${product}`)).rejects.toMatchObject({ code: '55000' });
    await expect(run('reserve_stock', product, 3, `order ${product}`, warehouse)).rejects.toMatchObject({
      code: '55000',
    });
  });

  test('lapses, by the job or by whoever needs the pieces', async () => {
    const { product, warehouse } = await stocked(database, a, 5);
    const soon = () => new Date(Date.now() + 86_400_000);
    const lapsing = async (name: string) => {
      const id = await run('reserve_stock', product, 5, `${name} ${product}`, warehouse, null, soon());
      await database
        .knex('stock_reservation')
        .where({ id })
        .update({ reserved_until: new Date(Date.now() - 1000) });
    };
    await lapsing('first');
    expect(await run<number>('expire_reservations')).toBe(1);
    expect(await stockOf(database, product, warehouse)).toMatchObject({ reserved: 0 });
    await lapsing('second');
    await run('reserve_stock', product, 2, `needs ${product}`, warehouse);
    expect(await stockOf(database, product, warehouse)).toMatchObject({ reserved: 2 });
    expect(await run<number>('expire_reservations')).toBe(0);
    await expect(
      run('reserve_stock', product, 1, `past ${product}`, warehouse, null, new Date(0)),
    ).rejects.toMatchObject({ code: '22023' });
  });

  test('of several lines is made for all of them or none', async () => {
    const one = await stocked(database, a, 5);
    const two = await stocked(database, a, 1);
    const line = ({ product, warehouse }: typeof one, quantity: number, source: string) => ({
      product_id: product,
      warehouse_id: warehouse,
      quantity,
      source_key: `${source} ${product}`,
    });
    await expect(
      run('reserve_stock_lines', JSON.stringify([line(two, 2, 'none'), line(one, 2, 'none')])),
    ).rejects.toMatchObject({ code: '23514' });
    expect(await stockOf(database, one.product, one.warehouse)).toMatchObject({ reserved: 0 });
    const ids = await run<string[]>(
      'reserve_stock_lines',
      JSON.stringify([line(two, 1, 'all'), line(one, 2, 'all')]),
    );
    const rows = await database.knex('stock_reservation').whereIn('id', ids);
    expect(ids.map((id) => rows.find((row) => row.id === id)?.quantity)).toEqual([1, 2]);
  });
});

describe('a transfer', () => {
  test('takes pieces and their cost along, once', async () => {
    const { product, warehouse } = await stocked(database, a, 10);
    const other = await newWarehouse(database, a);
    const key = `move ${product}`;
    const out = await run('transfer_stock', product, 4, warehouse, other, key);
    expect(await run('transfer_stock', product, 4, warehouse, other, key)).toBe(out);
    expect(await stockOf(database, product, warehouse)).toMatchObject({ on_hand: 6, stock_value: '12.0000' });
    const arrived = await stockOf(database, product, other);
    expect(arrived).toMatchObject({ on_hand: 4, stock_value: '8.0000' });
    expect(await movementsOf(arrived.id)).toMatchObject([{ kind: 'transfer_in', counterpart_id: out }]);
    const third = await newWarehouse(database, a);
    for (const [from, to, quantity, transferKey, code] of [
      [warehouse, third, 4, key, '23505'],
      [warehouse, warehouse, 1, `${key} 1`, '22023'],
      [warehouse, other, 7, `${key} 2`, '23514'],
      [warehouse, await newWarehouse(database, a, { currency_code: 'USD' }), 1, `${key} 3`, '55000'],
    ]) {
      await expect(run('transfer_stock', product, quantity, from, to, transferKey)).rejects.toMatchObject({
        code,
      });
    }
  });
});

test('a value that the pieces do not divide arrives as it left', async () => {
  const { product, warehouse } = await stocked(database, a, 0);
  const other = await newWarehouse(database, a);
  await run('receive_stock', product, 1, `one ${product}`, warehouse, null, 1);
  await run('receive_stock', product, 2, `two ${product}`, warehouse, null, 2);
  await run('transfer_stock', product, 2, warehouse, other, `both ${product}`);
  expect(await stockOf(database, product, warehouse)).toMatchObject({ stock_value: '1.6667' });
  expect(await stockOf(database, product, other)).toMatchObject({ stock_value: '3.3333' });
});

test('what leaves where nothing ever lay costs what it cost elsewhere, in the same currency', async () => {
  const { product } = await stocked(database, a, 3);
  const leaves = async (from: string) => {
    await run('ship_stock', product, 2, `from ${from}`, from);
    return stockOf(database, product, from);
  };
  const direct = await newWarehouse(database, a, { allow_backorder: true });
  expect(await leaves(direct)).toMatchObject({ on_hand: -2, stock_value: '-4.0000' });
  const abroad = await newWarehouse(database, a, { allow_backorder: true, currency_code: 'USD' });
  expect(await leaves(abroad)).toMatchObject({ on_hand: -2, stock_value: '0.0000' });
});

test('a set has no stock of its own', async () => {
  const [set, warehouse] = [await newProduct(database, a, 'set'), await newWarehouse(database, a)];
  await expect(run('receive_stock', set, 1, `set ${set}`, warehouse)).rejects.toMatchObject({
    code: '22023',
  });
});

describe('a variant', () => {
  test('is held by itself, and the product without it is not', async () => {
    const product = await newProduct(database, a);
    const [red, blue] = [
      await newVariant(database, a, product, 'red'),
      await newVariant(database, a, product, 'blue'),
    ];
    const warehouse = await newWarehouse(database, a);
    await run('receive_stock', product, 3, `red ${product}`, warehouse, red);
    await run('receive_stock', product, 4, `blue ${product}`, warehouse, blue);
    const rows = await database.knex('stock').where({ product_id: product }).orderBy('on_hand');
    expect(rows.map((row) => [row.product_variant_id, row.on_hand])).toEqual([
      [red, 3],
      [blue, 4],
    ]);
    await expect(run('receive_stock', product, 1, `plain ${product}`, warehouse)).rejects.toMatchObject({
      code: '22023',
    });
    const elsewhere = await newProduct(database, a);
    await expect(
      run('receive_stock', elsewhere, 1, `wrong ${product}`, warehouse, red),
    ).rejects.toMatchObject({ code: 'P0002' });
  });

  test('is not held twice in one place, nor is a product without variants', async () => {
    const { product, warehouse } = await stocked(database, a, 1);
    const again = { tenant_id: a.id, product_id: product, warehouse_id: warehouse };
    await expect(stocks.create(database.knex, again)).rejects.toMatchObject({ code: '23505' });
  });
});

test('no stock of this file differs from its ledger', async () => {
  expect(await discrepancies(database, a)).toEqual([]);
  expect(await discrepancies(database, database.tenants.b)).toEqual([]);
});

test.each([
  ['receive_stock', 'other', null],
  ['ship_stock', null, 7],
  ['reserve_stock', 'cart', null],
])('%s wants both or neither of what it is for', async (name, type, id) => {
  const { product, warehouse } = await stocked(database, a, 1);
  const until = name === 'reserve_stock' ? [null] : [];
  const cost = name === 'receive_stock' ? [null] : [];
  const half = run(name, product, 1, `half ${name}`, warehouse, null, ...until, ...cost, type, id);
  expect(await refusal(half)).toMatchObject({
    code: '22023',
    message: 'What goods are moved for has a type and a number.',
  });
});
