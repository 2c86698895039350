import { officeHour, officeHourBefore } from '@erp/demo-world/office-hours';
import { SHIFT, shiftCourse, shiftOfWeek } from '@erp/demo-world/roster';
import { absencesOf, approvedAbsencesOf, lastMonday } from '@erp/demo-world/time-off';
import { type Worker, workerOf } from '@erp/demo-world/workers';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { localHour } from '@erp/kit/local-time';
import { beforeStory, DAY, HOUR, MINUTE } from '@erp/kit/moment';

/** A planned shift with what became of it. */
export interface Shift {
  readonly worker: Worker;
  /** From 0, among those of the worker. */
  readonly index: number;
  readonly name: 'early' | 'late';
  readonly status: 'draft' | 'confirmed' | 'completed' | 'failed' | 'cancelled';
  readonly reason: string;
  /** The day by the clock on the wall, as a moment of that day by UTC. */
  readonly day: number;
  readonly start: number;
  readonly end: number;
  /** When it was put into the schedule. */
  readonly plannedAt: number;
  /** When it was called off because the worker is away: as soon as both were known. */
  readonly absentFrom: number | undefined;
  readonly authorizedAt: number | undefined;
  readonly report: Report | undefined;
}

/** What was reported at the end of a shift. */
export interface Report {
  readonly status: 'draft' | 'submitted' | 'approved' | 'rejected';
  readonly startedAt: number;
  readonly endedAt: number | undefined;
  readonly reviewedAt: number | undefined;
}

/** When a shift is planned: three weeks before it begins, the first ones before the story does. */
function plannedFor(tenant: DemoTenant, start: number): number {
  return Math.max(start - 21 * DAY, beforeStory(tenant) + 6 * HOUR);
}

/** Weeks of shifts before the last one of the story, back to its beginning, and those to come. */
const WEEKS_BACK = 77;
/** For so many weeks shifts have been reported. */
const WEEKS_REPORTED = 6;
const WEEKS_AHEAD = 2;
/** Shifts of a worker. */
export const SHIFTS = (WEEKS_BACK + 1 + WEEKS_AHEAD) * 5;

/** The shifts of a worker: five days a week. Of the last one that the first worker worked the report is the open one. */
export function shiftsOf(tenant: DemoTenant, number: number): readonly Shift[] {
  const shifts = allShiftsOf(tenant, number);
  const last = number === 0 ? lastWorked(shifts) : undefined;
  return shifts.map((shift) => (shift === last ? { ...shift, report: undefined } : shift));
}

const lastWorked = (shifts: readonly Shift[]) => shifts.findLast(({ status }) => status === 'completed');

function allShiftsOf(tenant: DemoTenant, number: number): readonly Shift[] {
  const worker = workerOf(tenant, number);
  if (worker === undefined) return [];
  const away = approvedAbsencesOf(tenant, number);
  const putOff = absencesOf(tenant, number).filter(({ cancelledAt }) => cancelledAt !== undefined);
  return Array.from({ length: SHIFTS }, (_, index) => {
    const week = Math.floor(index / 5) - WEEKS_BACK;
    const day = lastMonday(tenant) + (week * 7 + (index % 5)) * DAY;
    const name = shiftOfWeek(worker.number, week);
    const start = localHour(tenant.timezone, day, SHIFT[name]);
    const end = start + SHIFT.hours * HOUR;
    const absence = away.find((each) => start < each.end && end > each.start);
    const absent = absence !== undefined;
    // Who was to be away then is planned as soon as they are not.
    const freeFrom = putOff.find((each) => start < each.end && end > each.start)?.cancelledAt ?? 0;
    const plannedAt = Math.max(plannedFor(tenant, start), freeFrom + HOUR);
    const { missed, calledOff } = shiftCourse(tenant, number, week, index % 5);
    const { reported, wrong } = course(tenant, number * SHIFTS + index);
    const status = absent
      ? 'cancelled'
      : end > tenant.until
        ? week === WEEKS_AHEAD
          ? 'draft'
          : 'confirmed'
        : calledOff
          ? 'cancelled'
          : missed
            ? 'failed'
            : 'completed';
    const worked = status === 'completed';
    return {
      worker,
      index,
      name,
      status,
      reason: absent ? 'Absent.' : missed && status === 'failed' ? 'Did not come.' : '',
      day,
      start,
      end,
      plannedAt,
      absentFrom: absent ? Math.max(plannedAt, absence.decidedAt ?? 0) : undefined,
      authorizedAt: worked && week < -1 ? officeHourBefore(tenant, day + 9 * DAY, 10) : undefined,
      report:
        worked && reported && week > -WEEKS_REPORTED ? reportOf(tenant, day, start, week, wrong) : undefined,
    };
  });
}

function reportOf(tenant: DemoTenant, day: number, start: number, week: number, wrong: boolean): Report {
  const endedAt = start + SHIFT.hours * HOUR + 6 * MINUTE;
  const status = week < -1 ? (wrong ? 'rejected' : 'approved') : 'submitted';
  return {
    status,
    startedAt: start - 4 * MINUTE,
    endedAt,
    reviewedAt: status === 'submitted' ? undefined : officeHour(tenant, day + 2 * DAY, 11),
  };
}

const course = keyed('schedule.course', (draw) => ({
  reported: draw.chance(0.45),
  wrong: draw.chance(0.08),
}));

/** The report that nobody has closed: the first worker forgot it on the last day of theirs. */
export function openReport(
  tenant: DemoTenant,
  number: number,
): { readonly day: number; readonly report: Report } | undefined {
  const last = number === 0 ? lastWorked(allShiftsOf(tenant, number)) : undefined;
  if (last === undefined) return undefined;
  const startedAt = last.start - 4 * MINUTE;
  return { day: last.day, report: { status: 'draft', startedAt, endedAt: undefined, reviewedAt: undefined } };
}
