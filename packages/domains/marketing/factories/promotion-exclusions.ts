import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { attributeNumber } from '@erp/products/demo';
import { categories } from '@erp/products/factories/categories';
import { productAttributes } from '@erp/products/factories/product-attributes';
import { products } from '@erp/products/factories/products';
import { sets, toOrder } from '../demo/promoted-products.ts';
import { type Offer, offerCount, offerOf } from '../demo/promotion-offers.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

interface Exclusion {
  readonly offer: Offer;
  readonly product?: number;
  readonly category?: number;
  readonly attribute?: number;
}

function exclusionsOf(offer: Offer, tenant: DemoTenant): readonly Exclusion[] {
  if (offer.key === 'summer')
    return [
      { offer, category: toOrder(tenant) },
      ...sets(tenant).map(({ number }) => ({ offer, product: number })),
    ];
  return offer.key === 'anniversary' ? [{ offer, attribute: attributeNumber('Intention') }] : [];
}

/** Goods that promotions are never given for. */
export const promotionExclusions = factory('mkt_promotion_exclusions', {
  count: offerCount,
  fixed: true,
  story: offerOf,
  most: 8,
  rows: exclusionsOf,
  parents: { promotion_id: () => promotions, category_id: () => categories },
  alone: { product_id: null, attribute_id: null },
  cells: {
    promotion_id: ({ offer }: Exclusion) => promotions.id(offer.number),
    product_id: ({ product }) => (product === undefined ? null : products.id(product)),
    category_id: ({ category }) => (category === undefined ? null : categories.id(category)),
    attribute_id: ({ attribute }) => (attribute === undefined ? null : productAttributes.id(attribute)),
    created_at: ({ offer }) => time(offer.createdAt),
    updated_at: ({ offer }) => time(offer.createdAt),
  },
});
