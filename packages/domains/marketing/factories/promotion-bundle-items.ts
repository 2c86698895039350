import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { products } from '@erp/products/factories/products';
import { bundled } from '../demo/promoted-products.ts';
import { offerCount, offerOf } from '../demo/promotion-offers.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

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
