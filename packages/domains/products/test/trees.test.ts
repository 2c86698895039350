import { call, outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { categories, setItems } from '../test-factories.ts';
import { addCategory, addProduct, overtake, putInto } from './catalog.ts';

const PAIRS = 12;

const { database, a, b } = inDomain('products');

const move = (id: string, parentId: string | null) =>
  database.asTenant(database.tenants.a, (trx) =>
    trx('category').where({ id }).update({ parent_id: parentId }),
  );

const refused = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe('categories', () => {
  test('do not go below themselves, over any number of levels', async () => {
    const top = await addCategory(database, a, 'Top');
    const middle = await addCategory(database, a, 'Middle', top);
    const bottom = await addCategory(database, a, 'Bottom', middle);
    await expect(move(top, bottom)).rejects.toEqual(refused('23514', /would be below itself/));
    await expect(move(top, top)).rejects.toMatchObject({ constraint: 'ck_category_parent_id' });
    await move(bottom, top);
    await move(middle, bottom);
    await expect(move(bottom, middle)).rejects.toEqual(refused('23514', /would be below itself/));
  });

  test('are not loaded as a loop either, by whomever', async () => {
    await expect(
      database
        .knex('category')
        .insert([
          categories.build({ tenant_id: a.id, id: 900, parent_id: 901 }),
          categories.build({ tenant_id: a.id, id: 901, parent_id: 900 }),
        ]),
    ).rejects.toEqual(refused('23514', /would be below itself/));
  });

  test('make no loop out of two moves at once', async () => {
    for (let pair = 0; pair < PAIRS; pair++) {
      const x = await addCategory(database, a, `X${pair}`);
      const y = await addCategory(database, a, `Y${pair}`);
      const { results, codes } = await outcomes([move(x, y), move(y, x)]);
      expect(results).toHaveLength(1);
      expect(codes).toEqual(['23514']);
    }
  });

  test('come below one that moves at the same time', async () => {
    const above = await addCategory(database, a, 'Above');
    for (let pair = 0; pair < PAIRS; pair++) {
      const x = await addCategory(database, a, `Moving ${pair}`);
      const { codes } = await outcomes<unknown>([
        move(x, above),
        addCategory(database, a, `New ${pair}`, x),
        addCategory(database, a, `Newer ${pair}`, x),
        move(x, null),
      ]);
      expect(codes).toEqual([]);
    }
  });

  test('wait for a move that is not committed, also where the two touch no common row', async () => {
    const [x, y] = [await addCategory(database, a, 'Open X'), await addCategory(database, a, 'Open Y')];
    const belowX = await addCategory(database, a, 'Leaf', x);
    const belowY = await addCategory(database, a, 'Leaf', y);
    const { waited, outcome } = await overtake(
      database,
      (trx) => trx('category').where({ id: x }).update({ parent_id: belowY }),
      () => move(y, belowX),
    );
    expect(waited).toBe(true);
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: '23514' } });
  });

  test('are renamed while others move', async () => {
    const [x, y] = [await addCategory(database, a, 'Moved'), await addCategory(database, a, 'Renamed')];
    await database.asTenant(a, async (trx) => {
      await trx('category').where({ id: x }).update({ parent_id: null });
      await database.asTenant(a, (other) => other('category').where({ id: y }).update({ name: 'New' }));
    });
  });

  test('are refused where the guard could not see what others did', async () => {
    const x = await addCategory(database, a, 'Snapshot X');
    const y = await addCategory(database, a, 'Snapshot Y');
    const moving = (isolationLevel: 'repeatable read' | 'serializable') =>
      database.knex.transaction((trx) => trx('category').where({ id: x }).update({ parent_id: y }), {
        isolationLevel,
      });
    await expect(moving('repeatable read')).rejects.toMatchObject({ code: '0A000' });
    await moving('serializable');
  });

  test('wait for nobody of another tenant', async () => {
    const [mine, theirs] = [await addCategory(database, a, 'Mine'), await addCategory(database, b, 'Theirs')];
    const below = [await addCategory(database, a, 'Sub'), await addCategory(database, b, 'Sub')] as const;
    await database.asTenant(a, async (trx) => {
      await trx('category').where({ id: below[0] }).update({ parent_id: mine });
      await database.asTenant(b, (other) =>
        other('category').where({ id: below[1] }).update({ parent_id: theirs }),
      );
    });
  });

  test('have one name among their siblings, roots as well, and stay while others are below', async () => {
    const root = await addCategory(database, a, 'Rings');
    await addCategory(database, b, 'Rings');
    await expect(addCategory(database, a, 'Rings')).rejects.toMatchObject({ code: '23505' });
    const gold = await addCategory(database, a, 'Gold', root);
    await addCategory(database, a, 'Gold');
    await expect(addCategory(database, a, 'Gold', root)).rejects.toMatchObject({ code: '23505' });
    const remove = (id: string) => database.asTenant(a, (trx) => trx('category').where({ id }).delete());
    await expect(remove(root)).rejects.toMatchObject({ code: '23503' });
    await remove(gold);
    await remove(root);
  });
});

