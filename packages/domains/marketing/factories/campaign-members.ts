import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { campaignCount, campaignOf, plannedAt } from '../demo/campaign-plans.ts';
import { campaigns } from './campaigns.ts';
import '../tables.ts';

/** Two people beside the owner. */
export const campaignMembers = factory('mkt_campaign_members', {
  count: campaignCount,
  fixed: true,
  identity: false,
  story: campaignOf,
  most: 2,
  rows: (campaign, tenant) =>
    [
      { userId: staffWithRole(tenant, 'member'), role: 'copy' },
      { userId: staffWithRole(tenant, 'admin') ?? staffWithRole(tenant, 'owner'), role: 'media_buying' },
    ].flatMap(({ userId, role }) => (userId === null ? [] : [{ campaign, userId, role }])),
  parents: { campaign_id: () => campaigns },
  cells: {
    campaign_id: ({ campaign }) => campaigns.id(campaign.number),
    user_id: ({ userId }) => userId,
    role: ({ role }) => role,
    created_at: ({ campaign }) => time(plannedAt(campaign)),
    updated_at: ({ campaign }) => time(plannedAt(campaign)),
  },
});
