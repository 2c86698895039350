import { customers } from '@erp/crm/factories/customers';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { saleCount, saleOf } from '@erp/orders/demo';
import { orders } from '@erp/orders/factories/orders';
import { affiliates, PARTNERS } from './affiliates.ts';
import { campaigns } from './campaigns.ts';
import { CLICKS, type Click, clicksAround, type Link, linksOf } from './visits.ts';

/** Links of campaigns and partners; how often each was followed is counted when all rows are there. */
export const utmLinks = factory('mkt_utm_links', {
  count: (tenant) => linksOf(tenant).length,
  fixed: true,
  story: (tenant, number) => {
    const all = linksOf(tenant);
    return { ...(all[number % all.length] as Link), number };
  },
  alone: { campaign_id: null, affiliate_id: null, created_by: null, updated_by: null },
  cells: {
    name: ({ campaign, partner, source }: Link) =>
      campaign === undefined ? `Link of ${PARTNERS[partner ?? 0]?.name}` : `${campaign.name}, ${source}`,
    url: ({ number }, _draw, tenant) => `https://${tenant.slug}.example.com/landing/${number + 1}`,
    short_url: ({ number }, _draw, tenant) => `https://go.example.com/${tenant.slug}/${number + 1}`,
    campaign_id: ({ campaign }) => (campaign === undefined ? null : campaigns.id(campaign.number)),
    affiliate_id: ({ partner }) => (partner === undefined ? null : affiliates.id(partner)),
    source: ({ source }) => source,
    medium: ({ medium }) => medium,
    campaign: ({ tag }) => tag,
    term: null,
    content: null,
    created_by: ({ campaign }) => campaign?.owner ?? null,
    updated_by: null,
    created_at: ({ createdAt }) => time(createdAt),
    updated_at: ({ createdAt }) => time(createdAt),
  },
});

/** Addresses that are kept free for documentation. */
const NETWORKS = ['192.0.2', '198.51.100', '203.0.113'];
const AGENTS = [
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X)',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64)',
  'Mozilla/5.0 (Linux; Android 15)',
];

/** Clicks around sales. */
export const utmClicks = factory('mkt_utm_clicks', {
  count: saleCount,
  story: clicksAround,
  most: CLICKS,
  rows: (clicks) => clicks,
  parents: { utm_link_id: () => utmLinks },
  alone: { customer_id: null },
  cells: {
    utm_link_id: ({ link }: Click) => utmLinks.id(link.number),
    clicked_at: ({ at }) => time(at),
    ip_address: (_click, draw) => `${draw.pick(NETWORKS)}.${draw.integer(1, 254)}`,
    user_agent: (_click, draw) => draw.pick(AGENTS),
    referrer: null,
    country_code: (_click, _draw, tenant) => tenant.country,
    session_key: ({ session }) => session,
    customer_id: ({ customer }) => (customer === undefined ? null : customers.id(customer)),
    created_at: ({ at }) => time(at),
  },
});

/** Sales that came of a click: those that were paid for or are on their way. */
export const utmConversions = factory('mkt_utm_conversions', {
  count: saleCount,
  identity: false,
  story: clicksAround,
  rows: (clicks, tenant) =>
    clicks.slice(0, 1).flatMap(({ sale, ...click }) => {
      if (sale === undefined) return [];
      return [{ ...click, sale, orderedAt: saleOf(tenant, sale).orderedAt }];
    }),
  parents: { order_id: () => orders, utm_link_id: () => utmLinks },
  alone: { utm_click_id: null, clicked_at: null },
  cells: {
    order_id: ({ sale }) => orders.id(sale),
    utm_link_id: ({ link }) => utmLinks.id(link.number),
    utm_click_id: ({ sale }) => utmClicks.id(sale, 0),
    clicked_at: ({ at }) => time(at),
    converted_at: ({ orderedAt }) => time(orderedAt),
    commission_rate: ({ link }) =>
      link.partner === undefined ? null : (PARTNERS[link.partner]?.rate ?? 0).toFixed(4),
    created_at: ({ orderedAt }) => time(orderedAt),
  },
});
