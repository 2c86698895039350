import { call, outcomes, refusal } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import { inDomain } from '@erp/testing/in-domain';
import { items } from '../test-factories.ts';
import { draftOrder, header, LINES, placedOrder, TOTAL } from './story.ts';

const SESSIONS = 24;

const { database, a, b } = inDomain('orders', {
  // Rows that these tests write by hand.
  broken: ['orders/order_history_complete'],
});

/** Runs the same work in many sessions at once, each in a transaction of its own. */
const atOnce = <Result>(work: (i: number) => Promise<Result>) =>
  outcomes(Array.from({ length: SESSIONS }, (_, i) => work(i)));

test.each([
  ['record_payment', [0.001, 'cash', 'k 1']],
  ['record_failed_payment', [10.005, 'cash', 'broke', 'k 2']],
  ['schedule_payment', [10.005, '2027-01-01', 'cash', 'k 3']],
])('%s refuses a part of a cent, and says what is kept', async (name, values) => {
  const id = await placedOrder(database, a);
  const paid = database.asTenant(a, (trx) => call(trx, name, id, ...values));
  expect(await refusal(paid)).toMatchObject({
    code: '22023',
    message: expect.stringMatching(/^The amount has more than 2 decimals: /),
  });
  expect(await database.knex('order_payments').where({ order_id: id })).toEqual([]);
});

test('an order has 1,000 lines at most when it is created', async () => {
  const created = (lines: number) =>
    database.asTenant(database.tenants.a, (trx) =>
      call<string>(trx, 'create_order', null, 'EUR', JSON.stringify(Array(lines).fill(LINES[0]))),
    );
  expect(await refusal(created(1001))).toMatchObject({
    code: '54000',
    message: '1001 lines of an order, at most 1000 are taken at once.',
  });
  expect(await created(1000)).toBeDefined();
});

describe('creating', () => {
  test('makes a draft with its sums, snapshot and first line of history', async () => {
    const id = await draftOrder(database, a);
    expect(await header(database, id)).toMatchObject({
      status: 'draft',
      order_number: null,
      subtotal: '110.00',
      discount_amount: '0.00',
      tax_amount: '20.90',
      total: TOTAL,
      balance: TOTAL,
      has_open_balance: false,
      created_by: a.ownerId,
    });
    const lines = await database.knex('order_items').where({ order_id: id }).orderBy('id');
    expect(lines.map((line) => [line.product_name, line.sku, line.unit_price, line.total_price])).toEqual([
      ['Ring', null, '50.0000', '119.00'],
      ['Engraving', null, '10.0000', '11.90'],
    ]);
    const history = await database.knex('order_status_history').where({ order_id: id });
    expect(history).toMatchObject([{ from_status: null, to_status: 'draft', changed_by: a.ownerId }]);
  });

  test.each([
    ['a quantity of nothing', { ...LINES[0], quantity: 0 }, '23514'],
    ['a negative price', { ...LINES[0], unit_price: -1 }, '23514'],
    ['a price that is no number', { ...LINES[0], unit_price: 'NaN' }, '22023'],
    ['a discount above the price', { ...LINES[0], discount_amount: 101 }, '23514'],
    ['a discount that is no number', { ...LINES[0], discount_amount: 'NaN' }, '22023'],
    ['tax above the price', { ...LINES[0], tax_rate: 101 }, '23514'],
    ['no name', { ...LINES[0], product_name: ' ' }, '23514'],
    ['no price', { ...LINES[0], unit_price: null }, '22023'],
    ['a price that would be rounded to nothing', { ...LINES[0], unit_price: 0.00001 }, '22023'],
    ['a discount of a part of a cent', { ...LINES[0], discount_amount: 1.005 }, '22023'],
    ['a name of tabs', { ...LINES[0], product_name: '\t' }, '23514'],
  ])('refuses a line with %s', async (_what, line, code) => {
    const created = database.asTenant(database.tenants.a, (trx) =>
      call(trx, 'create_order', null, 'EUR', JSON.stringify([line])),
    );
    await expect(created).rejects.toMatchObject({ code });
  });

  test('refuses lines that are not a list', async () => {
    const created = database.asTenant(database.tenants.a, (trx) =>
      call(trx, 'create_order', null, 'EUR', '{}'),
    );
    await expect(created).rejects.toMatchObject({ code: '22023' });
  });
});

