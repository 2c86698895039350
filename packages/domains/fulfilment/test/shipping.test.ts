import { warehouses } from '@erp/products/test-factories';
import { call } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { confirmedOrder, goods, piecesOf, stateOf } from './sales.ts';

const { database, a, b, call: run, refusal } = inDomain('fulfilment');

const ship = (order: string, lines: string | null, key: string, details: object = {}) =>
  run('ship_order', order, lines, null, key, JSON.stringify(details));
const shipment = (id: string) => database.knex('fulfilment_shipments').where({ id }).first();
const parcelsOf = (id: string) =>
  database.knex('fulfilment_parcels').where({ shipment_id: id }).orderBy('parcel_number');

const defaultWarehouse = async () =>
  (await database.knex('warehouse').where({ tenant_id: a.id, is_default: true }).first())?.id;

describe('an order on its way to the customer', () => {
  test('of a shop whose clock is ahead does not leave before it was ordered', async () => {
    const ring = await goods(database, a, 1);
    const lines = JSON.stringify([{ product_id: ring, quantity: 1 }]);
    const details = JSON.stringify({
      external_order_id: 'W-1',
      source_platform: 'web',
      ordered_at: '2099-01-01T00:00:00Z',
    });
    const id = await run('create_order', null, 'EUR', lines, details);
    await run('place_order', id, `place ${id}`);
    await run('transition_order', id, 'confirmed');
    const sent = await ship(id, null, `ahead ${id}`);
    expect(await shipment(sent)).toMatchObject({ shipped_at: new Date('2099-01-01T00:00:00Z') });
    const [parcel] = await parcelsOf(sent);
    await run('confirm_parcel_delivery', parcel?.id, '2026-01-01');
    expect(await shipment(sent)).toMatchObject({ delivered_at: new Date('2099-01-01T00:00:00Z') });
  });

  test('leaves in two shipments, is followed parcel by parcel, and arrives', async () => {
    const [ring, box] = [await goods(database, a, 5), await goods(database, a, 5)];
    const { id, lines } = await confirmedOrder(database, a, { [ring]: 3, [box]: 1 });
    const [rings = '', boxes = ''] = lines;
    const first = await ship(id, piecesOf({ [rings]: 1 }), `first of ${id}`, {
      carrier: 'dhl',
      tracking_number: 'T-1',
      ship_to_name: 'A. Buyer',
    });
    expect(await stateOf(database, id)).toEqual({
      order: 'processing',
      lines: [
        ['allocated', 1, 0, 0],
        ['allocated', 0, 0, 0],
      ],
      stock: [
        [4, 2],
        [5, 1],
      ],
    });
    expect(await shipment(first)).toMatchObject({
      status: 'shipped',
      ship_to_name: 'A. Buyer',
      currency_code: 'EUR',
      shipment_number: expect.stringMatching(/^SHP-2\d{3}-\d+$/),
    });

    const second = await ship(
      id,
      JSON.stringify([
        { order_item_id: rings, quantity: 1 },
        { order_item_id: rings, quantity: 1, parcel: 2 },
        { order_item_id: boxes, quantity: 1, parcel: 2 },
      ]),
      `second of ${id}`,
      {
        carrier: 'dhl',
        parcels: [{ tracking_number: 'T-2' }, { tracking_number: 'T-3', weight_grams: 900 }],
      },
    );
    expect(await stateOf(database, id)).toMatchObject({
      order: 'shipped',
      stock: [
        [2, 0],
        [4, 0],
      ],
    });
    expect(await parcelsOf(second)).toMatchObject([
      { tracking_number: 'T-2', carrier: 'dhl', status: 'packed', weight_grams: null },
      { tracking_number: 'T-3', carrier: 'dhl', status: 'packed', weight_grams: 900 },
    ]);

    await run('record_tracking_event', 'dhl', 'e1', 'T-1', 'in_transit');
    await run('record_tracking_event', 'dhl', 'e2', 'T-1', 'delivered');
    expect(await shipment(first)).toMatchObject({ status: 'delivered' });
    expect(await stateOf(database, id)).toMatchObject({
      order: 'shipped',
      lines: [
        ['shipped', 3, 1, 0],
        ['shipped', 1, 0, 0],
      ],
    });
    await run('record_tracking_event', 'dhl', 'e3', 'T-3', 'delivered');
    expect(await shipment(second)).toMatchObject({ status: 'partially_delivered', delivered_at: null });
    await run('record_tracking_event', 'dhl', 'e4', 'T-2', 'delivered');
    expect(await shipment(second)).toMatchObject({ status: 'delivered' });
    expect(await stateOf(database, id)).toMatchObject({
      order: 'delivered',
      lines: [
        ['delivered', 3, 3, 0],
        ['delivered', 1, 1, 0],
      ],
    });
    const history = await database
      .knex('fulfilment_shipment_status_history')
      .where({ shipment_id: second })
      .orderBy('id');
    expect(history.map((each) => each.to_status)).toEqual(['shipped', 'partially_delivered', 'delivered']);
  });

  test('leaves the warehouse that is named, whatever was kept elsewhere', async () => {
    const product = await goods(database, a, 3);
    const shop = await warehouses.create(database.knex, { tenant_id: a.id });
    await run('transfer_stock', product, 1, await defaultWarehouse(), shop.id, `to the shop ${product}`);
    const { id } = await confirmedOrder(database, a, { [product]: 1 });
    const left = await run('ship_order', id, null, shop.id, `from the shop ${id}`);
    expect(await shipment(left)).toMatchObject({ warehouse_id: shop.id });
    const stocks = await database.knex('stock').where({ product_id: product }).orderBy('warehouse_id');
    expect(stocks.map((stock) => [stock.warehouse_id === shop.id, stock.on_hand, stock.reserved])).toEqual([
      [false, 2, 0],
      [true, 0, 0],
    ]);
  });

  test('ships what is left when no lines are named', async () => {
    const product = await goods(database, a, 2);
    const { id, lines } = await confirmedOrder(database, a, { [product]: 2 });
    await ship(id, piecesOf({ [lines[0] ?? '']: 1 }), `some of ${id}`);
    const rest = await ship(id, null, `rest of ${id}`);
    expect(await ship(id, null, `rest of ${id}`)).toBe(rest);
    expect(await stateOf(database, id)).toMatchObject({ order: 'shipped', stock: [[0, 0]] });
    await expect(ship(id, null, `more of ${id}`)).rejects.toMatchObject({
      code: '55000',
      message: expect.stringContaining('is left to ship'),
    });
    const packed = await database.knex('fulfilment_shipment_lines').where({ shipment_id: rest });
    expect(packed).toMatchObject([{ order_item_id: lines[0], quantity: 1 }]);
  });

  test('a parcel that nobody reports on is confirmed by hand, once', async () => {
    const product = await goods(database, a, 1);
    const { id } = await confirmedOrder(database, a, { [product]: 1 });
    const [parcel] = await parcelsOf(await ship(id, null, `van of ${id}`));
    expect(await run('confirm_parcel_delivery', parcel?.id)).toBe(true);
    expect(await run('confirm_parcel_delivery', parcel?.id)).toBe(false);
    expect(await stateOf(database, id)).toMatchObject({ order: 'delivered' });
  });
});

