import { attributeValues, placements, variants } from '@erp/products/test-factories';
import { inDomain } from '@erp/testing/in-domain';
import { draftOf, type Line, newCategory, newProduct, orderOf, quote, redeem, running } from './offers.ts';

const { database, a } = inDomain('marketing');
let ring: string;
let chain: string;
let box: string;

beforeAll(async () => {
  [ring, chain, box] = [
    await newProduct(database, a),
    await newProduct(database, a),
    await newProduct(database, a),
  ];
});

type Below = Parameters<typeof running>[3];

/** What each line gets, in the order of the lines; first by the quote, then by the redemption, which must agree. */
async function shares(
  type: Parameters<typeof running>[2],
  below: Below,
  lines: readonly Line[],
  header: Readonly<Record<string, unknown>> = {},
): Promise<string[]> {
  const promotion = await running(database, a, type, below, header);
  const order = await draftOf(database, a, lines);
  const offered = await quote(database, a, order, promotion);
  const before = await database.knex('order_items').where({ order_id: order }).orderBy('id');
  if (offered.applies) await redeem(database, a, order, promotion);
  const after = await database.knex('order_items').where({ order_id: order }).orderBy('id');
  const given = after.map((line, i) =>
    (Number(line.discount_amount) - Number(before[i]?.discount_amount)).toFixed(2),
  );
  const quoted = after.map((line) =>
    (offered.lines.find((each) => String(each.order_item_id) === line.id)?.discount_amount ?? 0).toFixed(2),
  );
  expect(quoted).toEqual(given);
  const sum = after.reduce((cents, line) => cents + Math.round(Number(line.discount_amount) * 100), 0);
  expect(Number((await orderOf(database, order)).discount_amount) * 100).toBeCloseTo(sum);
  return given;
}

describe('a discount', () => {
  const rule = (values: Readonly<Record<string, unknown>>): Below => ({
    discountRules: [values],
  });

  test.each<[string, Readonly<Record<string, unknown>>, readonly Line[], string[]]>([
    [
      'of percent is rounded per line',
      { discount_type: 'percentage', discount_percent: 15 },
      [{ price: 0.1 }, { price: 9.99 }, { price: 3.3333, quantity: 3 }],
      ['0.02', '1.50', '1.50'],
    ],
    [
      'of percent takes what is left after the discount by hand',
      { discount_type: 'percentage', discount_percent: 50 },
      [{ price: 100, discount: 20 }],
      ['40.00'],
    ],
    [
      'of 100 percent leaves nothing',
      { discount_type: 'percentage', discount_percent: 100 },
      [{ price: 33.33, quantity: 3, discount: 0.01 }],
      ['99.98'],
    ],
    [
      'of an amount is spread over the lines to the cent',
      { discount_type: 'fixed_amount', discount_amount: 10 },
      [{ price: 10 }, { price: 10 }, { price: 10 }],
      ['3.33', '3.34', '3.33'],
    ],
    [
      'of an amount is spread by value',
      { discount_type: 'fixed_amount', discount_amount: 10 },
      [{ price: 75 }, { price: 25 }],
      ['7.50', '2.50'],
    ],
    [
      'of an amount gives no more than there is',
      { discount_type: 'fixed_amount', discount_amount: 100 },
      [{ price: 0.01 }, { price: 7.99 }],
      ['0.01', '7.99'],
    ],
    [
      'of an amount may be off every piece',
      { discount_type: 'fixed_amount', discount_amount: 3, allocation_method: 'each' },
      [{ price: 10, quantity: 2 }, { price: 2 }],
      ['6.00', '2.00'],
    ],
    [
      'may set the price of a piece, and never raises it',
      { discount_type: 'fixed_price', fixed_price: 5 },
      [{ price: 8, quantity: 2 }, { price: 4 }],
      ['6.00', '0.00'],
    ],
    [
      'on shipping leaves the goods alone',
      { discount_type: 'percentage', discount_percent: 100, apply_to: 'shipping' },
      [{ price: 50 }, { price: 4.9, charge: 'shipping' }, { price: 2, charge: 'gift_wrap' }],
      ['0.00', '4.90', '0.00'],
    ],
    [
      'on goods leaves the charges alone',
      { discount_type: 'percentage', discount_percent: 10 },
      [{ price: 50 }, { price: 4.9, charge: 'shipping' }, { price: 2, charge: 'gift_wrap' }],
      ['5.00', '0.00', '0.00'],
    ],
  ])('%s', async (_what, values, lines, expected) => {
    expect(await shares('discount', rule(values), lines)).toEqual(expected);
  });

  test('is cut to its cap, spread by what each line would have got', async () => {
    const values = { discount_type: 'percentage', discount_percent: 50 };
    const lines = [{ price: 30 }, { price: 10 }];
    expect(await shares('discount', rule(values), lines, { max_discount_amount: 5 })).toEqual([
      '3.75',
      '1.25',
    ]);
  });

  test('takes the tax of the line along', async () => {
    const promotion = await running(
      database,
      a,
      'discount',
      rule({ discount_type: 'percentage', discount_percent: 10 }),
    );
    const order = await draftOf(database, a, [{ price: 100, tax: 19 }]);
    await redeem(database, a, order, promotion);
    expect(await orderOf(database, order)).toMatchObject({
      subtotal: '100.00',
      discount_amount: '10.00',
      tax_amount: '17.10',
      total: '107.10',
    });
  });
});

