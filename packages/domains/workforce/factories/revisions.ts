import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { DAY, day, HOUR, time } from '@erp/kit/moment';
import { absencesOf } from './days-off.ts';
import { DEPARTMENTS, departments } from './departments.ts';
import { schedules } from './schedules.ts';
import { type Shift, shiftsOf } from './shifts.ts';
import { planner, workersOf } from './workers.ts';
import '../tables.ts';

/** One that took effect, one that is being prepared. */
const REVISIONS = 2;

interface Revision {
  readonly number: number;
  readonly shifts: readonly Shift[];
  readonly appliedAt: number | undefined;
  readonly preparedAt: number;
}

/** Shifts of the first two workers: worked ones of a past week, and drafts of the last week that is planned. */
function revision(tenant: DemoTenant, number: number): Revision {
  const status = number === 0 ? 'completed' : 'draft';
  const shifts = workersOf(tenant)
    .slice(0, 2)
    .flatMap((worker) => shiftsOf(tenant, worker.number).find((shift) => shift.status === status) ?? []);
  const preparedAt = Math.min(...shifts.map(({ start }) => start), tenant.until) - 6 * DAY;
  return { number, shifts, appliedAt: number === 0 ? preparedAt + DAY : undefined, preparedAt };
}

/** A change that took effect, and one that is being prepared. */
export const scheduleRevisions = factory('schedule_revision', {
  count: () => REVISIONS,
  fixed: true,
  story: revision,
  alone: { applied_by: null, created_by: null, updated_by: null },
  cells: {
    revision_type: 'update',
    start_date: ({ shifts, preparedAt }: Revision) =>
      day(Math.min(...shifts.map((each) => each.day), preparedAt + 6 * DAY)),
    end_date: ({ shifts, preparedAt }) =>
      day(Math.max(...shifts.map((each) => each.day), preparedAt + 6 * DAY)),
    description: 'Both begin an hour later: the delivery comes later.',
    applied_at: ({ appliedAt }) => (appliedAt === undefined ? null : time(appliedAt)),
    applied_by: ({ appliedAt }, _draw, tenant) => (appliedAt === undefined ? null : planner(tenant)),
    created_by: (_revision, _draw, tenant) => planner(tenant),
    updated_by: null,
    created_at: ({ preparedAt }) => time(preparedAt),
    updated_at: ({ appliedAt, preparedAt }) => time(appliedAt ?? preparedAt),
  },
});

/** The shifts that a revision is about. */
export const scheduleRevisionDetails = factory('schedule_revision_detail', {
  count: () => REVISIONS,
  fixed: true,
  story: revision,
  most: 2,
  rows: (whole, tenant) =>
    whole.shifts.map((shift) => ({
      whole,
      shift,
      id: schedules.id(shift.worker.number, absencesOf(tenant, shift.worker.number).length + shift.index),
    })),
  parents: { revision_id: () => scheduleRevisions, schedule_id: () => schedules },
  alone: { department_id: null },
  cells: {
    revision_id: ({ whole }) => scheduleRevisions.id(whole.number),
    action: 'update',
    schedule_id: ({ id }) => id,
    staff_id: ({ shift }) => shift.worker.userId,
    department_id: ({ shift }) => departments.id(shift.worker.number % DEPARTMENTS),
    start_time: ({ shift }) => time(shift.start),
    end_time: ({ shift }) => time(shift.end),
    timezone: (_detail, _draw, tenant) => tenant.timezone,
    shift_name: ({ shift }) => shift.name,
    reason: '',
    is_confirmed: true,
    is_leader_shift: ({ shift }) => shift.worker.number === 0,
    previous: ({ whole, shift }) =>
      whole.appliedAt === undefined
        ? {}
        : { start_time: time(shift.start - HOUR), end_time: time(shift.end - HOUR), status: 'confirmed' },
    applied_at: ({ whole }) => (whole.appliedAt === undefined ? null : time(whole.appliedAt)),
    created_at: ({ whole }) => time(whole.preparedAt),
    updated_at: ({ whole }) => time(whole.appliedAt ?? whole.preparedAt),
  },
});
