import { brands } from '@erp/system/test-factories';
import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';
import { pages, platforms } from '../test-factories.ts';

const { database: db, a, b, refusal } = inDomain('channels');

async function platform(trx: Knex, columns: object = {}): Promise<string> {
  const facebook = { brand_id: null, name: 'Facebook', platform_type: 'facebook', ...columns } as const;
  return (await platforms.create(trx, facebook)).id;
}

async function page(trx: Knex, platformId: string, columns: object = {}): Promise<string> {
  return (await pages.create(trx, { platform_id: platformId, ...columns })).id;
}

test('a network once for the tenant, and once more for each brand', async () => {
  expect(
    await refusal(async (trx) => {
      await platform(trx);
      await platform(trx, { brand_id: (await brands.create(trx)).id });
    }),
  ).toBe('accepted');
  const twice = refusal(async (trx) => {
    await platform(trx);
    await platform(trx);
  });
  expect(await twice).toBe('uq_channels_platforms_platform_type');
});

test('what was deleted does not stand in the way', async () => {
  expect(
    await refusal(async (trx) => {
      const first = await platform(trx);
      await page(trx, first, { entity_id: '42' });
      await trx('channels_platform_pages').update({ deleted_at: trx.fn.now() });
      await page(trx, first, { entity_id: '42' });
      await trx('channels_platforms').update({ deleted_at: trx.fn.now() });
      await platform(trx);
    }),
  ).toBe('accepted');
});

test('figures of a platform follow its living pages', async () => {
  await refusal(async (trx) => {
    const id = await platform(trx);
    const figures = () => trx('channels_platform_figures').where({ platform_id: id }).first();
    expect(await figures()).toMatchObject({ page_count: '0', total_reach: '0', page_budget: '0' });
    await page(trx, id, { reach: 300, engagement: 2, budget: 10 });
    const second = await page(trx, id, { reach: 100, engagement: 6, budget: 5.5 });
    expect(await figures()).toMatchObject({
      page_count: '2',
      total_reach: '400',
      total_engagement: '3.0000',
      page_budget: '15.50',
      currency_code: 'EUR',
    });
    await trx('channels_platform_pages').where({ id: second }).update({ deleted_at: trx.fn.now() });
    expect(await figures()).toMatchObject({
      page_count: '1',
      total_reach: '300',
      total_engagement: '2.0000',
    });
  });
});

test('the view shows no figures of another tenant', async () => {
  await db.asTenant(a, (trx) => platform(trx, { platform_type: 'youtube' }));
  expect(await db.asTenant(a, (trx) => trx('channels_platform_figures'))).toHaveLength(1);
  expect(await db.asTenant(b, (trx) => trx('channels_platform_figures'))).toEqual([]);
});

test.each([
  ['a network that is not listed', { platform_type: 'google-ads' }, 'ck_channels_platforms_platform_type'],
  ['a negative budget', { total_budget: -1 }, 'ck_channels_platforms_total_budget'],
  ['no name', { name: ' ' }, 'ck_channels_platforms_name'],
])('refuses a platform with %s', async (_what, columns, answer) => {
  expect(await refusal(async (trx) => void (await platform(trx, columns)))).toBe(answer);
});

test.each([
  [
    'a token in place of a reference',
    { credential_reference: 'EAAB wwzLi' },
    'ck_channels_platform_pages_credential_reference',
  ],
  [
    'a connection without a credential',
    { connection_state: 'connected' },
    'ck_channels_platform_pages_connected',
  ],
  ['more than all people engaged', { engagement: 101 }, 'ck_channels_platform_pages_engagement'],
])('refuses a page with %s', async (_what, columns, answer) => {
  expect(await refusal(async (trx) => void (await page(trx, await platform(trx), columns)))).toBe(answer);
});
