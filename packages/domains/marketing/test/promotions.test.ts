import { categories, products } from '@erp/products/test-factories';
import { call, outcomes, refusal } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { codes, promotions } from '../test-factories.ts';
import { draftOf, percentOff, promotionOf, redeem, running } from './offers.ts';

const { database, a, b } = inDomain('marketing', {
  // Rows that these tests write by hand.
  broken: ['marketing/running_promotion_has_its_rule'],
});

/** A draft as a member writes it. */
const written = (more: object = {}) =>
  database.asTenant(a, async (trx) => (await promotions.create(trx, more)).id);

const ruled = (more: object = {}) =>
  written({ discountRules: [{ discount_type: 'percentage', discount_percent: 10 }], ...more });

const move = (id: string, to: string | null) =>
  database.asTenant(database.tenants.a, (trx) => call<boolean>(trx, 'transition_promotion', id, to));

describe('a promotion moves', () => {
  test('from draft to active to pause and on to its end, once however many ask', async () => {
    const id = await ruled();
    for (const to of ['active', 'paused', 'active', 'ended']) {
      const { results, codes } = await outcomes(Array.from({ length: 12 }, () => move(id, to)));
      expect(codes).toEqual([]);
      expect(results.filter(Boolean)).toHaveLength(1);
    }
    expect(await promotionOf(database, id)).toMatchObject({ status: 'ended' });
  });

  test.each([
    ['draft', '55000'],
    ['scheduled', '55000'],
    ['active', '55000'],
    ['paused', '55000'],
    ['cancelled', '55000'],
    ['anything', '22023'],
    [null, '22023'],
  ])('not from ended to %p: %s', async (to, code) => {
    const id = await ruled();
    await move(id, 'active');
    await move(id, 'ended');
    await expect(move(id, to)).rejects.toMatchObject({ code });
  });

  test('not before its rule, its time, or after it', async () => {
    await expect(move(await written(), 'active')).rejects.toMatchObject({ code: '55000' });
    const later = await ruled({ starts_at: '2999-01-01' });
    await expect(move(later, 'active')).rejects.toMatchObject({ code: '55000' });
    expect(await move(later, 'scheduled')).toBe(true);
    await expect(move(await ruled({ ends_at: '2026-01-02' }), 'scheduled')).rejects.toMatchObject({
      code: '55000',
    });
  });

  test('with the clock, by a job', async () => {
    const [begun, over, later] = [
      await percentOff(database, a, 10, { status: 'scheduled' }),
      await percentOff(database, a, 10, { ends_at: '2026-01-02' }),
      await percentOff(database, a, 10, { status: 'scheduled', starts_at: '2999-01-01' }),
    ];
    const status = async (id: string) => (await promotionOf(database, id)).status;
    expect(Number(await call(database.knex, 'advance_promotions', a.id))).toBeGreaterThanOrEqual(2);
    expect([await status(begun), await status(over), await status(later)]).toEqual([
      'active',
      'ended',
      'scheduled',
    ]);
    expect(await call(database.knex, 'advance_promotions', a.id)).toBe('0');
    const asked = database.asTenant(a, (trx) => call(trx, 'advance_promotions', a.id));
    await expect(asked).rejects.toMatchObject({ code: '42501' });
  });
});

