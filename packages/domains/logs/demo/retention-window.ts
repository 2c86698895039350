import { type DemoTenant, perTenant } from '@erp/kit/demo-tenant';
import { momentOf } from '@erp/kit/moment';

/** Months for which logs_system and logs_webhook are kept: what is older would be gone at the end of the story. */
const KEPT_MONTHS = 3;

/** The moment from which on the short-lived logs are still there when the story ends. */
const retainedSince = perTenant((tenant) => {
  const end = new Date(tenant.until);
  return Math.max(tenant.since, Date.UTC(end.getUTCFullYear(), end.getUTCMonth() - KEPT_MONTHS, 1));
});

/**
 * The moment at which a share of the business of these months has been done, as dense as `momentOf`.
 *
 * @param share from 0 to 1.
 */
export function retainedMoment(tenant: DemoTenant, share: number): number {
  const from = retainedShare(tenant);
  return momentOf(tenant, from + (1 - from) * share);
}

/** The share of all business that was done before. */
const retainedShare = perTenant((tenant) => {
  const since = retainedSince(tenant);
  let low = 0;
  let high = 1;
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (momentOf(tenant, middle) < since) low = middle;
    else high = middle;
  }
  return high;
});
