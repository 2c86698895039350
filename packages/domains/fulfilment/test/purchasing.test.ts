import { products, variants, warehouses } from '@erp/products/test-factories';
import { inDomain } from '@erp/testing/in-domain';
import { vendors } from '../test-factories.ts';
import { linesIn, linesOf, lyingThere, type Market, marketOf, orderedGoods } from './purchases.ts';

const {
  database,
  a,
  b,
  call: run,
  refusal,
} = inDomain('fulfilment', {
  // Warehouses of which none is the default.
  broken: ['products/default_warehouse', 'products/material_record_history'],
});

let market: Market;
beforeEach(async () => {
  market = await marketOf(database, a);
});

const create = (lines: unknown, key: string, details: object = { warehouse_id: market.warehouse }) =>
  run('create_purchase_order', market.vendor, 'EUR', JSON.stringify(lines), key, JSON.stringify(details));
const receive = (order: string, lines: unknown, key: string, details: object = {}) =>
  run('receive_goods', order, lines === null ? null : JSON.stringify(lines), key, JSON.stringify(details));
const statusOf = async (order: string) =>
  (await database.knex('purchase_orders').where({ id: order }).first())?.status;

describe('a purchase order from draft to received', () => {
  test('orders goods and materials, expects them, and books them in where they arrive', async () => {
    const order = await create(linesOf(market), 'draft 1');
    expect(await lyingThere(database, market)).toMatchObject({ pieces: undefined, inbound: undefined });
    expect(await run('order_goods', order)).toMatch(/^PO-2\d{3}-\d+$/);
    expect(await lyingThere(database, market)).toMatchObject({
      pieces: 0,
      inbound: 10,
      grams: '0.000',
      gramsInbound: '0.500',
    });

    const [goods, matter] = await linesIn(database, order);
    await receive(order, [{ purchase_order_line_id: goods, quantity: 4 }], 'first parcel');
    expect(await statusOf(order)).toBe('partially_received');
    expect(await lyingThere(database, market)).toEqual({
      pieces: 4,
      inbound: 6,
      value: '10.0000',
      grams: '0.000',
      gramsInbound: '0.500',
    });

    await receive(order, null, 'the rest', { delivery_note: 'LS-7' });
    expect(await statusOf(order)).toBe('received');
    expect(await lyingThere(database, market)).toEqual({
      pieces: 10,
      inbound: 0,
      value: '25.0000',
      grams: '0.500',
      gramsInbound: '0.000',
    });
    const booked = await database
      .knex('goods_receipt_lines')
      .where({ purchase_order_id: order })
      .orderBy('id');
    expect(booked.map((each) => [each.purchase_order_line_id, each.quantity])).toEqual([
      [goods, '4.000'],
      [goods, '6.000'],
      [matter, '0.500'],
    ]);
    expect(
      await database.knex('stock_movement').where({ source_type: 'purchase_order', source_id: order }),
    ).toHaveLength(2);
    const history = await database
      .knex('purchase_order_status_history')
      .where({ purchase_order_id: order })
      .orderBy('id');
    expect(history.map((each) => each.to_status)).toEqual([
      'draft',
      'ordered',
      'partially_received',
      'received',
    ]);
  });

  test('is done once for each key, and ordered once', async () => {
    const order = await create(linesOf(market), 'draft 2');
    expect(await create(linesOf(market), 'draft 2')).toBe(order);
    const number = await run('order_goods', order);
    expect(await run('order_goods', order)).toBe(number);
    const receipt = await receive(order, null, 'all of 2');
    expect(await receive(order, null, 'all of 2')).toBe(receipt);
    expect(await lyingThere(database, market)).toMatchObject({ pieces: 10, inbound: 0 });
    await expect(
      create([{ sku: market.product.sku, quantity: 1, unit_cost: 1 }], 'draft 2'),
    ).rejects.toMatchObject({
      code: '23505',
      detail: expect.stringContaining(`purchase order ${order}`),
    });
    await expect(receive(order, [], 'all of 2')).rejects.toMatchObject({ code: '23505' });
  });

  test('is the one way in for what was bought', async () => {
    const { id } = await orderedGoods(database, a, market, linesOf(market));
    const by = (name: string, thing: string, source: string) =>
      run(
        name,
        thing,
        1,
        `past ${id}`,
        market.warehouse,
        null,
        ...(name === 'receive_stock' ? [1] : []),
        source,
        id,
      );
    await expect(by('receive_stock', market.product.id, 'purchase_order')).rejects.toMatchObject({
      code: '55000',
    });
    await expect(by('receive_material', market.material.id, 'purchase')).rejects.toMatchObject({
      code: '55000',
    });
  });

  test('names a variant or a set by what the catalog knows', async () => {
    const own = { tenant_id: a.id };
    const variant = await variants.create(database.knex, own);
    const { id } = await orderedGoods(database, a, market, [
      { sku: variant.variant_sku.toUpperCase(), quantity: 3, unit_cost: 1 },
    ]);
    const [line] = await database.knex('purchase_order_lines').where({ purchase_order_id: id });
    expect(line).toMatchObject({
      product_id: variant.parent_product_id,
      product_variant_id: variant.id,
      sku: variant.variant_sku,
      line_total: '3.00',
    });
    await receive(id, null, 'variants');
    const stock = await database.knex('stock').where({ product_variant_id: variant.id }).first();
    expect(stock).toMatchObject({ on_hand: 3, inbound: 0 });

    const set = await products.set().create(database.knex, own);
    const draft = await create([{ product_id: set.id, quantity: 1, unit_cost: 1 }], 'a set');
    await expect(run('order_goods', draft)).rejects.toMatchObject({ code: '22023' });
    expect(await statusOf(draft)).toBe('draft');
  });
});

