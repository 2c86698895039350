import { call } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';
import { billLines, components, materialVariants, setItems } from '../test-factories.ts';
import { newMaterial, newProduct, newVariant, newWarehouse } from './goods.ts';

const { database, a } = inDomain('products', {
  // Warehouses that these tests write by hand.
  broken: ['products/default_warehouse'],
});

interface BomLine {
  readonly level: number;
  readonly kind: 'product' | 'material';
  readonly product_id: string | null;
  readonly material_id: string | null;
  readonly quantity: string;
  readonly unit: string;
  readonly is_leaf: boolean;
}

const explode = (product: string, quantity: number, variant: string | null = null) =>
  database.asTenant(a, async (trx) => {
    const { rows } = await trx.raw<{ rows: BomLine[] }>('SELECT * FROM app.explode_bom(?, ?, ?)', [
      product,
      quantity,
      variant,
    ]);
    return rows;
  });

const costOf = (product: string) =>
  database.asTenant(a, async (trx) => {
    const { rows } = await trx.raw<{ rows: unknown[] }>('SELECT * FROM app.roll_up_cost(?)', [product]);
    return rows[0];
  });

const needs = (product: string, material: string, quantity: number, variant?: string) =>
  billLines.create(database.knex, {
    tenant_id: a.id,
    product_id: product,
    material_id: material,
    quantity,
    ...(variant === undefined ? {} : { product_variant_id: variant }),
  });

const consistsOf = (material: string, part: string, quantity = 1, trx: Knex = database.knex) =>
  components.create(trx, { tenant_id: a.id, material_id: material, component_material_id: part, quantity });

const setOf = (set: string, item: string, quantity: number) =>
  setItems.create(database.knex, { tenant_id: a.id, set_product_id: set, item_product_id: item, quantity });

/** A set of two necklaces and a box; a necklace is 3 charms and 40 g of beads, a charm 2 g of silver and a bead. */
async function jewelrySet() {
  const [set, necklace, box] = [
    await newProduct(database, a, 'set'),
    await newProduct(database, a),
    await newProduct(database, a),
  ];
  const [charm, silver, bead] = [
    await newMaterial(database, a, 99),
    await newMaterial(database, a, 1.5),
    await newMaterial(database, a, 0.1),
  ];
  await setOf(set, necklace, 2);
  await setOf(set, box, 1);
  await needs(necklace, charm, 3);
  await needs(necklace, bead, 40);
  await consistsOf(charm, silver, 2);
  await consistsOf(charm, bead, 1);
  return { set, necklace, box, charm, silver, bead };
}

test('a bill is exploded through sets, material and components of material', async () => {
  const { set, necklace, box, charm, silver, bead } = await jewelrySet();
  const lines = await explode(set, 10);
  const found = lines.map((line) => [
    line.level,
    line.product_id ?? line.material_id,
    Number(line.quantity),
    line.is_leaf,
  ]);
  expect(found[0]).toEqual([0, set, 10, false]);
  expect(new Set(found.map(String))).toEqual(
    new Set(
      [
        [0, set, 10, false],
        [1, box, 10, true],
        [1, necklace, 20, false],
        [2, charm, 60, false],
        [3, silver, 120, true],
        [3, bead, 60, true],
        [2, bead, 800, true],
      ].map(String),
    ),
  );
  expect(lines.find((line) => line.material_id === silver)?.unit).toBe('g');
});

test('the cost of a product is that of its leaves: standard cost, average cost of what is bought', async () => {
  const { set, necklace, box } = await jewelrySet();
  // 3 charms of 2 g silver at 1.5 and a bead at 0.1, and 40 beads.
  expect(await costOf(necklace)).toEqual({ unit_cost: '13.3000', currency_code: 'EUR', is_complete: true });
  expect(await costOf(set)).toEqual({ unit_cost: '26.6000', currency_code: 'EUR', is_complete: false });
  const warehouse = await newWarehouse(database, a);
  await database.asTenant(a, (trx) => call(trx, 'receive_stock', box, 4, `box ${box}`, warehouse, null, 2.5));
  expect(await costOf(set)).toEqual({ unit_cost: '29.1000', currency_code: 'EUR', is_complete: true });
});

