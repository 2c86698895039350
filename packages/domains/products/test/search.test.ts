import { call } from '@erp/testing/calls';
import { migratedDatabase } from '@erp/testing/database';
import { inDomain } from '@erp/testing/in-domain';
import { costOf } from '@erp/testing/statement-cost';
import { addProduct } from './catalog.ts';

const { database, a, b } = inDomain('products', {
  // Rows that these tests write by hand.
  broken: ['products/published_product_has_price', 'products/product_timeline'],
});

const search = (text: string | null, tenant = database.tenants.a, ...rest: unknown[]) =>
  database.asTenant(tenant, async (trx) => {
    const marks = [text, ...rest].map(() => '?').join(', ');
    const { rows } = await trx.raw<{ rows: { sku: string }[] }>(
      `SELECT * FROM app.search_products(${marks})`,
      [text, ...rest] as string[],
    );
    return rows.map((row) => row.sku);
  });

test('finds by words that are begun, in any case and order, in name and description', async () => {
  await addProduct(database, a, 'AM-1', { name: 'Amethyst Ring', description: 'Handmade in Hanoi.' });
  await addProduct(database, a, 'AM-2', { name: 'Bracelet', description: 'With an amethyst.' });
  await addProduct(database, a, 'VN-1', { name: 'Nhẫn bạc 925' });
  expect(await search('ring AMETH')).toEqual(['AM-1']);
  expect(await search('amethyst')).toEqual(['AM-1', 'AM-2']);
  expect(await search('hanoi')).toEqual(['AM-1']);
  expect(await search('NHẪN')).toEqual(['VN-1']);
  expect(await search('ring bracelet')).toEqual([]);
});

test('finds by the beginning of a SKU, the exact one first, and by the SKU of a variant', async () => {
  const id = await addProduct(database, a, 'ZX-10', { name: 'Ten' });
  await addProduct(database, a, 'ZX-100', { name: 'A hundred' });
  await addProduct(database, a, "O'NEIL\\1:*&!(x)", { name: 'Odd' });
  await database.asTenant(a, (trx) => call(trx, 'add_product_variant', id, '{"Size": "54"}', 'VAR 54'));
  expect(await search('zx-10')).toEqual(['ZX-10', 'ZX-100']);
  expect(await search('zx-1')).toEqual(['ZX-100', 'ZX-10']);
  expect(await search('var 54')).toEqual(['ZX-10']);
  expect(await search("o'neil\\1:*&!(")).toEqual(["O'NEIL\\1:*&!(x)"]);
});

test('nothing but text is read out of what is typed', async () => {
  for (const text of [
    '',
    '   ',
    null,
    "' | 'tenant 2",
    'tenant 2',
    '!',
    ':*',
    "'",
    '\\',
    '&',
    'a'.repeat(5000),
  ]) {
    expect(await search(text)).toEqual([]);
  }
});

test('keeps to the tenant, the status, the living and the limit', async () => {
  await addProduct(database, b, 'SECRET-1', { name: 'Peridot' });
  expect(await search('peridot')).toEqual([]);
  expect(await search('peridot', b)).toEqual(['SECRET-1']);
  const without = await database.knex.transaction(async (trx) => {
    await trx.raw('SET LOCAL ROLE erp_app');
    return (await trx.raw("SELECT * FROM app.search_products('peridot')")).rows;
  });
  expect(without).toEqual([]);

  await addProduct(database, a, 'LIM-1', { name: 'Opal one' });
  await addProduct(database, a, 'LIM-2', { name: 'Opal two', status: 'publish' });
  await addProduct(database, a, 'LIM-3', { name: 'Opal three', deleted_at: '2026-01-01' });
  expect(await search('opal')).toEqual(['LIM-1', 'LIM-2']);
  expect(await search('opal', a, 1)).toEqual(['LIM-1']);
  expect(await search('opal', a, 20, 'publish')).toEqual(['LIM-2']);
  expect(await search('opal', a, 0)).toEqual([]);
  expect(await search('opal', a, -5)).toEqual([]);
});

test('reads by the index, and there only its own: a word that another tenant uses everywhere costs nothing', async () => {
  const client = await database.connect();
  await client.query(
    `INSERT INTO product (tenant_id, sku, name, currency_code)
     SELECT ${a.id}, 'BULK-' || n, 'Garnet pendant number ' || n, 'EUR' FROM generate_series(1, 15000) n
     UNION ALL
     SELECT ${b.id}, 'BULK-' || n, CASE n WHEN 1 THEN 'Garnet' ELSE 'Topaz' END, 'EUR' FROM generate_series(1, 15000) n`,
  );
  await client.query('VACUUM ANALYZE product');
  // What app.search_products asks, as the role that it runs as.
  await client.query('SET ROLE erp_definer');
  const { rows } = await client.query<Record<string, string>>(
    `EXPLAIN (ANALYZE, TIMING OFF, COSTS OFF, SUMMARY OFF)
     SELECT FROM product WHERE tenant_id = ${b.id} AND deleted_at IS NULL
       AND search_vector @@ ('''tenant ${b.id}'''::tsquery && '''garnet'':*'::tsquery)`,
  );
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
  expect(plan).toMatch(/Bitmap Index Scan on ix_product_search_vector \(actual rows=1[ .]/);
  expect(await search('garnet', b)).toEqual(['BULK-1']);
});

test('a connection that wrote the first products writes the next thousands in one go', async () => {
  const empty = await migratedDatabase({
    domains: ['products'],
    // Rows that these tests write by hand.
    broken: ['products/published_product_has_price', 'products/product_timeline'],
  });
  await empty.knex.transaction(async (trx) => {
    const load = (stem: string, rows: number) =>
      costOf(
        trx,
        `INSERT INTO product (tenant_id, sku, name, currency_code)
         SELECT ${a.id}, '${stem}-' || n, 'Bulk', 'EUR' FROM generate_series(1, ${rows}) n`,
      );
    for (const stem of ['a', 'b', 'c', 'd', 'e', 'f', 'g']) await load(stem, 1);
    // With a plan that looks references up by the tenant alone each row reads all that were written before it.
    expect((await load('many', 3000)).rowsRead).toBeLessThan(10 * 3000);
  });
  await empty.drop();
});