describe('each once by its key', () => {
  test('a shipment', async () => {
    const product = await goods(database, a, 5);
    const [one, other] = [
      await confirmedOrder(database, a, { [product]: 2 }),
      await confirmedOrder(database, a, { [product]: 2 }),
    ];
    const [line = ''] = one.lines;
    const key = `key of ${one.id}`;
    const first = await ship(one.id, piecesOf({ [line]: 1 }), key, { carrier: 'dhl' });
    expect(await ship(one.id, piecesOf({ [line]: 1 }), key, { carrier: 'dhl' })).toBe(first);
    const told = { code: '23505', detail: `It shipped shipment ${first}.` };
    await expect(ship(one.id, piecesOf({ [line]: 2 }), key, { carrier: 'dhl' })).rejects.toMatchObject(told);
    await expect(ship(one.id, piecesOf({ [line]: 1 }), key)).rejects.toMatchObject(told);
    await expect(ship(other.id, null, key)).rejects.toMatchObject(told);
    expect(await stateOf(database, one.id)).toMatchObject({
      lines: [['allocated', 1, 0, 0]],
      stock: [[4, 3]],
    });
  });

  test('an event of a carrier, whatever order events come in', async () => {
    const product = await goods(database, a, 1);
    const { id } = await confirmedOrder(database, a, { [product]: 1 });
    const [parcel] = await parcelsOf(
      await ship(id, null, `late of ${id}`, { carrier: 'ups', tracking_number: '1Z' }),
    );
    const at = (hour: number) => `2026-11-20T0${hour}:00:00Z`;
    const status = async () =>
      (
        await database
          .knex('fulfilment_parcels')
          .where({ id: parcel?.id as string })
          .first()
      )?.status;
    const event = await run('record_tracking_event', 'ups', 'u2', '1Z', 'in_transit', at(5));
    await run('record_tracking_event', 'ups', 'u1', '1Z', 'announced', at(2));
    expect(await status()).toBe('in_transit');
    await run('record_tracking_event', 'ups', 'u4', '1Z', 'delivered', at(7));
    expect(await run('record_tracking_event', 'ups', 'u4', '1Z', 'delivered', at(7))).not.toBe(event);
    await run('record_tracking_event', 'ups', 'u3', '1Z', 'out_for_delivery', at(6));
    await run('record_tracking_event', 'ups', 'u5', '1Z', 'returned_to_sender', at(8));
    expect(await status()).toBe('delivered');
    expect(await run('record_tracking_event', 'ups', 'u2', '1Z', 'in_transit', at(5))).toBe(event);
    expect(await stateOf(database, id)).toMatchObject({ lines: [['delivered', 1, 1, 0]] });
    const events = await database
      .knex('fulfilment_tracking_events')
      .where({ parcel_id: parcel?.id as string });
    expect(events).toHaveLength(5);
    await expect(run('record_tracking_event', 'ups', 'u2', '1Z', 'lost')).rejects.toMatchObject({
      code: '23505',
    });
  });

  test('a number that a carrier uses again belongs to the parcel that is on the way', async () => {
    const product = await goods(database, a, 2);
    const again = { carrier: 'ups', tracking_number: 'AGAIN' };
    const [one, other] = [
      await confirmedOrder(database, a, { [product]: 1 }),
      await confirmedOrder(database, a, { [product]: 1 }),
    ];
    await ship(one.id, null, `again 1 ${one.id}`, again);
    await expect(ship(other.id, null, `again 2 ${other.id}`, again)).rejects.toMatchObject({ code: '23505' });
    await run('record_tracking_event', 'ups', 'a1', 'AGAIN', 'delivered');
    await ship(other.id, null, `again 2 ${other.id}`, again);
    await run('record_tracking_event', 'ups', 'a2', 'AGAIN', 'delivered');
    expect(await stateOf(database, other.id)).toMatchObject({ order: 'delivered' });
  });
});