describe('placing', () => {
  test('happens once for one key, however many sessions try', async () => {
    const id = await draftOrder(database, a);
    const { results, codes } = await atOnce(() =>
      database.asTenant(a, (trx) => call<string>(trx, 'place_order', id, 'one key')),
    );
    expect(codes).toEqual([]);
    expect(new Set(results).size).toBe(1);
    expect(await header(database, id)).toMatchObject({ status: 'pending', order_number: results[0] });
    const history = await database.knex('order_status_history').where({ order_id: id, to_status: 'pending' });
    expect(history).toHaveLength(1);
  });

  test('happens once for many keys: one wins, the others are told', async () => {
    const id = await draftOrder(database, a);
    const { results, codes } = await atOnce((i) =>
      database.asTenant(a, (trx) => call(trx, 'place_order', id, `key ${i}`)),
    );
    expect(results).toHaveLength(1);
    expect(codes).toEqual(Array(SESSIONS - 1).fill('55000'));
  });

  test('gives many orders numbers without gap or double, in each tenant its own', async () => {
    const numbers = async (tenant: TestDatabase['tenants']['a']) => {
      const ids = await Promise.all(Array.from({ length: SESSIONS }, () => draftOrder(database, tenant)));
      const { results } = await atOnce((i) =>
        database.asTenant(tenant, (trx) => call<string>(trx, 'place_order', ids[i], `numbered ${ids[i]}`)),
      );
      return results.map((number) => Number(number.split('-').at(-1))).sort((x, y) => x - y);
    };
    const [first = 0, ...rest] = await numbers(a);
    expect(rest).toEqual(Array.from({ length: SESSIONS - 1 }, (_, i) => first + 1 + i));
    expect(await numbers(b)).toEqual(Array.from({ length: SESSIONS }, (_, i) => 1 + i));
  });

  test('refuses a key that has placed another order', async () => {
    const [one, two] = [await draftOrder(database, a), await draftOrder(database, a)];
    await database.asTenant(a, (trx) => call(trx, 'place_order', one, 'shared key'));
    const second = database.asTenant(a, (trx) => call(trx, 'place_order', two, 'shared key'));
    await expect(second).rejects.toMatchObject({ code: '23505' });
  });

  test('needs lines', async () => {
    const id = await database.asTenant(a, (trx) => call<string>(trx, 'create_order', null, 'EUR', '[]'));
    const placed = database.asTenant(a, (trx) => call(trx, 'place_order', id, `empty ${id}`));
    await expect(placed).rejects.toMatchObject({ code: '55000' });
  });

  test('fixes the lines, against sessions that write at the same moment too', async () => {
    const id = await draftOrder(database, a);
    const late = { order_id: id, product_name: 'Late', unit_price: 1 };
    const work = (i: number) =>
      database.asTenant(a, async (trx) => {
        if (i === SESSIONS / 2) await call(trx, 'place_order', id, `race ${id}`);
        else await items.create(trx, late);
        return i;
      });
    const { codes } = await atOnce(work);
    expect(codes.every((code) => code === '55000')).toBe(true);

    const lines = await database.knex('order_items').where({ order_id: id });
    const sum = lines.reduce((cents, line) => cents + Math.round(Number(line.total_price) * 100), 0);
    expect(Number((await header(database, id)).total) * 100).toBeCloseTo(sum);
    for (const change of [{ quantity: 3 }, { unit_price: 0 }, { tax_rate: 0 }, { product_name: 'Else' }]) {
      const changed = database.asTenant(a, (trx) =>
        trx('order_items').where({ order_id: id }).update(change),
      );
      await expect(changed).rejects.toMatchObject({ code: '55000' });
    }
    const removed = database.asTenant(a, (trx) => trx('order_items').where({ order_id: id }).delete());
    await expect(removed).rejects.toMatchObject({ code: '55000' });
    // How far a line is fulfilled follows from its pieces.
    const moved = database.asTenant(a, (trx) =>
      trx('order_items').where({ order_id: id }).update({ status: 'allocated' }),
    );
    await expect(moved).rejects.toMatchObject({ code: '42501' });
  });
});

