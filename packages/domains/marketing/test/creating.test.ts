import { call, outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import { channels } from '../test-factories.ts';
import { draftOf, newCategory, newPage, newProduct, promotionOf } from './offers.ts';

const { database, a, call: inA } = inDomain('marketing');

const json = (value: unknown) => JSON.stringify(value);
const campaign = (details: object = {}, key?: string, type = 'email') =>
  inA('create_campaign', 'Summer sale', type, '2026-06-01', 'EUR', json(details), key ?? null);
const promotion = (type: string, rule: unknown, details: object = {}, key?: string) =>
  inA('create_promotion', 'Summer', type, 'EUR', '2026-01-01', json(rule), json(details), key ?? null);
const rowsOf = (table: string, promotionId: string) =>
  database.knex(table).where({ promotion_id: promotionId });

describe('a campaign is drafted', () => {
  test('with goals, people, channels and projects, and can be moved', async () => {
    const channel = await channels.create(database.knex, { tenant_id: a.id });
    const colleague = await addMember(database, a, 'member');
    const project = await inA('create_project', 'SALE', 'Sale');
    const id = await campaign({
      budget: '1500.00',
      priority: 'high',
      tags: ['summer'],
      goals: [{ goal_text: 'Sell 100', target_value: 100, unit: 'orders' }],
      channels: [channel.id],
      members: [{ user_id: colleague.ownerId, role: 'copy' }],
      projects: [{ project_id: project, role: 'main' }],
    });
    expect(await database.knex('mkt_campaigns').where({ id }).first()).toMatchObject({
      status: 'draft',
      budget: '1500.00',
      priority: 'high',
      owner_id: a.ownerId,
      created_by: a.ownerId,
    });
    for (const table of ['goals', 'channels', 'members', 'projects'])
      expect(await database.knex(`mkt_campaign_${table}`).where({ campaign_id: id })).toHaveLength(1);
    expect(await inA('transition_campaign', id, 'planning')).toBe(true);
  });

  test('once per key, by many sessions at once', async () => {
    const { results, codes } = await outcomes(Array.from({ length: 12 }, () => campaign({}, 'summer')));
    expect([codes, new Set(results).size]).toEqual([[], 1]);
    expect(await refusal(campaign({}, 'summer', 'event'))).toMatchObject({ code: '23505' });
  });

  test.each([
    ['a type that there is not', {}, 'newsletter', /^One of email, social, /],
    ['a priority that there is not', { priority: 'urgent' }, 'email', 'One of low, medium, high.'],
    ['a misspelt detail', { budgets: 1 }, 'email', /budget/],
    [
      'a role that there is not',
      { projects: [{ project_id: 1, role: 'all' }] },
      'email',
      'One of main, sub, support.',
    ],
  ])('not with %s', async (_what, details, type, hint) => {
    expect(await refusal(campaign(details, undefined, type))).toMatchObject({
      code: '22023',
      hint: expect.stringMatching(hint),
    });
  });
});

describe('a promotion is drafted with the rule of its type', () => {
  test.each([
    ['discount', { discount_type: 'percentage', discount_percent: 15 }, 'mkt_promotion_discount_rules', 1],
    [
      'bogo',
      { buy_type: 'quantity', buy_quantity: 2, get_type: 'cheapest', get_discount_percent: 50 },
      'mkt_promotion_bogo_rules',
      1,
    ],
    [
      'bundle',
      { bundle_type: 'quantity', required_quantity: 3, discount_type: 'fixed_price', bundle_price: 99 },
      'mkt_promotion_bundle_rules',
      1,
    ],
    [
      'tiered',
      [
        { threshold_type: 'amount', threshold_amount: 100, discount_type: 'percentage', discount_percent: 5 },
        { threshold_type: 'amount', threshold_amount: 200, discount_type: 'percentage', discount_percent: 9 },
      ],
      'mkt_promotion_tiered_rules',
      2,
    ],
  ])('%s, and starts', async (type, rule, table, rows) => {
    const id = await promotion(type, rule);
    expect(await rowsOf(table, id)).toHaveLength(rows);
    expect(await inA('transition_promotion', id, 'active')).toBe(true);
    await inA('transition_promotion', id, 'cancelled').catch(() => inA('transition_promotion', id, 'ended'));
  });

  test('of goods, for goods, at pages and for campaigns', async () => {
    const product = await newProduct(database, a);
    const gift = await promotion('free_item', [{ product_id: product }]);
    const price = await promotion('price_override', [{ product_id: product, override_price: '9.9000' }]);
    const bundle = await promotion('bundle', {
      bundle_type: 'items',
      discount_type: 'percentage',
      discount_percent: 10,
      items: [{ product_id: product, quantity: 2 }],
    });
    expect(await rowsOf('mkt_promotion_free_items', gift)).toMatchObject([{ quantity: 1 }]);
    expect(await rowsOf('mkt_promotion_price_overrides', price)).toMatchObject([
      { override_price: '9.9000' },
    ]);
    expect(await rowsOf('mkt_promotion_bundle_items', bundle)).toMatchObject([{ quantity: 2 }]);

    const id = await promotion(
      'discount',
      { discount_type: 'fixed_amount', discount_amount: 5 },
      {
        is_first_order_only: true,
        products: [{ product_id: product }],
        categories: [{ category_id: await newCategory(database, a) }],
        exclusions: [{ product_id: product }],
        channels: [await newPage(database, a)],
        campaigns: [await campaign()],
      },
    );
    for (const table of ['products', 'categories', 'exclusions', 'channels', 'campaigns'])
      expect(await rowsOf(`mkt_promotion_${table}`, id)).toHaveLength(1);
    expect(await promotionOf(database, id)).toMatchObject({ per_customer_limit: 1, is_auto_apply: false });
  });

  test('and gives what it says', async () => {
    const product = await newProduct(database, a);
    const rule = { discount_type: 'percentage', discount_percent: 20 };
    const id = await promotion('discount', rule, {
      is_auto_apply: true,
      products: [{ product_id: product }],
    });
    await inA('transition_promotion', id, 'active');
    const order = await draftOf(database, a, [{ product, price: 50 }]);
    const quote = await database.asTenant(a, (trx) =>
      call<{ discount_amount: number }>(trx, 'quote_promotion', order, null, id),
    );
    expect(quote.discount_amount).toBe(10);
    await inA('transition_promotion', id, 'ended');
  });

  test('once per key, by many sessions at once', async () => {
    const rule = { discount_type: 'percentage', discount_percent: 15 };
    const { results, codes } = await outcomes(
      Array.from({ length: 12 }, () => promotion('discount', rule, {}, 'winter')),
    );
    expect([codes, new Set(results).size]).toEqual([[], 1]);
    expect(await refusal(promotion('tiered', [], {}, 'winter'))).toMatchObject({ code: '23505' });
  });

  test.each([
    ['a type that there is not', 'percent', {}, {}, /^One of discount, bogo, /],
    ['a rule of another shape', 'tiered', {}, {}, /threshold_type/],
    ['no rule', 'discount', null, {}, /discount_percent/],
    [
      'a kind of discount that there is not',
      'discount',
      { discount_type: 'percent' },
      {},
      /^One of percentage, /,
    ],
    [
      'a value of another rule',
      'discount',
      { discount_type: 'percentage', buy_quantity: 2 },
      {},
      /discount_percent/,
    ],
    ['a misspelt detail', 'discount', {}, { auto_apply: true }, /is_auto_apply/],
    ['another column of the row', 'free_item', [{ product_id: 1, tenant_id: 1 }], {}, /product_id, quantity/],
    [
      'a side that there is not',
      'free_item',
      [],
      { products: [{ product_id: 1, side: 'all' }] },
      'One of both, buy, get.',
    ],
  ])('not with %s, and nothing is left of it', async (_what, type, rule, details, hint) => {
    const before = await database.knex('mkt_promotions').count();
    expect(await refusal(promotion(type, rule, details))).toMatchObject({
      code: '22023',
      hint: expect.stringMatching(hint),
    });
    expect(await database.knex('mkt_promotions').count()).toEqual(before);
  });

  test('neither by who may not', async () => {
    const member = await addMember(database, a, 'viewer');
    for (const sql of [
      "SELECT app.create_campaign('x', 'email', '2026-01-01', 'EUR')",
      "SELECT app.create_promotion('x', 'discount', 'EUR', '2026-01-01', '{}')",
    ])
      await expect(database.asTenant(member, (trx) => trx.raw(sql))).rejects.toMatchObject({ code: '42501' });
  });
});
