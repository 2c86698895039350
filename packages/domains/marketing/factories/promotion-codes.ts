import { customers } from '@erp/crm/factories/customers';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type Code, codesOf } from '../demo/promotion-codes.ts';
import { promotions } from './promotions.ts';
import '../tables.ts';

const moment = (at: number | undefined) => (at === undefined ? null : time(at));

/** Codes of customers, and codes for all. Uses are counted when the redemptions are there. */
export const promotionCodes = factory('mkt_promotion_codes', {
  count: (tenant) => tenant.customers,
  story: codesOf,
  most: 3,
  rows: (codes) => codes,
  parents: { promotion_id: () => promotions },
  alone: { customer_id: null },
  cells: {
    promotion_id: ({ offer }: Code) => promotions.id(offer.number),
    code: ({ code }) => code,
    customer_id: ({ customer }): number | null => (customer === undefined ? null : customers.id(customer)),
    usage_limit: ({ limit }) => limit ?? null,
    starts_at: ({ startsAt }) => moment(startsAt),
    expires_at: ({ expiresAt }) => moment(expiresAt),
    revoked_at: ({ revokedAt }) => moment(revokedAt),
    platform_sync: ({ offer, customer }) =>
      customer === undefined && offer.status === 'active' ? { shop: { state: 'synced' } } : {},
    deleted_at: ({ deletedAt }) => moment(deletedAt),
    created_at: ({ createdAt }) => time(createdAt),
    updated_at: ({ createdAt, revokedAt, deletedAt }) => time(revokedAt ?? deletedAt ?? createdAt),
  },
});