describe('what is given up', () => {
  test('a cancelled order expects nothing, a closed one not the rest', async () => {
    const cancelled = await orderedGoods(database, a, market);
    const closed = await orderedGoods(database, a, market);
    expect(await lyingThere(database, market)).toMatchObject({ inbound: 20, gramsInbound: '1.000' });
    expect(await run('transition_purchase_order', cancelled.id, 'cancelled', 'Too dear.')).toBe(true);
    expect(await run('transition_purchase_order', cancelled.id, 'cancelled')).toBe(false);
    await receive(
      closed.id,
      [{ purchase_order_line_id: closed.lines[0], quantity: 1 }],
      `one of ${closed.id}`,
    );
    expect(await lyingThere(database, market)).toMatchObject({ inbound: 9, gramsInbound: '0.500' });
    await run('transition_purchase_order', closed.id, 'closed');
    expect(await lyingThere(database, market)).toMatchObject({
      pieces: 1,
      inbound: 0,
      gramsInbound: '0.000',
    });
    for (const { id, lines } of [cancelled, closed]) {
      await expect(
        receive(id, [{ purchase_order_line_id: lines[0], quantity: 1 }], `late ${id}`),
      ).rejects.toMatchObject({ code: '55000' });
    }
  });

  test.each([
    ['received', '55000'],
    ['anything', '22023'],
    ['closed', '55000'],
  ])('an order of which nothing has arrived is not taken to %s', async (to, code) => {
    const { id } = await orderedGoods(database, a, market);
    expect(await refusal((trx) => trx.raw('SELECT app.transition_purchase_order(?, ?)', [id, to]))).toBe(
      code,
    );
  });

  test('what has arrived is not cancelled', async () => {
    const { id } = await orderedGoods(database, a, market);
    await receive(id, null, `all of ${id}`);
    await expect(run('transition_purchase_order', id, 'cancelled')).rejects.toMatchObject({ code: '55000' });
  });
});

