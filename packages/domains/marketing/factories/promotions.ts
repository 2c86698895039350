import { standIn } from '@erp/demo-world/roster';
import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { type Offer, offerCount, offerOf } from '../demo/promotion-offers.ts';
import '../tables.ts';

const amount = (cents: number | undefined) => (cents === undefined ? null : money(cents));

/** Offers to buyers, of every kind and status. Uses are counted when the redemptions are there. */
export const promotions = factory('mkt_promotions', {
  count: offerCount,
  fixed: true,
  story: offerOf,
  // What a promotion gives is written while it is a draft.
  alone: { status: 'draft', usage_limit: null },
  cells: {
    name: ({ name }: Offer) => name,
    description: ({ description }) => description,
    type: ({ type }) => type,
    status: ({ status }) => status,
    starts_at: ({ startsAt }) => time(startsAt),
    ends_at: ({ endsAt }) => (endsAt === undefined ? null : time(endsAt)),
    currency_code: (_offer, _draw, tenant) => tenant.currency,
    is_auto_apply: ({ terms }) => terms.auto === true,
    is_combinable: ({ terms }) => terms.alone !== true,
    priority: ({ terms }) => terms.priority ?? 100,
    minimum_amount: ({ terms }) => amount(terms.minimum),
    max_discount_amount: ({ terms }) => amount(terms.most),
    usage_limit: ({ terms }) => terms.limit ?? null,
    per_customer_limit: ({ terms }) => terms.perCustomer ?? null,
    is_first_order_only: ({ terms }) => terms.firstOrder === true,
    customer_rank: ({ terms }) => terms.rank ?? null,
    platform_sync: ({ status, number }) =>
      status === 'active' ? { shop: { key: `promotion-${number + 1}`, state: 'synced' } } : {},
    created_by: ({ createdAt }, _draw, tenant) =>
      standIn(tenant, staffWithRole(tenant, 'manager'), createdAt),
    updated_by: (_offer, _draw, tenant) => staffWithRole(tenant, 'manager'),
    created_at: ({ createdAt }) => time(createdAt),
    updated_at: ({ changedAt }) => time(changedAt),
  },
  traits: {
    active: { status: 'active' },
    automatic: { is_auto_apply: true },
  },
});
