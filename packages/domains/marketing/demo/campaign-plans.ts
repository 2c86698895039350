import { CAMPAIGN_WEEKS, type CampaignWeeks } from '@erp/demo-world/campaign-weeks';
import { dutyFrom, isAway, officeTime } from '@erp/demo-world/roster';
import { type DemoTenant, shared, staffWithRole, type Trade } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { DAY, momentOf } from '@erp/kit/moment';
import { asciiOf } from '@erp/kit/words';
import { say } from './texts/words.ts';

type CampaignStatus =
  | 'draft'
  | 'planning'
  | 'in_progress'
  | 'launching'
  | 'paused'
  | 'completed'
  | 'cancelled';
type CampaignType = 'email' | 'social' | 'paid_ads' | 'content' | 'event' | 'launch';

/** Something done in a campaign; money in cents. */
export interface Activity {
  readonly index: number;
  readonly title: string;
  readonly type: CampaignType;
  readonly status: 'scheduled' | 'active' | 'completed' | 'cancelled';
  /** First day, in milliseconds. */
  readonly at: number;
  readonly days: number;
  readonly budget: number;
  readonly spent: number;
  /** When it got its status; undefined while it waits. Behind the end of its campaign nothing changes. */
  readonly doneAt: number | undefined;
  /** The day for which it was planned first; undefined where it was not moved. */
  readonly movedFrom: number | undefined;
}

/** A campaign as all of its tables see it; money in cents. */
export interface Campaign {
  readonly number: number;
  readonly name: string;
  readonly type: CampaignType;
  /** Word for its links. */
  readonly tag: string;
  readonly path: readonly {
    readonly status: CampaignStatus;
    readonly at: number;
    readonly note: string | null;
  }[];
  /** First and last day, in milliseconds. */
  readonly start: number;
  readonly end: number;
  readonly budget: number;
  readonly owner: number | null;
  readonly activities: readonly Activity[];
  readonly spent: number;
}

/** Campaigns of a tenant; they do not grow with the scale. */
export const CAMPAIGNS = 9;
/** Activities of a campaign. */
export const ACTIVITIES = 4;

/** Of what kind each campaign is, and where it has got to. */
const COURSES: readonly {
  readonly type: CampaignType;
  readonly path: readonly CampaignStatus[];
  readonly note?: string;
}[] = [
  { type: 'email', path: ['draft', 'planning', 'in_progress', 'completed'] },
  {
    type: 'event',
    path: ['draft', 'planning', 'launching', 'in_progress', 'completed'],
  },
  {
    type: 'social',
    path: ['draft', 'planning', 'in_progress', 'paused', 'in_progress', 'completed'],
  },
  { type: 'paid_ads', path: ['draft', 'planning', 'in_progress'] },
  { type: 'launch', path: ['draft', 'planning', 'launching'] },
  {
    type: 'content',
    path: ['draft', 'planning', 'in_progress', 'paused'],
    note: 'Waits for the pictures.',
  },
  { type: 'email', path: ['draft', 'planning'] },
  {
    type: 'event',
    path: ['draft', 'planning', 'cancelled'],
    note: 'The hall was taken.',
  },
  { type: 'social', path: ['draft'] },
];

const NAMES: Record<Trade, readonly string[]> = {
  jewelry: [
    'Rings for the new year',
    'Stand at the trade fair',
    'Made by hand',
    'Gifts in gold',
    'Bridal collection',
    'How a ring is made',
    'Christmas letter',
    'Evening in the workshop',
    'Pearls',
  ],
  home_goods: [
    'Clear the shelves',
    'Open day of the warehouse',
    'Garden season',
    'A warmer home',
    'New ceramics',
    'Rooms of our customers',
    'Advent letter',
    'Pop-up shop',
    'Linen',
  ],
  food: [
    'Start light',
    'Tasting at the market',
    'Barbecue weeks',
    'Feasts of winter',
    'Boxes by subscription',
    'Recipes of the makers',
    'Holiday letter',
    'Street food night',
    'Olive harvest',
  ],
};

/** A campaign of a tenant, by its number from 0. */
export const campaignOf = shared((tenant, number): Campaign => {
  const course = COURSES[number % CAMPAIGNS] as (typeof COURSES)[number];
  const { budget, owner: meant } = plan(tenant, number);
  const name = say(tenant, NAMES[tenant.trade][number % CAMPAIGNS] as string);
  const { from, to } = CAMPAIGN_WEEKS[number % CAMPAIGNS] as CampaignWeeks;
  const start = byDay(tenant, momentOf(tenant, from)) + (from === 1 ? (20 + number) * DAY : 0);
  const end = byDay(tenant, momentOf(tenant, to)) + (to === 1 ? (45 + number) * DAY : 0);
  const activities = activitiesOf(tenant, number, course.path.at(-1) ?? 'draft', start, end, budget);
  const path = pathOf(tenant, course, start, end);
  // Nobody is on leave when something happens in a campaign of theirs.
  const moments = [...path.map(({ at }) => at), ...activities.flatMap(({ doneAt }) => doneAt ?? [])];
  const owner = moments.some((at) => isAway(tenant, meant, at)) ? staffWithRole(tenant, 'admin') : meant;
  return {
    number,
    name,
    type: course.type,
    tag: name.split(' ').map(asciiOf).join('-'),
    path,
    start,
    end,
    budget,
    owner,
    activities,
    spent: activities.reduce((sum, activity) => sum + activity.spent, 0),
  };
});

