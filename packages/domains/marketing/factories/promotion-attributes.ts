import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { attributeNumber } from '@erp/products/demo';
import { productAttributes } from '@erp/products/factories/product-attributes';
import { listed } from '../demo/promoted-products.ts';
import { offerCount, offerOf } from '../demo/promotion-offers.ts';
import type { OfferKey } from '../demo/promotion-texts.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

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
