import { MOST_REQUESTS, SICKNESS } from '@erp/demo-world/time-off';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { stores } from '@erp/system/factories/stores';
import { DEPARTMENTS } from '../demo/departments.ts';
import { type Entry, entriesOf, of, plannedAt } from '../demo/schedule-entries.ts';
import { SHIFTS, type Shift } from '../demo/shifts.ts';
import { say } from '../demo/texts/words.ts';
import { planner, workerCount } from '../demo/workers.ts';
import { departments } from './departments.ts';
import { leaveTypes } from './leave-types.ts';
import { shiftReports } from './shift-reports.ts';
import '../tables.ts';

/** Absences and shifts of a worker; confirmed ones never overlap. */
export const schedules = factory('schedule', {
  count: workerCount,
  fixed: true,
  story: entriesOf,
  most: SHIFTS + MOST_REQUESTS,
  rows: (entries) => entries,
  parents: { leave_type_id: () => leaveTypes },
  alone: {
    department_id: null,
    store_id: null,
    status: 'draft',
    shift_report_id: null,
    authorized_by: null,
    created_by: null,
    updated_by: null,
  },
  cells: {
    staff_id: (entry: Entry) =>
      of(
        entry,
        ({ worker }) => worker,
        ({ worker }) => worker,
      ).userId,
    department_id: (entry) =>
      entry.shift === undefined ? null : departments.id(entry.shift.worker.number % DEPARTMENTS),
    store_id: (entry) => (entry.shift === undefined ? null : stores.id(entry.shift.worker.number % 3)),
    start_time: (entry) =>
      time(
        of(
          entry,
          ({ start }) => start,
          ({ start }) => start,
        ),
      ),
    end_time: (entry) =>
      time(
        of(
          entry,
          ({ end }) => end,
          ({ end }) => end,
        ),
      ),
    timezone: (_entry, _draw, tenant) => tenant.timezone,
    shift_name: (entry) => entry.shift?.name ?? '',
    leave_type_id: (entry) => (entry.absence === undefined ? null : leaveTypes.id(entry.absence.kind)),
    // Why somebody is away stands in the request alone: everybody reads the schedule.
    reason: (entry, _draw, tenant) => say(tenant, entry.shift?.reason ?? ''),
    status: (entry) =>
      of<Shift['status']>(
        entry,
        ({ status }) => status,
        ({ status }) => (status === 'cancelled' ? 'cancelled' : 'confirmed'),
      ),
    is_leader_shift: (entry) => entry.shift?.worker.number === 0,
    shift_report_id: (entry) =>
      entry.shift === undefined || entry.place === undefined
        ? null
        : shiftReports.id(entry.shift.worker.number, entry.place),
    authorized_at: (entry) =>
      entry.shift?.authorizedAt === undefined ? null : time(entry.shift.authorizedAt),
    authorized_by: (entry, _draw, tenant) =>
      entry.shift?.authorizedAt === undefined ? null : planner(tenant),
    created_by: (entry, _draw, tenant) => madeBy(entry, tenant),
    updated_by: (entry, _draw, tenant) =>
      entry.absence?.cancelledAt === undefined ? madeBy(entry, tenant) : entry.absence.worker.userId,
    created_at: (entry) => time(plannedAt(entry)),
    updated_at: (entry, _draw, tenant) =>
      time(
        of(
          entry,
          (shift) =>
            shift.authorizedAt ??
            shift.absentFrom ??
            (shift.end < tenant.until ? shift.end : plannedAt(entry)),
          (absence) => absence.cancelledAt ?? plannedAt(entry),
        ),
      ),
  },
});

/** Who put an entry into the schedule: the planner; whoever is ill does it by saying so. */
function madeBy({ absence }: Entry, tenant: DemoTenant): number | null {
  return absence?.kind === SICKNESS ? absence.worker.userId : planner(tenant);
}
