import { platformPages } from '@erp/channels/factories/platform-pages';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { listed } from '../demo/promoted-products.ts';
import { offerCount, offerOf } from '../demo/promotion-offers.ts';
import type { OfferKey } from '../demo/promotion-texts.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

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
