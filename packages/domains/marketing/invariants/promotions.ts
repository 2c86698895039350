import type { Invariant } from '@erp/kit/invariant';

/** Has the rule that its type asks for, as app.promotion_is_complete tells it. */
const COMPLETE = `
  CASE p.type
    WHEN 'discount' THEN EXISTS (
      SELECT FROM mkt_promotion_discount_rules r WHERE r.tenant_id = p.tenant_id AND r.promotion_id = p.id)
    WHEN 'bogo' THEN EXISTS (
      SELECT FROM mkt_promotion_bogo_rules r WHERE r.tenant_id = p.tenant_id AND r.promotion_id = p.id)
    WHEN 'bundle' THEN EXISTS (
      SELECT FROM mkt_promotion_bundle_rules r
      WHERE r.tenant_id = p.tenant_id AND r.promotion_id = p.id AND (r.bundle_type <> 'items' OR EXISTS (
        SELECT FROM mkt_promotion_bundle_items i WHERE i.tenant_id = p.tenant_id AND i.promotion_id = p.id)))
    WHEN 'tiered' THEN EXISTS (
      SELECT FROM mkt_promotion_tiered_rules r WHERE r.tenant_id = p.tenant_id AND r.promotion_id = p.id)
    WHEN 'free_item' THEN EXISTS (
      SELECT FROM mkt_promotion_free_items r WHERE r.tenant_id = p.tenant_id AND r.promotion_id = p.id)
    WHEN 'price_override' THEN EXISTS (
      SELECT FROM mkt_promotion_price_overrides r WHERE r.tenant_id = p.tenant_id AND r.promotion_id = p.id)
  END`;

