import { factory } from '@erp/kit/factory';
import { day, time } from '@erp/kit/moment';
import {
  ACTIVITIES,
  campaignCount,
  campaignOf,
  plannedActivities,
  plannedAt,
} from '../demo/campaign-plans.ts';
import { campaignActivities } from './campaign-activities.ts';
import '../tables.ts';

/** Moves of activities to another day. */
export const campaignActivitiesHistory = factory('mkt_campaign_activities_history', {
  count: campaignCount,
  fixed: true,
  story: campaignOf,
  most: ACTIVITIES,
  rows: (campaign) =>
    plannedActivities(campaign).flatMap((each) => {
      const { movedFrom } = each.activity;
      return movedFrom === undefined ? [] : [{ ...each, movedFrom }];
    }),
  parents: { activity_id: () => campaignActivities },
  alone: { changed_by: null },
  cells: {
    activity_id: ({ campaign, activity }) => campaignActivities.id(campaign.number, activity.index),
    old_date: ({ movedFrom }) => day(movedFrom),
    new_date: ({ activity }) => day(activity.at),
    changed_by: ({ campaign }) => campaign.owner,
    created_at: ({ campaign }) => time(plannedAt(campaign)),
  },
});
