import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { day, time } from '@erp/kit/moment';
import { joinedAt, PARTNERS } from '../demo/partners.ts';
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
    joined_on: ({ number }, _draw, tenant) => day(joinedAt(tenant, number)),
    created_by: (_partner, _draw, tenant) => staffWithRole(tenant, 'manager'),
    updated_by: (_partner, _draw, tenant) => staffWithRole(tenant, 'manager'),
    created_at: ({ number }, _draw, tenant) => time(joinedAt(tenant, number)),
    updated_at: ({ number }, _draw, tenant) => time(joinedAt(tenant, number)),
  },
});
