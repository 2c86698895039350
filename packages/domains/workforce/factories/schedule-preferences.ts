import { officeHour } from '@erp/demo-world/office-hours';
import { isAway } from '@erp/demo-world/roster';
import { lastMonday } from '@erp/demo-world/time-off';
import { type Worker, workerOf } from '@erp/demo-world/workers';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { DAY, isoWeek, time } from '@erp/kit/moment';
import { workerCount } from '../demo/workers.ts';
import '../tables.ts';

/** What the workers would like in the last week of the story and the next one. */
export const schedulePreferences = factory('schedule_preferences', {
  count: workerCount,
  fixed: true,
  story: workerOf,
  most: 2,
  rows: (worker, tenant) =>
    worker === undefined ? [] : [0, 1].map((n) => wishOf(tenant, worker, lastMonday(tenant) + n * 7 * DAY)),
  cells: {
    staff_id: ({ worker }) => worker.userId,
    year: ({ monday }) => isoWeek(monday).year,
    week_number: ({ monday }) => isoWeek(monday).week,
    preferences: (_wish, draw) => ({
      free: draw.pick(['monday', 'wednesday', 'friday']),
      shift: draw.pick(['early', 'late']),
    }),
    created_at: ({ at }) => time(at),
    updated_at: ({ at }) => time(at),
  },
});

/** Written on a Wednesday in the week before last, or weeks earlier by who was away then. */
function wishOf(tenant: DemoTenant, worker: Worker, monday: number) {
  let at = officeHour(tenant, monday - 12 * DAY, 13);
  while (isAway(tenant, worker.userId, at)) at -= 7 * DAY;
  return { worker, monday, at };
}
