import { awakeAt, firstPurchase } from '@erp/demo-world/sales-clock';
import { type DemoTenant, perTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { beforeStory, MINUTE } from '@erp/kit/moment';
import { pageOf, saleOf } from '@erp/orders/demo';
import { CAMPAIGNS, type Campaign, campaignOf, runsAt, statusOfCampaign } from './campaign-plans.ts';
import { joinedAt, PARTNERS } from './partners.ts';

/** A tracked link, by its number from 0. */
export interface Link {
  readonly number: number;
  /** Undefined for the link of a partner. */
  readonly campaign: Campaign | undefined;
  /** Number of the partner. */
  readonly partner: number | undefined;
  readonly source: string;
  readonly medium: string;
  readonly tag: string;
  readonly createdAt: number;
}

const SOURCES = [
  ['newsletter', 'email'],
  ['instagram', 'story'],
] as const;

/** Links of a tenant: two of each campaign that was planned, one of each partner. */
export const linksOf = perTenant((tenant): readonly Link[] => {
  const planned = Array.from({ length: CAMPAIGNS }, (_, number) => campaignOf(tenant, number)).filter(
    (campaign) => statusOfCampaign(campaign) !== 'draft',
  );
  const ofCampaigns = planned.flatMap((campaign) =>
    SOURCES.map(([source, medium]) => ({
      campaign,
      partner: undefined,
      source,
      medium,
      tag: campaign.tag,
      createdAt: campaign.path[1]?.at ?? beforeStory(tenant),
    })),
  );
  const ofPartners = PARTNERS.map(({ platform }, partner) => ({
    campaign: undefined,
    partner,
    source: platform,
    medium: 'affiliate',
    tag: 'partners',
    createdAt: joinedAt(tenant, partner),
  }));
  return [...ofCampaigns, ...ofPartners].map((link, number) => ({ number, ...link }));
});

/** A click on a link. */
export interface Click {
  readonly link: Link;
  readonly at: number;
  readonly session: string;
  /** Number of the sale that came of it. */
  readonly sale: number | undefined;
  readonly customer: number | undefined;
}

/** Most clicks around a sale. */
export const CLICKS = 2;

/**
 * Clicks around a sale: the one that it came of, where there was one, and the one of somebody who bought nothing. A
 * sale is credited when it was placed and somebody had come by a link that worked then.
 */
export function clicksAround(tenant: DemoTenant, sale: number): readonly Click[] {
  const told = saleOf(tenant, sale);
  const { status, orderedAt, customer, origin } = told;
  const { credited, before, idle, away, which } = chances(tenant, sale);
  const clicks: Click[] = [];
  // A link leads to the web shop, or to a page on which people write.
  if (credited && status !== 'draft' && origin !== 'counter') {
    const at = awakeAt(tenant, orderedAt - before);
    const page = pageOf(tenant, sale)(told);
    const link = linkAt(tenant, at, which, (each) => page === undefined || leadsTo(each, page));
    if (link !== undefined)
      clicks.push({
        link,
        at,
        session: `v${sale}a`,
        sale,
        // Whoever buys for the first time is not known yet when they click.
        customer: at > firstPurchase(tenant, customer) ? customer : undefined,
      });
  }
  if (idle) {
    const at = awakeAt(tenant, orderedAt - away);
    const link = linkAt(tenant, at, 1 - which);
    if (link !== undefined)
      clicks.push({ link, at, session: `v${sale}b`, sale: undefined, customer: undefined });
  }
  return clicks;
}

/** Whether an order came by a page of the network of a link: Instagram or the newsletter, by the numbers of channels. */
function leadsTo({ source }: Link, page: number): boolean {
  return source === 'instagram' ? page === 2 || page === 3 : source === 'newsletter' && page > 5;
}

/** The link that somebody came by at a moment: of a campaign that ran then, or of a partner. */
function linkAt(
  tenant: DemoTenant,
  moment: number,
  which: number,
  fits: (link: Link) => boolean = () => true,
): Link | undefined {
  const working = linksOf(tenant).filter(
    (link) =>
      link.createdAt <= moment &&
      (link.campaign === undefined
        ? PARTNERS[link.partner ?? 0]?.status === 'active'
        : runsAt(link.campaign, moment)) &&
      fits(link),
  );
  return working[Math.floor(which * working.length)];
}

const chances = keyed('mkt_utm_clicks.chances', (draw) => ({
  credited: draw.chance(0.3),
  before: draw.integer(3, 4_000) * MINUTE,
  idle: draw.chance(0.4),
  away: draw.integer(3, 9_000) * MINUTE,
  which: draw.unit() * 0.999,
}));
