import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Link, linksOf } from '../demo/link-clicks.ts';
import { PARTNERS } from '../demo/partners.ts';
import { say } from '../demo/texts/words.ts';
import { affiliates } from './affiliates.ts';
import { campaigns } from './campaigns.ts';

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
    name: ({ campaign, partner, source }: Link, _draw, tenant) =>
      campaign === undefined
        ? say(tenant, 'Link of {partner}').replace(
            '{partner}',
            say(tenant, PARTNERS[partner ?? 0]?.name ?? ''),
          )
        : `${campaign.name}, ${source}`,
    url: ({ number }, _draw, tenant) => `https://${tenant.slug}.example.com/landing/${number + 1}`,
    short_url: ({ number }, _draw, tenant) => `https://go.example.com/${tenant.slug}/${number + 1}`,
    campaign_id: ({ campaign }) => (campaign === undefined ? null : campaigns.id(campaign.number)),
    affiliate_id: ({ partner }) => (partner === undefined ? null : affiliates.id(partner)),
    source: ({ source }) => source,
    medium: ({ medium }) => medium,
    campaign: ({ tag }) => tag,
    term: null,
    content: null,
    created_by: ({ campaign }, _draw, tenant) => campaign?.owner ?? staffWithRole(tenant, 'manager'),
    updated_by: ({ campaign }, _draw, tenant) => campaign?.owner ?? staffWithRole(tenant, 'manager'),
    created_at: ({ createdAt }) => time(createdAt),
    updated_at: ({ createdAt }) => time(createdAt),
  },
});