/** Status of a campaign at the end of the story. */
export function statusOfCampaign({ path }: Campaign): CampaignStatus {
  return path.at(-1)?.status ?? 'draft';
}

/** Whether people may come by a campaign at a moment: while it runs, its last day included. */
export function runsAt(campaign: Campaign, moment: number): boolean {
  const status = statusOfCampaign(campaign);
  if (status === 'draft' || status === 'planning' || status === 'cancelled') return false;
  return moment >= campaign.start && moment <= campaign.end;
}

function pathOf(
  tenant: DemoTenant,
  { path, note }: (typeof COURSES)[number],
  start: number,
  end: number,
): Campaign['path'] {
  const drafted = byDay(tenant, Math.max(Math.min(start - 30 * DAY, tenant.until - 15 * DAY), tenant.since));
  const last = Math.min(end, tenant.until);
  return path.map((status, n) => ({
    status,
    at: Math.floor(
      n < 2
        ? byDay(tenant, drafted + n * 3 * DAY)
        : status === 'completed'
          ? last
          : byDay(tenant, start + ((last - start) * (n - 2)) / path.length),
    ),
    note: n === path.length - 1 ? say(tenant, note ?? null) : null,
  }));
}

/** In working hours of about the same moment, and before the story ends. */
function atWork(tenant: DemoTenant, moment: number): number {
  const at = officeTime(tenant, moment);
  return at <= tenant.until ? at : officeTime(tenant, moment - 3 * DAY);
}

/** The next moment at which somebody is at work. */
function byDay(tenant: DemoTenant, moment: number): number {
  return dutyFrom(tenant, moment, 0).at;
}

const plan = keyed('mkt_campaigns.plan', (draw, tenant) => ({
  budget: draw.integer(4, 40) * 25_000,
  // Whoever owns a campaign lets it start, which is theirs to approve.
  owner: staffWithRole(tenant, draw.chance(0.6) ? 'manager' : 'admin'),
}));

const TITLES = ['Write the texts', 'Send the first round', 'Main day', 'Say thank you'];

function activitiesOf(
  tenant: DemoTenant,
  number: number,
  status: CampaignStatus,
  start: number,
  end: number,
  budget: number,
): readonly Activity[] {
  return TITLES.map((title, index) => {
    const { days, share, used, type, moved } = work(tenant, number * ACTIVITIES + index);
    const at = start + ((end - start) * index) / TITLES.length;
    const over = at + days * DAY <= tenant.until;
    const done =
      status === 'cancelled' || (status === 'completed' && index === 3 && number === 2)
        ? 'cancelled'
        : status === 'draft' || status === 'planning' || at > tenant.until
          ? 'scheduled'
          : over || status === 'completed'
            ? 'completed'
            : 'active';
    const meant = Math.floor((budget * share) / TITLES.length / 100) * 100;
    return {
      index,
      title: say(tenant, title),
      type,
      status: done,
      at,
      days,
      budget: meant,
      spent:
        done === 'completed'
          ? Math.floor(meant * used)
          : done === 'active'
            ? Math.floor((meant * used) / 2)
            : 0,
      doneAt:
        done === 'scheduled'
          ? undefined
          : Math.min(atWork(tenant, done === 'completed' ? at + days * DAY : at), Math.floor(end)),
      movedFrom: moved ? at - 3 * DAY : undefined,
    };
  });
}

const work = keyed('mkt_campaign_activities.work', (draw) => ({
  days: draw.integer(1, 4),
  share: 0.5 + draw.unit() / 2,
  used: 0.7 + draw.unit() * 0.4,
  type: draw.pick(['email', 'social', 'paid_ads', 'content'] as const),
  moved: draw.chance(0.3),
}));

/** Campaigns of a tenant, as factories ask it. */
export const campaignCount = () => CAMPAIGNS;

/** Whether the campaign has been run at all. */
export const hasBegun = ({ path }: Campaign) => path.length > 2;

/** When the campaign was written down, in milliseconds since 1970. */
export const plannedAt = ({ path }: Campaign) => path[0]?.at ?? 0;

/** When its status last changed. */
const movedAt = ({ path }: Campaign) => path.at(-1)?.at ?? 0;

/** When an activity last changed: whoever cancels a campaign calls off what is open of it. */
export function doneAt({ campaign, activity }: PlannedActivity): number {
  return statusOfCampaign(campaign) === 'cancelled'
    ? movedAt(campaign)
    : (activity.doneAt ?? plannedAt(campaign));
}

/** When a campaign last changed: it moved, or an activity was paid for. */
export function changedAt(campaign: Campaign): number {
  const paid = plannedActivities(campaign).filter(({ activity }) => activity.spent > 0);
  return Math.max(movedAt(campaign), ...paid.map(doneAt));
}

/** An activity with the campaign that it is part of. */
export interface PlannedActivity {
  readonly campaign: Campaign;
  readonly activity: Activity;
}

/** The activities of a campaign, each with the campaign. */
export const plannedActivities = (campaign: Campaign): PlannedActivity[] =>
  campaign.activities.map((activity) => ({ campaign, activity }));