describe('what is refused changes nothing', () => {
  test.each<[string, (line: string) => string | null, string]>([
    ['more than is left', (line) => piecesOf({ [line]: 3 }), '23514'],
    ['nothing', (line) => piecesOf({ [line]: 0 }), '22023'],
    ['less than nothing', (line) => piecesOf({ [line]: -1 }), '22023'],
    ['no list', () => '{}', '22023'],
    ['an empty list', () => '[]', '22023'],
    ['a line of another order', () => piecesOf({ 987654: 1 }), 'P0002'],
    ['no quantity', (line) => JSON.stringify([{ order_item_id: line }]), '22023'],
    [
      'a line twice',
      (line) =>
        JSON.stringify([
          { order_item_id: line, quantity: 1 },
          { order_item_id: line, quantity: 1 },
        ]),
      '22023',
    ],
    [
      'a third parcel without a second',
      (line) =>
        JSON.stringify([
          { order_item_id: line, quantity: 1 },
          { order_item_id: line, quantity: 1, parcel: 3 },
        ]),
      '22023',
    ],
  ])('%s', async (_what, lines, code) => {
    const product = await goods(database, a, 5);
    const { id, lines: ordered } = await confirmedOrder(database, a, { [product]: 2 });
    const before = await stateOf(database, id);
    await expect(ship(id, lines(ordered[0] ?? ''), `bad ${id}`)).rejects.toMatchObject({ code });
    expect(await stateOf(database, id)).toEqual(before);
    expect(await database.knex('fulfilment_shipments').where({ order_id: id })).toEqual([]);
  });

  test('a charge, an order that is not confirmed, one of another tenant, a missing key', async () => {
    const product = await goods(database, a, 5);
    const { id } = await confirmedOrder(database, a, { [product]: 1 });
    const postage = await database.knex('order_items').where({ order_id: id, supply: 'none' }).first();
    await expect(ship(id, piecesOf({ [postage?.id ?? '']: 1 }), `free ${id}`)).rejects.toMatchObject({
      code: '22023',
    });
    await expect(ship(id, null, ' ')).rejects.toMatchObject({ code: '22023' });
    await expect(ship(id, null, `label ${id}`, { label_format: 'gif' })).rejects.toMatchObject({
      code: '22023',
      hint: expect.stringContaining('zpl'),
    });
    const theirs = database.asTenant(b, (trx) => call(trx, 'ship_order', id, null, null, 'theirs'));
    await expect(theirs).rejects.toMatchObject({ code: 'P0002' });
    await run('transition_order', id, 'cancelled');
    await expect(ship(id, null, `cancelled ${id}`)).rejects.toMatchObject({ code: '55000' });
  });

  test.each([
    ['record_tracking_event', ["'dhl'", "'x1'", "'NONE'", "'lost'"], 'P0002'],
    ['record_tracking_event', ["'dhl'", "'x1'", "'NONE'", "'eaten'"], '22023'],
    ['record_tracking_event', ["'dhl'", "' '", "'NONE'", "'lost'"], '22023'],
    ['record_tracking_event', ["'dhl'", "'x1'", "'NONE'", "'lost'", "'infinity'"], '22023'],
    ['confirm_parcel_delivery', ['987654'], 'P0002'],
  ])('%s(%s)', async (name, values, code) => {
    expect(await refusal((trx) => trx.raw(`SELECT app.${name}(${values.join(', ')})`))).toBe(code);
  });
});

