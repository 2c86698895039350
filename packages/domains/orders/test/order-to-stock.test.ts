import { warehouses } from '@erp/products/test-factories';
import { call, outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import {
  confirmedOf,
  defaultWarehouse,
  deliver,
  draftOf,
  goods,
  linesOf,
  receive,
  setOf,
  ship,
} from './goods.ts';
import { stockOf } from './stock.ts';
import { header } from './story.ts';

const { database, a } = inDomain('orders');

const line = (product: string, quantity: number) => ({
  product_id: product,
  product_name: `Product ${product}`,
  unit_price: 50,
  quantity,
});

const place = (id: string) => database.asTenant(a, (trx) => call(trx, 'place_order', id, `place ${id}`));
const move = (id: string, to: string) =>
  database.asTenant(a, (trx) => call<boolean>(trx, 'transition_order', id, to));

describe('placing', () => {
  test('keeps the pieces; cancelling gives them back', async () => {
    const product = await goods(database, a, 5);
    const id = await draftOf(database, a, [line(product, 3)]);
    expect(await linesOf(database, id)).toMatchObject([
      { status: 'pending', reserved_quantity: 0, supply: 'stock' },
    ]);
    await place(id);
    expect(await linesOf(database, id)).toMatchObject([{ status: 'allocated', reserved_quantity: 3 }]);
    expect(await stockOf(database, product)).toMatchObject([{ on_hand: 5, reserved: 3 }]);
    expect(await move(id, 'cancelled')).toBe(true);
    expect(await linesOf(database, id)).toMatchObject([{ status: 'cancelled', reserved_quantity: 0 }]);
    expect(await stockOf(database, product)).toMatchObject([{ on_hand: 5, reserved: 0 }]);
  });

  test('refuses what is short, names every line, and keeps nothing', async () => {
    const [some, none] = [await goods(database, a, 2), await goods(database, a, 0)];
    const id = await draftOf(database, a, [line(some, 2), line(some, 1), line(none, 4)]);
    await expect(place(id)).rejects.toMatchObject({
      code: '23514',
      detail: expect.stringMatching(/1 wanted, 0 available; .*4 wanted, 0 available\./),
      hint: expect.stringContaining('stock_policy'),
    });
    expect(await header(database, id)).toMatchObject({ status: 'draft', order_number: null });
    expect(await stockOf(database, some)).toMatchObject([{ reserved: 0 }]);
  });

  test('by backorder keeps what there is; goods that arrive go to the oldest order', async () => {
    const product = await goods(database, a, 3, { stock_policy: 'backorder' });
    const first = await draftOf(database, a, [line(product, 5)]);
    const second = await draftOf(database, a, [line(product, 2)]);
    await place(first);
    await place(second);
    expect(await linesOf(database, first)).toMatchObject([{ status: 'backordered', reserved_quantity: 3 }]);
    expect(await linesOf(database, second)).toMatchObject([{ status: 'backordered', reserved_quantity: 0 }]);
    await receive(database, a, product, 3);
    expect(await database.asTenant(a, (trx) => call(trx, 'allocate_backorders', product))).toBe(3);
    expect(await linesOf(database, first)).toMatchObject([{ status: 'allocated', reserved_quantity: 5 }]);
    expect(await linesOf(database, second)).toMatchObject([{ status: 'backordered', reserved_quantity: 1 }]);
    expect(await stockOf(database, product)).toMatchObject([{ on_hand: 6, reserved: 6 }]);
    await move(first, 'cancelled');
    expect(await database.asTenant(a, (trx) => call(trx, 'allocate_backorders'))).toBe(1);
    expect(await linesOf(database, second)).toMatchObject([{ status: 'allocated' }]);
  });

  test('takes the contents of a set', async () => {
    const [ring, box] = [await goods(database, a, 10), await goods(database, a, 3)];
    const set = await setOf(database, a, { [ring]: 2, [box]: 1 });
    const id = await confirmedOf(database, a, [line(set, 2)]);
    expect(await stockOf(database, ring)).toMatchObject([{ on_hand: 10, reserved: 4 }]);
    expect(await stockOf(database, box)).toMatchObject([{ on_hand: 3, reserved: 2 }]);
    const [only] = await linesOf(database, id);
    await ship(database, a, id, 'half', { [only?.id ?? '']: 1 });
    expect(await stockOf(database, ring)).toMatchObject([{ on_hand: 8, reserved: 2 }]);
    await ship(database, a, id, 'rest');
    expect(await stockOf(database, box)).toMatchObject([{ on_hand: 1, reserved: 0 }]);
    expect(await header(database, id)).toMatchObject({ status: 'shipped' });
  });

  test('of many orders at once gives each piece once', async () => {
    const product = await goods(database, a, 7);
    const ids = await Promise.all(Array.from({ length: 12 }, () => draftOf(database, a, [line(product, 1)])));
    const { results, codes } = await outcomes(ids.map(place));
    expect(results).toHaveLength(7);
    expect(codes).toEqual(Array(5).fill('23514'));
    expect(await stockOf(database, product)).toMatchObject([{ on_hand: 7, reserved: 7 }]);
  });
});

describe('shipping', () => {
  test('goes in parts, never beyond what was ordered, and moves the order', async () => {
    const product = await goods(database, a, 5);
    const id = await confirmedOf(database, a, [line(product, 4), { product_name: 'Postage', unit_price: 5 }]);
    const [goodsLine, postage] = await linesOf(database, id);
    const [first = '', free = ''] = [goodsLine?.id, postage?.id];
    await ship(database, a, id, 'parcel 1', { [first]: 1 });
    expect(await linesOf(database, id)).toMatchObject([
      { status: 'allocated', reserved_quantity: 3, shipped_quantity: 1 },
      { status: 'not_required' },
    ]);
    expect(await header(database, id)).toMatchObject({ status: 'processing' });
    expect(await stockOf(database, product)).toMatchObject([{ on_hand: 4, reserved: 3 }]);
    await expect(ship(database, a, id, 'too many', { [first]: 4 })).rejects.toMatchObject({
      code: '23514',
      hint: '3 are still to be sent.',
    });
    await expect(ship(database, a, id, 'free', { [free]: 1 })).rejects.toMatchObject({ code: '22023' });
    await expect(move(id, 'shipped')).rejects.toMatchObject({
      code: '55000',
      hint: expect.stringContaining('app.ship_order'),
    });
    await expect(move(id, 'cancelled')).rejects.toMatchObject({
      code: '55000',
      hint: expect.stringContaining('app.open_case'),
    });
    await ship(database, a, id, 'parcel 2');
    expect(await header(database, id)).toMatchObject({ status: 'shipped' });
    await expect(move(id, 'delivered')).rejects.toMatchObject({ code: '55000' });
    await deliver(database, a, id, { [first]: 1 });
    expect(await header(database, id)).toMatchObject({ status: 'shipped' });
    await deliver(database, a, id, { [first]: 3 });
    expect(await header(database, id)).toMatchObject({ status: 'delivered' });
    expect(await linesOf(database, id)).toMatchObject([{ status: 'delivered', delivered_quantity: 4 }, {}]);
    const moved = await database.knex('stock_movement').where({ source_type: 'sales_order', source_id: id });
    expect(moved.map((each) => each.quantity).sort()).toEqual([-1, -3]);
  });

  test('from another warehouse gives back what was kept elsewhere', async () => {
    const product = await goods(database, a, 4);
    const { id: other } = await warehouses.create(database.knex, { tenant_id: a.id });
    await receive(database, a, product, 2, other);
    const id = await confirmedOf(database, a, [line(product, 3)]);
    const [only] = await linesOf(database, id);
    await ship(database, a, id, 'side', { [only?.id ?? '']: 2 }, other);
    const main = await defaultWarehouse(database, a);
    expect(await stockOf(database, product)).toMatchObject([
      { warehouse_id: main, on_hand: 4, reserved: 1 },
      { warehouse_id: other, on_hand: 0, reserved: 0 },
    ]);
    expect(await linesOf(database, id)).toMatchObject([{ reserved_quantity: 1, shipped_quantity: 2 }]);
  });

  test('of two sessions that send the same pieces, one does', async () => {
    const product = await goods(database, a, 6);
    const id = await confirmedOf(database, a, [line(product, 1)]);
    const [only] = await linesOf(database, id);
    const { codes } = await outcomes(
      Array.from({ length: 8 }, (_, n) => ship(database, a, id, `race ${id} ${n}`, { [only?.id ?? '']: 1 })),
    );
    expect(codes).toHaveLength(7);
    expect(await stockOf(database, product)).toMatchObject([{ on_hand: 5, reserved: 0 }]);
  });
});
