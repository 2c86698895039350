import type { DemoTenant } from '@erp/kit/demo-tenant';
import { localHour, weekdayOf } from '@erp/kit/local-time';
import { DAY } from '@erp/kit/moment';

type Clock = Pick<DemoTenant, 'timezone'>;

/**
 * An hour of a day by the clock of the tenant, for what is done in an office: on the Monday after where the day is one of a
 * weekend.
 *
 * @param day any moment of that day by UTC, in milliseconds since 1970.
 * @param hour 0 to 23.
 */
export function officeHour({ timezone }: Clock, day: number, hour: number): number {
  let weekday = day;
  while (weekdayOf(weekday) % 6 === 0) weekday += DAY;
  return localHour(timezone, weekday, hour);
}

/** The same on the Friday before: for what must not come later than planned. */
export function officeHourBefore({ timezone }: Clock, day: number, hour: number): number {
  let weekday = day;
  while (weekdayOf(weekday) % 6 === 0) weekday -= DAY;
  return localHour(timezone, weekday, hour);
}
