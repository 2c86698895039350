import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { campaignCount, campaignOf, plannedAt } from '../demo/campaign-plans.ts';
import { channelOf } from '../demo/ways.ts';
import { campaigns } from './campaigns.ts';
import { marketingChannels } from './marketing-channels.ts';
import '../tables.ts';

/** Two ways of each, one of which fits its type. */
export const campaignChannels = factory('mkt_campaign_channels', {
  count: campaignCount,
  fixed: true,
  identity: false,
  story: campaignOf,
  most: 2,
  rows: (campaign) => {
    const own = channelOf(campaign.type);
    const other = (own + 1 + (campaign.number % 4)) % 5;
    return [own, other].map((channel) => ({ campaign, channel }));
  },
  parents: { campaign_id: () => campaigns, marketing_channel_id: () => marketingChannels },
  cells: {
    campaign_id: ({ campaign }) => campaigns.id(campaign.number),
    marketing_channel_id: ({ channel }) => marketingChannels.id(channel),
    created_at: ({ campaign }) => time(plannedAt(campaign)),
    updated_at: ({ campaign }) => time(plannedAt(campaign)),
  },
});