describe('what is refused changes nothing', () => {
  test('more than was ordered, with all lines that are over', async () => {
    const { id, lines } = await orderedGoods(database, a, market);
    const before = await lyingThere(database, market);
    await expect(
      receive(
        id,
        [
          { purchase_order_line_id: lines[0], quantity: 11 },
          { purchase_order_line_id: lines[1], quantity: 0.501 },
        ],
        `over ${id}`,
      ),
    ).rejects.toMatchObject({
      code: '23514',
      detail: expect.stringMatching(/11 arrived, 10 of 10 open; .*0\.501 arrived, 0\.5 of 0\.5 open/),
    });
    expect(await lyingThere(database, market)).toEqual(before);
  });

  test.each<[string, (line: string) => unknown, string]>([
    ['no list', () => ({}), '22023'],
    ['no line', () => [], '22023'],
    ['half a piece', (line) => [{ purchase_order_line_id: line, quantity: 0.5 }], '22023'],
    ['nothing', (line) => [{ purchase_order_line_id: line, quantity: 0 }], '22023'],
    ['no quantity', (line) => [{ purchase_order_line_id: line }], '22023'],
    ['less than nothing', (line) => [{ purchase_order_line_id: line, quantity: -1 }], '22023'],
    ['a cost below zero', (line) => [{ purchase_order_line_id: line, quantity: 1, unit_cost: -1 }], '22023'],
    ['a line that is not there', () => [{ purchase_order_line_id: 987654, quantity: 1 }], 'P0002'],
    [
      'a line twice',
      (line) => [
        { purchase_order_line_id: line, quantity: 1 },
        { purchase_order_line_id: line, quantity: 1 },
      ],
      '22023',
    ],
  ])('a receipt of %s', async (_what, lines, code) => {
    const order = await orderedGoods(database, a, market);
    await expect(receive(order.id, lines(order.lines[0] as string), `bad ${order.id}`)).rejects.toMatchObject(
      { code },
    );
  });

  test.each<[string, (sku: string) => unknown, string]>([
    ['no list', () => 'x', '22023'],
    ['no line', () => [], '22023'],
    ['a thing without a name', () => [{ quantity: 1, unit_cost: 1 }], '22023'],
    ['two names of a thing', (sku) => [{ sku, product_id: 1, quantity: 1, unit_cost: 1 }], '22023'],
    ['an unknown code', () => [{ sku: 'NONE', quantity: 1, unit_cost: 1 }], 'P0002'],
    ['an unknown variant', (sku) => [{ sku, variant_id: 987654, quantity: 1, unit_cost: 1 }], 'P0002'],
    ['half a piece', (sku) => [{ sku, quantity: 0.5, unit_cost: 1 }], '22023'],
    ['no quantity', (sku) => [{ sku, unit_cost: 1 }], '22023'],
    ['no cost', (sku) => [{ sku, quantity: 1 }], '22023'],
    ['a cost with five decimals', (sku) => [{ sku, quantity: 1, unit_cost: 0.00001 }], '22023'],
  ])('an order of %s', async (_what, lines, code) => {
    await expect(create(lines(market.product.sku), `bad ${market.vendor}`)).rejects.toMatchObject({ code });
    expect(await database.knex('purchase_orders').where({ vendor_id: market.vendor })).toEqual([]);
  });

  test('no key, an unknown vendor or warehouse, a vendor that sells no more', async () => {
    await expect(create(linesOf(market), ' ')).rejects.toMatchObject({ code: '22023' });
    await expect(create(linesOf(market), 'k'.repeat(201))).rejects.toMatchObject({ code: '22023' });
    await expect(create(linesOf(market), 'no place', { warehouse_id: 987654 })).rejects.toMatchObject({
      code: 'P0002',
    });
    await database.knex('vendors').where({ id: market.vendor }).update({ is_active: false });
    await expect(create(linesOf(market), 'gone')).rejects.toMatchObject({ code: '55000' });
    market = { ...market, vendor: '987654' };
    await expect(create(linesOf(market), 'unknown')).rejects.toMatchObject({ code: 'P0002' });
  });

  test('goods for a warehouse of another currency without their cost in it', async () => {
    const { id: warehouse } = await warehouses.create(database.knex, {
      tenant_id: a.id,
      currency_code: 'USD',
    });
    market = { ...market, warehouse };
    const { id, lines } = await orderedGoods(database, a, market);
    await expect(receive(id, null, `euros ${id}`)).rejects.toMatchObject({
      code: '22023',
      hint: expect.stringContaining('USD'),
    });
    await receive(id, [{ purchase_order_line_id: lines[0], quantity: 10, unit_cost: 2.7 }], `dollars ${id}`);
    expect(await lyingThere(database, market)).toMatchObject({ pieces: 10, value: '27.0000' });
  });
});

describe('a draft', () => {
  const change = (order: string, lines: object[] | null, details: object = {}) =>
    run<number>('change_purchase_order', order, lines && JSON.stringify(lines), JSON.stringify(details));
  const header = (order: string) => database.knex('purchase_orders').where({ id: order }).first();

  test('gets other lines and details until it is ordered, and is ordered as it is then', async () => {
    const said = { warehouse_id: market.warehouse, notes: 'Soon.', vendor_reference: 'V-1' };
    const order = await create(linesOf(market), 'to be changed', said);
    expect(await change(order, [{ sku: market.product.sku, quantity: 3, unit_cost: 2 }])).toBe(1);
    expect(await change(order, null, { notes: null, expected_on: '2026-12-24' })).toBe(1);
    expect(await header(order)).toMatchObject({
      notes: null,
      vendor_reference: 'V-1',
      updated_by: a.ownerId,
    });
    // Whoever repeats the call that wrote it is told which one it is, and changes nothing.
    expect(await create(linesOf(market), 'to be changed', said)).toBe(order);
    await run('order_goods', order);
    expect(await lyingThere(database, market)).toMatchObject({ inbound: 3, gramsInbound: undefined });
    await expect(change(order, linesOf(market))).rejects.toMatchObject({ code: '55000' });
  });

  test.each([
    ['no lines at all', [], {}, '22023'],
    ['a product that is not there', [{ sku: 'none', quantity: 1, unit_cost: 1 }], {}, 'P0002'],
    ['a detail that there is none of', null, { warehouse_id: 1 }, '22023'],
  ])('does not get %s, and stays as it was', async (what, lines, details, code) => {
    const order = await create(linesOf(market), `not ${what}`);
    await expect(change(order, lines, details)).rejects.toMatchObject({ code });
    expect(await database.knex('purchase_order_lines').where({ purchase_order_id: order })).toHaveLength(2);
  });
});