describe('buy some, get some', () => {
  const rule = (values: Readonly<Record<string, unknown>>, below: Below = {}): Below => ({
    bogoRules: [values],
    ...below,
  });
  const threeForTwo = { buy_type: 'quantity', buy_quantity: 2, get_type: 'cheapest' };

  test.each([
    [2, '0.00'],
    [3, '10.00'],
    [5, '10.00'],
    [6, '20.00'],
  ])('three for two: of %p pieces %p are given', async (quantity, expected) => {
    expect(await shares('bogo', rule(threeForTwo), [{ price: 10, quantity }])).toEqual([expected]);
  });

  test('the cheapest pieces are given, over all lines', async () => {
    const lines = [{ price: 30, quantity: 2 }, { price: 10 }, { price: 20, quantity: 3 }];
    expect(await shares('bogo', rule(threeForTwo), lines)).toEqual(['0.00', '10.00', '20.00']);
  });

  test('of two to get, one is given when only one is there', async () => {
    const values = { buy_type: 'quantity', buy_quantity: 1, get_quantity: 2, get_type: 'cheapest' };
    expect(await shares('bogo', rule(values), [{ price: 10, quantity: 2 }])).toEqual(['10.00']);
  });

  test('of the same product counts each product by itself', async () => {
    const values = { ...threeForTwo, get_type: 'same_product' };
    const lines = [
      { product: ring, price: 30, quantity: 2 },
      { product: chain, price: 10, quantity: 3 },
      { product: ring, price: 20 },
      { price: 5, quantity: 2 },
      { price: 5 },
    ];
    expect(await shares('bogo', rule(values), lines)).toEqual(['0.00', '10.00', '20.00', '0.00', '0.00']);
  });

  test('at half the price, once per order at most', async () => {
    const values = { ...threeForTwo, get_discount_percent: 50, max_applications_per_order: 1 };
    expect(await shares('bogo', rule(values), [{ price: 9.99, quantity: 9 }])).toEqual(['5.00']);
  });

  test('the cap of the order holds over all products together', async () => {
    const values = { ...threeForTwo, get_type: 'same_product', max_applications_per_order: 1 };
    const lines = [
      { product: ring, price: 30, quantity: 3 },
      { product: chain, price: 10, quantity: 3 },
    ];
    expect(await shares('bogo', rule(values), lines)).toEqual(['0.00', '10.00']);
  });

  const sides: Below = {
    products: [
      { product_id: 'ring', side: 'buy' },
      { product_id: 'chain', side: 'get' },
    ],
  };
  const listed = (): Below => ({
    products: (sides.products ?? []).map((row) => ({
      ...row,
      product_id: row.product_id === 'ring' ? ring : chain,
    })),
  });

  test('of listed goods gives those for what was bought of the others', async () => {
    const values = { buy_type: 'quantity', buy_quantity: 2, get_type: 'listed' };
    const lines = [
      { product: ring, price: 30, quantity: 5 },
      { product: chain, price: 10, quantity: 3 },
      { product: box, price: 1, quantity: 9 },
    ];
    expect(await shares('bogo', rule(values, listed()), lines)).toEqual(['0.00', '20.00', '0.00']);
  });

  test('counts money instead of pieces', async () => {
    const values = { buy_type: 'amount', buy_amount: 50, get_type: 'listed' };
    const lines = [
      { product: ring, price: 49.99 },
      { product: chain, price: 10 },
    ];
    expect(await shares('bogo', rule(values, listed()), lines)).toEqual(['0.00', '0.00']);
    const more = [
      { product: ring, price: 50 },
      { product: chain, price: 10 },
    ];
    expect(await shares('bogo', rule(values, listed()), more)).toEqual(['0.00', '10.00']);
  });
});

