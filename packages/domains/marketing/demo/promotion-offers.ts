import { officeHour, officeHourBefore } from '@erp/demo-world/office-hours';
import { type DemoTenant, perTenant, type Trade } from '@erp/kit/demo-tenant';
import { localHour } from '@erp/kit/local-time';
import { beforeStory, DAY } from '@erp/kit/moment';
import { CAMPAIGNS, campaignOf, statusOfCampaign } from './campaign-plans.ts';
import { type OfferKey, type Words, wordsFor } from './promotion-texts.ts';

/** A promotion as all its tables see it. Amounts in cents, moments in milliseconds since 1970. */
export interface Offer extends Words {
  /** Counted from 0. */
  readonly number: number;
  readonly key: OfferKey;
  readonly type: 'discount' | 'bogo' | 'bundle' | 'tiered' | 'free_item' | 'price_override';
  readonly status: 'draft' | 'scheduled' | 'active' | 'paused' | 'ended' | 'cancelled';
  readonly startsAt: number;
  readonly endsAt: number | undefined;
  readonly terms: Terms;
  /** Number of the campaign that it belongs to, from 0; undefined for what runs by itself. */
  readonly campaign: number | undefined;
  readonly createdAt: number;
  /** Last change of its status. */
  readonly changedAt: number;
}

/** To whom, how often and beside what it is given; what is left out sets no condition. */
interface Terms {
  readonly auto?: true;
  readonly alone?: true;
  readonly priority?: number;
  readonly minimum?: number;
  readonly most?: number;
  readonly limit?: number;
  readonly perCustomer?: number;
  readonly firstOrder?: true;
  readonly rank?: string;
}

/** The promotions of a tenant, those that nobody uses yet at the end. */
export const offersOf = perTenant((tenant): readonly Offer[] =>
  plansOf(tenant).map((plan, number) => {
    const { startsAt, endsAt } = plan;
    const createdAt =
      startsAt < tenant.since
        ? startsAt
        : officeHourBefore(tenant, Math.min(startsAt - 14 * DAY, tenant.until - 12 * DAY), 10);
    const status =
      plan.status ??
      (endsAt !== undefined && endsAt <= tenant.until
        ? 'ended'
        : startsAt > tenant.until
          ? 'scheduled'
          : 'active');
    const changes = {
      draft: createdAt,
      scheduled: officeHour(tenant, createdAt + 2 * DAY, 11),
      active: startsAt,
      // Second thoughts, before anybody had used it.
      paused: officeHourBefore(tenant, startsAt - DAY, 15),
      ended: endsAt ?? startsAt,
      cancelled: officeHourBefore(tenant, startsAt - 5 * DAY, 15),
    };
    return {
      ...wordsFor(tenant, plan.key),
      number,
      key: plan.key,
      type: plan.type,
      status,
      startsAt,
      endsAt,
      terms: plan.terms ?? {},
      campaign: plan.ofCampaign ? campaignAround(tenant, number, startsAt, endsAt) : undefined,
      createdAt,
      changedAt: changes[status],
    };
  }),
);

/** A campaign that runs, or will run, while a promotion does. */
function campaignAround(
  tenant: DemoTenant,
  offer: number,
  startsAt: number,
  endsAt = tenant.until,
): number | undefined {
  const around = Array.from({ length: CAMPAIGNS }, (_, number) => campaignOf(tenant, number)).filter(
    (campaign) =>
      !['draft', 'cancelled'].includes(statusOfCampaign(campaign)) &&
      campaign.start <= endsAt &&
      campaign.end >= startsAt,
  );
  return around[offer % around.length]?.number;
}

/** Promotions of a tenant; the same at every scale. */
export function offerCount(tenant: DemoTenant): number {
  return offersOf(tenant).length;
}

/** A promotion by its number; behind the last one they come again, for rows that tests want one by one. */
export function offerOf(tenant: DemoTenant, number: number): Offer {
  const offers = offersOf(tenant);
  return { ...(offers[number % offers.length] as Offer), number };
}

/** A promotion by what it is there for. */
export function offerFor(tenant: DemoTenant, key: OfferKey): Offer {
  return offersOf(tenant).find((offer) => offer.key === key) as Offer;
}

