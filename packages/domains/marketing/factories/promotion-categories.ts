import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { categories } from '@erp/products/factories/categories';
import { listed, listedCategories } from '../demo/promoted-products.ts';
import { offerCount, offerOf } from '../demo/promotion-offers.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

/** Categories that promotions are given for. */
export const promotionCategories = factory('mkt_promotion_categories', {
  count: offerCount,
  fixed: true,
  identity: false,
  story: offerOf,
  most: 4,
  rows: (offer, tenant) => listed(offer, listedCategories(tenant, offer)),
  parents: { promotion_id: () => promotions, category_id: () => categories },
  cells: {
    promotion_id: ({ offer }) => promotions.id(offer.number),
    category_id: ({ thing }) => categories.id(thing),
    side: ({ offer }) => (offer.key === 'extra' ? 'buy' : 'both'),
    created_at: ({ offer }) => time(offer.createdAt),
    updated_at: ({ offer }) => time(offer.createdAt),
  },
});
