import { call, outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { codes as promotionCodes } from '../test-factories.ts';
import {
  discrepancies,
  draftOf,
  expireNext,
  newCustomer,
  newPage,
  orderOf,
  percentOff,
  promotionOf,
  quote,
  redeem,
} from './offers.ts';

const { database, a, b } = inDomain('marketing');

afterEach(async () => expect(await discrepancies(database)).toEqual([]));

const LINES = [{ price: 60 }, { price: 40 }];

const drafts = (count: number, customer: string | null = null) =>
  Promise.all(
    Array.from({ length: count }, () => draftOf(database, database.tenants.a, LINES, { customer })),
  );

const codeOf = async (promotion: string, code: string, more: object = {}) => {
  const row = { tenant_id: a.id, promotion_id: promotion, code };
  return (await promotionCodes.create(database.knex, { ...row, ...more })).id;
};

const move = (order: string, to: string) =>
  database.asTenant(database.tenants.a, (trx) => call<boolean>(trx, 'transition_order', order, to));

const release = (order: string, promotion: string | null = null) =>
  database.asTenant(database.tenants.a, (trx) => call<number>(trx, 'release_redemption', order, promotion));

describe('many sessions at once', () => {
  test('a hundred redeem the last ten uses: ten get them', async () => {
    const promotion = await percentOff(database, a, 10, { usage_limit: 10 });
    const orders = await drafts(100);
    // A connection each, all inside the tenant before the first one redeems.
    const clients = await Promise.all(orders.map(() => database.connect()));
    for (const client of clients) {
      await client.query('BEGIN; SET LOCAL ROLE erp_app');
      await client.query('SELECT app.enter_tenant($1, $2)', [a.id, a.ownerId]);
    }
    const { results, codes } = await outcomes(
      clients.map(async (client, i) => {
        try {
          const { rows } = await client.query('SELECT app.redeem_promotion($1, NULL, $2) AS id', [
            orders[i],
            promotion,
          ]);
          await client.query('COMMIT');
          return rows[0]?.id as string;
        } finally {
          await client.end();
        }
      }),
    );
    expect(new Set(results).size).toBe(10);
    expect(codes).toEqual(Array(90).fill('55000'));
    expect(await promotionOf(database, promotion)).toMatchObject({ usage_count: 10 });
    const discounts = await Promise.all(orders.map((order) => orderOf(database, order)));
    expect(discounts.filter((order) => order.discount_amount === '10.00')).toHaveLength(10);
    expect(discounts.filter((order) => order.discount_amount === '0.00')).toHaveLength(90);
  });

  test('the last three uses of a code go to three, however many of the promotion are left', async () => {
    const promotion = await percentOff(database, a, 10, { is_auto_apply: false, usage_limit: 1000 });
    const code = await codeOf(promotion, 'LAST-3', { usage_limit: 3 });
    const orders = await drafts(30);
    const { results, codes } = await outcomes(
      orders.map((order) => redeem(database, a, order, null, ' last-3 ')),
    );
    expect(results).toHaveLength(3);
    expect(codes).toEqual(Array(27).fill('55000'));
    expect(await database.knex('mkt_promotion_codes').where({ id: code })).toMatchObject([
      { usage_count: 3 },
    ]);
  });

  test('one order gets a promotion once: all are handed the same redemption', async () => {
    const promotion = await percentOff(database, a, 10);
    const order = await draftOf(database, a, LINES);
    const { results, codes } = await outcomes(
      Array.from({ length: 24 }, () => redeem(database, a, order, promotion)),
    );
    expect(codes).toEqual([]);
    expect(new Set(results).size).toBe(1);
    expect(await orderOf(database, order)).toMatchObject({ discount_amount: '10.00', total: '90.00' });
    expect(await promotionOf(database, promotion)).toMatchObject({ usage_count: 1 });
  });

  test('a customer gets it as often as allowed, over all orders, and others beside', async () => {
    const promotion = await percentOff(database, a, 10, { per_customer_limit: 2 });
    const [one, two] = [await newCustomer(database, a), await newCustomer(database, a)];
    const orders = [...(await drafts(20, one)), ...(await drafts(20, two))];
    const { results, codes } = await outcomes(orders.map((order) => redeem(database, a, order, promotion)));
    expect(results).toHaveLength(4);
    expect(codes).toEqual(Array(36).fill('55000'));
    const uses = await database.knex('mkt_promotion_redemptions').where({ promotion_id: promotion });
    expect(uses.map((use) => use.customer_id).sort()).toEqual([one, one, two, two].sort());
  });

  test('taking off, cancelling and redeeming at once never loses a use', async () => {
    const promotions = [
      await percentOff(database, a, 10, { is_combinable: true }),
      await percentOff(database, a, 5, { is_combinable: true }),
    ];
    const orders = await drafts(12);
    const work = (i: number): Promise<unknown> => {
      const order = orders[i % orders.length] ?? '';
      // The second session of every order comes with the promotions the other way round.
      const promotion = promotions[(i + Math.floor(i / orders.length)) % 2] ?? '';
      if (i % 7 === 0) return move(order, 'cancelled');
      return i % 5 === 0 ? release(order) : redeem(database, a, order, promotion);
    };
    const { codes } = await outcomes(Array.from({ length: 96 }, (_, i) => work(i)));
    // Refused because the order was cancelled in between; nothing else, and no deadlock.
    expect(codes.filter((code) => code !== '55000')).toEqual([]);
    await Promise.all(orders.map((order) => move(order, 'cancelled')));
    for (const promotion of promotions) {
      expect(await promotionOf(database, promotion)).toMatchObject({ usage_count: 0 });
    }
  });

  test('orders that expire together give their promotions back in the order that redeeming takes them', async () => {
    const combinable = { is_combinable: true };
    const [low, high] = [
      await percentOff(database, a, 10, combinable),
      await percentOff(database, a, 5, combinable),
    ];
    const [first = '', second = '', bought = ''] = await drafts(3);
    await redeem(database, a, first, high);
    await redeem(database, a, second, low);
    await expireNext(database, a, [first, second]);
    const buyer = await database.knex.transaction();
    await buyer.raw('SET LOCAL ROLE erp_app');
    await buyer.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [a.id, a.ownerId]);
    await call(buyer, 'redeem_promotion', bought, null, low);
    const expiring = database.asTenant(a, (trx) => call<number>(trx, 'expire_orders'));
    expect(await database.untilBlocked(expiring)).toBe(true);
    // Had the first order given its own back alone, its promotion would be held now, and this would be a deadlock.
    await call(buyer, 'redeem_promotion', bought, null, high);
    await buyer.commit();
    expect(await expiring).toBe(2);
    expect(await promotionOf(database, low)).toMatchObject({ usage_count: 1 });
    expect(await promotionOf(database, high)).toMatchObject({ usage_count: 1 });
  });

  test('of a single use the buyer who waits gets it when the first one rolls back', async () => {
    const promotion = await percentOff(database, a, 10, { usage_limit: 1 });
    const [one = '', two = ''] = await drafts(2);
    const trx = await database.knex.transaction();
    await trx.raw('SET LOCAL ROLE erp_app');
    await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [a.id, a.ownerId]);
    await call(trx, 'redeem_promotion', one, null, promotion);
    const waiting = redeem(database, a, two, promotion);
    await trx.rollback();
    await waiting;
    expect(await orderOf(database, one)).toMatchObject({ discount_amount: '0.00' });
    expect(await orderOf(database, two)).toMatchObject({ discount_amount: '10.00' });
  });
});

