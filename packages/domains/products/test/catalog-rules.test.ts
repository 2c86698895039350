import { inDomain } from '@erp/testing/in-domain';
import type { ProductRow } from '../tables.ts';
import { addProduct } from './catalog.ts';

const { database, a } = inDomain('products');

const insert = (
  table: 'product_attribute' | 'product_attribute_value' | 'product_image' | 'diamond',
  row: object,
) =>
  database.asTenant(database.tenants.a, async (trx) => {
    const [written] = await trx(table)
      .insert({ tenant_id: database.tenants.a.id, ...row } as never)
      .returning('id');
    return (written as { id: string } | undefined)?.id ?? '';
  });

test('publishing is stamped and withdrawing takes the stamp away', async () => {
  const id = await addProduct(database, a, 'PUB');
  const become = async (status: ProductRow['status']) => {
    await database.asTenant(a, (trx) => trx('product').where({ id }).update({ status }));
    const [row] = await database.knex('product').where({ id });
    return row?.published_at ?? null;
  };
  const first = await become('publish');
  expect(first).toBeInstanceOf(Date);
  expect(await become('updated')).toEqual(first);
  expect(await become('do_not_import')).toBeNull();
  await expect(become('sold' as ProductRow['status'])).rejects.toMatchObject({
    constraint: 'ck_product_status',
  });
});

test('a product has one picture that stands for it', async () => {
  const product = await addProduct(database, a, 'PIC');
  const row = { product_id: product, image_url: 'https://example.com/1.jpg' };
  await insert('product_image', { ...row, is_primary: true });
  await insert('product_image', row);
  await expect(insert('product_image', { ...row, is_primary: true })).rejects.toMatchObject({
    constraint: 'uq_product_image_is_primary',
  });
});

test('prices are never negative and never NaN', async () => {
  for (const [n, price] of [-1, 'NaN'].entries()) {
    await expect(addProduct(database, a, `BAD-${n}`, { retail_price: price })).rejects.toMatchObject({
      code: '23514',
    });
    await expect(addProduct(database, a, `BAD-${n}`, { sale_price: price })).rejects.toMatchObject({
      code: '23514',
    });
  }
});

test.each([
  ['number', ['12', '-1.5'], ['NaN', '1,5', 'twelve', '1e5']],
  ['boolean', ['true', 'false'], ['yes', 'TRUE']],
  ['date', ['2026-02-28', '2024-02-29'], ['2026-02-29', '2026-13-01', '28.02.2026', '2026-04-31']],
  ['select', ['Gold', 'Silver'], ['gold', 'Tin', '["Gold"]']],
  ['text', ['anything'], ['', '  ']],
])('a value of type %s looks like one', async (type, good, bad) => {
  const attribute = await insert('product_attribute', {
    name: type,
    type,
    choices: type === 'select' ? '["Gold", "Silver"]' : '[]',
  });
  for (const [n, value] of [...good, ...bad].entries()) {
    const product = await addProduct(database, a, `${type}-${n}`);
    const written = insert('product_attribute_value', {
      product_id: product,
      attribute_id: attribute,
      value,
    });
    if (good.includes(value)) await written;
    else await expect(written).rejects.toMatchObject({ code: '23514' });
  }
});

test('a certificate names one stone of a tenant', async () => {
  const stone = async (sku: string, values: object) =>
    insert('diamond', {
      product_id: await addProduct(database, a, sku, { product_type: 'diamond' }),
      ...values,
    });
  await stone('D-1', {
    grading_lab: 'GIA',
    certificate_number: '1',
    carat: 1.01,
    color: 'D',
    clarity: 'VVS1',
  });
  await stone('D-2', { grading_lab: 'IGI', certificate_number: '1' });
  await expect(stone('D-3', { grading_lab: 'GIA', certificate_number: '1' })).rejects.toMatchObject({
    constraint: 'uq_diamond_certificate_number',
  });
  for (const wrong of [
    { carat: 0 },
    { carat: 'NaN' },
    { color: 'AA' },
    { certificate_number: '2' },
    { measurement_width: 0 },
  ]) {
    await expect(stone(`D-${JSON.stringify(wrong)}`, wrong)).rejects.toMatchObject({ code: '23514' });
  }
});
