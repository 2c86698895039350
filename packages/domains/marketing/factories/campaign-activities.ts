import { factory } from '@erp/kit/factory';
import { day, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import {
  ACTIVITIES,
  campaignCount,
  campaignOf,
  doneAt,
  type PlannedActivity,
  plannedActivities,
  plannedAt,
} from '../demo/campaign-plans.ts';
import { campaigns } from './campaigns.ts';
import '../tables.ts';

/** Four activities of each. */
export const campaignActivities = factory('mkt_campaign_activities', {
  count: campaignCount,
  fixed: true,
  story: campaignOf,
  most: ACTIVITIES,
  rows: plannedActivities,
  parents: { campaign_id: () => campaigns },
  alone: { created_by: null, updated_by: null, spent: 0 },
  cells: {
    campaign_id: ({ campaign }: PlannedActivity) => campaigns.id(campaign.number),
    title: ({ campaign, activity }) => `${activity.title}: ${campaign.name}`,
    type: ({ activity }) => activity.type,
    status: ({ activity }) => activity.status,
    activity_date: ({ activity }) => day(activity.at),
    duration_days: ({ activity }) => activity.days,
    start_time: ({ activity }) => (activity.index === 2 ? '10:00' : null),
    end_time: ({ activity }) => (activity.index === 2 ? '18:00' : null),
    budget: ({ activity }) => money(activity.budget),
    spent: ({ activity }) => money(activity.spent),
    reach: (_work, draw) => draw.integer(2, 90) * 100,
    created_by: ({ campaign }) => campaign.owner,
    updated_by: ({ campaign }) => campaign.owner,
    created_at: ({ campaign }) => time(plannedAt(campaign)),
    updated_at: (planned) => time(doneAt(planned)),
  },
});