describe('the reason', () => {
  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['is a draft', { status: 'draft' }, 'not_running'],
    ['pauses', { status: 'paused' }, 'not_running'],
    ['was ended', { status: 'ended' }, 'not_running'],
    ['was cancelled', { status: 'cancelled' }, 'not_running'],
    ['has not begun', { status: 'scheduled', starts_at: '2999-01-01' }, 'not_started'],
    ['is over', { ends_at: '2026-01-02' }, 'over'],
    ['is one of another currency', { currency_code: 'USD' }, 'other_currency'],
    ['was used up', { usage_limit: 1, usage_count: 1 }, 'used_up'],
    ['needs a code', { is_auto_apply: false }, 'code_needed'],
    ['is counted per customer', { per_customer_limit: 1 }, 'customer_needed'],
    ['is for a tier', { customer_rank: 'gold' }, 'customer_needed'],
    ['asks for more', { minimum_amount: 100.01 }, 'below_minimum'],
  ])('of a promotion that %s is told by quote and redemption alike', async (_what, header, reason) => {
    const promotion = await percentOff(database, a, 10, header);
    const order = await draftOf(database, a, LINES);
    expect(await quote(database, a, order, promotion)).toMatchObject({ applies: false, reason, lines: [] });
    await expect(redeem(database, a, order, promotion)).rejects.toMatchObject({
      code: '55000',
      detail: reason,
    });
    expect(await orderOf(database, order)).toMatchObject({ discount_amount: '0.00' });
    await database.knex('mkt_promotions').where({ id: promotion }).update({ usage_count: 0 });
  });

  test.each<[string, Readonly<Record<string, unknown>>, string]>([
    ['called in', { revoked_at: '2026-01-01' }, 'code_revoked'],
    ['not valid yet', { starts_at: '2999-01-01' }, 'code_not_started'],
    ['not valid any more', { expires_at: '2026-01-02' }, 'code_over'],
  ])('of a code %s', async (what, columns, reason) => {
    const promotion = await percentOff(database, a, 10, { is_auto_apply: false });
    const code = what.toUpperCase().replaceAll(' ', '-');
    await codeOf(promotion, code, columns);
    const order = await draftOf(database, a, LINES);
    expect(await quote(database, a, order, null, code)).toMatchObject({ applies: false, reason });
    await expect(redeem(database, a, order, null, code)).rejects.toMatchObject({ detail: reason });
  });

  test('of a code that is somebody else’s, of an unknown one, and of one that was deleted', async () => {
    const promotion = await percentOff(database, a, 10, { is_auto_apply: false });
    const customer = await newCustomer(database, a);
    const code = await codeOf(promotion, 'PERSONAL', { customer_id: customer });
    const [order = ''] = await drafts(1);
    const [own = ''] = await drafts(1, customer);
    expect(await quote(database, a, order, null, 'PERSONAL')).toMatchObject({
      reason: 'code_of_another_customer',
    });
    await redeem(database, a, own, null, 'personal');
    expect(await quote(database, a, order, null, 'NEVER')).toMatchObject({ reason: 'unknown_code' });
    await expect(redeem(database, a, order, null, 'NEVER')).rejects.toMatchObject({ code: 'P0002' });
    await release(own);
    await database.knex('mkt_promotion_codes').where({ id: code }).update({ deleted_at: new Date() });
    await expect(redeem(database, a, own, null, 'PERSONAL')).rejects.toMatchObject({ code: 'P0002' });
    // The name is free again.
    await codeOf(promotion, 'PERSONAL');
  });

  test('of a first order, a tier, a channel, and goods that do not count', async () => {
    const customer = await newCustomer(database, a);
    const reason = async (promotion: string, order: string) =>
      (await quote(database, a, order, promotion)).reason;
    const first = await percentOff(database, a, 10, { is_first_order_only: true, per_customer_limit: 1 });
    const [one = '', two = ''] = await drafts(2, customer);
    expect(await reason(first, one)).toBeNull();
    await database.asTenant(a, (trx) => call(trx, 'place_order', two, `first ${two}`));
    expect(await reason(first, one)).toBe('not_first_order');

    const gold = await percentOff(database, a, 10, { customer_rank: 'gold' });
    expect(await reason(gold, one)).toBe('other_customer_rank');
    await database.knex('crm_customers').where({ id: customer }).update({ customer_rank: 'gold' });
    expect(await reason(gold, one)).toBeNull();

    const page = await newPage(database, a);
    const channel = { channels: [{ channel_platform_page_id: page }] };
    const there = await percentOff(database, a, 10, {}, channel);
    expect(await reason(there, one)).toBe('other_channel');
    expect(await reason(there, await draftOf(database, a, LINES, { page }))).toBeNull();

    const charges = await draftOf(database, a, [{ price: 5, charge: 'shipping' }]);
    const plain = await percentOff(database, a, 10);
    expect(await reason(plain, charges)).toBe('no_eligible_goods');
    expect(await reason(plain, await draftOf(database, a, [{ price: 10, discount: 10 }]))).toBe(
      'nothing_to_give',
    );
    expect(await reason(plain, two)).toBe('order_placed');
  });
});

