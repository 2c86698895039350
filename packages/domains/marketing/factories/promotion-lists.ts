import { platformPages } from '@erp/channels/factories/platform-pages';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { attributeNumber } from '@erp/products/demo';
import { categories } from '@erp/products/factories/categories';
import { productAttributes } from '@erp/products/factories/product-attributes';
import { products } from '@erp/products/factories/products';
import { listedCategories, sets, smallThings, toOrder } from './promotion-goods.ts';
import { type Offer, offerCount, offerOf } from './promotion-offers.ts';
import type { OfferKey } from './promotion-words.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

interface Listed {
  readonly offer: Offer;
  /** Number of the thing, from 0. */
  readonly thing: number;
}

const listed = (offer: Offer, things: readonly number[]): readonly Listed[] =>
  things.map((thing) => ({ offer, thing }));

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

const ATTRIBUTES: Partial<Record<OfferKey, readonly string[]>> = {
  gift: ['Origin'],
  anniversary: ['Handmade'],
};

/** Attributes that promotions are given for. */
export const promotionAttributes = factory('mkt_promotion_attributes', {
  count: offerCount,
  fixed: true,
  identity: false,
  story: offerOf,
  rows: (offer) => listed(offer, (ATTRIBUTES[offer.key] ?? []).map(attributeNumber)),
  parents: { promotion_id: () => promotions, attribute_id: () => productAttributes },
  cells: {
    promotion_id: ({ offer }) => promotions.id(offer.number),
    attribute_id: ({ thing }) => productAttributes.id(thing),
    side: 'both',
    created_at: ({ offer }) => time(offer.createdAt),
    updated_at: ({ offer }) => time(offer.createdAt),
  },
});

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

/** Numbers of the pages on whose orders a promotion is given, where it is not given on all. */
const PAGES: Partial<Record<OfferKey, readonly number[]>> = { gift: [0, 2], extra: [6], shipping: [0, 2, 6] };

/** Pages that promotions are given on. */
export const promotionChannels = factory('mkt_promotion_channels', {
  count: offerCount,
  fixed: true,
  identity: false,
  story: offerOf,
  most: 3,
  rows: (offer) => listed(offer, PAGES[offer.key] ?? []),
  parents: { promotion_id: () => promotions, channel_platform_page_id: () => platformPages },
  cells: {
    promotion_id: ({ offer }) => promotions.id(offer.number),
    channel_platform_page_id: ({ thing }) => platformPages.id(thing),
    created_at: ({ offer }) => time(offer.createdAt),
    updated_at: ({ offer }) => time(offer.createdAt),
  },
});
