import { call, outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { products, variants } from '../test-factories.ts';
import { addProduct, overtake } from './catalog.ts';

const SESSIONS = 20;

const { database, a, b } = inDomain('products', {
  // Rows that these tests write by hand.
  broken: ['products/product_timeline'],
});

const addVariant = (productId: string, options: object, sku: string | null = null) =>
  database.asTenant(database.tenants.a, (trx) =>
    call<string>(trx, 'add_product_variant', productId, JSON.stringify(options), sku),
  );
const setDeleted = (table: 'product' | 'product_variant', id: string, deletedAt: string | null) =>
  database.asTenant(database.tenants.a, (trx) => trx(table).where({ id }).update({ deleted_at: deletedAt }));
const meaningOf = (sku: string, tenant = database.tenants.a) =>
  database.asTenant(tenant, async (trx) => (await trx.raw('SELECT * FROM app.find_sku(?)', [sku])).rows);

/** The register against what it is derived from: no row on either side alone. */
async function registerFaults(): Promise<unknown[]> {
  const { rows } = await database.knex.raw<{ rows: unknown[] }>(`
    WITH wanted AS (
      SELECT tenant_id, lower(sku) AS sku_key, id AS product_id, NULL::bigint AS product_variant_id
        FROM product WHERE deleted_at IS NULL
      UNION ALL
      SELECT v.tenant_id, lower(v.variant_sku), v.parent_product_id, v.id FROM product_variant v
        JOIN product p ON p.tenant_id = v.tenant_id AND p.id = v.parent_product_id
       WHERE v.deleted_at IS NULL AND p.deleted_at IS NULL
    ), there AS (SELECT tenant_id, sku_key, product_id, product_variant_id FROM product_sku)
    (SELECT * FROM wanted EXCEPT SELECT * FROM there) UNION ALL (SELECT * FROM there EXCEPT SELECT * FROM wanted)`);
  return rows;
}

afterEach(async () => expect(await registerFaults()).toEqual([]));

test('a SKU means one product or variant of a tenant, in any case', async () => {
  const ring = await addProduct(database, a, 'Ring-1');
  await addProduct(database, b, 'Ring-1');
  await expect(addProduct(database, a, 'Ring-1')).rejects.toMatchObject({ code: '23505' });
  await expect(addProduct(database, a, 'RING-1')).rejects.toMatchObject({ code: '23505' });
  await expect(addVariant(ring, { Size: '54' }, 'ring-1')).rejects.toMatchObject({ code: '23505' });
  await addVariant(ring, { Size: '54' });
  await expect(addProduct(database, a, 'ring-1-54')).rejects.toMatchObject({ code: '23505' });
  for (const sku of ['', ' X', 'x'.repeat(101)]) {
    await expect(addProduct(database, a, sku)).rejects.toMatchObject({ constraint: 'ck_product_sku' });
  }
});

test('what is deleted gives its SKUs back, and asks for them when it returns', async () => {
  const old = await addProduct(database, a, 'OLD');
  const size = await addVariant(old, { Size: '1' }, 'OLD-1');
  await addVariant(old, { Size: '2' }, 'OLD-2');
  await setDeleted('product_variant', size, '2026-01-01');
  expect(await meaningOf('OLD-1')).toEqual([]);
  await setDeleted('product', old, '2026-01-01');
  expect(await meaningOf('OLD-2')).toEqual([]);

  const fresh = await addProduct(database, a, 'OLD-2');
  await expect(setDeleted('product', old, null)).rejects.toMatchObject({ code: '23505' });
  await setDeleted('product', fresh, '2026-01-01');
  await setDeleted('product', old, null);
  expect(await meaningOf('old-2')).toHaveLength(1);
  expect(await meaningOf('OLD-1')).toEqual([]);
});

test('products exchange their SKUs by way of a third name, variants in one statement', async () => {
  const product = await addProduct(database, a, 'SWAP');
  const [one, two] = [
    await addVariant(product, { N: '1' }, 'SW-1'),
    await addVariant(product, { N: '2' }, 'SW-2'),
  ];
  await database.asTenant(a, (trx) =>
    trx('product_variant')
      .whereIn('id', [one, two])
      .update({ variant_sku: trx.raw("CASE variant_sku WHEN 'SW-1' THEN 'SW-2' ELSE 'SW-1' END") }),
  );
  expect(await meaningOf('SW-1')).toMatchObject([{ product_variant_id: two }]);
});

test('of many who take a SKU at once one gets it, product or variant', async () => {
  const parent = await addProduct(database, a, 'PARENT');
  for (const sku of ['HOT-1', 'HOT-2', 'HOT-3']) {
    const { results, codes } = await outcomes(
      Array.from({ length: SESSIONS }, (_, n) =>
        n % 2 === 0
          ? addProduct(database, a, n % 4 === 0 ? sku : sku.toLowerCase())
          : addVariant(parent, { Sku: sku, N: String(n) }, sku),
      ),
    );
    expect(results).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['23505']));
  }
});