test('parts in different currencies have no cost together', async () => {
  const { set, box } = await jewelrySet();
  const warehouse = await newWarehouse(database, a, { currency_code: 'USD' });
  await database.asTenant(a, (trx) => call(trx, 'receive_stock', box, 4, `usd ${box}`, warehouse, null, 1));
  await expect(costOf(set)).rejects.toMatchObject({ code: '55000' });
});

test('a line of one variant is for that variant alone', async () => {
  const product = await newProduct(database, a);
  const gold = await newVariant(database, a, product, 'gold');
  const silver = await newVariant(database, a, product, 'silver');
  const [always, sometimes] = [await newMaterial(database, a), await newMaterial(database, a)];
  await needs(product, always, 1);
  await needs(product, sometimes, 1, gold);
  const materials = async (variant: string | null) =>
    (await explode(product, 1, variant)).flatMap((line) => line.material_id ?? []);
  expect(new Set(await materials(gold))).toEqual(new Set([always, sometimes]));
  expect(await materials(silver)).toEqual([always]);
  expect(await materials(null)).toEqual([always]);
});

test('a variant of another material is refused', async () => {
  const product = await newProduct(database, a);
  const [one, two] = [await newMaterial(database, a), await newMaterial(database, a)];
  const variant = await materialVariants.create(database.knex, { tenant_id: a.id, material_id: one });
  const line = {
    tenant_id: a.id,
    product_id: product,
    material_id: two,
    material_variant_id: variant.id,
    quantity: 1,
  };
  await expect(billLines.create(database.knex, line)).rejects.toMatchObject({ code: '23503' });
  await billLines.create(database.knex, { ...line, material_id: one });
});

test('another tenant does not see the bill', async () => {
  const { set } = await jewelrySet();
  const seen = database.asTenant(database.tenants.b, (trx) =>
    trx.raw('SELECT * FROM app.explode_bom(?)', [set]),
  );
  await expect(seen).rejects.toMatchObject({ code: 'P0002' });
});

describe('a material is no component of itself', () => {
  test('not directly, not over levels, not by a change', async () => {
    const [one, two, three] = [
      await newMaterial(database, a),
      await newMaterial(database, a),
      await newMaterial(database, a),
    ];
    await expect(consistsOf(one, one)).rejects.toMatchObject({ code: '23514' });
    await consistsOf(one, two);
    await consistsOf(two, three);
    await expect(consistsOf(three, one)).rejects.toMatchObject({ code: '23514' });
    await expect(
      database.knex('material_component').where({ material_id: two }).update({ component_material_id: one }),
    ).rejects.toMatchObject({ code: '23514' });
  });

  test('not by two sessions at once, over any number of levels', async () => {
    const ring = await Promise.all(Array.from({ length: 6 }, () => newMaterial(database, a)));
    const [first, ...rest] = ring.map(
      (material, i) => (trx: Knex) => consistsOf(material, ring[(i + 1) % ring.length] ?? '', 1, trx),
    );
    let others = Promise.resolve<PromiseSettledResult<unknown>[]>([]);
    await database.asTenant(a, async (trx) => {
      await first?.(trx);
      others = Promise.allSettled(rest.map((write) => database.asTenant(a, write)));
      expect(await database.untilBlocked(others, rest.length)).toBe(true);
    });
    const refused = (await others).flatMap((each) => (each.status === 'rejected' ? [each.reason.code] : []));
    expect(refused).toEqual(['23514']);
  });

  test('and is not written with a snapshot that cannot know', async () => {
    const [one, two] = [await newMaterial(database, a), await newMaterial(database, a)];
    const written = database.knex.transaction((trx) => consistsOf(two, one, 1, trx), {
      isolationLevel: 'repeatable read',
    });
    await expect(written).rejects.toMatchObject({ code: '0A000' });
  });
});
