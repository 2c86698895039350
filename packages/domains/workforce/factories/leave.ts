import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { DAY, day, time } from '@erp/kit/moment';
import { type DayOff, daysOffOf, REQUESTS, SICKNESS, VACATION, workerCount } from './days-off.ts';
import { leaveTypes } from './leave-types.ts';
import { schedules } from './schedules.ts';
import { planner, type Worker, workerOf } from './workers.ts';
import '../tables.ts';

/** Six requests of each worker, in every state. */
export const timeOffRequests = factory('schedule_time_off_request', {
  count: workerCount,
  fixed: true,
  story: daysOffOf,
  most: REQUESTS,
  rows: (requests) => requests,
  parents: { leave_type_id: () => leaveTypes },
  alone: { schedule_id: null, confirmed_by: null },
  cells: {
    staff_id: ({ worker }: DayOff) => worker.userId,
    leave_type_id: ({ kind }) => leaveTypes.id(kind),
    staff_group: null,
    reason: ({ reason }) => reason,
    email_body: null,
    day_off: ({ first }) => day(first),
    last_day_off: ({ last }) => day(last),
    from_time: null,
    until_time: null,
    timezone: (_request, _draw, tenant) => tenant.timezone,
    days: ({ days }) => days.toFixed(2),
    status: ({ status }) => status,
    schedule_id: (request, _draw, tenant) => absenceId(tenant, request),
    hr_comment: ({ status }) => (status === 'rejected' ? 'Nobody else is there in these days.' : null),
    confirmed_by: ({ decidedAt, kind }, _draw, tenant) =>
      decidedAt === undefined || kind === SICKNESS ? null : planner(tenant),
    confirmed_at: ({ decidedAt }) => (decidedAt === undefined ? null : time(decidedAt)),
    created_at: ({ askedAt }) => time(askedAt),
    updated_at: ({ askedAt, decidedAt, cancelledAt }) => time(cancelledAt ?? decidedAt ?? askedAt),
  },
});

/** The entry of the schedule that a request has: absences come first there, in the order of the requests. */
function absenceId(tenant: DemoTenant, { worker, index, status }: DayOff): number | null {
  if (status !== 'approved' && status !== 'cancelled') return null;
  const earlier = daysOffOf(tenant, worker.number).filter(
    (each) => each.index < index && (each.status === 'approved' || each.status === 'cancelled'),
  );
  return schedules.id(worker.number, earlier.length);
}

interface Entry {
  readonly worker: Worker;
  readonly kind: 'grant' | 'consumption' | 'reversal' | 'adjustment' | 'expiry';
  readonly days: number;
  readonly on: number;
  readonly request: number | undefined;
  readonly reason: string;
  readonly at: number;
}

function entriesOf(tenant: DemoTenant, number: number): readonly Entry[] {
  const worker = workerOf(tenant, number);
  if (worker === undefined) return [];
  const byHand = (kind: Entry['kind'], days: number, on: number, reason: string): Entry => ({
    worker,
    kind,
    days,
    on,
    request: undefined,
    reason,
    at: on,
  });
  const { since } = tenant;
  return [
    byHand('grant', 20, since, 'Entitlement of the first year.'),
    byHand('grant', 25, since + 240 * DAY, 'Entitlement of the second year.'),
    ...(number === 0 ? [byHand('adjustment', 1, since + 30 * DAY, 'A day that was forgotten.')] : []),
    ...(number % 2 === 1 ? [byHand('expiry', -3, since + 330 * DAY, 'Not taken in time.')] : []),
    ...daysOffOf(tenant, number)
      .filter(({ kind, status }) => kind === VACATION && (status === 'approved' || status === 'cancelled'))
      .flatMap(({ index, days, first, decidedAt = 0, cancelledAt }): Entry[] => {
        const taken: Entry = {
          worker,
          kind: 'consumption',
          days: -days,
          on: first,
          request: index,
          reason: '',
          at: decidedAt,
        };
        if (cancelledAt === undefined) return [taken];
        return [taken, { ...taken, kind: 'reversal', days, at: cancelledAt }];
      }),
  ];
}

/** The ledger of vacation days. */
export const leaveEntries = factory('leave_entry', {
  count: workerCount,
  fixed: true,
  story: entriesOf,
  most: 10,
  rows: (entries) => entries,
  parents: { leave_type_id: () => leaveTypes },
  alone: { time_off_request_id: null, created_by: null, kind: 'grant', days: 20 },
  cells: {
    staff_id: ({ worker }: Entry) => worker.userId,
    leave_type_id: leaveTypes.id(VACATION),
    kind: ({ kind }) => kind,
    days: ({ days }) => days.toFixed(2),
    effective_on: ({ on }) => day(on),
    time_off_request_id: ({ worker, request }) =>
      request === undefined ? null : timeOffRequests.id(worker.number, request),
    reason: ({ reason }) => reason,
    created_by: ({ request }, _draw, tenant) => (request === undefined ? planner(tenant) : null),
    created_at: ({ at }) => time(at),
  },
});