describe('a bundle', () => {
  const rule = (values: Readonly<Record<string, unknown>>, below: Below = {}): Below => ({
    bundleRules: [values],
    ...below,
  });

  test('of any three pieces costs its price, the dearest pieces first', async () => {
    const values = {
      bundle_type: 'quantity',
      required_quantity: 3,
      discount_type: 'fixed_price',
      bundle_price: 50,
    };
    const lines = [
      { price: 10, quantity: 2 },
      { price: 30, quantity: 2 },
    ];
    // Two at 30 and one at 10 make 70; 20 of them off, spread by value.
    expect(await shares('bundle', rule(values), lines)).toEqual(['2.86', '17.14']);
  });

  test('is no dearer than its pieces', async () => {
    const values = {
      bundle_type: 'quantity',
      required_quantity: 2,
      discount_type: 'fixed_price',
      bundle_price: 50,
    };
    expect(await shares('bundle', rule(values), [{ price: 10, quantity: 2 }])).toEqual(['0.00']);
  });

  test('of fixed goods is counted by the scarcest', async () => {
    const values = { bundle_type: 'items', discount_type: 'fixed_amount', discount_amount: 5 };
    const items = {
      bundleItems: [{ product_id: ring }, { product_id: chain, quantity: 2 }],
    };
    const lines = [
      { product: ring, price: 20, quantity: 3 },
      { product: chain, price: 10, quantity: 5 },
    ];
    // Two bundles: two rings and four chains, 40 each, 10 off.
    expect(await shares('bundle', rule(values, items), lines)).toEqual(['5.00', '5.00']);
    const once = rule({ ...values, max_bundles_per_order: 1 }, items);
    expect(await shares('bundle', once, lines)).toEqual(['2.50', '2.50']);
    expect(await shares('bundle', rule(values, items), lines.slice(0, 1))).toEqual(['0.00']);
  });

  test('by value is the whole order from that value on', async () => {
    const values = {
      bundle_type: 'amount',
      required_amount: 100,
      discount_type: 'percentage',
      discount_percent: 10,
    };
    expect(await shares('bundle', rule(values), [{ price: 60 }, { price: 40 }])).toEqual(['6.00', '4.00']);
    expect(await shares('bundle', rule(values), [{ price: 60 }, { price: 39.99 }])).toEqual(['0.00', '0.00']);
  });
});

describe('tiers', () => {
  const byPieces = [
    { tier_level: 1, threshold_quantity: 2, discount_percent: 5 },
    { tier_level: 2, threshold_quantity: 5, discount_percent: 10 },
  ].map((tier) => ({ threshold_type: 'quantity', discount_type: 'percentage', ...tier }));
  const byValue = [
    { tier_level: 1, threshold_amount: 50, discount_amount: 5 },
    { tier_level: 2, threshold_amount: 100, discount_amount: 15 },
  ].map((tier) => ({ threshold_type: 'amount', discount_type: 'fixed_amount', ...tier }));

  test.each([
    [1, '0.00'],
    [2, '1.00'],
    [4, '2.00'],
    [5, '5.00'],
    [50, '50.00'],
  ])('by pieces: %p get %p', async (quantity, expected) => {
    expect(await shares('tiered', { tiers: byPieces }, [{ price: 10, quantity }])).toEqual([expected]);
  });

  test.each([
    [49.99, '0.00'],
    [50, '5.00'],
    [99.99, '5.00'],
    [100, '15.00'],
  ])('by value: %p get %p', async (price, expected) => {
    expect(await shares('tiered', { tiers: byValue }, [{ price }])).toEqual([expected]);
  });
});

