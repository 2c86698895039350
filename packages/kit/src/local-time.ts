import { HOUR, MINUTE } from './moment.ts';

/**
 * The moment at which the clocks of a zone show an hour of a day.
 *
 * @param day any moment of that day by UTC, milliseconds.
 * @param hour 0 to 23; not one that the zone skips or repeats.
 */
export function localHour(timezone: string, day: number, hour: number): number {
  const midnight = new Date(day).setUTCHours(0, 0, 0, 0);
  const guess = midnight + hour * HOUR;
  // The offset there is the same for the guess and the answer, but for two nights of the year.
  return guess - offset(timezone, guess);
}

function offset(timezone: string, moment: number): number {
  const parts = formatter(timezone).formatToParts(moment);
  const value = (type: string) => Number(parts.find((part) => part.type === type)?.value);
  const shown = Date.UTC(value('year'), value('month') - 1, value('day'), value('hour'), value('minute'));
  return shown - Math.floor(moment / MINUTE) * MINUTE;
}

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
