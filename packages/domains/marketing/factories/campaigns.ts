import { factory } from '@erp/kit/factory';
import { day, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import {
  type Campaign,
  campaignCount,
  campaignOf,
  changedAt,
  hasBegun,
  plannedAt,
  statusOfCampaign,
} from '../demo/campaign-plans.ts';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

/** Nine campaigns per tenant: over, running, resting, to come, given up. */
export const campaigns = factory('mkt_campaigns', {
  count: campaignCount,
  fixed: true,
  story: campaignOf,
  alone: { status: 'draft', status_note: null, spent: 0, owner_id: null, created_by: null, updated_by: null },
  cells: {
    name: (campaign: Campaign) => campaign.name,
    type: (campaign) => campaign.type,
    status: statusOfCampaign,
    status_note: ({ path }) => path.at(-1)?.note ?? null,
    description: null,
    currency_code: (_campaign, _draw, tenant) => tenant.currency,
    budget: ({ budget }) => money(budget),
    spent: ({ spent }) => money(spent),
    start_date: ({ start }) => day(start),
    end_date: ({ end }) => day(end),
    owner_id: ({ owner }) => owner,
    priority: (_campaign, draw) => draw.pick(['low', 'medium', 'high'] as const),
    progress: (campaign, draw) =>
      statusOfCampaign(campaign) === 'completed' ? 100 : hasBegun(campaign) ? draw.integer(20, 80) : 0,
    purpose: (_row, _draw, tenant) => say(tenant, 'To be remembered when people choose.'),
    reach_goal: (_campaign, draw) => draw.integer(20, 90) * 100,
    reach: (campaign, draw) => (hasBegun(campaign) ? draw.integer(1_000, 9_500) : 0),
    impressions: (campaign, draw) => (hasBegun(campaign) ? draw.integer(10_000, 60_000) : 0),
    engagement_goal: '4.0000',
    engagement: (campaign, draw) =>
      hasBegun(campaign) ? (draw.integer(100, 700) / 100).toFixed(4) : '0.0000',
    tags: ({ type }) => [type, 'demo'],
    created_by: ({ owner }) => owner,
    updated_by: ({ owner }) => owner,
    created_at: (campaign) => time(plannedAt(campaign)),
    updated_at: (campaign) => time(changedAt(campaign)),
  },
  traits: { draft: { status: 'draft', spent: 0 } },
});