/** The rules of the business that promotions, their codes and their uses keep. */
export const promotionInvariants: readonly Invariant[] = [
  {
    name: 'promotion_uses',
    says: 'A promotion counts the redemptions that stand.',
    sql: `
      SELECT p.tenant_id, p.name AS key, format('says %s, its redemptions are %s', p.usage_count, coalesce(r.uses, 0)) AS found
      FROM mkt_promotions p
      LEFT JOIN (
        SELECT tenant_id, promotion_id, count(*) AS uses FROM mkt_promotion_redemptions
        WHERE released_at IS NULL GROUP BY tenant_id, promotion_id
      ) r ON r.tenant_id = p.tenant_id AND r.promotion_id = p.id
      WHERE p.usage_count <> coalesce(r.uses, 0)`,
  },
  {
    name: 'promotion_code_uses',
    says: 'A code counts the redemptions by it that stand.',
    sql: `
      SELECT c.tenant_id, c.code AS key, format('says %s, its redemptions are %s', c.usage_count, coalesce(r.uses, 0)) AS found
      FROM mkt_promotion_codes c
      LEFT JOIN (
        SELECT tenant_id, code_id, count(*) AS uses FROM mkt_promotion_redemptions
        WHERE released_at IS NULL AND code_id IS NOT NULL GROUP BY tenant_id, code_id
      ) r ON r.tenant_id = c.tenant_id AND r.code_id = c.id
      WHERE c.usage_count <> coalesce(r.uses, 0)`,
  },
  {
    name: 'redemption_is_its_lines',
    says: 'What an order got by a promotion is what its lines got by it.',
    sql: `
      SELECT r.tenant_id, r.id::text AS key, format('says %s, its lines say %s', r.discount_amount, l.discount) AS found
      FROM mkt_promotion_redemptions r
      JOIN (
        SELECT tenant_id, redemption_id, sum(discount_amount) AS discount
        FROM mkt_promotion_redemption_lines GROUP BY tenant_id, redemption_id
      ) l ON l.tenant_id = r.tenant_id AND l.redemption_id = r.id
      WHERE r.discount_amount <> l.discount AND r.released_at IS NULL`,
  },
  {
    name: 'line_has_its_discounts',
    says: 'The discount of an order line is at least what it got by promotions that stand.',
    sql: `
      SELECT i.tenant_id, i.id::text AS key, format('has %s off, %s of promotions', i.discount_amount, s.discount) AS found
      FROM order_items i
      JOIN (
        SELECT l.tenant_id, l.order_item_id, sum(l.discount_amount) AS discount
        FROM mkt_promotion_redemption_lines l
        JOIN mkt_promotion_redemptions r ON r.tenant_id = l.tenant_id AND r.id = l.redemption_id
        WHERE r.released_at IS NULL GROUP BY l.tenant_id, l.order_item_id
      ) s ON s.tenant_id = i.tenant_id AND s.order_item_id = i.id
      WHERE i.discount_amount < s.discount`,
  },
  {
    name: 'order_has_its_discounts',
    says: 'The discount of an order is at least what it got by promotions that stand.',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key,
        format('has %s off, %s of promotions', o.discount_amount, s.discount) AS found
      FROM orders o
      JOIN (
        SELECT tenant_id, order_id, sum(discount_amount) AS discount FROM mkt_promotion_redemptions
        WHERE released_at IS NULL GROUP BY tenant_id, order_id
      ) s ON s.tenant_id = o.tenant_id AND s.order_id = o.id
      WHERE o.discount_amount < s.discount`,
  },
  {
    name: 'demo_discounts_by_promotions',
    says: 'The orders of a demo got their whole discount by promotions, and keep it when they are cancelled.',
    about: 'demo',
    sql: `
      SELECT o.tenant_id, coalesce(o.order_number, o.id::text) AS key,
        format('has %s off, %s of promotions', o.discount_amount, coalesce(s.discount, 0)) AS found
      FROM sys_demo_seeds d
      JOIN orders o ON o.tenant_id = d.tenant_id AND o.id < 1000000000 AND o.updated_at <= d.until
      LEFT JOIN (
        SELECT tenant_id, order_id, sum(discount_amount) AS discount FROM mkt_promotion_redemptions
        WHERE release_reason IS DISTINCT FROM 'withdrawn' AND release_reason IS DISTINCT FROM 'abandoned'
        GROUP BY tenant_id, order_id
      ) s ON s.tenant_id = o.tenant_id AND s.order_id = o.id
      WHERE d.table_name = 'mkt_promotion_redemptions' AND o.discount_amount <> coalesce(s.discount, 0)`,
  },
  {
    name: 'redeemed_while_it_ran',
    says: 'A promotion is redeemed between its start and its end, and none is that never started.',
    sql: `
      SELECT r.tenant_id, r.id::text AS key,
        format('redeemed %s, %s is %s from %s to %s', r.redeemed_at, p.name, p.status, p.starts_at, p.ends_at) AS found
      FROM mkt_promotion_redemptions r JOIN mkt_promotions p ON p.tenant_id = r.tenant_id AND p.id = r.promotion_id
      WHERE r.redeemed_at < p.starts_at OR r.redeemed_at >= p.ends_at OR p.status = 'draft'`,
  },
  {
    name: 'code_called_in_opens_nothing',
    says: 'No code is used after it was called in.',
    sql: `
      SELECT r.tenant_id, c.code AS key, format('called in %s, used %s', c.revoked_at, r.redeemed_at) AS found
      FROM mkt_promotion_redemptions r JOIN mkt_promotion_codes c ON c.tenant_id = r.tenant_id AND c.id = r.code_id
      WHERE r.redeemed_at > c.revoked_at`,
  },
  {
    name: 'code_is_its_customers_own',
    says: 'A code of one customer is used by that customer.',
    sql: `
      SELECT r.tenant_id, c.code AS key, format('of customer %s, used by %s', c.customer_id, r.customer_id) AS found
      FROM mkt_promotion_redemptions r JOIN mkt_promotion_codes c ON c.tenant_id = r.tenant_id AND c.id = r.code_id
      WHERE c.customer_id <> r.customer_id`,
  },
  {
    name: 'redeemed_in_one_currency',
    says: 'A promotion is given on orders in its own currency.',
    sql: `
      SELECT r.tenant_id, r.id::text AS key, format('order in %s, %s in %s', o.currency_code, p.name, p.currency_code) AS found
      FROM mkt_promotion_redemptions r
      JOIN mkt_promotions p ON p.tenant_id = r.tenant_id AND p.id = r.promotion_id
      JOIN orders o ON o.tenant_id = r.tenant_id AND o.id = r.order_id
      WHERE o.currency_code <> p.currency_code`,
  },
  {
    name: 'cancelled_order_holds_no_use',
    says: 'An order that was cancelled or deleted has given the uses of its promotions back.',
    sql: `
      SELECT r.tenant_id, coalesce(o.order_number, o.id::text) AS key, 'redemption ' || r.id || ' stands' AS found
      FROM mkt_promotion_redemptions r JOIN orders o ON o.tenant_id = r.tenant_id AND o.id = r.order_id
      WHERE r.released_at IS NULL AND (o.status = 'cancelled' OR o.deleted_at IS NOT NULL)`,
  },
  {
    name: 'running_promotion_has_its_rule',
    says: 'A promotion that runs, or is about to, says what it gives.',
    sql: `
      SELECT p.tenant_id, p.name AS key, format('is %s and has no rule for %s', p.status, p.type) AS found
      FROM mkt_promotions p
      WHERE p.status IN ('scheduled', 'active') AND NOT (${COMPLETE})`,
  },
  {
    name: 'product_names_a_promotion',
    says: 'The promotion that a product names is there.',
    sql: `
      SELECT g.tenant_id, g.sku AS key, format('names promotion %s', g.promotion_id) AS found
      FROM product g
      WHERE g.promotion_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM mkt_promotions p WHERE p.tenant_id = g.tenant_id AND p.id = g.promotion_id AND p.deleted_at IS NULL
      )`,
  },
];
