import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { productVariants } from '@erp/products/factories/product-variants';
import { products } from '@erp/products/factories/products';
import { type SpecialPrice, specialPrices } from '../demo/promoted-products.ts';
import { offerCount, offerOf } from '../demo/promotion-offers.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

/** The prices of promotions of type price_override. */
export const promotionPriceOverrides = factory('mkt_promotion_price_overrides', {
  count: offerCount,
  fixed: true,
  story: offerOf,
  most: 20,
  rows: (offer, tenant) => (offer.type === 'price_override' ? specialPrices(tenant) : []),
  parents: { promotion_id: () => promotions, product_id: () => products },
  alone: { product_variant_id: null },
  cells: {
    promotion_id: ({ offer }: SpecialPrice) => promotions.id(offer.number),
    product_id: ({ article }) => products.id(article.number),
    product_variant_id: ({ article, variant }) =>
      variant === undefined ? null : productVariants.id(article.number, variant.index),
    override_price: ({ price }) => (price / 10_000).toFixed(4),
    created_at: ({ offer }) => time(offer.createdAt),
    updated_at: ({ offer }) => time(offer.createdAt),
  },
});
