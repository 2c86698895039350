// Of its own: moment.ts, which has them too, asks this file for the time on the wall.
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * The moment at which the clocks of a zone show an hour of a day.
 *
 * @param day any moment of that day by UTC, milliseconds.
 * @param hour 0 to 23; not one that the zone skips or repeats.
 */
export function localHour(timezone: string, day: number, hour: number): number {
  const midnight = new Date(day).setUTCHours(0, 0, 0, 0);
  return momentOnTheWall(timezone, midnight + hour * HOUR);
}

/**
 * What the clock on the wall of a zone shows at a moment, as if it were UTC: its day, hour and weekday are read as those
 * of a moment of UTC are. The inverse of `momentOnTheWall`.
 *
 * @param moment milliseconds since 1970.
 */
export function onTheWall(timezone: string, moment: number): number {
  return moment + offsetOf(timezone, moment);
}

/**
 * The moment at which the clock on the wall of a zone shows this.
 *
 * @param wall day and time as if they were UTC, in milliseconds since 1970; not one that the zone skips or repeats.
 */
export function momentOnTheWall(timezone: string, wall: number): number {
  const guess = wall - offsetOf(timezone, wall);
  // A second look settles the hours around the two nights of a year in which the clocks are changed.
  return wall - offsetOf(timezone, guess);
}

/** The day of the week of a time on the wall, from 0 on Sunday to 6 on Saturday. */
export function weekdayOf(wall: number): number {
  // 1970 began on a Thursday.
  return (((Math.floor(wall / DAY) + 4) % 7) + 7) % 7;
}

/** How far the clocks of a zone are before UTC at a moment, in milliseconds. */
function offsetOf(timezone: string, moment: number): number {
  let days = known.get(timezone);
  if (days === undefined) {
    days = new Map();
    known.set(timezone, days);
  }
  const number = Math.floor(moment / DAY);
  let offsets = days.get(number);
  if (offsets === undefined) {
    // Asking for the zone costs a thousand times more than looking into a map: once a day is enough.
    offsets = readDay(timezone, number * DAY);
    // A story spans some hundred days; whoever asks for more does not fill the memory.
    if (days.size > 10_000) days.clear();
    days.set(number, offsets);
  }
  return moment < offsets.changedAt ? offsets.before : offsets.after;
}

/** The offsets of a day by UTC: the clocks are changed at most once. */
interface DayOffsets {
  readonly before: number;
  /** The first moment of the other offset; the end of the day where the clocks are not changed. */
  readonly changedAt: number;
  readonly after: number;
}

function readDay(timezone: string, start: number): DayOffsets {
  const [before, after] = [readOffset(timezone, start), readOffset(timezone, start + DAY)];
  let [same, changedAt] = [start, start + DAY];
  // Halved until a minute is left: clocks are changed at a full one.
  while (before !== after && changedAt - same > MINUTE) {
    const middle = same + Math.floor((changedAt - same) / 2 / MINUTE) * MINUTE;
    if (readOffset(timezone, middle) === before) same = middle;
    else changedAt = middle;
  }
  return { before, changedAt, after };
}

function readOffset(timezone: string, moment: number): number {
  const parts = formatter(timezone).formatToParts(moment);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'));
  return shown - Math.floor(moment / MINUTE) * MINUTE;
}

const known = new Map<string, Map<number, DayOffsets>>();
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let made = formatters.get(timeZone);
  if (made === undefined) {
    made = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
    formatters.set(timeZone, made);
  }
  return made;
}
