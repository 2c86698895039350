import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { DAY, day, isoWeek, time } from '@erp/kit/moment';
import { money } from '@erp/kit/money';
import { stores } from '@erp/system/factories/stores';
import { absencesOf, type DayOff, lastMonday, REQUESTS, workerCount } from './days-off.ts';
import { DEPARTMENTS, departments } from './departments.ts';
import { leaveTypes } from './leave-types.ts';
import { openReport, type Report, SHIFTS, type Shift, shiftsOf } from './shifts.ts';
import { planner, type Worker, workerOf } from './workers.ts';
import '../tables.ts';

interface Reported {
  readonly worker: Worker;
  readonly day: number;
  readonly report: Report;
}

/** Room for reports: of each shift, and the one that is open. */
const REPORTS = SHIFTS + 1;

function reportsOf(tenant: DemoTenant, number: number): readonly Reported[] {
  const worker = workerOf(tenant, number);
  if (worker === undefined) return [];
  const reports = shiftsOf(tenant, number).flatMap(({ day: on, report }) =>
    report === undefined ? [] : [{ worker, day: on, report }],
  );
  const open = openReport(tenant, number);
  return open === undefined ? reports : [...reports, { worker, day: tenant.until - DAY, report: open }];
}

/** Reports of every second shift or so. */
export const shiftReports = factory('shift_report', {
  count: workerCount,
  fixed: true,
  story: reportsOf,
  most: REPORTS,
  rows: (reports) => reports,
  alone: { store_id: null, department_id: null, reviewed_by: null },
  cells: {
    staff_id: ({ worker }: Reported) => worker.userId,
    store_id: ({ worker }) => stores.id(worker.number % 3),
    department_id: ({ worker }) => departments.id(worker.number % DEPARTMENTS),
    report_date: ({ day: on }) => day(on),
    started_at: ({ report }) => time(report.startedAt),
    ended_at: ({ report }) => (report.endedAt === undefined ? null : time(report.endedAt)),
    status: ({ report }) => report.status,
    summary: (_report, draw) =>
      draw.pick(['A quiet day.', 'Busy until noon.', 'Many questions, good talks.']),
    handover_notes: (_report, draw) =>
      draw.pick([null, 'A parcel waits for collection.', 'Call the carrier.']),
    issues: ({ report }) => (report.status === 'rejected' ? 'The till was five short.' : null),
    orders_count: ({ report }) => report.orders,
    sales_amount: ({ report }) => money(report.cents),
    currency_code: (_report, _draw, tenant) => tenant.currency,
    submitted_at: ({ report }) => (report.endedAt === undefined ? null : time(report.endedAt)),
    reviewed_by: ({ report }, _draw, tenant) => (report.reviewedAt === undefined ? null : planner(tenant)),
    reviewed_at: ({ report }) => (report.reviewedAt === undefined ? null : time(report.reviewedAt)),
    review_comment: ({ report }) => (report.status === 'rejected' ? 'Please count again.' : null),
    created_at: ({ report }) => time(report.startedAt),
    updated_at: ({ report }) => time(report.reviewedAt ?? report.endedAt ?? report.startedAt),
  },
});

type Entry =
  | { readonly shift: Shift; readonly place: number | undefined; readonly absence?: undefined }
  | { readonly absence: DayOff; readonly shift?: undefined };

/** Absences come first, so that requests know their numbers. */
function entriesOf(tenant: DemoTenant, number: number): readonly Entry[] {
  let reports = 0;
  return [
    ...absencesOf(tenant, number).map((absence) => ({ absence })),
    ...shiftsOf(tenant, number).map((shift) => {
      const place = shift.report === undefined ? undefined : reports;
      if (place !== undefined) reports += 1;
      return { shift, place };
    }),
  ];
}

const of = <Value>(entry: Entry, ofShift: (shift: Shift) => Value, ofAbsence: (absence: DayOff) => Value) =>
  entry.shift === undefined ? ofAbsence(entry.absence) : ofShift(entry.shift);

const plannedAt = (entry: Entry) =>
  of(
    entry,
    (shift) => shift.start - 20 * DAY,
    (absence) => absence.decidedAt ?? absence.askedAt,
  );

/** Absences and shifts of a worker; confirmed ones never overlap. */
export const schedules = factory('schedule', {
  count: workerCount,
  fixed: true,
  story: entriesOf,
  most: SHIFTS + REQUESTS,
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
    reason: (entry) =>
      of(
        entry,
        ({ reason }) => reason,
        ({ reason }) => reason,
      ),
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
    created_by: (_entry, _draw, tenant) => planner(tenant),
    updated_by: null,
    created_at: (entry) => time(plannedAt(entry)),
    updated_at: (entry, _draw, tenant) =>
      time(
        of(
          entry,
          (shift) => shift.authorizedAt ?? (shift.end < tenant.until ? shift.end : plannedAt(entry)),
          (absence) => absence.cancelledAt ?? plannedAt(entry),
        ),
      ),
  },
});

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
