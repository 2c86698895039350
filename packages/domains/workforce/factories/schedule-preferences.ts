import { lastMonday } from '@erp/demo-world/time-off';
import { workerOf } from '@erp/demo-world/workers';
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
    worker === undefined ? [] : [0, 1].map((n) => ({ worker, monday: lastMonday(tenant) + n * 7 * DAY })),
  cells: {
    staff_id: ({ worker }) => worker.userId,
    year: ({ monday }) => isoWeek(monday).year,
    week_number: ({ monday }) => isoWeek(monday).week,
    preferences: (_wish, draw) => ({
      free: draw.pick(['monday', 'wednesday', 'friday']),
      shift: draw.pick(['early', 'late']),
    }),
    created_at: ({ monday }) => time(monday - 12 * DAY),
    updated_at: ({ monday }) => time(monday - 12 * DAY),
  },
});
