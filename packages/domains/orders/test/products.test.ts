import { people } from '@erp/crm/test-factories';
import { products, reviews } from '@erp/products/test-factories';
import { call } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import type { TestTenant } from '@erp/testing/tenants';

const { database, a, b } = inDomain('orders', {
  // Rows that these tests write by hand.
  broken: ['products/review_timeline'],
});

const addProduct = async (tenant: TestTenant, sku: string) =>
  (await products.create(database.knex, { tenant_id: tenant.id, sku, stock_policy: 'backorder' })).id;

const order = (productId: string) =>
  database.asTenant(database.tenants.a, (trx) =>
    call<string>(
      trx,
      'create_order',
      null,
      'EUR',
      JSON.stringify([{ product_id: productId, product_name: 'Ring', unit_price: 50 }]),
    ),
  );

test('a line names a product of its own tenant or none', async () => {
  await order(await addProduct(a, 'R-1'));
  const theirs = await addProduct(b, 'R-1');
  for (const unknown of [theirs, '987654']) {
    await expect(order(unknown)).rejects.toMatchObject({
      code: 'P0002',
      message: expect.stringContaining(`There is no product ${unknown} with variant none.`),
    });
  }
});

test('a product goes, what was sold of it stays, also on a placed order', async () => {
  const product = await addProduct(a, 'R-2');
  const id = await order(product);
  await database.asTenant(a, (trx) => call(trx, 'place_order', id, 'place it'));
  await database.asTenant(a, (trx) => trx('product').where({ id: product }).delete());
  const [line] = await database.knex('order_items').where({ order_id: id });
  expect(line).toMatchObject({ product_id: null, product_name: 'Ring', sku: 'R-2', total_price: '50.00' });
});

test('a person who is erased leaves the stars of a review and nothing else', async () => {
  const product = await addProduct(a, 'R-3');
  const person = await people.create(database.knex, { tenant_id: a.id });
  const review = await reviews.create(database.knex, {
    tenant_id: a.id,
    product_id: product,
    personal_key_id: person.id,
    rating: 4,
    title: 'Mine',
    comment: 'Written by me',
    reviewer_name: 'A Person',
    reviewer_email: 'person@example.com',
    status: 'approved',
    approved_at: '2026-01-01T00:00:00Z',
  });
  await database.asTenant(a, (trx) => call(trx, 'erase_person', person.id));
  const [left] = await database.knex('product_review').where({ id: review.id });
  expect(left).toMatchObject({
    rating: 4,
    status: 'approved',
    title: null,
    comment: null,
    reviewer_name: null,
    reviewer_email: null,
  });
  expect(await database.knex('product').where({ id: product })).toMatchObject([{ rating_average: '4.00' }]);
});

test('two persons who are one keep the later of their reviews of a product', async () => {
  const product = await addProduct(a, 'R-4');
  const both = await people.createList(database.knex, 2, { tenant_id: a.id });
  const [keep = '', drop = ''] = both.map((each) => each.id);
  for (const [n, person] of [keep, drop].entries()) {
    await reviews.create(database.knex, {
      tenant_id: a.id,
      product_id: product,
      personal_key_id: person,
      rating: n + 1,
      created_at: `2026-01-0${n + 1}T00:00:00Z`,
    });
  }
  await database.asTenant(a, (trx) => call(trx, 'merge_persons', keep, drop));
  const left = await database.knex('product_review').where({ product_id: product }).orderBy('rating');
  expect(left.map((each) => [each.personal_key_id, each.superseded_at !== null])).toEqual([
    [keep, true],
    [keep, false],
  ]);
});
