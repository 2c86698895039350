import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { beforeStory, time } from '@erp/kit/moment';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

/** One brand per tenant, with the name of the tenant. */
export const brands = factory('sys_brands', {
  count: () => 1,
  fixed: true,
  story: (_tenant, number) => number,
  cells: {
    code: (number, _draw, tenant) => (number === 0 ? tenant.slug : `${tenant.slug}-${number + 1}`),
    name: (number, _draw, tenant) => (number === 0 ? tenant.name : `${tenant.name} ${number + 1}`),
    description: (_number, _draw, tenant) => say(tenant, DESCRIPTIONS[tenant.trade]),
    website_url: (_number, _draw, tenant) => `https://${tenant.slug}.example.com`,
    created_by: (_number, _draw, tenant) => staffWithRole(tenant, 'owner'),
    updated_by: (_number, _draw, tenant) => staffWithRole(tenant, 'owner'),
    created_at: (_number, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_number, _draw, tenant) => time(beforeStory(tenant)),
  },
});

const DESCRIPTIONS = {
  jewelry: 'Fine jewelry, made to measure.',
  home_goods: 'Furniture and everything that makes a home.',
  food: 'Good food from small makers.',
};