describe('several promotions on one order', () => {
  test('stand beside each other only if each may, and each takes from what the others left', async () => {
    const alone = await percentOff(database, a, 50);
    const [tenth, fifth] = [
      await percentOff(database, a, 10, { is_combinable: true }),
      await percentOff(database, a, 20, { is_combinable: true }),
    ];
    const order = await draftOf(database, a, LINES);
    await redeem(database, a, order, tenth);
    await redeem(database, a, order, fifth);
    // 100 less a tenth is 90, less a fifth of that is 72.
    expect(await orderOf(database, order)).toMatchObject({ discount_amount: '28.00', total: '72.00' });
    await expect(redeem(database, a, order, alone)).rejects.toMatchObject({ detail: 'not_combinable' });
    expect(await release(order, tenth)).toBe(1);
    expect(await orderOf(database, order)).toMatchObject({ discount_amount: '18.00' });
    expect(await release(order)).toBe(1);
    await redeem(database, a, order, alone);
    await expect(redeem(database, a, order, tenth)).rejects.toMatchObject({ detail: 'not_combinable' });
  });

  test('that need no code are given by priority, the others left', async () => {
    const [low, high, costly] = [
      await percentOff(database, b, 10, { priority: 20 }),
      await percentOff(database, b, 20, { priority: 10 }),
      await percentOff(database, b, 90, { priority: 1, minimum_amount: 500 }),
    ];
    await percentOff(database, b, 95, { priority: 1, is_auto_apply: false });
    const order = await draftOf(database, b, LINES);
    const given = () =>
      database.asTenant(b, async (trx) => {
        const { rows } = await trx.raw<{ rows: unknown[] }>('SELECT app.redeem_automatic_promotions(?)', [
          order,
        ]);
        return rows.length;
      });
    expect(await given()).toBe(1);
    expect(await given()).toBe(0);
    expect(await orderOf(database, order)).toMatchObject({ discount_amount: '20.00' });
    const uses = await Promise.all([low, high, costly].map((each) => promotionOf(database, each)));
    expect(uses.map((each) => each.usage_count)).toEqual([0, 1, 0]);
  });

  test('a promotion is not taken by a second code', async () => {
    const promotion = await percentOff(database, a, 10, { is_auto_apply: false });
    await codeOf(promotion, 'ONE');
    await codeOf(promotion, 'TWO');
    const order = await draftOf(database, a, LINES);
    const first = await redeem(database, a, order, null, 'ONE');
    expect(await redeem(database, a, order, null, 'one')).toBe(first);
    await expect(redeem(database, a, order, null, 'TWO')).rejects.toMatchObject({ code: '23505' });
    expect(await quote(database, a, order, null, 'ONE')).toMatchObject({ reason: 'redeemed_already' });
  });
});

