import { products, variants } from '@erp/products/test-factories';
import { call } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import { newPage, orderOf, promotionOf, redeem, running } from './offers.ts';

const { database, a, refusal } = inDomain('marketing');

let member: typeof a;
beforeAll(async () => {
  member = await addMember(database, a, 'member');
});

const product = async (price: number) =>
  (await products.create(database.knex, { tenant_id: a.id, retail_price: price, sale_price: null })).id;

const offer = (overrides: readonly Readonly<Record<string, unknown>>[], header = {}) =>
  running(database, a, 'price_override', { priceOverrides: overrides }, header);

/** What a line of an order of the member costs, and why. */
async function priceOf(line: object, details: object = {}, currency = 'EUR') {
  const order = await database.asTenant(member, (trx) =>
    call<string>(trx, 'create_order', null, currency, JSON.stringify([line]), JSON.stringify(details)),
  );
  const [row] = await database.knex('order_items').where({ order_id: order });
  return [row?.unit_price, row?.price_origin];
}

test('a line of the catalog gets the price of a running promotion where that is lower', async () => {
  const [ring, chain, box] = [await product(50), await product(15), await product(10)];
  await offer([
    { product_id: ring, override_price: 40 },
    { product_id: chain, override_price: 20 },
  ]);
  await offer([{ product_id: box, override_price: 1 }], { starts_at: '2999-01-01' });
  expect(await priceOf({ product_id: ring })).toEqual(['40.0000', 'promotion']);
  expect(await priceOf({ product_id: chain })).toEqual(['15.0000', 'catalog']);
  expect(await priceOf({ product_id: box })).toEqual(['10.0000', 'catalog']);
});

test('a variant has the price of its own, a channel those that are for it', async () => {
  const band = await product(50);
  const gold = await variants.create(database.knex, {
    tenant_id: a.id,
    parent_product_id: band,
    options: { Metal: 'Gold' },
  });
  await offer([
    { product_id: band, override_price: 30 },
    { product_id: band, product_variant_id: gold.id, override_price: 45 },
  ]);
  expect(await priceOf({ sku: gold.variant_sku })).toEqual(['45.0000', 'promotion']);

  const page = await newPage(database, a);
  const lamp = await product(80);
  const below = {
    priceOverrides: [{ product_id: lamp, override_price: 60 }],
    channels: [{ channel_platform_page_id: page }],
  };
  await running(database, a, 'price_override', below);
  expect(await priceOf({ product_id: lamp })).toEqual(['80.0000', 'catalog']);
  expect(await priceOf({ product_id: lamp }, { channel_platform_page_id: page })).toEqual([
    '60.0000',
    'promotion',
  ]);
});

test('a price of which there are only so many is redeemed, and counted; the label keeps that of the catalog', async () => {
  const ring = await product(50);
  const promotion = await offer([{ product_id: ring, override_price: 40 }], { usage_limit: 1 });
  expect(await priceOf({ product_id: ring })).toEqual(['50.0000', 'catalog']);
  const order = await database.asTenant(a, (trx) =>
    call<string>(trx, 'create_order', null, 'EUR', JSON.stringify([{ product_id: ring }])),
  );
  await redeem(database, a, order, promotion);
  expect(await orderOf(database, order)).toMatchObject({ discount_amount: '10.00' });
  expect(await promotionOf(database, promotion)).toMatchObject({ usage_count: 1 });
});

test('the price of a promotion is given, not asked for: lower ones need orders.price', async () => {
  const ring = await product(50);
  await offer([{ product_id: ring, override_price: 40 }]);
  const lines = JSON.stringify([{ product_id: ring, unit_price: 40 }]);
  expect(await refusal((trx) => call(trx, 'create_order', null, 'EUR', lines), member)).toBe('42501');
});
