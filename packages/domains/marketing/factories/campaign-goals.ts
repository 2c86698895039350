import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { campaignCount, campaignOf, changedAt, hasBegun, plannedAt } from '../demo/campaign-plans.ts';
import { say } from '../demo/texts/words.ts';
import { campaigns } from './campaigns.ts';
import '../tables.ts';

const GOALS = [
  { text: 'Orders that come by its links', target: 60, unit: 'orders' },
  { text: 'New subscribers of the letter', target: 150, unit: 'subscribers' },
  { text: 'Be talked about', target: null, unit: null },
] as const;

/** Two goals that are counted, and one that is not. */
export const campaignGoals = factory('mkt_campaign_goals', {
  count: campaignCount,
  fixed: true,
  story: campaignOf,
  most: GOALS.length,
  rows: (campaign) => GOALS.map((goal) => ({ campaign, goal })),
  parents: { campaign_id: () => campaigns },
  cells: {
    campaign_id: ({ campaign }) => campaigns.id(campaign.number),
    goal_text: ({ goal }, _draw, tenant) => say(tenant, goal.text),
    target_value: ({ goal }) => goal.target,
    unit: ({ goal }) => goal.unit,
    achieved_value: ({ campaign, goal }, draw) =>
      goal.unit === 'subscribers' && hasBegun(campaign) ? Math.floor(goal.target * (0.4 + draw.unit())) : 0,
    created_at: ({ campaign }) => time(plannedAt(campaign)),
    updated_at: ({ campaign }) => time(changedAt(campaign)),
  },
});