interface Plan extends Pick<Offer, 'key' | 'type' | 'startsAt' | 'endsAt'> {
  readonly status?: 'draft' | 'paused' | 'cancelled';
  /** Whether it belongs to a campaign that runs at its time, where there is one. */
  readonly ofCampaign?: true;
  readonly terms?: Terms;
}

/** What each trade asks an order to be worth. */
const WORTH: Record<Trade, number> = { jewelry: 10_000, home_goods: 6_000, food: 3_000 };

function plansOf(tenant: DemoTenant): readonly Plan[] {
  const { until } = tenant;
  const worth = WORTH[tenant.trade];
  const always = { startsAt: beforeStory(tenant), endsAt: undefined };
  const midnight = (days: number) => localHour(tenant.timezone, until + days * DAY, 0);
  return [
    {
      key: 'welcome',
      type: 'discount',
      ...always,
      terms: { alone: true, perCustomer: 1, firstOrder: true },
    },
    { key: 'thanks', type: 'discount', ...always, ofCampaign: true },
    { key: 'newsletter', type: 'discount', ...always, ofCampaign: true },
    { key: 'friends', type: 'discount', ...always },
    { key: 'regulars', type: 'discount', ...always },
    // Given at the counter, so nobody names a code. It ends with the story: a draft made today is not to get it by itself.
    {
      key: 'last_pieces',
      type: 'discount',
      startsAt: beforeStory(tenant),
      endsAt: until,
      terms: { auto: true, priority: 200 },
    },
    {
      key: 'summer',
      type: 'discount',
      ...lastSeason(tenant, 5, 10, 60),
      ofCampaign: true,
      terms: { minimum: worth / 2 },
    },
    { key: 'autumn', type: 'discount', ...lastSeason(tenant, 8, 5, 50), ofCampaign: true },
    { key: 'tiers', type: 'tiered', ...lastSeason(tenant, 10, 20, 34), ofCampaign: true },
    { key: 'pair', type: 'bundle', ...lastSeason(tenant, 0, 20, 40), ofCampaign: true },
    { key: 'more_of_it', type: 'bogo', ...lastSeason(tenant, 2, 15, 61), ofCampaign: true },
    {
      key: 'prices',
      type: 'price_override',
      startsAt: midnight(-40),
      endsAt: midnight(20),
      ofCampaign: true,
    },
    {
      key: 'gift',
      type: 'free_item',
      ...nextSeason(tenant, 10, 15, 40),
      ofCampaign: true,
      terms: { auto: true, priority: 50, minimum: worth, limit: 400 },
    },
    {
      key: 'extra',
      type: 'bogo',
      startsAt: midnight(-30),
      endsAt: midnight(60),
      status: 'paused',
      terms: { most: worth / 2, perCustomer: 2 },
    },
    { key: 'bundle', type: 'bundle', ...nextSeason(tenant, 1, 1, 28), ofCampaign: true },
    {
      key: 'anniversary',
      type: 'discount',
      startsAt: midnight(-150),
      endsAt: midnight(-136),
      status: 'cancelled',
      terms: { minimum: worth, limit: 200 },
    },
    {
      key: 'shipping',
      type: 'discount',
      startsAt: midnight(30),
      endsAt: undefined,
      status: 'draft',
      terms: { auto: true, rank: 'gold' },
    },
  ];
}

type Season = Pick<Offer, 'startsAt'> & { readonly endsAt: number };

/** The last time in the story that a season was over. */
function lastSeason(tenant: DemoTenant, month: number, date: number, days: number): Season {
  const year = new Date(tenant.until).getUTCFullYear();
  return [year, year - 1, year - 2]
    .map((each) => seasonFrom(tenant, Date.UTC(each, month, date), days))
    .find(({ endsAt }) => endsAt <= tenant.until) as Season;
}

/** The first time that a season begins after the story. */
function nextSeason(tenant: DemoTenant, month: number, date: number, days: number): Season {
  const year = new Date(tenant.until).getUTCFullYear();
  return [year, year + 1]
    .map((each) => seasonFrom(tenant, Date.UTC(each, month, date), days))
    .find(({ startsAt }) => startsAt > tenant.until) as Season;
}

/** Whole days, by the clock of the tenant. */
function seasonFrom({ timezone }: DemoTenant, day: number, days: number): Season {
  return { startsAt: localHour(timezone, day, 0), endsAt: localHour(timezone, day + days * DAY, 0) };
}
