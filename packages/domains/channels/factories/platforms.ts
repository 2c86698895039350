import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { brands } from '@erp/system/factories/brands';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

/** The networks on which every demo tenant is. */
const NETWORKS = [
  { type: 'facebook', name: 'Facebook' },
  { type: 'instagram', name: 'Instagram' },
  { type: 'google_ads', name: 'Google Ads' },
  { type: 'email', name: 'Newsletter' },
] as const;

/** One row per network. */
export const platforms = factory('channels_platforms', {
  count: () => NETWORKS.length,
  fixed: true,
  story: (_tenant, number) => NETWORKS[number % NETWORKS.length] as (typeof NETWORKS)[number],
  // A network has one row per brand: a brand of its own keeps what tests create apart.
  parents: { brand_id: () => brands },
  cells: {
    brand_id: () => brands.id(0),
    name: (network, _draw, tenant) => say(tenant, network.name),
    platform_type: (network) => network.type,
    total_budget: (_network, draw) => money(draw.integer(5, 60) * 10_000),
    currency_code: (_network, _draw, tenant) => tenant.currency,
    created_by: (_network, _draw, tenant) => staffWithRole(tenant, 'admin'),
    updated_by: (_network, _draw, tenant) => staffWithRole(tenant, 'admin'),
    created_at: (_network, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_network, _draw, tenant) => time(beforeStory(tenant)),
  },
});
