import { type DemoTenant, perTenant, staffWithRole } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { momentOnTheWall, onTheWall, weekdayOf } from '@erp/kit/local-time';
import { DAY, HOUR, MINUTE } from '@erp/kit/moment';
import { approvedAbsencesOf, lastMonday, type TimeOff } from './time-off.ts';
import { type Worker, workersOf } from './workers.ts';

/** Early shifts last from eight to four, late ones from noon to eight, by the clock of the tenant. */
export const SHIFT = { early: 8, late: 12, hours: 8 } as const;

const OPENS = SHIFT.early * HOUR;
const CLOSES = (SHIFT.late + SHIFT.hours) * HOUR;

/** Something that somebody does at work. */
export interface Deed {
  readonly at: number;
  /** sys_users.id; `null` where the tenant has nobody. */
  readonly by: number | null;
}

/** Which shift a worker has in a week, counted from the last one of the story: early and late ones in turn. */
export function shiftOfWeek(worker: number, week: number): 'early' | 'late' {
  return (week + worker) % 2 === 0 ? 'early' : 'late';
}

/**
 * What came of a shift that was planned, unless the worker is away.
 *
 * @param week counted from the last one of the story; those before are negative.
 * @param weekday from 0 on Monday.
 */
export function shiftCourse(
  tenant: DemoTenant,
  worker: number,
  week: number,
  weekday: number,
): { readonly missed: boolean; readonly calledOff: boolean } {
  return courseOf(tenant, (worker * 1_000 + week + 500) * 7 + weekday);
}

const courseOf = keyed('schedule.kept', (draw) => ({
  missed: draw.chance(0.03),
  calledOff: draw.chance(0.04),
}));

/**
 * The workers who are in a shift of theirs at a moment: nobody at weekends, at night, on leave, or who did not come.
 * Shifts and leave begin and end on the hour, so it is worked out once for each.
 */
export function onDuty(tenant: DemoTenant, moment: number): readonly Worker[] {
  const hour = Math.floor(onTheWall(tenant.timezone, moment) / HOUR);
  const known = dutiesOf(tenant);
  let there = known.get(hour);
  if (there === undefined) {
    there = onDutyAt(tenant, hour * HOUR, moment);
    // A story spans some thousand hours; whoever asks for more does not fill the memory.
    if (known.size > 20_000) known.clear();
    known.set(hour, there);
  }
  return there;
}

const dutiesOf = perTenant(() => new Map<number, readonly Worker[]>());

function onDutyAt(tenant: DemoTenant, wall: number, moment: number): readonly Worker[] {
  const weekday = (weekdayOf(wall) + 6) % 7;
  if (weekday > 4) return [];
  const time = wall - Math.floor(wall / DAY) * DAY;
  const week = Math.floor((wall - lastMonday(tenant)) / (7 * DAY));
  return staffOf(tenant).flatMap(({ worker, absences }) => {
    const begins = SHIFT[shiftOfWeek(worker.number, week)] * HOUR;
    if (time < begins || time >= begins + SHIFT.hours * HOUR) return [];
    if (absences.some(({ start, end }) => moment >= start && moment < end)) return [];
    const { missed, calledOff } = shiftCourse(tenant, worker.number, week, weekday);
    return missed || calledOff ? [] : [worker];
  });
}

/** Whether somebody is on leave at a moment; nobody but workers ever is. */
export function isAway(tenant: DemoTenant, user: number | null, moment: number): boolean {
  const found = staffOf(tenant).find(({ worker }) => worker.userId === user);
  return found?.absences.some(({ start, end }) => moment >= start && moment < end) ?? false;
}

/** Whoever has to do something at a moment, or the owner while they are on leave. */
export function standIn(tenant: DemoTenant, user: number | null, moment: number): number | null {
  return isAway(tenant, user, moment) ? staffWithRole(tenant, 'owner') : user;
}

/** The same person for a piece of work, or, where leave of theirs falls into its time, somebody who has none then: the owner at the last. */
export function workerFor(
  tenant: DemoTenant,
  user: number | null,
  from: number,
  until: number,
): number | null {
  const isFree = ({ absences }: { readonly absences: readonly TimeOff[] }) =>
    absences.every(({ start, end }) => end <= from || start > until);
  const found = staffOf(tenant).find(({ worker }) => worker.userId === user);
  if (found === undefined || isFree(found)) return user;
  return staffOf(tenant).find(isFree)?.worker.userId ?? staffWithRole(tenant, 'owner');
}

