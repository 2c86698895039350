import { createHash } from 'node:crypto';
import { call, outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';
import { affiliates, campaigns, clicks, links } from '../test-factories.ts';
import { draftOf, expireNext, newCustomer, orderOf } from './offers.ts';

const AT_ONCE = 24;

const { database, a, b } = inDomain('marketing');

const inA = <Result>(work: (trx: Knex.Transaction) => Promise<Result>) => database.asTenant(a, work);

const newLink = async (columns: object = {}) =>
  (await links.create(database.knex, { tenant_id: a.id, ...columns })).id;
const linkOf = async (id: string) => (await database.knex('mkt_utm_links').where({ id }))[0];
const click = (link: string, session: string | null = null, details: object = {}, ...at: string[]) =>
  inA((trx) => call<string>(trx, 'record_utm_click', link, session, JSON.stringify(details), ...at));
const convert = (order: string, session: string | null, ...within: string[]) =>
  inA((trx) => call<string | null>(trx, 'record_utm_conversion', order, session, ...within));
const newOrder = (customer: string | null = null, price = 100) =>
  draftOf(database, a, [{ price }], { customer });

describe('a link', () => {
  test.each([
    [
      'https://example.com/ring',
      {},
      'https://example.com/ring?utm_source=instagram&utm_medium=story&utm_campaign=spring',
    ],
    [
      'https://example.com/ring?size=54#photos',
      { term: 'gold', content: 'b' },
      'https://example.com/ring?size=54&utm_source=instagram&utm_medium=story&utm_campaign=spring&utm_term=gold&utm_content=b#photos',
    ],
    [
      'https://example.com/#/ring?x',
      { content: 'c' },
      'https://example.com/?utm_source=instagram&utm_medium=story&utm_campaign=spring&utm_content=c#/ring?x',
    ],
  ])('to %s leads to its tagged address', async (url, columns, tagged) => {
    const tags = { source: 'instagram', medium: 'story', campaign: 'spring', ...columns };
    const link = await inA((trx) => links.create(trx, { url, ...tags }));
    expect(link.tagged_url).toBe(tagged);
  });

  test('stands for one meaning, and has a short address of its own, among the living of a tenant', async () => {
    const meaning = {
      url: 'https://example.com/ring',
      source: 'instagram',
      medium: 'story',
      campaign: 'once',
    };
    const add = (columns: object) =>
      inA((trx) => links.create(trx, { ...meaning, ...columns })).then(
        () => 'accepted',
        (error) => error.constraint ?? error.code,
      );
    expect(await add({ short_url: 'https://example.com/once' })).toBe('accepted');
    expect(await add({})).toBe('uq_mkt_utm_links_tags');
    expect(await add({ content: 'b' })).toBe('accepted');
    expect(await add({ content: 'b' })).toBe('uq_mkt_utm_links_tags');
    expect(await add({ content: 'c', short_url: 'https://example.com/once' })).toBe(
      'uq_mkt_utm_links_short_url',
    );
    await database.asTenant(b, (trx) =>
      links.create(trx, { ...meaning, short_url: 'https://example.com/once' }),
    );
    await inA((trx) =>
      trx('mkt_utm_links')
        .where({ short_url: 'https://example.com/once' })
        .update({ deleted_at: trx.fn.now() }),
    );
    expect(await add({ short_url: 'https://example.com/once' })).toBe('accepted');
  });

  test.each([
    ['ck_mkt_utm_links_url', { url: 'https://example.com/?utm_source=x' }],
    ['ck_mkt_utm_links_url', { url: 'https://example.com/a b' }],
    ['ck_mkt_utm_links_url', { url: 'ftp://example.com/' }],
    ['ck_mkt_utm_links_url', { url: `https://example.com/${'a'.repeat(1800)}` }],
    ['ck_mkt_utm_links_source', { source: 'Instagram' }],
    ['ck_mkt_utm_links_medium', { medium: 'a&b' }],
    ['ck_mkt_utm_links_term', { term: '' }],
    ['42501', { clicks: 5 }],
    ['42501', { conversions: 5 }],
  ])('%s: cannot have %j', async (constraint, columns) => {
    await expect(
      inA((trx) => links.create(trx, columns)).catch((error) => {
        throw { said: error.constraint ?? error.code };
      }),
    ).rejects.toEqual({ said: constraint });
  });

  test('takes the longest values that are allowed', async () => {
    const id = await newLink({
      url: `https://example.com/${dense(1780)}`,
      source: dense(150),
      medium: dense(150),
      campaign: dense(150),
      term: dense(150),
      content: dense(150),
    });
    expect((await linkOf(id))?.url).toHaveLength(1800);
  });

  test('keeps its tags and its partner once it was clicked', async () => {
    const link = await newLink();
    const change = (columns: object) =>
      inA((trx) => trx('mkt_utm_links').where({ id: link }).update(columns));
    await change({ source: 'tiktok' });
    await click(link);
    await expect(change({ source: 'instagram' })).rejects.toMatchObject({ code: '55000' });
    expect(await change({ name: 'Another name' })).toBe(1);
    await expect(change({ url: 'https://example.com/other' })).rejects.toMatchObject({ code: '42501' });
  });
});

describe('clicks', () => {
  test('are taken in with what is known of them, and counted', async () => {
    const link = await newLink();
    const customer = await newCustomer(database, a);
    const id = await click(link, ' visitor ', {
      ip_address: '192.0.2.7',
      user_agent: 'Browser',
      referrer: 'https://example.com/',
      country_code: 'de',
      customer_id: customer,
    });
    expect(await database.knex('mkt_utm_clicks').where({ id })).toMatchObject([
      {
        utm_link_id: link,
        session_key: 'visitor',
        ip_address: '192.0.2.7',
        country_code: 'DE',
        customer_id: customer,
      },
    ]);
    expect((await linkOf(link))?.clicks).toBe('1');
  });

  test('are all counted when they come at the same time', async () => {
    const link = await newLink();
    const { codes } = await outcomes(Array.from({ length: AT_ONCE }, (_, n) => click(link, `at-once-${n}`)));
    expect(codes).toEqual([]);
    expect((await linkOf(link))?.clicks).toBe(String(AT_ONCE));
    expect(await database.knex('mkt_utm_clicks').where({ utm_link_id: link })).toHaveLength(AT_ONCE);
  });

  test('with a key are counted once, however many sessions repeat them', async () => {
    const [link, other] = [await newLink(), await newLink()];
    const keyed = (id: string, key: string) =>
      inA((trx) =>
        trx.raw('SELECT app.record_utm_click(?, p_session_key => ?, p_idempotency_key => ?) AS id', [
          id,
          'eve',
          key,
        ]),
      ).then(({ rows }) => rows[0]?.id);
    const { results, codes } = await outcomes(Array.from({ length: AT_ONCE }, () => keyed(link, 'once')));
    expect([new Set(results).size, codes]).toEqual([1, []]);
    expect(await keyed(link, 'once')).toBe(results[0]);
    expect(await keyed(link, 'twice')).not.toBe(results[0]);
    expect((await linkOf(link))?.clicks).toBe('2');
    await expect(keyed(other, 'once')).rejects.toMatchObject({ code: '23505' });
    expect((await linkOf(other))?.clicks).toBe('0');
  });

  test('with a key are not counted again by a session whose snapshot is older', async () => {
    const link = await newLink();
    const late = await database.knex.transaction({ isolationLevel: 'repeatable read' });
    await late.raw('SET LOCAL ROLE erp_app');
    await late.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [a.id, a.ownerId]);
    const record = (trx: Knex) =>
      trx.raw('SELECT app.record_utm_click(?, p_idempotency_key => ?)', [link, 'late']);
    await inA(record);
    await expect(record(late)).rejects.toMatchObject({ code: '40001' });
    await late.rollback();
    expect((await linkOf(link))?.clicks).toBe('1');
  });

  test('are refused for a link of another tenant, a deleted one, the future, and without the permission', async () => {
    const link = await newLink();
    await expect(database.asTenant(b, (trx) => call(trx, 'record_utm_click', link))).rejects.toMatchObject({
      code: 'P0002',
    });
    await expect(click(link, null, {}, '2999-01-01')).rejects.toMatchObject({ code: '22023' });
    await expect(
      inA(async (trx) => {
        await trx.raw("SELECT set_config('app.permissions', ',marketing.write,', true)");
        return call(trx, 'record_utm_click', link);
      }),
    ).rejects.toMatchObject({ code: '42501' });
    await inA((trx) => trx('mkt_utm_links').where({ id: link }).update({ deleted_at: trx.fn.now() }));
    await expect(click(link)).rejects.toMatchObject({ code: 'P0002' });
    expect((await linkOf(link))?.clicks).toBe('0');
  });

  test.each([
    ['INSERT INTO mkt_utm_clicks (tenant_id, utm_link_id) VALUES (1, 1)'],
    ['UPDATE mkt_utm_clicks SET clicked_at = now()'],
    ['DELETE FROM mkt_utm_clicks'],
    ['INSERT INTO mkt_utm_conversions (tenant_id, order_id, utm_link_id) VALUES (1, 1, 1)'],
    ['UPDATE mkt_utm_conversions SET commission_rate = 100'],
    ['DELETE FROM mkt_utm_conversions'],
    ['UPDATE mkt_utm_links SET clicks = 0'],
    ['DELETE FROM mkt_utm_links'],
  ])('are not written by hand: %s', async (statement) => {
    await expect(inA((trx) => trx.raw(statement))).rejects.toMatchObject({ code: '42501' });
  });

  test('of an import are counted once per statement; counts that are right are not written', async () => {
    const right = await newLink({ clicks: 3 });
    const wrong = await newLink({ clicks: 9 });
    const version = async (id: string) =>
      (await database.knex.raw('SELECT xmin::text FROM mkt_utm_links WHERE id = ?', [id])).rows;
    const before = await version(right);
    await database
      .knex('mkt_utm_clicks')
      .insert([right, right, right, wrong].map((id) => clicks.build({ tenant_id: a.id, utm_link_id: id })));
    expect(await version(right)).toEqual(before);
    expect((await linkOf(wrong))?.clicks).toBe('1');
    await database.knex('mkt_utm_clicks').where({ utm_link_id: right }).delete();
    expect((await linkOf(right))?.clicks).toBe('0');
  });

  test('of months long past find their place', async () => {
    const link = await newLink();
    await click(link, 'old', {}, '2019-05-01T00:00:00Z');
    await click(link, 'old');
    expect((await linkOf(link))?.clicks).toBe('2');
  });
});

