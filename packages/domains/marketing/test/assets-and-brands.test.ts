import type { RowMaker } from '@erp/kit/test-factory';
import { brands } from '@erp/system/test-factories';
import { outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';
import {
  affiliates,
  assets,
  brandWords,
  channels,
  colors,
  documents,
  folders,
  guidelines,
  logos,
  typography,
} from '../test-factories.ts';

const { database, a, b } = inDomain('marketing');

const inA = <Result>(work: (trx: Knex.Transaction) => Promise<Result>) => database.asTenant(a, work);
const refused = (work: (trx: Knex.Transaction) => Promise<unknown>) =>
  inA(work).then(
    () => 'accepted',
    (error) => error.constraint ?? error.code,
  );

const newFolder = (parent: string | null = null): Promise<string> =>
  inA(async (trx) => (await folders.create(trx, { parent_folder_id: parent })).id);
const put = (folder: string, parent: string | null) => (trx: Knex) =>
  trx('mkt_asset_folders').where({ id: folder }).update({ parent_folder_id: parent });

describe('folders', () => {
  test('do not lie in themselves, over any number of levels', async () => {
    const top = await newFolder();
    const middle = await newFolder(top);
    const low = await newFolder(middle);
    expect(await refused(put(top, low))).toBe('tr_mkt_asset_folders_loops_changed');
    expect(await refused(put(top, top))).toBe('ck_mkt_asset_folders_parent_folder_id');
    expect(await refused(put(low, top))).toBe('accepted');
    await expect(
      database.knex('mkt_asset_folders').where({ id: top }).update({ parent_folder_id: low }),
    ).rejects.toMatchObject({ code: '23514' });
  });

  test('do not come to lie in each other when two are moved at the same time', async () => {
    for (let round = 0; round < 5; round += 1) {
      const [one, two] = [await newFolder(), await newFolder()];
      const { results, codes } = await outcomes([inA(put(one, two)), inA(put(two, one))]);
      expect([results.length, codes]).toEqual([1, ['23514']]);
    }
  });

  test('of one name lie in different folders, also at the top', async () => {
    const top = await newFolder();
    const add = (columns: object) => refused((trx) => folders.create(trx, { name: 'Summer', ...columns }));
    expect(await add({})).toBe('accepted');
    expect(await add({})).toBe('uq_mkt_asset_folders_parent_folder_id_name');
    expect(await add({ parent_folder_id: top })).toBe('accepted');
    expect(await add({ parent_folder_id: top })).toBe('uq_mkt_asset_folders_parent_folder_id_name');
    await inA((trx) =>
      trx('mkt_asset_folders')
        .where({ name: 'Summer', parent_folder_id: top })
        .update({ deleted_at: trx.fn.now() }),
    );
    expect(await add({ parent_folder_id: top })).toBe('accepted');
  });

  test('are emptied before they are deleted, and say what they hold', async () => {
    const folder = await newFolder();
    for (const asset of [{ size_bytes: 1000 }, { size_bytes: 500 }, { deleted_at: '2026-01-01' }])
      await inA((trx) => assets.create(trx, { folder_id: folder, ...asset }));
    const figures = () => inA((trx) => trx('mkt_asset_folder_figures').where({ folder_id: folder }).first());
    expect(await figures()).toMatchObject({ item_count: '2', size_bytes: '1500' });
    expect(await database.asTenant(b, (trx) => trx('mkt_asset_folder_figures'))).toEqual([]);

    const remove = (trx: Knex) =>
      trx('mkt_asset_folders').where({ id: folder }).update({ deleted_at: trx.fn.now() });
    expect(await refused(remove)).toBe('55000');
    await inA((trx) =>
      trx('mkt_marketing_assets').where({ folder_id: folder }).update({ deleted_at: trx.fn.now() }),
    );
    const inner = await newFolder(folder);
    expect(await refused(remove)).toBe('55000');
    expect(await refused((trx) => trx('mkt_asset_folders').where({ id: folder }).delete())).toBe(
      'fk_mkt_asset_folders_parent_folder_id',
    );
    await inA((trx) => trx('mkt_asset_folders').where({ id: inner }).delete());
    expect(await refused(remove)).toBe('accepted');
  });
});

const removable = [assets, documents, folders, channels, affiliates] as const;
test.each(removable.map((rows) => [rows.table, rows] as const))(
  'a row of %s is taken away by who may delete',
  async (table, rows) => {
    const { id } = await rows.create(database.knex, { tenant_id: a.id });
    const remove = (trx: Knex) => trx(table).where({ id }).update({ deleted_at: trx.fn.now() });
    await expect(
      inA(async (trx) => {
        await trx.raw("SELECT set_config('app.permissions', ',marketing.write,', true)");
        await remove(trx);
      }),
    ).rejects.toMatchObject({ code: '42501' });
    expect(await inA(remove)).toBe(1);
  },
);

describe('brands', () => {
  let brand: string;
  let other: string;
  beforeAll(async () => {
    brand = (await brands.create(database.knex, { tenant_id: a.id })).id;
    other = (await brands.create(database.knex, { tenant_id: a.id })).id;
  });

  const add = (rows: RowMaker, columns: object, of = brand) =>
    refused((trx) => rows.create(trx, { brand_id: of, ...columns }));

  test('have one row of settings each', async () => {
    expect(await add(brandWords, { slogan: 'Gold.' })).toBe('accepted');
    expect(await add(brandWords, { slogan: 'More gold.' })).toBe('uq_mkt_brand_settings_brand_id');
    expect(await add(brandWords, { slogan: 'Iron.' }, other)).toBe('accepted');
  });

  test('have one primary logo of a kind each, however many come at once', async () => {
    const dark = { variation_type: 'dark' };
    const results = await Promise.all(Array.from({ length: 8 }, () => add(logos.primary(), dark)));
    expect(results.filter((each) => each === 'accepted')).toHaveLength(1);
    expect(new Set(results)).toEqual(new Set(['accepted', 'uq_mkt_brand_logos_is_primary']));
    expect(await add(logos, dark)).toBe('accepted');
    expect(await add(logos.primary(), { variation_type: 'primary' })).toBe('accepted');
    expect(await add(logos.primary(), dark, other)).toBe('accepted');
    expect(await add(logos, { ...dark, background_color: 'white' })).toBe(
      'ck_mkt_brand_logos_background_color',
    );
  });

  test.each([
    ['#a0522d', 'accepted'],
    ['#a0522d80', 'accepted'],
    ['#A0522D', 'ck_mkt_brand_colors_hex'],
    ['#a0522', 'ck_mkt_brand_colors_hex'],
    ['#a0522d8', 'ck_mkt_brand_colors_hex'],
    ['a0522d', 'ck_mkt_brand_colors_hex'],
    ['#a0522g', 'ck_mkt_brand_colors_hex'],
    ['', 'ck_mkt_brand_colors_hex'],
  ])('have the color "%s": %s', async (hex, answer) => {
    expect(await add(colors, { name: `Color ${hex}`, hex })).toBe(answer);
  });

  test.each([
    ['accepted', { size: '1.25rem', line_height: '1.5', weight: 700 }],
    ['ck_mkt_brand_typography_size', { size: 'big', line_height: '1.5', weight: 700 }],
    ['ck_mkt_brand_typography_line_height', { size: '12px', line_height: 'tight', weight: 700 }],
    ['ck_mkt_brand_typography_weight', { size: '12px', line_height: 'normal', weight: 0 }],
  ])('%s: type with %j', async (answer, columns) => {
    expect(await add(typography, { name: JSON.stringify(columns), ...columns })).toBe(answer);
  });

  test('have rules as a list', async () => {
    const sheet = (items: string) => ({ title: 'Logo', items });
    expect(await add(guidelines, sheet('{}'))).toBe('ck_mkt_brand_guidelines_items');
    expect(await add(guidelines, sheet('["Leave room."]'))).toBe('accepted');
    expect(await add(guidelines, sheet('[]'))).toBe('uq_mkt_brand_guidelines_brand_id_title');
  });

  test('take all that along when they go', async () => {
    await database.knex('sys_brands').where({ id: brand }).delete();
    for (const table of ['settings', 'colors', 'typography', 'logos', 'guidelines']) {
      expect(await database.knex(`mkt_brand_${table}`).where({ brand_id: brand })).toEqual([]);
    }
    expect(await database.knex('mkt_brand_settings').where({ brand_id: other })).toHaveLength(1);
  });
});

describe('affiliates', () => {
  const ann = { code: 'ann', email: 'ann@example.com' };
  const add = (columns: object) => refused((trx) => affiliates.create(trx, { ...ann, ...columns }));

  test('have a code and an address of their own among the living', async () => {
    expect(await add({})).toBe('accepted');
    expect(await add({ email: 'ann2@example.com' })).toBe('uq_mkt_affiliates_code');
    expect(await add({ code: 'ann2' })).toBe('uq_mkt_affiliates_email');
    await database.asTenant(b, (trx) => affiliates.create(trx, ann));
    await inA((trx) => trx('mkt_affiliates').where({ code: 'ann' }).update({ deleted_at: trx.fn.now() }));
    expect(await add({})).toBe('accepted');
  });

  let made = 0;
  test.each([
    ['-0.01', 'ck_mkt_affiliates_commission_rate'],
    ['100.01', 'ck_mkt_affiliates_commission_rate'],
    ['NaN', 'ck_mkt_affiliates_commission_rate'],
    ['100', 'accepted'],
  ])('get %s percent: %s', async (rate, answer) => {
    made += 1;
    expect(await add({ code: `c${made}`, email: `c${made}@example.com`, commission_rate: rate })).toBe(
      answer,
    );
  });

  test('are not removed for good, since what they earned hangs on them', async () => {
    await expect(inA((trx) => trx('mkt_affiliates').delete())).rejects.toMatchObject({ code: '42501' });
  });

  test('write their address in lower case', async () => {
    expect(await add({ code: 'bob', email: 'Bob@example.com' })).toBe('ck_mkt_affiliates_email');
    expect(await add({ code: 'bob', email: 'bob@example.com', type: 'KOL' })).toBe('ck_mkt_affiliates_type');
  });
});