test.each([
  ['ship_order', 'fulfilment.ship', "1, NULL, NULL, 'k'"],
  ['record_tracking_event', 'fulfilment.track', "'dhl', 'e', 'T', 'lost'"],
  ['confirm_parcel_delivery', 'fulfilment.track', '1'],
  ['receive_return', 'fulfilment.receive', "1, 1, 'scrap', 'k'"],
  ['add_to_fulfilment_batch', 'fulfilment.ship', "1, '{}'"],
  ['transition_fulfilment_batch', 'fulfilment.ship', "1, 'processing'"],
])('%s asks for %s', async (name, permission, values) => {
  const others = [
    'fulfilment.read',
    'fulfilment.ship',
    'fulfilment.track',
    'fulfilment.receive',
    'orders.write',
  ].filter((each) => each !== permission);
  const refused = await refusal(async (trx) => {
    await trx.raw("SELECT set_config('app.permissions', ?, true)", [`,${others.join(',')},`]);
    await trx.raw(`SELECT app.${name}(${values})`);
  });
  expect(refused).toBe('42501');
});

describe('batches', () => {
  test('take shipments until they are handed over, and let them go when they are cancelled', async () => {
    const product = await goods(database, a, 3);
    const ids = [];
    for (let i = 0; i < 3; i += 1) {
      const { id } = await confirmedOrder(database, a, { [product]: 1 });
      ids.push(
        await ship(id, null, `batch ${id}`, { parcels: [{ actual_cost: 4.9, insurance_amount: 0.6 }] }),
      );
    }
    const newBatch = async (name: string) => {
      const [row] = await database.asTenant(a, (trx) =>
        trx('fulfilment_batches').insert({ name }).returning('id'),
      );
      return row?.id ?? '';
    };
    const [morning, evening] = [await newBatch('Morning'), await newBatch('Evening')];
    const list = (shipments: string[]) => `{${shipments.join(',')}}`;
    expect(await refusal((trx) => call(trx, 'transition_fulfilment_batch', morning, 'completed'))).toBe(
      '55000',
    );
    expect(await run('add_to_fulfilment_batch', morning, list(ids.slice(0, 2)))).toBe(2);
    expect(await run('add_to_fulfilment_batch', morning, list(ids.slice(0, 2)))).toBe(0);
    const figures = await database.asTenant(a, (trx) =>
      trx('fulfilment_batch_figures').where({ batch_id: morning }),
    );
    expect(figures).toMatchObject([
      { currency_code: 'EUR', shipment_count: '2', parcel_count: '2', piece_count: '2', total_cost: '11.00' },
    ]);
    await expect(run('add_to_fulfilment_batch', evening, list(ids))).rejects.toMatchObject({
      code: '55000',
      detail: expect.stringContaining(`in batch ${morning}`),
    });
    await expect(run('add_to_fulfilment_batch', evening, '{987654}')).rejects.toMatchObject({
      code: 'P0002',
    });
    expect(await run('transition_fulfilment_batch', morning, 'cancelled')).toBe(true);
    expect(await run('add_to_fulfilment_batch', evening, list(ids))).toBe(3);
    await run('transition_fulfilment_batch', evening, 'processing');
    await run('transition_fulfilment_batch', evening, 'completed');
    expect(await run('transition_fulfilment_batch', evening, 'completed')).toBe(false);
    await expect(run('add_to_fulfilment_batch', evening, list(ids))).rejects.toMatchObject({ code: '55000' });
    await expect(run('transition_fulfilment_batch', evening, 'draft')).rejects.toMatchObject({
      code: '55000',
    });
    await expect(run('transition_fulfilment_batch', evening, 'lost')).rejects.toMatchObject({
      code: '22023',
    });
  });
});

test('labels and costs of a parcel are written by hand, where it is and what is in it is not', async () => {
  const product = await goods(database, a, 1);
  const { id } = await confirmedOrder(database, a, { [product]: 1 });
  const [parcel] = await parcelsOf(await ship(id, null, `label ${id}`));
  const own = { id: parcel?.id ?? '' };
  const label = { carrier: 'dhl', tracking_number: 'L-1', actual_cost: 4.2, label_format: 'zpl' as const };
  expect(await refusal((trx) => trx('fulfilment_parcels').where(own).update(label))).toBe('accepted');
  for (const sql of [
    "UPDATE fulfilment_parcels SET status = 'delivered', delivered_at = now()",
    "UPDATE fulfilment_shipments SET status = 'delivered', delivered_at = now()",
    'UPDATE fulfilment_shipment_lines SET quantity = 9',
    'DELETE FROM fulfilment_tracking_events',
    'DELETE FROM fulfilment_shipments',
  ]) {
    expect([sql, await refusal((trx) => trx.raw(sql))]).toEqual([sql, '42501']);
  }
});
