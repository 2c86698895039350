import type { DemoTenant, Trade } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { type Offer, offerCount, offerOf } from './promotion-offers.ts';
import type { OfferKey } from './promotion-words.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

/** Percent that the promotions of type discount give, where they give percent of goods. */
export const PERCENT: Readonly<Partial<Record<OfferKey, number>>> = {
  welcome: 10,
  thanks: 15,
  newsletter: 5,
  friends: 10,
  regulars: 15,
  last_pieces: 20,
  summer: 20,
  autumn: 15,
};

const VOUCHER: Record<Trade, number> = { jewelry: 2_000, home_goods: 1_000, food: 500 };

/** What promotions of type discount give. */
export const promotionDiscountRules = factory('mkt_promotion_discount_rules', {
  count: offerCount,
  fixed: true,
  identity: false,
  story: offerOf,
  rows: (offer) => (offer.type === 'discount' ? [offer] : []),
  parents: { promotion_id: () => promotions },
  cells: {
    promotion_id: ({ number }: Offer) => promotions.id(number),
    discount_type: ({ key }) => (key === 'anniversary' ? 'fixed_amount' : 'percentage'),
    discount_percent: ({ key }) => (key === 'anniversary' ? null : `${PERCENT[key] ?? 100}.0000`),
    discount_amount: ({ key }, _draw, tenant) =>
      key === 'anniversary' ? money(VOUCHER[tenant.trade]) : null,
    fixed_price: null,
    apply_to: ({ key }) => (key === 'shipping' ? 'shipping' : 'goods'),
    allocation_method: 'across',
    created_at: ({ createdAt }) => time(createdAt),
    updated_at: ({ createdAt }) => time(createdAt),
  },
});

/** Of how many pieces of a kind the last one is reduced, and by how many percent: a fifth off all of them. */
export const MORE_OF_IT: Record<Trade, { readonly pieces: number; readonly percent: number }> = {
  jewelry: { pieces: 2, percent: 40 },
  home_goods: { pieces: 2, percent: 40 },
  food: { pieces: 3, percent: 60 },
};

const EXTRA_FROM: Record<Trade, number> = { jewelry: 15_000, home_goods: 10_000, food: 5_000 };

/** What promotions of type bogo give. */
export const promotionBogoRules = factory('mkt_promotion_bogo_rules', {
  count: offerCount,
  fixed: true,
  identity: false,
  story: offerOf,
  rows: (offer) => (offer.type === 'bogo' ? [offer] : []),
  parents: { promotion_id: () => promotions },
  cells: {
    promotion_id: ({ number }: Offer) => promotions.id(number),
    buy_type: ({ key }) => (key === 'extra' ? 'amount' : 'quantity'),
    buy_quantity: ({ key }, _draw, tenant) => (key === 'extra' ? null : MORE_OF_IT[tenant.trade].pieces - 1),
    buy_amount: ({ key }, _draw, tenant) => (key === 'extra' ? money(EXTRA_FROM[tenant.trade]) : null),
    get_type: ({ key }) => (key === 'extra' ? 'listed' : 'same_product'),
    get_quantity: 1,
    get_discount_percent: ({ key }, _draw, tenant) =>
      `${key === 'extra' ? 50 : MORE_OF_IT[tenant.trade].percent}.0000`,
    max_applications_per_order: ({ key }) => (key === 'extra' ? 1 : null),
    created_at: ({ createdAt }) => time(createdAt),
    updated_at: ({ createdAt }) => time(createdAt),
  },
});

/** A step of a tiered promotion. Its threshold in cents. */
export interface Step {
  readonly offer: Offer;
  readonly level: number;
  readonly from: number;
  readonly percent: number;
}

const STEPS: Record<Trade, readonly number[]> = {
  jewelry: [8_000, 16_000, 32_000],
  home_goods: [6_000, 12_000, 24_000],
  food: [3_000, 6_000, 12_000],
};

/** The steps of a promotion, the lowest first. */
export function stepsOf(tenant: DemoTenant, offer: Offer): readonly Step[] {
  if (offer.type !== 'tiered') return [];
  return STEPS[tenant.trade].map((from, index) => ({
    offer,
    level: index + 1,
    from,
    percent: 5 * (index + 1),
  }));
}

/** The steps of promotions of type tiered. */
export const promotionTieredRules = factory('mkt_promotion_tiered_rules', {
  count: offerCount,
  fixed: true,
  identity: false,
  story: (tenant, number) => stepsOf(tenant, offerOf(tenant, number)),
  most: 3,
  rows: (steps) => steps,
  parents: { promotion_id: () => promotions },
  cells: {
    promotion_id: ({ offer }: Step) => promotions.id(offer.number),
    tier_level: ({ level }) => level,
    threshold_type: 'amount',
    threshold_quantity: null,
    threshold_amount: ({ from }) => money(from),
    discount_type: 'percentage',
    discount_percent: ({ percent }) => `${percent}.0000`,
    discount_amount: null,
    created_at: ({ offer }) => time(offer.createdAt),
    updated_at: ({ offer }) => time(offer.createdAt),
  },
});