describe('an order', () => {
  test('is credited to the last click of its visitor, once, at the commission of that moment', async () => {
    const rate = { status: 'active', commission_rate: '7.5' } as const;
    const partner = (await affiliates.create(database.knex, { tenant_id: a.id, ...rate })).id;
    const [first, last] = [await newLink(), await newLink({ affiliate_id: partner })];
    await click(first, 'eve');
    const counted = await click(last, 'eve');
    await click(first, 'somebody else');
    const order = await newOrder(null, 200);
    expect(await convert(order, 'eve')).toBe(last);
    await database.knex('mkt_affiliates').where({ id: partner }).update({ commission_rate: '50' });
    await click(first, 'eve');
    expect(await convert(order, 'eve')).toBe(last);
    expect(await database.knex('mkt_utm_conversions').where({ order_id: order })).toMatchObject([
      { utm_link_id: last, utm_click_id: counted, commission_rate: '7.5000' },
    ]);
    expect([(await linkOf(first))?.conversions, (await linkOf(last))?.conversions]).toEqual(['0', '1']);

    const figures = () => inA((trx) => trx('mkt_affiliate_figures').where({ affiliate_id: partner }));
    expect(await figures()).toEqual([]);
    await inA((trx) => call(trx, 'place_order', order, `placed-${order}`));
    expect(await figures()).toMatchObject([
      { currency_code: 'EUR', conversions: '1', revenue: '200.00', commission: '15.00' },
    ]);
  });

  test('is credited once, however many say so at the same time', async () => {
    const link = await newLink();
    await click(link, 'hurry');
    const order = await newOrder();
    const { results, codes } = await outcomes(Array.from({ length: AT_ONCE }, () => convert(order, 'hurry')));
    expect(codes).toEqual([]);
    expect(new Set(results)).toEqual(new Set([link]));
    expect((await linkOf(link))?.conversions).toBe('1');
  });

  test('is credited to nothing without a click, or after too long a time', async () => {
    const link = await newLink();
    const order = await newOrder();
    expect(await convert(order, 'nobody')).toBeNull();
    expect(await convert(order, null)).toBeNull();
    await click(link, 'slow', {}, '2026-01-01T00:00:00Z');
    expect(await convert(order, 'slow')).toBeNull();
    expect(await convert(order, 'slow', '100 years')).toBe(link);
  });

  test('of another tenant is not there', async () => {
    const order = await newOrder();
    await expect(
      database.asTenant(b, (trx) => call(trx, 'record_utm_conversion', order, 'x')),
    ).rejects.toMatchObject({ code: 'P0002' });
  });

  test('that is cancelled or deleted is none any more, and one that comes back is', async () => {
    const link = await newLink();
    const orders = [];
    for (const session of ['cancelled', 'deleted']) {
      await click(link, session);
      orders.push(await newOrder());
      await convert(orders.at(-1) as string, session);
    }
    const [cancelled = '', deleted = ''] = orders;
    expect((await linkOf(link))?.conversions).toBe('2');
    const hide = (deleted_at: Date | null) =>
      inA((trx) => trx('orders').where({ id: deleted }).update({ deleted_at }));
    await inA((trx) => call(trx, 'transition_order', cancelled, 'cancelled'));
    await hide(new Date());
    expect((await linkOf(link))?.conversions).toBe('0');
    expect(await convert(cancelled, 'cancelled')).toBe(link);
    await hide(null);
    expect((await linkOf(link))?.conversions).toBe('1');
  });

  test('that expires with others takes their links in the order of their numbers', async () => {
    const [low, high] = [await newLink(), await newLink()];
    const credited = async (link: string) => {
      const order = await newOrder();
      await click(link, `expires ${order}`);
      await convert(order, `expires ${order}`);
      return order;
    };
    const [first, second] = [await credited(high), await credited(low)];
    const [third, fourth] = [await credited(low), await credited(high)];
    await expireNext(database, a, [first, second]);
    const seller = await database.knex.transaction();
    await seller.raw('SET LOCAL ROLE erp_app');
    await seller.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [a.id, a.ownerId]);
    await call(seller, 'transition_order', third, 'cancelled');
    const expiring = inA((trx) => call<number>(trx, 'expire_orders'));
    expect(await database.untilBlocked(expiring)).toBe(true);
    await call(seller, 'transition_order', fourth, 'cancelled');
    await seller.commit();
    expect(await expiring).toBe(2);
    expect(await linkOf(low)).toMatchObject({ conversions: '0' });
    expect(await linkOf(high)).toMatchObject({ conversions: '0' });
  });

  test('that goes takes its credit along, and the figures know', async () => {
    const link = await newLink();
    await click(link, 'gone');
    const order = await newOrder();
    await convert(order, 'gone');
    await database.knex('orders').where({ id: order }).delete();
    expect(await linkOf(link)).toMatchObject({ clicks: '1', conversions: '0' });
  });
});