/**
 * When somebody on duty does what comes up at a moment, and who it is: at once where somebody is there, else as soon as
 * the next shift has begun.
 *
 * @param choice from 0 to 1, which of several people does it.
 * @param only the worker who has to do it; anybody where nobody is named.
 */
export function dutyFrom(tenant: DemoTenant, moment: number, choice: number, only?: number | null): Deed {
  const second = Math.floor(moment / 1000) * 1000;
  if (staffOf(tenant).length === 0) return { at: openFrom(tenant, second), by: null };
  const isWorker = staffOf(tenant).some(({ worker }) => worker.userId === only);
  let at = second;
  for (;;) {
    const there = onDuty(tenant, at);
    const able = isWorker ? there.filter(({ userId }) => userId === only) : there;
    const chosen = able[Math.floor(choice * able.length)];
    if (chosen !== undefined) return { at, by: chosen.userId };
    const open = openFrom(tenant, at);
    at = open > at ? open : at + HOUR;
  }
}

/** The same for what is a manager's business; the owner stands in while the manager is on leave. */
export function managerFrom(tenant: DemoTenant, moment: number): Deed {
  const manager = staffWithRole(tenant, 'manager');
  const open = openFrom(tenant, moment);
  return isAway(tenant, manager, open)
    ? { at: open, by: staffWithRole(tenant, 'owner') }
    : dutyFrom(tenant, moment, 0, manager);
}

/** The same moment while the business is open, else some minutes after it opens the next time: it does on weekdays. */
function openFrom(tenant: DemoTenant, moment: number): number {
  const second = Math.floor(moment / 1000) * 1000;
  const wall = onTheWall(tenant.timezone, second);
  let day = Math.floor(wall / DAY) * DAY;
  const isWorkday = () => weekdayOf(day) % 6 !== 0;
  if (isWorkday() && wall - day >= OPENS && wall - day < CLOSES) return second;
  if (wall - day >= CLOSES) day += DAY;
  while (!isWorkday()) day += DAY;
  // Not all at the stroke of eight.
  return momentOnTheWall(tenant.timezone, day + OPENS) + (second % (50 * MINUTE));
}

/**
 * The same moment by day, else some time in the next morning: for those who work every day of the week, such as carriers
 * and whoever answers messages.
 *
 * @param opens hours of the day by the clock of the tenant, as whole numbers.
 */
export function daytimeFrom(tenant: DemoTenant, moment: number, opens: number, closes: number): number {
  const second = Math.floor(moment / 1000) * 1000;
  const wall = onTheWall(tenant.timezone, second);
  const day = Math.floor(wall / DAY) * DAY;
  const time = wall - day;
  if (time >= opens * HOUR && time < closes * HOUR) return second;
  const next = time < opens * HOUR ? day : day + DAY;
  return momentOnTheWall(tenant.timezone, next + opens * HOUR) + (second % (50 * MINUTE));
}

/**
 * The moment in the working hours of the same week that lies as far on in them as this one does in the whole week: times
 * that follow each other still do. For work that nobody minds when it is done.
 */
export function officeTime(tenant: DemoTenant, moment: number): number {
  const wall = onTheWall(tenant.timezone, moment);
  const day = Math.floor(wall / DAY) * DAY;
  const monday = day - ((weekdayOf(day) + 6) % 7) * DAY;
  const worked = ((wall - monday) / (7 * DAY)) * 5 * OFFICE.hours;
  const weekday = Math.floor(worked / OFFICE.hours);
  const at = monday + weekday * DAY + (OFFICE.from + (worked - weekday * OFFICE.hours)) * HOUR;
  return Math.floor(momentOnTheWall(tenant.timezone, at) / 1000) * 1000;
}

const OFFICE = { from: 8, hours: 10 } as const;

/** Somebody who does the daily business and is not on leave at a moment; `null` where there is nobody. */
export function presentStaff(tenant: DemoTenant, moment: number, choice: number): number | null {
  const there = staffOf(tenant).filter(({ worker }) => !isAway(tenant, worker.userId, moment));
  return there[Math.floor(choice * there.length)]?.worker.userId ?? null;
}

const staffOf = perTenant(
  (tenant): readonly { readonly worker: Worker; readonly absences: readonly TimeOff[] }[] =>
    workersOf(tenant).map((worker) => ({ worker, absences: approvedAbsencesOf(tenant, worker.number) })),
);