describe('paying', () => {
  const pay = (id: string, amount: number | string, key: string) =>
    database.asTenant(database.tenants.a, (trx) =>
      call<string>(trx, 'record_payment', id, amount, 'cash', key),
    );

  test('happens once for one key, however many sessions try', async () => {
    const id = await placedOrder(database, database.tenants.a);
    const { results, codes } = await atOnce(() => pay(id, 30, 'paid once'));
    expect(codes).toEqual([]);
    expect(new Set(results).size).toBe(1);
    expect(await header(database, id)).toMatchObject({
      total_paid: '30.00',
      payment_status: 'partially_paid',
    });
  });

  test('never exceeds the total, whoever comes at once', async () => {
    const id = await placedOrder(database, database.tenants.a);
    const { results, codes } = await atOnce((i) => pay(id, 20, `rush ${id} ${i}`));
    expect(results).toHaveLength(6);
    expect(codes).toEqual(Array(SESSIONS - 6).fill('23514'));
    expect(await header(database, id)).toMatchObject({ total_paid: '120.00', balance: '10.90' });
    await pay(id, '10.90', `rest ${id}`);
    expect(await header(database, id)).toMatchObject({
      balance: '0.00',
      payment_status: 'paid',
      has_open_balance: false,
    });
  });

  test.each([
    ['another amount', { amount: 31, method: 'cash' }],
    ['another method', { amount: 30, method: 'paypal' }],
  ])('refuses a key again with %s', async (_what, other) => {
    const id = await placedOrder(database, a);
    const once = (amount: number, method: string) =>
      database.asTenant(a, (trx) => call(trx, 'record_payment', id, amount, method, `same ${id}`));
    await once(30, 'cash');
    await expect(once(other.amount, other.method)).rejects.toMatchObject({ code: '23505' });
  });

  test('takes a transaction of a provider once, and the same one in another tenant', async () => {
    const charge = async (tenant: typeof a, key: string) => {
      const id = await placedOrder(database, tenant);
      return database.asTenant(tenant, (trx) =>
        call(trx, 'record_payment', id, 1, 'credit_card', key, 'tx_1', 'stripe'),
      );
    };
    await charge(a, 'charge 1');
    expect(await refusal(charge(a, 'charge 2'))).toMatchObject({
      code: '23505',
      message: 'Transaction tx_1 of stripe has been recorded.',
    });
    await charge(b, 'charge 1');
  });

  test.each([0, -5, 'NaN'])('refuses %p', async (amount) => {
    const id = await placedOrder(database, database.tenants.a);
    expect(await refusal(pay(id, amount, `odd ${id}`))).toMatchObject({
      code: '23514',
      message: expect.stringMatching(/^An amount of money is above zero, not /),
    });
  });

  test('is not taken for drafts and cancelled orders', async () => {
    const draft = await draftOrder(database, a);
    await expect(pay(draft, 1, `draft ${draft}`)).rejects.toMatchObject({ code: '55000' });
    await database.asTenant(a, (trx) =>
      call(trx, 'transition_order', draft, 'cancelled', 'changed their mind'),
    );
    await expect(pay(draft, 1, `draft ${draft}`)).rejects.toMatchObject({ code: '55000' });
  });

  test('settles a promised instalment; a failed attempt is noted and counts nothing', async () => {
    const id = await placedOrder(database, a);
    const promised = await database.asTenant(a, (trx) =>
      call<string>(trx, 'schedule_payment', id, 100, '2030-01-31', 'bank_transfer', `promise ${id}`),
    );
    await database.asTenant(a, (trx) =>
      call(trx, 'record_failed_payment', id, 100, 'credit_card', 'declined', `failure ${id}`),
    );
    expect(await header(database, id)).toMatchObject({ total_paid: '0.00', payment_status: 'unpaid' });
    const settle = (instalment: string, key: string) =>
      database.asTenant(a, (trx) =>
        call<string>(trx, 'record_payment', id, 10, 'bank_transfer', key, null, 'manual', false, instalment),
      );
    const settled = await settle(promised, `settled ${id}`);
    expect(await header(database, id)).toMatchObject({ total_paid: '10.00' });
    await expect(settle(settled, `twice ${id}`)).rejects.toMatchObject({ code: 'P0002' });
  });
});

