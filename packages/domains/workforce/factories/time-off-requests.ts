import { MOST_REQUESTS, SICKNESS, type TimeOff, timeOffOf } from '@erp/demo-world/time-off';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { day, time } from '@erp/kit/moment';
import { say } from '../demo/texts/words.ts';
import { planner, workerCount } from '../demo/workers.ts';
import { leaveTypes } from './leave-types.ts';
import { schedules } from './schedules.ts';
import '../tables.ts';

/** Six requests of each worker, in every state. */
export const timeOffRequests = factory('schedule_time_off_request', {
  count: workerCount,
  fixed: true,
  story: timeOffOf,
  most: MOST_REQUESTS,
  rows: (requests) => requests,
  parents: { leave_type_id: () => leaveTypes },
  alone: { schedule_id: null, confirmed_by: null },
  cells: {
    staff_id: ({ worker }: TimeOff) => worker.userId,
    leave_type_id: ({ kind }) => leaveTypes.id(kind),
    staff_group: null,
    reason: ({ reason }, _draw, tenant) => say(tenant, reason),
    email_body: null,
    day_off: ({ first }) => day(first),
    last_day_off: ({ last }) => day(last),
    from_time: null,
    until_time: null,
    timezone: (_request, _draw, tenant) => tenant.timezone,
    days: ({ days }) => days.toFixed(2),
    status: ({ status }) => status,
    schedule_id: (request, _draw, tenant) => absenceId(tenant, request),
    hr_comment: ({ status }, _draw, tenant) =>
      say(tenant, status === 'rejected' ? 'Nobody else is there in these days.' : null),
    confirmed_by: ({ decidedAt, kind }, _draw, tenant) =>
      decidedAt === undefined || kind === SICKNESS ? null : planner(tenant),
    confirmed_at: ({ decidedAt }) => (decidedAt === undefined ? null : time(decidedAt)),
    created_at: ({ askedAt }) => time(askedAt),
    updated_at: ({ askedAt, decidedAt, cancelledAt }) => time(cancelledAt ?? decidedAt ?? askedAt),
  },
});

/** The entry of the schedule that a request has: absences come first there, in the order of the requests. */
function absenceId(tenant: DemoTenant, { worker, index, status }: TimeOff): number | null {
  if (status !== 'approved' && status !== 'cancelled') return null;
  const earlier = timeOffOf(tenant, worker.number).filter(
    (each) => each.index < index && (each.status === 'approved' || each.status === 'cancelled'),
  );
  return schedules.id(worker.number, earlier.length);
}
