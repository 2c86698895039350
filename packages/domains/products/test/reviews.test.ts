import { call, outcomes } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import { addMember } from '@erp/testing/tenants';
import { products, reviews } from '../test-factories.ts';
import { addProduct } from './catalog.ts';

const SESSIONS = 20;

const { database, a, b } = inDomain('products', {
  // Rows that these tests write by hand.
  broken: [
    'products/product_timeline',
    'products/review_timeline',
    'products/superseded_review_has_later_one',
  ],
});

const addReview = (productId: string, values: object) =>
  database.asTenant(a, async (trx) => {
    const review = { product_id: productId, rating: 5, ...values };
    return (await reviews.create(trx, review)).id;
  });
const moderate = (id: string, to: string | null, tenant = database.tenants.a) =>
  database.asTenant(tenant, (trx) => call<boolean>(trx, 'moderate_review', id, to));
const ratingOf = async (id: string) => {
  const [row] = await database.knex('product').where({ id });
  return [row?.rating_count, row?.rating_average];
};

test('a review counts from its approval until it is hidden', async () => {
  const product = await addProduct(database, database.tenants.a, 'RV-1');
  const [five, two] = [await addReview(product, {}), await addReview(product, { rating: 2 })];
  expect(await ratingOf(product)).toEqual([0, null]);
  expect(await moderate(five, 'approved')).toBe(true);
  expect(await moderate(five, 'approved')).toBe(false);
  await moderate(two, 'approved');
  expect(await ratingOf(product)).toEqual([2, '3.50']);
  await moderate(two, 'hidden');
  expect(await ratingOf(product)).toEqual([1, '5.00']);
  await moderate(two, 'approved');
  await database.asTenant(database.tenants.a, (trx) => trx('product_review').where({ id: five }).delete());
  expect(await ratingOf(product)).toEqual([1, '2.00']);
});

test('moderation keeps to its paths, its permission and its tenant', async () => {
  const id = await addReview(await addProduct(database, a, 'RV-2'), {});
  await expect(moderate(id, 'pending')).resolves.toBe(false);
  await moderate(id, 'rejected');
  for (const to of ['pending', 'hidden']) {
    await expect(moderate(id, to)).rejects.toMatchObject({ code: '55000' });
  }
  for (const to of ['loved', null]) {
    await expect(moderate(id, to)).rejects.toMatchObject({ code: '22023' });
  }
  await expect(moderate(id, 'approved', b)).rejects.toMatchObject({ code: 'P0002' });
  await expect(
    database.asTenant(a, async (trx) => {
      await trx.raw("SELECT set_config('app.permissions', 'products.write', true)");
      return call(trx, 'moderate_review', id, 'approved');
    }),
  ).rejects.toMatchObject({ code: '42501' });
  for (const column of ['status', 'approved_at', 'approved_by', 'superseded_at']) {
    await expect(
      database.asTenant(a, (trx) => trx.raw(`UPDATE product_review SET ${column} = NULL WHERE id = ${id}`)),
    ).rejects.toMatchObject({ code: '42501' });
  }
  for (const column of ['rating_count', 'rating_sum']) {
    await expect(
      database.asTenant(a, (trx) => trx.raw(`UPDATE product SET ${column} = 1`)),
    ).rejects.toMatchObject({ code: '42501' });
  }
});

test('stars are one to five, and NULL is none', async () => {
  const product = await addProduct(database, database.tenants.a, 'RV-3');
  for (const rating of [0, 6, -1]) {
    await expect(addReview(product, { rating })).rejects.toMatchObject({
      constraint: 'ck_product_review_rating',
    });
  }
  await expect(addReview(product, { rating: null })).rejects.toMatchObject({ code: '23502' });
});

test('a changed review waits for a moderator again; a vote for it changes nothing', async () => {
  const product = await addProduct(database, a, 'RV-4');
  const id = await addReview(product, { title: 'Good' });
  await moderate(id, 'approved');
  await database.asTenant(a, (trx) => trx('product_review').where({ id }).increment('helpful_count', 1));
  expect(await ratingOf(product)).toEqual([1, '5.00']);
  await database.asTenant(a, (trx) => trx('product_review').where({ id }).update({ title: 'Spam' }));
  expect(await ratingOf(product)).toEqual([0, null]);
  const [review] = await database.knex('product_review').where({ id });
  expect(review).toMatchObject({ status: 'pending', approved_at: null, approved_by: null });
});

test('approvals of one product at once are all in the rating', async () => {
  const product = await addProduct(database, a, 'RV-5');
  const ids: string[] = [];
  for (let n = 0; n < SESSIONS; n++) ids.push(await addReview(product, { rating: (n % 5) + 1 }));
  const { codes } = await outcomes(ids.map((id) => moderate(id, 'approved')));
  expect(codes).toEqual([]);
  expect(await ratingOf(product)).toEqual([SESSIONS, '3.00']);
});

test('a person has one review of a product; of many at once one is taken', async () => {
  const product = await addProduct(database, a, 'RV-6');
  const { results, codes } = await outcomes(
    Array.from({ length: SESSIONS }, () => addReview(product, { personal_key_id: 7 })),
  );
  expect(results).toHaveLength(1);
  expect(new Set(codes)).toEqual(new Set(['23505']));
  await addReview(product, {});
  await addReview(product, {});
});

test('when two persons are one, their later review counts and the other is kept aside', async () => {
  const product = await addProduct(database, a, 'RV-7');
  const first = await addReview(product, { personal_key_id: 70, rating: 1, created_at: '2026-01-01' });
  const later = await addReview(product, { personal_key_id: 71, rating: 4, created_at: '2026-02-01' });
  await moderate(first, 'approved');
  await moderate(later, 'approved');
  const merge = (from: number, to: number) =>
    database
      .knex('product_review')
      .where({ personal_key_id: String(from) })
      .update({ personal_key_id: to });
  await merge(70, 71);
  expect(await ratingOf(product)).toEqual([1, '4.00']);
  await addReview(product, { personal_key_id: 72, rating: 2, created_at: '2025-01-01' });
  await merge(71, 72);
  expect(await ratingOf(product)).toEqual([1, '4.00']);
  const counted = await database.knex('product_review').where({ product_id: product, superseded_at: null });
  expect(counted.map((each) => each.id)).toEqual([later]);
});

test('an import that brings the figures along writes no product again; one that does not is mended', async () => {
  const good = await products.create(database.knex, {
    tenant_id: a.id,
    rating_count: 2,
    rating_sum: 8,
    updated_at: '2026-01-01T00:00:00Z',
  });
  const bare = await addProduct(database, a, 'RV-9');
  const approved = { tenant_id: a.id, status: 'approved', approved_at: '2026-01-01T00:00:00Z' } as const;
  const review = (product_id: string, rating: number) => reviews.build({ ...approved, product_id, rating });
  await database
    .knex('product_review')
    .insert([review(good.id, 3), review(good.id, 5), review(bare, 4), review(bare, 1)]);
  expect(await database.knex('product').where({ id: good.id })).toEqual([good]);
  expect(await ratingOf(bare)).toEqual([2, '2.50']);
});

test('a moderator who leaves stays out of the way', async () => {
  const { ownerId: userId } = await addMember(database, a, 'member');
  const id = await addReview(await addProduct(database, a, 'RV-10'), {});
  await moderate(id, 'approved');
  await database.knex('product_review').where({ id }).update({ approved_by: userId });
  await database.knex('sys_tenant_members').where({ tenant_id: a.id, user_id: userId }).delete();
  const [review] = await database.knex('product_review').where({ id });
  expect(review).toMatchObject({ status: 'approved', approved_by: null });
});
