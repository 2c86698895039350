import type { DemoTenant } from '@erp/kit/demo-tenant';
import { localHour } from '@erp/kit/local-time';
import { DAY } from '@erp/kit/moment';

/** An hour of the day at a share of the story, by the clock of the tenant. */
export function workingDay({ since, until, timezone }: DemoTenant, share: number, hour: number): number {
  return localHour(timezone, since + Math.floor((share * (until - since)) / DAY) * DAY, hour);
}