describe('while it runs', () => {
  const changes: readonly [string, string][] = [
    ['its limit', 'UPDATE mkt_promotions SET usage_limit = 5 WHERE id = $p'],
    ['its end', "UPDATE mkt_promotions SET ends_at = '2999-01-01' WHERE id = $p"],
    ['its minimum', 'UPDATE mkt_promotions SET minimum_amount = 1 WHERE id = $p'],
    ['its rule', 'UPDATE mkt_promotion_discount_rules SET discount_percent = 90 WHERE promotion_id = $p'],
    ['that it has a rule', 'DELETE FROM mkt_promotion_discount_rules WHERE promotion_id = $p'],
    [
      'its tiers',
      `INSERT INTO mkt_promotion_tiered_rules
       (tenant_id, promotion_id, tier_level, threshold_type, threshold_quantity, discount_type, discount_percent)
       VALUES ($t, $p, 1, 'quantity', 1, 'percentage', 1)`,
    ],
  ];
  test.each(changes)('nobody changes %s; in a pause they do', async (_what, sql) => {
    const id = await ruled();
    await move(id, 'active');
    const changed = () => database.asTenant(a, (trx) => trx.raw(sql.replace('$p', id).replace('$t', a.id)));
    await expect(changed()).rejects.toMatchObject({ code: '55000' });
    await move(id, 'paused');
    await changed();
  });

  test('its name and words change', async () => {
    const id = await ruled();
    await move(id, 'active');
    await database.asTenant(database.tenants.a, (trx) =>
      trx('mkt_promotions').where({ id }).update({ name: 'Late summer', description: 'Now' }),
    );
    expect(await promotionOf(database, id)).toMatchObject({ name: 'Late summer' });
  });

  test('its type and currency never change after the draft', async () => {
    const id = await ruled();
    await database.asTenant(database.tenants.a, (trx) =>
      trx('mkt_promotions').where({ id }).update({ currency_code: 'USD' }),
    );
    await move(id, 'active');
    await move(id, 'paused');
    for (const change of [{ type: 'bogo' }, { currency_code: 'EUR' }] as const) {
      await expect(database.knex('mkt_promotions').where({ id }).update(change)).rejects.toMatchObject({
        code: '55000',
      });
    }
  });

  test('it does not start while a rule is being written', async () => {
    const id = await ruled();
    const trx = await database.knex.transaction();
    await trx.raw('SET LOCAL ROLE erp_app');
    await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [a.id, a.ownerId]);
    await trx('mkt_promotion_discount_rules').where({ promotion_id: id }).delete();
    const started = move(id, 'active').then(
      () => 'started',
      (error) => error.code,
    );
    expect(await database.untilBlocked(started)).toBe(true);
    await trx.commit();
    expect(await started).toBe('55000');
  });
});

describe('the application role cannot by hand', () => {
  test.each([
    ['start a promotion', "UPDATE mkt_promotions SET status = 'active'"],
    [
      'write a running one',
      "INSERT INTO mkt_promotions (tenant_id, name, type, starts_at, currency_code, status) VALUES ($t, 'x', 'discount', now(), 'EUR', 'active')",
    ],
    ['set a count', 'UPDATE mkt_promotions SET usage_count = 0'],
    ['set the count of a code', 'UPDATE mkt_promotion_codes SET usage_count = 0'],
    ['move a code', 'UPDATE mkt_promotion_codes SET promotion_id = promotion_id'],
    [
      'invent a redemption',
      'INSERT INTO mkt_promotion_redemptions (tenant_id, promotion_id, order_id, discount_amount) VALUES ($t, 1, 1, 1)',
    ],
    ['change one', 'UPDATE mkt_promotion_redemptions SET discount_amount = 1'],
    ['delete one', 'DELETE FROM mkt_promotion_redemptions'],
    ['change what a line got', 'UPDATE mkt_promotion_redemption_lines SET discount_amount = 1'],
    ['give a use back past the order', "SELECT app.give_back_redemptions($t, 1, NULL, 'withdrawn')"],
    ['reckon for another tenant', 'SELECT app.promotion_lines($t, 1, 1)'],
  ])('%s', async (_what, sql) => {
    const done = database.asTenant(a, (trx) => trx.raw(sql.replace('$t', a.id)));
    await expect(done).rejects.toMatchObject({ code: '42501' });
  });
});

