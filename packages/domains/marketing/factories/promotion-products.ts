import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { products } from '@erp/products/factories/products';
import { listed, smallThings } from '../demo/promoted-products.ts';
import { offerCount, offerOf } from '../demo/promotion-offers.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

/** Products that promotions are given for. */
export const promotionProducts = factory('mkt_promotion_products', {
  count: offerCount,
  fixed: true,
  identity: false,
  story: offerOf,
  most: 4,
  rows: (offer, tenant) =>
    offer.key === 'extra'
      ? listed(
          offer,
          smallThings(tenant).map(({ number }) => number),
        )
      : [],
  parents: { promotion_id: () => promotions, product_id: () => products },
  cells: {
    promotion_id: ({ offer }) => promotions.id(offer.number),
    product_id: ({ thing }) => products.id(thing),
    side: 'get',
    created_at: ({ offer }) => time(offer.createdAt),
    updated_at: ({ offer }) => time(offer.createdAt),
  },
});
