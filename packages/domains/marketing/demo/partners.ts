import { officeHourBefore } from '@erp/demo-world/office-hours';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { beforeStory, DAY } from '@erp/kit/moment';

/** Partners; the rate is a share of an order in percent. */
export const PARTNERS = [
  { code: 'mira', name: 'Mira Lund', type: 'influencer', platform: 'instagram', rate: 8, status: 'active' },
  { code: 'finds', name: 'Weekend Finds', type: 'affiliate', platform: 'youtube', rate: 5, status: 'active' },
  {
    code: 'hartwig',
    name: 'Professor Hartwig',
    type: 'kol',
    platform: 'podcast',
    rate: 10,
    status: 'inactive',
  },
  { code: 'nora', name: 'Nora Pell', type: 'influencer', platform: 'tiktok', rate: 7, status: 'pending' },
] as const;

/** When a partner joined: one after the other, and who is to be looked at only now. */
export function joinedAt(tenant: DemoTenant, partner: number): number {
  const { status } = PARTNERS[partner % PARTNERS.length] as (typeof PARTNERS)[number];
  if (status === 'pending') return officeHourBefore(tenant, tenant.until - 9 * DAY, 11);
  const first = beforeStory(tenant);
  return partner % PARTNERS.length === 1 ? officeHourBefore(tenant, first + 75 * DAY, 14) : first;
}