describe('not even the owner of the schema can', () => {
  test.each<[string, Readonly<Record<string, unknown>>]>([
    ['end a promotion before it starts', { ends_at: '2025-12-31' }],
    ['use it more often than its limit', { usage_limit: 2, usage_count: 3 }],
    ['limit it to nothing', { usage_limit: 0 }],
    ['give away what is no number', { max_discount_amount: 'NaN' }],
    ['ask for less than nothing', { minimum_amount: -1 }],
    ['hide it while it runs', { status: 'active', deleted_at: '2026-02-01' }],
    ['give first orders more than one use', { is_first_order_only: true, per_customer_limit: 2 }],
    ['give first orders unlimited uses', { is_first_order_only: true }],
  ])('%s', async (_what, header) => {
    const promotion = promotions.create(database.knex, { tenant_id: a.id, ...header });
    await expect(promotion).rejects.toMatchObject({ code: '23514' });
  });

  test.each<[string, 'discount' | 'bogo' | 'bundle', Readonly<Record<string, unknown>>]>([
    ['500 percent', 'discount', { discount_type: 'percentage', discount_percent: 500 }],
    ['percent that are no number', 'discount', { discount_type: 'percentage', discount_percent: 'NaN' }],
    ['an amount called percent', 'discount', { discount_type: 'percentage', discount_amount: 5 }],
    ['nothing', 'discount', { discount_type: 'fixed_amount', discount_amount: 0 }],
    ['two values', 'discount', { discount_type: 'percentage', discount_percent: 5, discount_amount: 5 }],
    ['pieces for nothing', 'bogo', { buy_type: 'quantity', get_type: 'cheapest' }],
    ['goods that pay for themselves', 'bogo', { buy_type: 'amount', buy_amount: 5, get_type: 'cheapest' }],
    [
      'a price for any goods of a value',
      'bundle',
      { bundle_type: 'amount', required_amount: 5, discount_type: 'fixed_price', bundle_price: 3 },
    ],
  ])('give %s by a rule', async (_what, type, rule) => {
    const given = running(database, a, type, { [`${type}Rules`]: [rule] });
    await expect(given).rejects.toMatchObject({ code: '23514' });
  });

  test('exclude two things in one row, or one thing twice', async () => {
    const [product, category] = [
      (await products.create(database.knex, { tenant_id: a.id })).id,
      (await categories.create(database.knex, { tenant_id: a.id })).id,
    ];
    const excluding = (...rows: Readonly<Record<string, unknown>>[]) =>
      percentOff(database, a, 10, {}, { exclusions: rows });
    await expect(excluding({ product_id: product, category_id: category })).rejects.toMatchObject({
      code: '23514',
    });
    await expect(excluding({})).rejects.toMatchObject({ code: '23514' });
    await expect(excluding({ product_id: product }, { product_id: product })).rejects.toMatchObject({
      code: '23505',
    });
  });

  test('delete a promotion or code that was given', async () => {
    const id = await percentOff(database, a, 10, { is_auto_apply: false });
    await codes.create(database.knex, { tenant_id: a.id, promotion_id: id, code: 'KEPT' });
    const order = await draftOf(database, a, [{ price: 10 }]);
    await redeem(database, a, order, null, 'KEPT');
    for (const table of ['mkt_promotion_codes', 'mkt_promotions']) {
      const column = table === 'mkt_promotions' ? 'id' : 'promotion_id';
      const deleted = database.knex.raw(`DELETE FROM ${table} WHERE ${column} = ?`, [id]);
      await expect(deleted).rejects.toMatchObject({ code: '23503' });
    }
  });
});

