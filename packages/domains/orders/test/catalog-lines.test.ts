import { variants } from '@erp/products/test-factories';
import { call } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import type { Knex } from 'knex';
import { items, orders } from '../test-factories.ts';
import { draftOf, goods, linesOf, type Ordered } from './goods.ts';

const { database, a, b, refusal } = inDomain('orders', {
  // An order that comes as an import brings its history in part.
  broken: ['orders/order_history_complete'],
});

let member: typeof a;
beforeAll(async () => {
  member = await addMember(database, a, 'member');
});

const created = (lines: readonly Ordered[], tenant = member) => draftOf(database, tenant, lines);
const skuOf = async (product: string) =>
  (await database.knex('product').where({ id: product }).first())?.sku ?? '';
const form = (product: string, metal: string, sale: number | null = null) =>
  variants.create(database.knex, {
    tenant_id: a.id,
    parent_product_id: product,
    variant_sku: `V-${product}-${metal}`,
    options: { Metal: metal },
    retail_price_override: 70,
    sale_price_override: sale,
  });

describe('a line of the catalog', () => {
  test('takes name, SKU, tax class and the price of the day, in whatever case the SKU is typed', async () => {
    const product = await goods(database, a, 0, { tax_class: 'reduced', sale_price: 45 });
    const sku = await skuOf(product);
    const id = await created([
      { sku: ` ${sku.toLowerCase()}`, quantity: 2 },
      { product_id: product, tax_rate: 7 },
    ]);
    const same = {
      product_id: product,
      sku,
      unit_price: '45.0000',
      price_origin: 'catalog',
      tax_class: 'reduced',
    };
    expect(await linesOf(database, id)).toMatchObject([
      { ...same, quantity: 2 },
      { ...same, quantity: 1, tax_rate: '7.0000' },
    ]);
  });

  test('names its variant, by SKU or by number, and asks for it where there are some', async () => {
    const product = await goods(database, a, 0);
    const [gold, silver] = [await form(product, 'gold'), await form(product, 'silver', 60)];
    const id = await created([
      { sku: gold.variant_sku },
      { product_id: product, variant_id: silver.id },
      { variant_id: silver.id },
    ]);
    expect(await linesOf(database, id)).toMatchObject([
      { product_id: product, product_variant_id: gold.id, unit_price: '70.0000' },
      { product_id: product, product_variant_id: silver.id, unit_price: '60.0000', sku: silver.variant_sku },
      { product_id: product, product_variant_id: silver.id },
    ]);
    await expect(created([{ product_id: product }])).rejects.toMatchObject({
      code: '22023',
      detail: `${gold.variant_sku}, ${silver.variant_sku}`,
    });
  });

  test.each([
    ['a SKU that nobody has', () => ({ sku: 'NOBODY-HAS' }), 'P0002'],
    ['nothing at all', () => ({ quantity: 2 }), '22023'],
    ['a name without a price', () => ({ product_name: 'Postage' }), '22023'],
    ['a product of another tenant', async () => ({ product_id: await goods(database, b, 0) }), 'P0002'],
    [
      'a SKU of another product',
      async () => ({
        sku: await skuOf(await goods(database, a, 0)),
        product_id: await goods(database, a, 0),
      }),
      '23514',
    ],
    [
      'a variant of another product',
      async () => ({
        product_id: await goods(database, a, 0),
        variant_id: (await form(await goods(database, a, 0), 'brass')).id,
      }),
      'P0002',
    ],
    [
      'another currency',
      async () => ({ product_id: await goods(database, a, 0, { currency_code: 'GBP' }) }),
      '22023',
    ],
  ])('is refused with %s', async (_what, line, code) => {
    const lines = JSON.stringify([await line()]);
    expect(await refusal((trx) => call(trx, 'create_order', null, 'EUR', lines), a)).toBe(
      code === '23514' ? 'ck_order_items_sku_product' : code,
    );
  });

  test.each([
    ['price', { unit_price: 0.01 }],
    ['name', { product_name: 'Something else' }],
    ['tax class', { tax_class: 'exempt' }],
    ['discount', { discount_amount: 49.99 }],
  ])('at a %s of one’s own asks for orders.price', async (_what, own) => {
    const line = { product_id: await goods(database, a, 0), ...own };
    await expect(created([line])).rejects.toMatchObject({
      code: '42501',
      message: expect.stringContaining('Permission orders.price is missing.'),
    });
    const manager = await addMember(database, a, 'manager');
    const id = await created([line], manager);
    expect(await linesOf(database, id)).toMatchObject([
      { price_origin: 'unit_price' in own ? 'own' : 'catalog' },
    ]);
  });

  test('at the price of the catalog asks for nothing, whoever writes it down', async () => {
    const product = await goods(database, a, 0);
    const id = await created([{ product_id: product, unit_price: 50, product_name: undefined }]);
    expect(await linesOf(database, id)).toMatchObject([{ price_origin: 'catalog' }]);
  });
});