test('a campaign shows what its links and activities come to', async () => {
  const { id: campaign } = await campaigns.create(database.knex, {
    tenant_id: a.id,
    activities: [{ budget: 10, status: 'completed' }, { budget: 5 }, { budget: 7, status: 'cancelled' }],
  });
  const links = [await newLink({ campaign_id: campaign }), await newLink({ campaign_id: campaign })];
  for (const [n, link] of links.entries()) {
    await click(link, `figure-${n}`);
    const order = await newOrder(null, 100);
    await convert(order, `figure-${n}`);
    if (n === 0) await inA((trx) => call(trx, 'place_order', order, `placed-${order}`));
  }
  expect(await inA((trx) => trx('mkt_campaign_figures').where({ campaign_id: campaign }))).toMatchObject([
    {
      activity_count: '2',
      completed_count: '1',
      allocated: '15.00',
      link_count: '2',
      clicks: '2',
      conversions: '2',
      revenue: '100.00',
    },
  ]);
  expect(await database.asTenant(b, (trx) => trx('mkt_campaign_figures'))).toEqual([]);
});

test('a person who is erased is forgotten in clicks, also in those before it was known who clicked', async () => {
  const link = await newLink();
  const customer = await newCustomer(database, a);
  const details = { ip_address: '192.0.2.9', user_agent: 'Browser', referrer: 'https://example.com/' };
  await click(link, 'anonymous', details);
  await click(link, 'anonymous', details);
  await click(link, 'known', { ...details, customer_id: customer });
  await click(link, 'other', details);
  const order = await newOrder(customer);
  await convert(order, 'anonymous');
  const [person] = await database.knex('crm_customers').where({ id: customer }).select('personal_key_id');
  await inA((trx) => call(trx, 'erase_person', person?.personal_key_id));
  const left = await database.knex('mkt_utm_clicks').where({ utm_link_id: link }).orderBy('id');
  expect(left.map((row) => [row.session_key, row.ip_address, row.user_agent, row.referrer])).toEqual([
    [null, null, null, null],
    [null, null, null, null],
    [null, null, null, null],
    ['other', '192.0.2.9', 'Browser', 'https://example.com/'],
  ]);
  expect((await linkOf(link))?.clicks).toBe('4');
  expect((await orderOf(database, order)).customer_id).toBe(customer);
});

