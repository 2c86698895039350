import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { day, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { projects } from '@erp/tasks/factories/projects';
import {
  ACTIVITIES,
  type Activity,
  CAMPAIGNS,
  type Campaign,
  campaignOf,
  statusOfCampaign,
} from './campaign-plans.ts';
import { marketingChannels } from './marketing-channels.ts';
import '../tables.ts';

const count = () => CAMPAIGNS;
const begun = ({ path }: Campaign) => path.length > 2;
const first = ({ path }: Campaign) => path[0]?.at ?? 0;
const last = ({ path }: Campaign) => path.at(-1)?.at ?? 0;

/** Nine campaigns per tenant: over, running, resting, to come, given up. */
export const campaigns = factory('mkt_campaigns', {
  count,
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
      statusOfCampaign(campaign) === 'completed' ? 100 : begun(campaign) ? draw.integer(20, 80) : 0,
    purpose: 'To be remembered when people choose.',
    reach_goal: (_campaign, draw) => draw.integer(20, 90) * 100,
    reach: (campaign, draw) => (begun(campaign) ? draw.integer(1_000, 9_500) : 0),
    impressions: (campaign, draw) => (begun(campaign) ? draw.integer(10_000, 60_000) : 0),
    engagement_goal: '4.0000',
    engagement: (campaign, draw) => (begun(campaign) ? (draw.integer(100, 700) / 100).toFixed(4) : '0.0000'),
    tags: ({ type }) => [type, 'demo'],
    created_by: ({ owner }) => owner,
    updated_by: ({ owner }) => owner,
    created_at: (campaign) => time(first(campaign)),
    updated_at: (campaign) => time(last(campaign)),
  },
  traits: { draft: { status: 'draft', spent: 0 } },
});

/** Every status that a campaign has been in. */
export const campaignStatusHistory = factory('mkt_campaign_status_history', {
  count,
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

const GOALS = [
  { text: 'Orders that come by its links', target: 60, unit: 'orders' },
  { text: 'New subscribers of the letter', target: 150, unit: 'subscribers' },
  { text: 'Be talked about', target: null, unit: null },
] as const;

/** Two goals that are counted, and one that is not. */
export const campaignGoals = factory('mkt_campaign_goals', {
  count,
  fixed: true,
  story: campaignOf,
  most: GOALS.length,
  rows: (campaign) => GOALS.map((goal) => ({ campaign, goal })),
  parents: { campaign_id: () => campaigns },
  cells: {
    campaign_id: ({ campaign }) => campaigns.id(campaign.number),
    goal_text: ({ goal }) => goal.text,
    target_value: ({ goal }) => goal.target,
    unit: ({ goal }) => goal.unit,
    achieved_value: ({ campaign, goal }, draw) =>
      goal.unit === 'subscribers' && begun(campaign) ? Math.floor(goal.target * (0.4 + draw.unit())) : 0,
    created_at: ({ campaign }) => time(first(campaign)),
    updated_at: ({ campaign }) => time(last(campaign)),
  },
});

interface Work {
  readonly campaign: Campaign;
  readonly activity: Activity;
}

const activitiesOf = (campaign: Campaign): Work[] =>
  campaign.activities.map((activity) => ({ campaign, activity }));

/** Four activities of each. */
export const campaignActivities = factory('mkt_campaign_activities', {
  count,
  fixed: true,
  story: campaignOf,
  most: ACTIVITIES,
  rows: activitiesOf,
  parents: { campaign_id: () => campaigns },
  alone: { created_by: null, updated_by: null, spent: 0 },
  cells: {
    campaign_id: ({ campaign }: Work) => campaigns.id(campaign.number),
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
    created_at: ({ campaign }) => time(first(campaign)),
    updated_at: ({ campaign }) => time(last(campaign)),
  },
});

/** Moves of activities to another day. */
export const campaignActivitiesHistory = factory('mkt_campaign_activities_history', {
  count,
  fixed: true,
  story: campaignOf,
  most: ACTIVITIES,
  rows: (campaign) =>
    activitiesOf(campaign).flatMap((each) => {
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
    created_at: ({ campaign }) => time(first(campaign)),
  },
});

/** Two people beside the owner. */
export const campaignMembers = factory('mkt_campaign_members', {
  count,
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
    created_at: ({ campaign }) => time(first(campaign)),
    updated_at: ({ campaign }) => time(first(campaign)),
  },
});

/** The project in which it is worked for, and for some another one that helps. */
export const campaignProjects = factory('mkt_campaign_projects', {
  count: () => 5,
  fixed: true,
  identity: false,
  story: campaignOf,
  most: 2,
  rows: (campaign) => [
    { campaign, project: campaign.number, role: 'main' as const },
    ...(campaign.number % 2 === 0 ? [{ campaign, project: 5, role: 'support' as const }] : []),
  ],
  parents: { campaign_id: () => campaigns, project_id: () => projects },
  cells: {
    campaign_id: ({ campaign }) => campaigns.id(campaign.number),
    project_id: ({ project }) => projects.id(project),
    role: ({ role }) => role,
    created_at: ({ campaign }) => time(first(campaign)),
    updated_at: ({ campaign }) => time(first(campaign)),
  },
});

/** Two ways of each, one of which fits its type. */
export const campaignChannels = factory('mkt_campaign_channels', {
  count,
  fixed: true,
  identity: false,
  story: campaignOf,
  most: 2,
  rows: (campaign) =>
    [campaign.number % 6, (campaign.number + 1) % 6].map((channel) => ({ campaign, channel })),
  parents: { campaign_id: () => campaigns, marketing_channel_id: () => marketingChannels },
  cells: {
    campaign_id: ({ campaign }) => campaigns.id(campaign.number),
    marketing_channel_id: ({ channel }) => marketingChannels.id(channel),
    created_at: ({ campaign }) => time(first(campaign)),
    updated_at: ({ campaign }) => time(first(campaign)),
  },
});
