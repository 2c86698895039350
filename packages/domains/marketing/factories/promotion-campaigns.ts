import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Offer, offerCount, offerOf } from '../demo/promotion-offers.ts';
import { campaigns } from './campaigns.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

interface Support {
  readonly offer: Offer;
  /** Number of the campaign, from 0. */
  readonly campaign: number;
}

/** Which campaigns promotions belong to. */
export const promotionCampaigns = factory('mkt_promotion_campaigns', {
  count: offerCount,
  fixed: true,
  identity: false,
  story: offerOf,
  rows: (offer): readonly Support[] =>
    offer.campaign === undefined ? [] : [{ offer, campaign: offer.campaign }],
  parents: { promotion_id: () => promotions, campaign_id: () => campaigns },
  cells: {
    promotion_id: ({ offer }) => promotions.id(offer.number),
    campaign_id: ({ campaign }) => campaigns.id(campaign),
    created_at: ({ offer }) => time(offer.createdAt),
    updated_at: ({ offer }) => time(offer.createdAt),
  },
});
