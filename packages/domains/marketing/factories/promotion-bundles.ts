import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { products } from '@erp/products/factories/products';
import { bundled, bundlePrice } from './promotion-goods.ts';
import { type Offer, offerCount, offerOf } from './promotion-offers.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

/** Pieces and percent of the bundle of any goods. */
export const PAIR = { pieces: 2, percent: 10 } as const;

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

/** What bundles of certain goods consist of. */
export const promotionBundleItems = factory('mkt_promotion_bundle_items', {
  count: offerCount,
  fixed: true,
  identity: false,
  story: offerOf,
  most: 3,
  rows: (offer, tenant) =>
    offer.key === 'bundle' ? bundled(tenant).map((article) => ({ offer, article })) : [],
  parents: { promotion_id: () => promotions, product_id: () => products },
  cells: {
    promotion_id: ({ offer }) => promotions.id(offer.number),
    product_id: ({ article }) => products.id(article.number),
    quantity: 1,
    created_at: ({ offer }) => time(offer.createdAt),
    updated_at: ({ offer }) => time(offer.createdAt),
  },
});
