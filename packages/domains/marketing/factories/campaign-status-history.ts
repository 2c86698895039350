import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { campaignCount, campaignOf } from '../demo/campaign-plans.ts';
import { campaigns } from './campaigns.ts';
import '../tables.ts';

/** Every status that a campaign has been in. */
export const campaignStatusHistory = factory('mkt_campaign_status_history', {
  count: campaignCount,
  fixed: true,
  story: campaignOf,
  most: 6,
  rows: (campaign) =>
    campaign.path.map((step, n) => ({ campaign, step, from: campaign.path[n - 1]?.status ?? null })),
  parents: { campaign_id: () => campaigns },
  alone: { changed_by: null },
  cells: {
    campaign_id: ({ campaign }) => campaigns.id(campaign.number),
    from_status: ({ from }) => from,
    to_status: ({ step }) => step.status,
    changed_by: ({ campaign }) => campaign.owner,
    reason: ({ step }) => step.note,
    changed_at: ({ step }) => time(step.at),
    created_at: ({ step }) => time(step.at),
  },
});