describe('sets', () => {
  test('contain no set that contains them', async () => {
    const ids: string[] = [];
    for (const sku of ['S-1', 'S-2', 'S-3'])
      ids.push(await addProduct(database, a, sku, { product_type: 'set' }));
    const [one = '', two = '', three = ''] = ids;
    await putInto(database, a, one, two);
    await putInto(database, a, two, three);
    await expect(putInto(database, a, three, one)).rejects.toEqual(refused('23514', /would contain itself/));
    await expect(putInto(database, a, one, one)).rejects.toMatchObject({
      constraint: 'ck_product_set_item_item_product_id',
    });
    const line = () => database.knex('product_set_item').where({ set_product_id: one, item_product_id: two });
    await putInto(database, a, three, await addProduct(database, a, 'S-4'));
    await expect(
      database.knex('product_set_item').where({ set_product_id: three }).update({ item_product_id: one }),
    ).rejects.toEqual(refused('23514', /would contain itself/));
    expect(await line()).toHaveLength(1);
  });

  test('make no loop out of two lines at once', async () => {
    for (let pair = 0; pair < PAIRS; pair++) {
      const x = await addProduct(database, a, `PX${pair}`, { product_type: 'set' });
      const y = await addProduct(database, a, `PY${pair}`, { product_type: 'set' });
      const { results, codes } = await outcomes([putInto(database, a, x, y), putInto(database, a, y, x)]);
      expect(results).toHaveLength(1);
      expect(codes).toEqual(['23514']);
    }
  });

  test('wait for a line that is not committed, and see it then', async () => {
    const x = await addProduct(database, a, 'OPEN-X', { product_type: 'set' });
    const y = await addProduct(database, a, 'OPEN-Y', { product_type: 'set' });
    const { waited, outcome } = await overtake(
      database,
      (trx) => setItems.create(trx, { tenant_id: a.id, set_product_id: x, item_product_id: y }),
      () => putInto(database, a, y, x),
    );
    expect(waited).toBe(true);
    expect(outcome).toMatchObject({ status: 'rejected', reason: { code: '23514' } });
  });

  test('are sets, contain whole pieces, and keep what is in them', async () => {
    const ring = await addProduct(database, a, 'RING');
    const box = await addProduct(database, a, 'BOX');
    const set = await addProduct(database, a, 'SET', { product_type: 'set' });
    await expect(putInto(database, a, ring, box)).rejects.toMatchObject({
      constraint: 'fk_product_set_item_set_product_id',
    });
    await expect(putInto(database, a, set, ring, 0)).rejects.toMatchObject({
      constraint: 'ck_product_set_item_quantity',
    });
    await putInto(database, a, set, ring, 2);
    const remove = (id: string) => database.asTenant(a, (trx) => trx('product').where({ id }).delete());
    await expect(remove(ring)).rejects.toMatchObject({ constraint: 'fk_product_set_item_item_product_id' });
    await expect(
      database.asTenant(a, (trx) => trx('product').where({ id: set }).update({ product_type: 'standard' })),
    ).rejects.toMatchObject({ code: '23503' });
    await remove(set);
    await remove(ring);
  });

  test('are taken apart over all levels', async () => {
    const [outer, inner, bead, clasp] = [
      await addProduct(database, a, 'OUTER', { product_type: 'set' }),
      await addProduct(database, a, 'INNER', { product_type: 'set' }),
      await addProduct(database, a, 'BEAD'),
      await addProduct(database, a, 'CLASP'),
    ];
    await putInto(database, a, outer, inner, 3);
    await putInto(database, a, outer, bead, 1);
    await putInto(database, a, inner, bead, 10);
    await putInto(database, a, inner, clasp, 2);
    const components = (tenant: typeof a) =>
      database.asTenant(tenant, async (trx) => {
        const { rows } = await trx.raw('SELECT * FROM app.set_components(?)', [outer]);
        return rows;
      });
    expect(await components(a)).toEqual([
      { product_id: bead, quantity: '31' },
      { product_id: clasp, quantity: '6' },
    ]);
    expect(await components(b)).toEqual([]);
  });
});

test('a product of a deep tree is deleted with its tenant', async () => {
  const root = await addCategory(database, b, 'Root');
  await addCategory(database, b, 'Leaf', root);
  const set = await addProduct(database, b, 'T-SET', { product_type: 'set' });
  await putInto(database, b, set, await addProduct(database, b, 'T-ITEM'));
  await call(database.knex, 'erase_tenant', b.id, 'tenant-b');
  for (const table of ['category', 'product', 'product_set_item', 'product_sku'] as const) {
    expect(await database.knex(table).where({ tenant_id: b.id })).toEqual([]);
  }
});