describe('giving back', () => {
  test('a cancelled order gives the use back, keeps its figures, and frees it for another', async () => {
    const promotion = await percentOff(database, a, 10, { usage_limit: 1, is_auto_apply: false });
    await codeOf(promotion, 'ONCE', { usage_limit: 1 });
    const [one = '', two = ''] = await drafts(2);
    await redeem(database, a, one, null, 'ONCE');
    await database.asTenant(a, (trx) => call(trx, 'place_order', one, `once ${one}`));
    await expect(redeem(database, a, two, null, 'ONCE')).rejects.toMatchObject({ detail: 'used_up' });
    await expect(release(one)).rejects.toMatchObject({ code: '55000' });
    await move(one, 'cancelled');
    expect(await orderOf(database, one)).toMatchObject({ discount_amount: '10.00' });
    expect(await database.knex('mkt_promotion_redemptions').where({ order_id: one })).toMatchObject([
      { release_reason: 'order_cancelled' },
    ]);
    await redeem(database, a, two, null, 'ONCE');
    expect(await promotionOf(database, promotion)).toMatchObject({ usage_count: 1 });
  });

  test('a draft loses the discount by hand never, that of the promotion once', async () => {
    const promotion = await percentOff(database, a, 10);
    const order = await draftOf(database, a, [{ price: 100, discount: 5 }]);
    await redeem(database, a, order, promotion);
    expect(await orderOf(database, order)).toMatchObject({ discount_amount: '14.50' });
    const { results } = await outcomes(Array.from({ length: 8 }, () => release(order)));
    expect(results.reduce((sum, each) => sum + each, 0)).toBe(1);
    expect(await orderOf(database, order)).toMatchObject({ discount_amount: '5.00' });
    await redeem(database, a, order, promotion);
    expect(await orderOf(database, order)).toMatchObject({ discount_amount: '14.50' });
  });

  test('a deleted draft and one that nobody went on with give it back', async () => {
    const promotion = await percentOff(database, a, 10);
    const [deleted = '', old = '', fresh = ''] = await drafts(3);
    for (const order of [deleted, old, fresh]) await redeem(database, a, order, promotion);
    await database.asTenant(a, (trx) =>
      trx('orders').where({ id: deleted }).update({ deleted_at: new Date() }),
    );
    await database.knex.raw('ALTER TABLE orders DISABLE TRIGGER tr_orders_updated_at');
    await database.knex('orders').where({ id: old }).update({ updated_at: '2026-01-01' });
    await database.knex.raw('ALTER TABLE orders ENABLE TRIGGER tr_orders_updated_at');
    expect(await call(database.knex, 'release_abandoned_redemptions', '7 days', a.id)).toBe(1);
    const uses = await database
      .knex('mkt_promotion_redemptions')
      .where({ promotion_id: promotion })
      .orderBy('id');
    expect(uses.map((use) => use.release_reason)).toEqual(['order_deleted', 'abandoned', null]);
    expect(await promotionOf(database, promotion)).toMatchObject({ usage_count: 1 });
    expect(await orderOf(database, old)).toMatchObject({ discount_amount: '0.00' });
  });

  test('a customer who gave the order up may come again', async () => {
    const customer = await newCustomer(database, a);
    const promotion = await percentOff(database, a, 10, { per_customer_limit: 1 });
    const [one = '', two = ''] = await drafts(2, customer);
    await redeem(database, a, one, promotion);
    expect(await quote(database, a, two, promotion)).toMatchObject({ reason: 'customer_used_up' });
    await move(one, 'cancelled');
    await redeem(database, a, two, promotion);
  });
});

