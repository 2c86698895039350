import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { campaignOf, plannedAt } from '../demo/campaign-plans.ts';
import { type Offer, offerCount, offerOf } from '../demo/promotion-offers.ts';
import { campaigns } from './campaigns.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

interface Support {
  readonly offer: Offer;
  /** Number of the campaign, from 0. */
  readonly campaign: number;
  readonly since: number;
}

/** Which campaigns promotions belong to. */
export const promotionCampaigns = factory('mkt_promotion_campaigns', {
  count: offerCount,
  fixed: true,
  identity: false,
  story: offerOf,
  rows: (offer, tenant): readonly Support[] => {
    if (offer.campaign === undefined) return [];
    const planned = plannedAt(campaignOf(tenant, offer.campaign));
    return [{ campaign: offer.campaign, offer, since: Math.max(offer.createdAt, planned) }];
  },
  parents: { promotion_id: () => promotions, campaign_id: () => campaigns },
  cells: {
    promotion_id: ({ offer }) => promotions.id(offer.number),
    campaign_id: ({ campaign }) => campaigns.id(campaign),
    created_at: ({ since }) => time(since),
    updated_at: ({ since }) => time(since),
  },
});
