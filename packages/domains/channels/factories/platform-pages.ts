import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { beforeStory, DAY, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { say } from '../demo/texts/words.ts';
import { platforms } from './platforms.ts';
import '../tables.ts';

/** Two pages per network: the brand's own, and one for offers. */
const PAGES_PER_PLATFORM = 2;

/** The pages of a tenant. */
export const platformPages = factory('channels_platform_pages', {
  count: (tenant) => platforms.count(tenant) * PAGES_PER_PLATFORM,
  fixed: true,
  story: (_tenant, number) => ({
    number,
    platform: Math.floor(number / PAGES_PER_PLATFORM),
    main: number % PAGES_PER_PLATFORM === 0,
  }),
  parents: { platform_id: () => platforms },
  cells: {
    platform_id: (page) => platforms.id(page.platform),
    name: (page, _draw, tenant) =>
      page.main ? tenant.name : say(tenant, '{shop} offers').replace('{shop}', tenant.name),
    entity_id: (page, draw) => `${1_000 + page.number}${draw.integer(100_000, 999_999)}`,
    reach: (_page, draw) => draw.integer(800, 90_000),
    engagement: (_page, draw) => (draw.integer(20, 900) / 100).toFixed(4),
    budget: (_page, draw) => money(draw.integer(1, 20) * 10_000),
    credential_reference: (page, _draw, tenant) => `vault:${tenant.slug}/page-${page.number + 1}`,
    token_expires_at: (page, draw, tenant) =>
      page.main ? time(tenant.until + draw.integer(5, 60) * DAY) : null,
    connection_state: (page) => (page.number === 3 ? 'reauthorization_needed' : 'connected'),
    created_by: (_page, _draw, tenant) => staffWithRole(tenant, 'admin'),
    updated_by: (_page, _draw, tenant) => staffWithRole(tenant, 'admin'),
    created_at: (_page, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_page, _draw, tenant) => time(beforeStory(tenant)),
  },
});