describe('refunding', () => {
  const paid = async (amount: number) => {
    const id = await placedOrder(database, database.tenants.a);
    const payment = await database.asTenant(database.tenants.a, (trx) =>
      call<string>(trx, 'record_payment', id, amount, 'cash', `for refund ${id}`),
    );
    return { id, payment };
  };
  const refund = (payment: string, amount: number, key: string, reason: string | null = 'came broken') =>
    database.asTenant(database.tenants.a, (trx) =>
      call<string>(trx, 'refund_payment', payment, amount, reason, key),
    );

  test('happens once for one key, however many sessions try', async () => {
    const { id, payment } = await paid(100);
    const { results, codes } = await atOnce(() => refund(payment, 40, `back ${id}`));
    expect(codes).toEqual([]);
    expect(new Set(results).size).toBe(1);
    expect(await header(database, id)).toMatchObject({
      total_refunded: '40.00',
      net_payment: '60.00',
      balance: '30.90',
      payment_status: 'partially_refunded',
    });
  });

  test('never exceeds its payment, whoever comes at once, even if the order was paid more', async () => {
    const { id, payment } = await paid(50);
    await database.asTenant(database.tenants.a, (trx) =>
      call(trx, 'record_payment', id, 50, 'paypal', `second ${id}`),
    );
    const { results, codes } = await atOnce((i) => refund(payment, 20, `back ${id} ${i}`));
    expect(results).toHaveLength(2);
    expect(codes).toEqual(Array(SESSIONS - 2).fill('23514'));
    await expect(refund(payment, 11, `rest ${id}`)).rejects.toMatchObject({
      hint: '10.00 EUR of it can still be given back.',
    });
    expect(await header(database, id)).toMatchObject({ total_paid: '100.00', total_refunded: '40.00' });
  });

  test('needs a reason, a settled payment, and the same words for the same key', async () => {
    const { id, payment } = await paid(100);
    await expect(refund(payment, 1, `no reason ${id}`, null)).rejects.toMatchObject({ code: '23514' });
    const back = await refund(payment, 1, `key ${id}`);
    await expect(refund(payment, 2, `key ${id}`)).rejects.toMatchObject({ code: '23505' });
    await expect(refund(back, 1, `refund of refund ${id}`)).rejects.toMatchObject({ code: 'P0002' });
  });

  test('closes an order as refunded only when everything went back', async () => {
    const { id, payment } = await paid(100);
    const move = (to: string) =>
      database.asTenant(database.tenants.a, (trx) => call<boolean>(trx, 'transition_order', id, to));
    for (const to of ['confirmed', 'processing', 'shipped', 'delivered']) expect(await move(to)).toBe(true);
    await expect(move('refunded')).rejects.toMatchObject({ code: '55000' });
    await refund(payment, 100, `all ${id}`);
    expect(await move('refunded')).toBe(true);
    expect(await header(database, id)).toMatchObject({ status: 'refunded', has_open_balance: false });
  });
});

describe('moving an order along', () => {
  test('happens once, stamps the milestone, and is written down with who and why', async () => {
    const id = await placedOrder(database, a);
    const { results, codes } = await atOnce(() =>
      database.asTenant(a, (trx) =>
        call<boolean>(trx, 'transition_order', id, 'confirmed', 'stock is there'),
      ),
    );
    expect(codes).toEqual([]);
    expect(results.filter(Boolean)).toHaveLength(1);
    const history = await database.knex('order_status_history').where({ order_id: id }).orderBy('id');
    expect(history.map((row) => [row.from_status, row.to_status, row.changed_by, row.reason])).toEqual([
      [null, 'draft', a.ownerId, null],
      ['draft', 'pending', a.ownerId, null],
      ['pending', 'confirmed', a.ownerId, 'stock is there'],
    ]);
    expect((await header(database, id)).confirmed_at).toEqual(history[2]?.changed_at);
  });

  test.each(['draft', 'pending', 'shipped', 'delivered', 'completed', 'refunded'])(
    'refuses confirmed → %p',
    async (to) => {
      const id = await placedOrder(database, a);
      await database.asTenant(a, (trx) => call(trx, 'transition_order', id, 'confirmed'));
      const moved = database.asTenant(a, (trx) => call(trx, 'transition_order', id, to));
      await expect(moved).rejects.toMatchObject({ code: '55000' });
    },
  );

  test.each(['anything', null])('lists what a status may be instead of %p', async (to) => {
    const id = await placedOrder(database, a);
    const moved = database.asTenant(a, (trx) => call(trx, 'transition_order', id, to));
    await expect(moved).rejects.toMatchObject({
      code: '22023',
      hint: expect.stringContaining('draft, pending, confirmed'),
    });
  });

  test('does not place a draft', async () => {
    const id = await draftOrder(database, a);
    const moved = database.asTenant(a, (trx) => call(trx, 'transition_order', id, 'pending'));
    await expect(moved).rejects.toMatchObject({ code: '55000', hint: 'Call app.place_order.' });
  });

  test('of many different wishes at once one is met and the rest judged by the new state', async () => {
    const id = await placedOrder(database, a);
    await database.asTenant(a, (trx) => call(trx, 'transition_order', id, 'confirmed'));
    await atOnce((i) =>
      database.asTenant(a, (trx) =>
        call(trx, 'transition_order', id, i % 2 === 0 ? 'processing' : 'cancelled'),
      ),
    );
    const history = await database.knex('order_status_history').where({ order_id: id }).orderBy('id');
    history.slice(1).forEach((row, i) => {
      expect(row.from_status).toBe(history[i]?.to_status);
    });
    expect(history.at(-1)?.to_status).toBe((await header(database, id)).status);
  });
});
