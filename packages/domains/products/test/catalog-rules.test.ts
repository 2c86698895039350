import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';
import type { ProductRow } from '../tables.ts';
import { attributes, attributeValues, diamonds, images } from '../test-factories.ts';
import { addProduct } from './catalog.ts';

const { database, a } = inDomain('products');

const inA = <Result>(work: (trx: Knex) => Promise<Result>) => database.asTenant(a, work);

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
  const row = { product_id: await addProduct(database, a, 'PIC') };
  await inA((trx) => images.primary().create(trx, row));
  await inA((trx) => images.create(trx, row));
  await expect(inA((trx) => images.primary().create(trx, row))).rejects.toMatchObject({
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
] as const)('a value of type %s looks like one', async (type, good: readonly string[], bad) => {
  const choices = type === 'select' ? '["Gold", "Silver"]' : '[]';
  const attribute = await inA((trx) => attributes.create(trx, { type, choices }));
  for (const [n, value] of [...good, ...bad].entries()) {
    const product = await addProduct(database, a, `${type}-${n}`);
    const row = { product_id: product, attribute_id: attribute.id, value };
    const written = inA((trx) => attributeValues.create(trx, row));
    if (good.includes(value)) await written;
    else await expect(written).rejects.toMatchObject({ code: '23514' });
  }
});

test('a certificate names one stone of a tenant', async () => {
  const stone = (values: object) => inA((trx) => diamonds.create(trx, values));
  await stone({ grading_lab: 'GIA', certificate_number: '1', carat: 1.01, color: 'D', clarity: 'VVS1' });
  await stone({ grading_lab: 'IGI', certificate_number: '1' });
  await expect(stone({ grading_lab: 'GIA', certificate_number: '1' })).rejects.toMatchObject({
    constraint: 'uq_diamond_certificate_number',
  });
  for (const wrong of [
    { carat: 0 },
    { carat: 'NaN' },
    { color: 'AA' },
    { certificate_number: '2' },
    { measurement_width: 0 },
  ]) {
    await expect(stone(wrong)).rejects.toMatchObject({ code: '23514' });
  }
});
