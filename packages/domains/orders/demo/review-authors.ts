import { withoutTriggers } from '@erp/kit/demo';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { reviewCount } from '@erp/products/demo';
import type { Knex } from 'knex';
import { saleCount } from './sales.ts';

/**
 * Says who wrote the reviews: the person who was the last to get the product for the first time before the review was
 * written. Where two reviews would have one writer, the second one stays with somebody unknown; but who wrote a second
 * one in place of the first has written both.
 */
export async function nameReviewers(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  const given = {
    ids: tenants.map((tenant) => tenant.id),
    sales: tenants.map(saleCount),
    reviews: tenants.map(reviewCount),
  };
  await withoutTriggers(trx, ['product_review'], async () => {
    await trx.raw(WRITERS, given);
    await trx.raw(FIRST_WORDS, { ids: given.ids });
  });
}

const WRITERS = `
  WITH tenant AS (
    SELECT * FROM unnest(:ids::bigint[], :sales::bigint[], :reviews::bigint[]) AS t (id, sales, reviews)
  ), buyer AS (
    SELECT t.id AS tenant_id, (o.id - 1) / t.sales AS unit, i.product_id, c.personal_key_id, min(o.delivered_at) AS since
    FROM tenant t
    JOIN orders o ON o.tenant_id = t.id AND o.id < 1000000000 AND o.delivered_at IS NOT NULL
    JOIN order_items i ON i.tenant_id = o.tenant_id AND i.order_id = o.id
    JOIN crm_customers c ON c.tenant_id = o.tenant_id AND c.id = o.customer_id
    GROUP BY 1, 2, 3, 4
  ), event AS (
    SELECT tenant_id, unit, product_id, since AS at, personal_key_id AS person, NULL::bigint AS review FROM buyer
    UNION ALL
    SELECT v.tenant_id, (v.id - 1) / t.reviews, v.product_id, v.created_at, NULL, v.id
    FROM tenant t JOIN product_review v ON v.tenant_id = t.id
    WHERE v.id < 1000000000 AND v.superseded_at IS NULL
  ), run AS (
    -- Every buyer begins a group; the reviews in it come after this buyer and before the next one.
    SELECT e.*, count(e.person) OVER (
      PARTITION BY e.tenant_id, e.unit, e.product_id ORDER BY e.at, e.person, e.review
    ) AS buyers
    FROM event e
  ), writer AS (
    SELECT r.tenant_id, r.review,
      max(r.person) OVER (PARTITION BY r.tenant_id, r.unit, r.product_id, r.buyers) AS person,
      row_number() OVER (PARTITION BY r.tenant_id, r.unit, r.product_id, r.buyers ORDER BY r.at, r.person, r.review) AS position
    FROM run r
  )
  UPDATE product_review v
  SET personal_key_id = w.person, reviewer_name = split_part(f.display_name, ' ', 1) || ' '
      || left(split_part(f.display_name, ' ', 2), 1) || '.', reviewer_email = NULL
  FROM writer w JOIN crm_personal_profile f ON f.tenant_id = w.tenant_id AND f.personal_key_id = w.person
  WHERE v.tenant_id = w.tenant_id AND v.id = w.review AND w.position = 2 AND w.person IS NOT NULL
    AND v.personal_key_id IS NULL`;

/** The first of two reviews is the one before: see the reviews of products. */
const FIRST_WORDS = `
  UPDATE product_review v
  SET personal_key_id = s.personal_key_id, reviewer_name = s.reviewer_name, reviewer_email = s.reviewer_email
  FROM product_review s
  WHERE v.tenant_id = ANY (:ids) AND v.id < 1000000000 AND v.superseded_at IS NOT NULL AND v.personal_key_id IS NULL
    AND s.tenant_id = v.tenant_id AND s.id = v.id + 1 AND s.product_id = v.product_id
    AND s.created_at = v.superseded_at AND s.personal_key_id IS NOT NULL`;
