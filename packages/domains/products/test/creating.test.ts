import { outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import { categories, warehouses } from '../test-factories.ts';

const { database, a, call: inA } = inDomain('products');

const json = (value: unknown) => JSON.stringify(value);
const create = (sku: string, details: object = {}, variants: unknown = [], name = 'Ring') =>
  inA('create_product', sku, name, 'EUR', json(details), json(variants));

test('a product comes with its variants, categories and tags in one call', async () => {
  const category = await categories.create(database.knex, { tenant_id: a.id });
  const id = await create(
    ' R-1 ',
    {
      product_type: 'jewelry',
      status: 'publish',
      retail_price: '80.0000',
      sale_price: '75.5000',
      tax_class: 'reduced',
      categories: [category.id],
      tags: ['Gold', 'gold ', 'gift'],
    },
    [{ options: { Size: '54' } }, { options: { Size: '56' }, sku: 'R-1-XL', retail_price: 90 }],
  );
  expect(await database.knex('product').where({ id }).first()).toMatchObject({
    sku: 'R-1',
    product_type: 'jewelry',
    retail_price: '80.0000',
    created_by: a.ownerId,
    published_at: expect.any(Date),
  });
  expect(
    (await database.knex('product_variant').where({ parent_product_id: id }).orderBy('sort_order')).map(
      (variant) => [variant.variant_sku, variant.retail_price_override],
    ),
  ).toEqual([
    ['R-1-54', null],
    ['R-1-XL', '90.0000'],
  ]);
  expect(await database.knex('product_category').where({ product_id: id })).toHaveLength(1);
  expect(
    (await database.knex('product_tag').where({ product_id: id })).map((tag) => tag.tag_name).sort(),
  ).toEqual(['gift', 'gold']);
  const { rows } = await database.asTenant(a, (trx) => trx.raw("SELECT * FROM app.find_sku('r-1-xl')"));
  expect(rows).toMatchObject([{ product_id: id, price: '90.0000' }]);
});

test('a set comes with what it consists of', async () => {
  const [one, two] = [await create('S-1'), await create('S-2')];
  const set = await create('S', {
    product_type: 'set',
    items: [{ product_id: one, quantity: 2 }, { product_id: two }],
  });
  expect(
    (await database.knex('product_set_item').where({ set_product_id: set }).orderBy('sort_order')).map(
      (item) => [item.item_product_id, item.quantity],
    ),
  ).toEqual([
    [one, 2],
    [two, 1],
  ]);
});

test.each([
  ['a set that is sold without items', { product_type: 'set', status: 'publish' }],
  ['a set that is sold with no items', { product_type: 'set', status: 'updated', items: [] }],
  ['items of what is no set', { items: [{ product_id: '1' }] }],
])('%s are refused', async (_what, details) => {
  expect(await refusal(create('EMPTY', details))).toMatchObject({
    code: '22023',
    message: 'A set that is sold has items, and nothing else has any.',
  });
});

test('what lies in stock without a variant gets one only when it is gone', async () => {
  const main = { tenant_id: a.id, is_default: true };
  const { id: warehouse } = await warehouses.create(database.knex, main);
  const id = await create('PLAIN');
  await inA('receive_stock', id, 3, 'plain', warehouse);
  const add = () => inA('add_product_variant', id, json({ Size: '1' }));
  expect(await refusal(add())).toMatchObject({
    code: '55000',
    detail: `3 pieces of product ${id} lie in stock and would be of no variant.`,
  });
  await inA('adjust_stock', id, -3, 'By variant from now on.', 'plain no more', warehouse);
  expect(await add()).toBeDefined();
});

test('the same SKU and name makes one, at once or in turn, and another name is refused', async () => {
  const { results, codes } = await outcomes(
    Array.from({ length: 12 }, (_, n) => create(n % 2 === 0 ? 'once' : 'ONCE')),
  );
  expect([codes, new Set(results).size]).toEqual([[], 1]);
  expect(await refusal(create('once', {}, [], 'Chain'))).toMatchObject({
    code: '23505',
    detail: `It is that of product ${results[0]}, "Ring".`,
  });
  await create('V', {}, [{ options: { Size: '1' }, sku: 'V-1' }]);
  await expect(create('v-1')).rejects.toMatchObject({ code: '23505' });
});

test.each([
  ['a type that there is not', ['T-1', { product_type: 'ring' }], '22023', /^One of standard, /],
  [
    'a status that there is not',
    ['T-2', { status: 'published' }],
    '22023',
    'One of draft, publish, updated, do_not_import.',
  ],
  ['a misspelt detail', ['T-3', { price: 5 }], '22023', /retail_price/],
  ['a price with too many decimals', ['T-4', { retail_price: '1.23456' }], '22023', /./],
  ['a variant without options', ['T-5', {}, [{ sku: 'x' }]], '22023', /Metal/],
  ['a misspelt value of a variant', ['T-6', {}, [{ options: { S: '1' }, price: 5 }]], '22023', /sale_price/],
  ['variants that are no list', ['T-7', {}, {}], '22023', /options/],
])('it is refused with %s, and nothing is left of it', async (_what, values, code, hint) => {
  expect(await refusal(create(...(values as [string])))).toMatchObject({
    code,
    hint: expect.stringMatching(hint),
  });
  expect(await database.knex('product').where({ sku: values[0] as string })).toEqual([]);
});

test('two variants that are the same are refused, and so is who may not', async () => {
  const same = [{ options: { Size: '1' } }, { options: { Size: '1' }, sku: 'other' }];
  await expect(create('D-1', {}, same)).rejects.toMatchObject({ code: '23505' });
  const viewer = await addMember(database, a, 'viewer');
  await expect(
    database.asTenant(viewer, (trx) => trx.raw("SELECT app.create_product('N-1', 'Ring', 'EUR')")),
  ).rejects.toMatchObject({ code: '42501' });
});
