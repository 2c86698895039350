import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { beforeStory, day, time } from '@erp/kit/moment';
import { PARTNERS } from '../demo/partners.ts';
import { say } from '../demo/texts/words.ts';
import '../tables.ts';

/** Four partners: two who send buyers, one who has stopped, one to come. */
export const affiliates = factory('mkt_affiliates', {
  count: () => PARTNERS.length,
  fixed: true,
  story: (_tenant, number) => ({
    number,
    partner: PARTNERS[number % PARTNERS.length] as (typeof PARTNERS)[number],
  }),
  alone: { created_by: null, updated_by: null },
  cells: {
    code: ({ number, partner }) =>
      number < PARTNERS.length ? partner.code : `${partner.code}-${number + 1}`,
    name: ({ partner }, _draw, tenant) => say(tenant, partner.name),
    type: ({ partner }) => partner.type,
    email: ({ number, partner }) => `${partner.code}.${number + 1}@example.com`,
    platform: ({ partner }) => partner.platform,
    commission_rate: ({ partner }) => partner.rate.toFixed(4),
    status: ({ partner }) => partner.status,
    joined_on: (_partner, _draw, tenant) => day(beforeStory(tenant)),
    created_by: (_partner, _draw, tenant) => staffWithRole(tenant, 'manager'),
    updated_by: (_partner, _draw, tenant) => staffWithRole(tenant, 'manager'),
    created_at: (_partner, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_partner, _draw, tenant) => time(beforeStory(tenant)),
  },
});