test('loads of products and of variants that collide end with one refused, not with a deadlock', async () => {
  const parent = await addProduct(database, a, 'LOADS');
  for (let round = 0; round < 6; round++) {
    const skus = Array.from({ length: 1000 }, (_, n) => `LOAD-${round}-${1000 + n}`);
    const { codes } = await outcomes<unknown>([
      database
        .knex('product')
        .insert(skus.map((sku) => products.build({ tenant_id: a.id, sku })))
        .then(() => null),
      database
        .knex('product_variant')
        .insert(
          skus.toReversed().map((variant_sku) => {
            const options = { Sku: variant_sku };
            return variants.build({ tenant_id: a.id, parent_product_id: parent, variant_sku, options });
          }),
        )
        .then(() => null),
    ]);
    expect(codes).toEqual(['23505']);
  }
});

test('a variant that is added while its product is deleted waits, and stays out of the register', async () => {
  const id = await addProduct(database, a, 'GOING');
  const { outcome } = await overtake(
    database,
    (trx) => trx('product').where({ id }).update({ deleted_at: '2026-01-01' }),
    () =>
      variants
        .create(database.knex, { tenant_id: a.id, parent_product_id: id, variant_sku: 'GOING-1' })
        .then(() => null),
  );
  expect(outcome.status).toBe('fulfilled');
  expect(await meaningOf('GOING-1')).toEqual([]);
});

test('a SKU answers with the price of today', async () => {
  const id = await addProduct(database, a, 'PRICE', {
    retail_price: 100,
    sale_price: 80,
    tax_class: 'reduced',
  });
  const plain = await addVariant(id, { Size: '1' });
  expect(await meaningOf('price')).toMatchObject([
    { product_id: id, price: '80.0000', tax_class: 'reduced' },
  ]);
  expect(await meaningOf('PRICE-1')).toMatchObject([{ product_variant_id: plain, price: '80.0000' }]);
  await database.asTenant(a, (trx) =>
    trx('product_variant').where({ id: plain }).update({ retail_price_override: 120 }),
  );
  expect(await meaningOf('PRICE-1')).toMatchObject([{ retail_price: '120.0000', price: '120.0000' }]);
  expect(await meaningOf('PRICE', b)).toEqual([]);
});

test('variants of a product differ; without a SKU they get one from their options', async () => {
  const id = await addProduct(database, a, 'BAND');
  await addVariant(id, { Size: '54', Metal: 'White Gold' });
  expect(await meaningOf('BAND-White-Gold-54')).toHaveLength(1);
  await expect(addVariant(id, { Metal: 'White Gold', Size: '54' }, 'OTHER')).rejects.toMatchObject({
    constraint: 'uq_product_variant_options',
  });
  await expect(addVariant(id, {}, 'EMPTY')).rejects.toMatchObject({ code: '22023' });
  await expect(addVariant(id, { Size: 54 }, 'NUMBER')).rejects.toMatchObject({
    constraint: 'ck_product_variant_options',
  });
  await expect(addVariant('0', { Size: '1' })).rejects.toMatchObject({ code: 'P0002' });
});

test('nobody writes the register by hand', async () => {
  for (const command of [
    "INSERT INTO product_sku (tenant_id, sku_key, product_id) VALUES (1, 'x', 1)",
    "UPDATE product_sku SET sku_key = 'x'",
    'DELETE FROM product_sku',
  ]) {
    await expect(database.asTenant(a, (trx) => trx.raw(command))).rejects.toMatchObject({ code: '42501' });
  }
});