describe('free items', () => {
  const gift = (): Below => ({ freeItems: [{ product_id: box, quantity: 2 }] });

  test('are given up to their number, when something else is bought', async () => {
    const lines = [
      { product: ring, price: 50 },
      { product: box, price: 4, quantity: 3 },
    ];
    expect(await shares('free_item', gift(), lines)).toEqual(['0.00', '8.00']);
    expect(await shares('free_item', gift(), lines.slice(1))).toEqual(['0.00']);
  });

  test('do not count for the minimum', async () => {
    const lines = [
      { product: ring, price: 99 },
      { product: box, price: 4 },
    ];
    expect(await shares('free_item', gift(), lines, { minimum_amount: 100 })).toEqual(['0.00', '0.00']);
    expect(await shares('free_item', gift(), lines, { minimum_amount: 99 })).toEqual(['0.00', '4.00']);
  });
});

describe('a price override', () => {
  test('brings the goods to its price, a variant to that of its own, and raises none', async () => {
    const band = await newProduct(database, a);
    const form = (metal: string) =>
      variants.create(database.knex, {
        tenant_id: a.id,
        parent_product_id: band,
        variant_sku: `Band-${metal}`,
        options: { Metal: metal },
      });
    const [gold] = [await form('Gold'), await form('Silver')];
    const below = {
      priceOverrides: [
        { product_id: band, override_price: 40 },
        { product_id: band, product_variant_id: gold.id, override_price: 45 },
        { product_id: chain, override_price: 20 },
      ],
    };
    const lines = [
      { product: band, price: 50, quantity: 2, sku: 'band-silver' },
      { product: band, price: 50, sku: 'BAND-GOLD' },
      { product: chain, price: 15 },
      { product: box, price: 15 },
    ];
    expect(await shares('price_override', below, lines)).toEqual(['20.00', '5.00', '0.00', '0.00']);
    const price = (variant: string | null) =>
      database.asTenant(a, async (trx) => {
        const result = await trx.raw<{ rows: { override_price: string }[] }>(
          "SELECT override_price FROM app.promotional_price(?, 'EUR', ?)",
          [band, variant],
        );
        return result.rows.map((row) => row.override_price);
      });
    expect(await price(null)).toEqual(['40.0000']);
    expect(await price(gold.id)).toEqual(['45.0000']);
  });
});

describe('goods', () => {
  const tenPercent = {
    discountRules: [{ discount_type: 'percentage', discount_percent: 10 }],
  };
  const lines = () => [{ product: ring, price: 10 }, { product: chain, price: 10 }, { price: 10 }];

  test('count when their product, category or attribute is listed, categories with those below them', async () => {
    const top = await newCategory(database, a);
    const below = await newCategory(database, a, top);
    await placements.create(database.knex, { tenant_id: a.id, product_id: chain, category_id: below });
    const metal = { tenant_id: a.id, product_id: ring, value: 'gold' };
    const { attribute_id: attributeId } = await attributeValues.create(database.knex, metal);
    const given = (list: Below) => shares('discount', { ...tenPercent, ...list }, lines());

    expect(await given({ products: [{ product_id: ring }] })).toEqual(['1.00', '0.00', '0.00']);
    expect(await given({ categories: [{ category_id: top }] })).toEqual(['0.00', '1.00', '0.00']);
    expect(await given({ attributes: [{ attribute_id: attributeId }] })).toEqual(['1.00', '0.00', '0.00']);
    expect(
      await given({
        products: [{ product_id: ring }],
        categories: [{ category_id: top }],
      }),
    ).toEqual(['1.00', '1.00', '0.00']);
    // Exclusions win, and without lists everything else counts.
    for (const [excluded, expected] of [
      [{ product_id: ring }, ['0.00', '1.00', '1.00']],
      [{ category_id: top }, ['1.00', '0.00', '1.00']],
      [{ attribute_id: attributeId }, ['0.00', '1.00', '1.00']],
    ] as const) {
      expect(await given({ exclusions: [excluded] })).toEqual(expected);
    }
    const both = {
      products: [{ product_id: chain }],
      exclusions: [{ category_id: top }],
    };
    expect(await given(both)).toEqual(['0.00', '0.00', '0.00']);
    // A listed category without products is not the same as no list.
    expect(await given({ categories: [{ category_id: await newCategory(database, a) }] })).toEqual([
      '0.00',
      '0.00',
      '0.00',
    ]);
  });
});
