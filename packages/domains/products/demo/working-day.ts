import { officeHourBefore } from '@erp/demo-world/office-hours';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { DAY } from '@erp/kit/moment';

/** An hour of the day at a share of the story, by the clock of the tenant; of the Friday before where that is at a weekend. */
export function workingDay(tenant: DemoTenant, share: number, hour: number): number {
  const { since, until } = tenant;
  return officeHourBefore(tenant, since + Math.floor((share * (until - since)) / DAY) * DAY, hour);
}