describe('a plain INSERT or UPDATE', () => {
  const write = <Result>(work: (trx: Knex.Transaction) => Promise<Result>) => database.asTenant(member, work);

  test('is filled and judged as the function does it', async () => {
    const product = await goods(database, a, 0);
    const order_id = await created([]);
    const row = { tenant_id: a.id, order_id };
    const sku = await skuOf(product);
    await write((trx) =>
      trx.raw('INSERT INTO order_items (tenant_id, order_id, sku) VALUES (?, ?, ?)', [a.id, order_id, sku]),
    );
    expect(await linesOf(database, order_id)).toMatchObject([{ product_id: product, unit_price: '50.0000' }]);
    expect(
      await refusal(
        (trx) => trx('order_items').insert({ ...row, product_id: product, product_name: 'X', unit_price: 1 }),
        member,
      ),
    ).toBe('42501');
  });

  test('changes what is sold, and the price follows', async () => {
    const [one, other] = [await goods(database, a, 0), await goods(database, a, 0, { retail_price: 80 })];
    const id = await created([{ product_id: one }]);
    const change = (columns: object) =>
      write(async (trx) => {
        await call(trx, 'lock_order_for_edit', id);
        await trx('order_items').where({ order_id: id }).update(columns);
      });
    await change({ sku: await skuOf(other) });
    expect(await linesOf(database, id)).toMatchObject([{ product_id: other, unit_price: '80.0000' }]);
    await change({ product_id: one });
    expect(await linesOf(database, id)).toMatchObject([{ sku: await skuOf(one), unit_price: '50.0000' }]);
    await expect(change({ unit_price: 1 })).rejects.toMatchObject({ code: '42501' });
    await expect(change({ discount_amount: 1 })).rejects.toMatchObject({ code: '42501' });
    await change({ quantity: 3 });
  });

  test.each(['status', 'price_origin', 'supply', 'order_stage', 'reserved_quantity', 'shipped_quantity'])(
    'does not write %s',
    async (column) => {
      const id = await created([{ product_name: 'Postage', unit_price: 5 }]);
      expect(
        await refusal((trx) =>
          trx('order_items')
            .where({ order_id: id })
            .update({ [column]: null }),
        ),
      ).toBe('42501');
    },
  );
});

test('an import brings any price, and SKU, product and variant that agree', async () => {
  const [one, other] = [await goods(database, a, 0), await goods(database, a, 0)];
  const variant = await form(other, 'tin');
  const order = await orders.create(database.knex, { tenant_id: a.id });
  const imported = (columns: object) =>
    items.create(database.knex, { tenant_id: a.id, order_id: order.id, ...columns });
  await imported({ product_id: one, sku: await skuOf(one) });
  await imported({ product_id: one, sku: 'OF-OLD' });
  const known = await imported({ product_id: other, sku: variant.variant_sku });
  expect(await database.knex('order_items').where({ id: known.id }).first()).toMatchObject({
    product_variant_id: variant.id,
    price_origin: 'own',
  });
  await expect(imported({ product_id: one, sku: variant.variant_sku })).rejects.toMatchObject({
    code: '23514',
    constraint: 'ck_order_items_sku_product',
  });
});

test('an import of a finished order without pieces has those that its status says', async () => {
  const product = await goods(database, a, 0);
  const at = '2026-03-01T00:00:00Z';
  const done = { confirmed_at: at, shipped_at: at, delivered_at: at, completed_at: at };
  const order = await orders.create(database.knex, {
    tenant_id: a.id,
    status: 'completed',
    order_number: 'OLD-1',
    ordered_at: at,
    ...done,
    items: [{ product_id: product, quantity: 3 }, {}],
  });
  await database
    .knex('order_status_history')
    .insert({ tenant_id: a.id, order_id: order.id, to_status: 'completed' });
  expect(await linesOf(database, order.id)).toMatchObject([
    { status: 'delivered', shipped_quantity: 3, delivered_quantity: 3, returned_quantity: 0 },
    { status: 'not_required', shipped_quantity: 0 },
  ]);
});
