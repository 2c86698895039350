import type { Invariant } from '@erp/kit/invariant';

/** What customers say of products. */
export const reviewInvariants: readonly Invariant[] = [
  {
    name: 'product_ratings',
    says: 'Number and sum of the stars of a product are those of its approved reviews.',
    sql: `
      SELECT p.tenant_id, p.sku AS key, format('says %s stars of %s reviews, the reviews say %s of %s', p.rating_sum,
        p.rating_count, coalesce(r.stars, 0), coalesce(r.reviews, 0)) AS found
      FROM product p
      LEFT JOIN (
        SELECT tenant_id, product_id, count(*) AS reviews, sum(rating) AS stars
        FROM product_review WHERE status = 'approved' AND superseded_at IS NULL GROUP BY tenant_id, product_id
      ) r ON r.tenant_id = p.tenant_id AND r.product_id = p.id
      WHERE (p.rating_count, p.rating_sum) IS DISTINCT FROM (coalesce(r.reviews, 0), coalesce(r.stars, 0))`,
  },
  {
    name: 'review_timeline',
    says: 'A review is of a product that was there, and is approved after it was written.',
    sql: `
      SELECT v.tenant_id, v.id AS key, 'is dated before the product, or approved before it was written' AS found
      FROM product_review v JOIN product p ON p.tenant_id = v.tenant_id AND p.id = v.product_id
      WHERE v.created_at < p.created_at OR v.approved_at < v.created_at OR v.superseded_at < v.created_at`,
  },
  {
    name: 'superseded_review_has_later_one',
    says: 'Where a review was superseded, another one of the same person and product is there.',
    sql: `
      SELECT v.tenant_id, v.id AS key, 'has no other review in its place' AS found
      FROM product_review v
      WHERE v.superseded_at IS NOT NULL AND v.personal_key_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM product_review o
        WHERE o.tenant_id = v.tenant_id AND o.product_id = v.product_id AND o.id <> v.id
          AND o.personal_key_id = v.personal_key_id
      )`,
  },
  {
    name: 'demo_superseded_review_has_later_one',
    says: 'Where a review of a demo was superseded, the next one is of the same product.',
    about: 'demo',
    sql: `
      SELECT v.tenant_id, v.id AS key, 'was seeded without the review that took its place' AS found
      FROM product_review v
      -- While nobody says who wrote the reviews of the story, the next one is by the same person.
      WHERE v.superseded_at IS NOT NULL AND v.id < 1000000000 AND v.personal_key_id IS NULL AND EXISTS (
        SELECT FROM sys_demo_seeds d WHERE d.tenant_id = v.tenant_id AND d.table_name = 'product_review'
      ) AND NOT EXISTS (
        SELECT FROM product_review o
        WHERE o.tenant_id = v.tenant_id AND o.id = v.id + 1 AND o.product_id = v.product_id
      )`,
  },
  {
    name: 'demo_reviews_differ',
    says: 'Customers of a demo say it each in their own words: of ten comments eight are said once, or there are 300 of them.',
    about: 'demo',
    sql: `
      SELECT v.tenant_id, 'comments' AS key, format('%s different ones in %s reviews', count(DISTINCT v.comment), count(*)) AS found
      FROM product_review v
      WHERE v.comment IS NOT NULL AND v.id < 1000000000 AND EXISTS (
        SELECT FROM sys_demo_seeds d WHERE d.tenant_id = v.tenant_id AND d.table_name = 'product_review')
      GROUP BY v.tenant_id HAVING count(DISTINCT v.comment) < least(0.8 * count(*), 300)`,
  },
];