describe('while a promotion stands', () => {
  const change: readonly [string, string][] = [
    [
      'add a line',
      "INSERT INTO order_items (tenant_id, order_id, product_name, unit_price) VALUES ($t, $o, 'More', 1)",
    ],
    ['remove a line', 'DELETE FROM order_items WHERE order_id = $o'],
    ['change a quantity', 'UPDATE order_items SET quantity = 2 WHERE order_id = $o'],
    ['change a price', 'UPDATE order_items SET unit_price = 1000 WHERE order_id = $o'],
    ['change a discount', 'UPDATE order_items SET discount_amount = 0 WHERE order_id = $o'],
    ['change the customer', 'UPDATE orders SET customer_id = $c WHERE id = $o'],
  ];

  test.each(change)('nobody may %s', async (_what, sql) => {
    const promotion = await percentOff(database, a, 10);
    const customer = await newCustomer(database, a);
    const order = await draftOf(database, a, LINES);
    await redeem(database, a, order, promotion);
    const text = sql.replace('$t', a.id).replace('$o', order).replace('$c', customer);
    const changed = () => database.asTenant(a, (trx) => trx.raw(text));
    await expect(changed()).rejects.toMatchObject({ code: '55000' });
    await release(order);
    await changed();
  });

  test('but what has no say in the discount changes', async () => {
    const order = await draftOf(database, a, LINES);
    await redeem(database, a, order, await percentOff(database, a, 10));
    await database.asTenant(a, async (trx) => {
      await trx('order_items').where({ order_id: order }).update({ product_name: 'Renamed' });
      await trx('orders').where({ id: order }).update({ customer_notes: 'Please wrap' });
    });
  });
});