test('a draft is not received, and neither is what belongs to another tenant', async () => {
  const order = await create(linesOf(market), 'draft only');
  await expect(receive(order, null, 'too early')).rejects.toMatchObject({ code: '55000' });
  for (const name of ['order_goods', 'receive_goods']) {
    const theirs = database.asTenant(b, (trx) =>
      trx.raw(`SELECT app.${name}(${name === 'order_goods' ? '?' : "?, NULL, 'theirs'"})`, [order]),
    );
    await expect(theirs).rejects.toMatchObject({ code: 'P0002' });
  }
});

test.each([
  ['create_purchase_order', 'purchasing.write', "1, 'EUR', '[]', 'k'"],
  ['change_purchase_order', 'purchasing.write', '1'],
  ['order_goods', 'purchasing.order', '1'],
  ['transition_purchase_order', 'purchasing.order', "1, 'cancelled'"],
  ['receive_goods', 'purchasing.receive', "1, NULL, 'k'"],
])('%s asks for %s', async (name, permission, values) => {
  const others = [
    'purchasing.read',
    'purchasing.write',
    'purchasing.order',
    'purchasing.receive',
    'inventory.write',
  ].filter((each) => each !== permission);
  const refused = await refusal(async (trx) => {
    await trx.raw("SELECT set_config('app.permissions', ?, true)", [`,${others.join(',')},`]);
    await trx.raw(`SELECT app.${name}(${values})`);
  });
  expect(refused).toBe('42501');
});

test('vendors are written by hand, what moves stock is not', async () => {
  expect(await refusal((trx) => vendors.create(trx))).toBe('accepted');
  const { id } = await orderedGoods(database, a, market);
  const writes: [string, string][] = [
    ['purchase_orders', `UPDATE purchase_orders SET status = 'received' WHERE id = ${id}`],
    ['purchase_orders', `DELETE FROM purchase_orders WHERE id = ${id}`],
    [
      'purchase_order_lines',
      `UPDATE purchase_order_lines SET open_quantity = 0 WHERE purchase_order_id = ${id}`,
    ],
    [
      'goods_receipts',
      `INSERT INTO goods_receipts (tenant_id, purchase_order_id, idempotency_key) VALUES (${a.id}, ${id}, 'x')`,
    ],
  ];
  for (const [, sql] of writes) expect([sql, await refusal((trx) => trx.raw(sql))]).toEqual([sql, '42501']);
  expect(
    await refusal((trx) =>
      trx('purchase_orders').where({ id }).update({ expected_on: '2026-12-01', tracking_number: 'T1' }),
    ),
  ).toBe('accepted');
});

test('who imports purchase orders brings what is inbound along without saying so', async () => {
  const own = { tenant_id: a.id };
  const { product, warehouse, vendor } = market;
  await run('receive_stock', product.id, 1, `first ${product.id}`, warehouse);
  const [order] = await database
    .knex('purchase_orders')
    .insert({
      ...own,
      vendor_id: vendor,
      warehouse_id: warehouse,
      currency_code: 'EUR',
      status: 'ordered',
      order_number: `OLD-${vendor}`,
      ordered_at: '2026-01-05T08:00:00Z',
    })
    .returning('id');
  await database.knex('purchase_order_status_history').insert({
    ...own,
    purchase_order_id: order?.id as string,
    to_status: 'ordered',
  });
  const line = {
    ...own,
    purchase_order_id: order?.id as string,
    warehouse_id: warehouse,
    product_id: product.id,
  };
  await database.knex('purchase_order_lines').insert({
    ...line,
    line_number: 1,
    description: 'Ring',
    quantity: 7,
    open_quantity: 7,
    unit_cost: 1,
  });
  expect(await lyingThere(database, market)).toMatchObject({ pieces: 1, inbound: 7 });
  await database
    .knex('purchase_order_lines')
    .where({ purchase_order_id: order?.id as string })
    .delete();
  expect(await lyingThere(database, market)).toMatchObject({ inbound: 0 });
});
