import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { bundlePrice, PAIR } from '../demo/promoted-products.ts';
import { type Offer, offerCount, offerOf } from '../demo/promotion-offers.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

/** What promotions of type bundle give: percent for any two, or one price for certain goods. */
export const promotionBundleRules = factory('mkt_promotion_bundle_rules', {
  count: offerCount,
  fixed: true,
  identity: false,
  story: offerOf,
  rows: (offer) => (offer.type === 'bundle' ? [offer] : []),
  parents: { promotion_id: () => promotions },
  cells: {
    promotion_id: ({ number }: Offer) => promotions.id(number),
    bundle_type: ({ key }) => (key === 'pair' ? 'quantity' : 'items'),
    required_quantity: ({ key }) => (key === 'pair' ? PAIR.pieces : null),
    required_amount: null,
    discount_type: ({ key }) => (key === 'pair' ? 'percentage' : 'fixed_price'),
    discount_percent: ({ key }) => (key === 'pair' ? `${PAIR.percent}.0000` : null),
    discount_amount: null,
    bundle_price: ({ key }, _draw, tenant) => (key === 'pair' ? null : money(bundlePrice(tenant))),
    max_bundles_per_order: ({ key }) => (key === 'pair' ? null : 3),
    created_at: ({ createdAt }) => time(createdAt),
    updated_at: ({ createdAt }) => time(createdAt),
  },
});