test('two persons who are one bring their clicks together', async () => {
  const link = await newLink();
  const [keep, drop] = [await newCustomer(database, a), await newCustomer(database, a)];
  await click(link, 'twin', { customer_id: drop });
  const persons = await database
    .knex('crm_customers')
    .whereIn('id', [keep, drop])
    .orderBy('id')
    .select('personal_key_id');
  await inA((trx) => call(trx, 'merge_persons', persons[0]?.personal_key_id, persons[1]?.personal_key_id));
  expect(await database.knex('mkt_utm_clicks').where({ utm_link_id: link })).toMatchObject([
    { customer_id: keep },
  ]);
  expect((await linkOf(link))?.clicks).toBe('1');
});

test('a tenant that is erased takes everything of marketing along', async () => {
  const tables = await database.knex
    .raw<{ rows: { name: string }[] }>(
      `SELECT c.relname AS name FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid AND t.attname = 'tenant_id'
        WHERE c.relname LIKE 'mkt\\_%' AND c.relkind IN ('r', 'p')`,
    )
    .then(({ rows }) => rows.map((row) => row.name));
  await database.knex.transaction(async (trx) => {
    await trx.raw('SELECT app.erase_tenant(?, ?)', [
      a.id,
      (await trx('sys_tenants').where({ id: a.id }))[0]?.slug ?? '',
    ]);
  });
  for (const table of tables) {
    expect(await database.knex(table).where({ tenant_id: a.id })).toEqual([]);
  }
  expect(await database.knex('mkt_utm_links').where({ tenant_id: b.id })).not.toEqual([]);
});

/** Text that does not compress, the same in every run. */
function dense(length: number): string {
  const parts = Array.from({ length: Math.ceil(length / 64) }, (_, i) =>
    createHash('sha256').update(String(i)).digest('hex'),
  );
  return parts.join('').slice(0, length);
}