describe('codes', () => {
  test('are issued as many as asked, all different, none to be guessed', async () => {
    const id = await ruled({ is_auto_apply: false });
    const issued = await database.asTenant(a, async (trx) => {
      const { rows } = await trx.raw<{ rows: { code: string }[] }>(
        "SELECT code FROM app.issue_promotion_codes(?, 500, ' summer ') AS code",
        [id],
      );
      return rows.map((row) => row.code);
    });
    expect(new Set(issued).size).toBe(500);
    expect(issued.every((code) => /^SUMMER-[0-9A-F]{12}$/.test(code))).toBe(true);
    const stored = await database.knex('mkt_promotion_codes').where({ promotion_id: id });
    expect(stored).toHaveLength(500);
    expect(stored.every((code) => code.usage_limit === 1)).toBe(true);
  });

  test.each(['lower', 'A B', ' A', '-A', 'A-', 'A--B', '', 'A'.repeat(65)])('%p is none', async (code) => {
    const row = { tenant_id: a.id, promotion_id: await ruled(), code };
    await expect(codes.create(database.knex, row)).rejects.toMatchObject({ code: '23514' });
  });

  test('are taken once in a tenant, and again in another one', async () => {
    for (const tenant of [a, b]) {
      const row = {
        tenant_id: tenant.id,
        promotion_id: await percentOff(database, tenant, 10),
        code: 'SHARED',
      };
      await codes.create(database.knex, row);
      await expect(codes.create(database.knex, row)).rejects.toMatchObject({ code: '23505' });
    }
  });
});

describe('another tenant', () => {
  test('gets the same answer for a foreign promotion, code and order as for none', async () => {
    const promotion = await percentOff(database, a, 10);
    await codes.create(database.knex, {
      tenant_id: a.id,
      promotion_id: promotion,
      code: 'FOREIGN',
    });
    const [foreign, own] = [
      await draftOf(database, a, [{ price: 10 }]),
      await draftOf(database, b, [{ price: 10 }]),
    ];
    const answer = (name: string, id: string, ...values: unknown[]) =>
      refusal(
        database.asTenant(b, (trx) => call(trx, name, ...values)),
        id,
      );
    const alike = async (name: string, id: string, values: (id: string) => unknown[]) => {
      const nobody = await answer(name, '999999', ...values('999999'));
      expect(await answer(name, id, ...values(id))).toEqual(nobody);
      expect(nobody).toMatchObject({ code: 'P0002' });
    };
    await alike('transition_promotion', promotion, (id) => [id, 'paused']);
    await alike('issue_promotion_codes', promotion, (id) => [id, 1]);
    await alike('redeem_promotion', promotion, (id) => [own, null, id]);
    await alike('redeem_promotion', foreign, (id) => [id, null, 1]);
    await alike('quote_promotion', foreign, (id) => [id, 'FOREIGN']);
    await alike('release_redemption', foreign, (id) => [id]);
    await alike('redeem_automatic_promotions', foreign, (id) => [id]);
    await alike('redeem_promotion', 'FOREIGN', (code) => [own, code]);
    expect(await database.asTenant(b, (trx) => call(trx, 'quote_promotion', own, 'FOREIGN'))).toMatchObject({
      reason: 'unknown_code',
      promotion_id: null,
    });
  });
});

describe('without the permission', () => {
  test.each([
    ['promotions.release', 'transition_promotion', [1, 'active']],
    ['promotions.write', 'issue_promotion_codes', [1, 1]],
    ['promotions.redeem', 'quote_promotion', [1, 'X']],
    ['promotions.redeem', 'redeem_promotion', [1, 'X']],
    ['promotions.redeem', 'redeem_automatic_promotions', [1]],
    ['promotions.redeem', 'release_redemption', [1]],
  ])('%s nobody calls %s', async (permission, name, values) => {
    const trx = await database.knex.transaction();
    await trx.raw(
      'DELETE FROM sys_role_permissions rp USING sys_permissions p WHERE p.id = rp.permission_id AND p.key = ?',
      [permission],
    );
    await trx.raw('SET LOCAL ROLE erp_app');
    await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [a.id, a.ownerId]);
    const answer = await refusal(call(trx, name, ...values));
    await trx.rollback();
    expect(answer).toMatchObject({ code: '42501', message: `Permission ${permission} is missing.` });
  });
});
