import { withoutTriggers } from '@erp/kit/demo';
import { type DemoTenant, staffWithRole } from '@erp/kit/demo-tenant';
import type { AnyFactory } from '@erp/kit/factory';
import type { Knex } from 'knex';
import { promotionAttributes } from '../factories/promotion-attributes.ts';
import { promotionBogoRules } from '../factories/promotion-bogo-rules.ts';
import { promotionBundleItems } from '../factories/promotion-bundle-items.ts';
import { promotionBundleRules } from '../factories/promotion-bundle-rules.ts';
import { promotionCampaigns } from '../factories/promotion-campaigns.ts';
import { promotionCategories } from '../factories/promotion-categories.ts';
import { promotionChannels } from '../factories/promotion-channels.ts';
import { promotionCodes } from '../factories/promotion-codes.ts';
import { promotionDiscountRules } from '../factories/promotion-discount-rules.ts';
import { promotionExclusions } from '../factories/promotion-exclusions.ts';
import { promotionFreeItems } from '../factories/promotion-free-items.ts';
import { promotionPriceOverrides } from '../factories/promotion-price-overrides.ts';
import { promotionProducts } from '../factories/promotion-products.ts';
import { promotionRedemptionLines } from '../factories/promotion-redemption-lines.ts';
import { promotionRedemptions } from '../factories/promotion-redemptions.ts';
import { promotionTieredRules } from '../factories/promotion-tiered-rules.ts';
import { promotions } from '../factories/promotions.ts';

/** In the order in which they are loaded; campaigns and their channels go before. */
export const promotionFactories: readonly AnyFactory[] = [
  promotions,
  promotionDiscountRules,
  promotionBogoRules,
  promotionBundleRules,
  promotionBundleItems,
  promotionTieredRules,
  promotionFreeItems,
  promotionPriceOverrides,
  promotionProducts,
  promotionCategories,
  promotionAttributes,
  promotionExclusions,
  promotionChannels,
  promotionCampaigns,
  promotionCodes,
  promotionRedemptions,
  promotionRedemptionLines,
];

/** Counts the uses of promotions and codes, and tells products which promotion runs for them. */
export async function finishPromotions(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  const ids = tenants.map((tenant) => tenant.id);
  await withoutTriggers(trx, ['mkt_promotions', 'mkt_promotion_codes', 'product'], async () => {
    for (const statement of [USES, USES_OF_CODES]) await trx.raw(statement, { ids });
    for (const tenant of tenants) {
      await trx.raw(RUNNING, {
        tenant: tenant.id,
        timezone: tenant.timezone,
        until: new Date(tenant.until),
        owner: staffWithRole(tenant, 'owner'),
      });
    }
  });
}

/** Every use, and every one that was given back: when, and by whom. */
const USED = `
  SELECT r.tenant_id, r.id, r.promotion_id, r.code_id, true AS given, r.redeemed_at AS at, r.created_by AS by
  FROM mkt_promotion_redemptions r WHERE r.tenant_id = ANY (:ids)
  UNION ALL
  SELECT r.tenant_id, r.id, r.promotion_id, r.code_id, false, r.released_at, h.changed_by
  FROM mkt_promotion_redemptions r
  LEFT JOIN order_status_history h
    ON h.tenant_id = r.tenant_id AND h.order_id = r.order_id AND h.to_status = 'cancelled'
  WHERE r.tenant_id = ANY (:ids) AND r.released_at IS NOT NULL`;

/** The story has nothing later of a promotion than what it was used for, its beginning and its end. */
const UNTOUCHED = `p.updated_at <= greatest(s.at, p.starts_at, CASE WHEN p.status = 'ended' THEN p.ends_at END)`;

/**
 * Who used a promotion last changed it last, also where the clock ended it since; uses that nobody gave by name, of
 * orders from a shop, leave the name that was there. Promotions that people have changed since stay.
 */
const USES = `
  UPDATE mkt_promotions p
  SET usage_count = s.uses, updated_at = greatest(p.updated_at, s.at),
    updated_by = CASE WHEN ${UNTOUCHED} THEN coalesce(s.last_by, p.updated_by) ELSE p.updated_by END
  FROM (
    SELECT p.tenant_id, p.id, count(*) FILTER (WHERE u.given) - count(*) FILTER (WHERE NOT u.given) AS uses,
      max(u.at) AS at,
      (array_agg(u.by ORDER BY u.at DESC, u.id DESC) FILTER (WHERE u.by IS NOT NULL))[1] AS last_by
    FROM mkt_promotions p
    JOIN (${USED}) u ON u.tenant_id = p.tenant_id AND u.promotion_id = p.id
    GROUP BY p.tenant_id, p.id
  ) s
  WHERE p.tenant_id = s.tenant_id AND p.id = s.id
    AND (p.usage_count <> s.uses OR p.updated_at < s.at OR ${UNTOUCHED} AND s.last_by <> p.updated_by)`;

const USES_OF_CODES = `
  UPDATE mkt_promotion_codes c SET usage_count = s.uses, updated_at = greatest(c.updated_at, s.at)
  FROM (
    SELECT u.tenant_id, u.code_id AS id, max(u.at) AS at,
      count(*) FILTER (WHERE u.given) - count(*) FILTER (WHERE NOT u.given) AS uses
    FROM (${USED}) u WHERE u.code_id IS NOT NULL GROUP BY u.tenant_id, u.code_id
  ) s
  WHERE c.tenant_id = s.tenant_id AND c.id = s.id AND (c.usage_count <> s.uses OR c.updated_at < s.at)`;

/**
 * Of promotions that name the product itself the first one, said on the first morning of a weekday on which it runs; what people
 * have chosen since stays.
 */
const RUNNING = `
  UPDATE product p
  SET promotion_id = s.promotion_id, updated_at = greatest(p.updated_at, s.told_at),
    updated_by = CASE WHEN s.told_at > p.updated_at THEN :owner ELSE p.updated_by END
  FROM (
    SELECT DISTINCT ON (g.product_id) g.product_id, m.id AS promotion_id,
      (n.morning + make_interval(days => CASE extract(isodow FROM n.morning) WHEN 6 THEN 2 WHEN 7 THEN 1 ELSE 0 END))
        AT TIME ZONE :timezone AS told_at
    FROM mkt_promotions m
    JOIN (
      SELECT tenant_id, promotion_id, product_id FROM mkt_promotion_products
      UNION ALL SELECT tenant_id, promotion_id, product_id FROM mkt_promotion_price_overrides
      UNION ALL SELECT tenant_id, promotion_id, product_id FROM mkt_promotion_bundle_items
    ) g ON g.tenant_id = m.tenant_id AND g.promotion_id = m.id
    CROSS JOIN LATERAL (SELECT date_trunc('day', m.starts_at AT TIME ZONE :timezone) + interval '9 hours' AS morning) n
    WHERE m.tenant_id = :tenant AND m.id < 1000000000 AND m.status = 'active' AND m.starts_at <= :until
      AND (m.ends_at > :until OR m.ends_at IS NULL)
    ORDER BY g.product_id, m.priority, m.id
  ) s
  WHERE p.tenant_id = :tenant AND p.id = s.product_id AND p.promotion_id IS NULL`;
