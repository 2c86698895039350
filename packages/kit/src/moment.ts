import { type DemoTenant, perTenant, type Trade } from './demo-tenant.ts';
import { localHour, momentOnTheWall, onTheWall, weekdayOf } from './local-time.ts';

/** Milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * The moment at which a share of the tenant's business has been done, from 0 at the beginning of its story to 1 at
 * the end. Growing shares give growing moments; how dense they lie follows growth, season, weekday and the hours at
 * which customers of the trade buy, all by the clocks of the tenant.
 *
 * @param share from 0 to 1.
 * @returns milliseconds since 1970, whole seconds.
 */
export function momentOf(tenant: DemoTenant, share: number): number {
  const { upTo, spans } = calendarOf(tenant);
  const last = upTo.length - 1;
  const at = Math.min(Math.max(share, 0), 1) * (upTo[last] as number);
  let low = 0;
  let high = last;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((upTo[middle] as number) <= at) low = middle + 1;
    else high = middle;
  }
  const before = low === 0 ? 0 : (upTo[low - 1] as number);
  const ofSpan = Math.min((at - before) / ((upTo[low] as number) - before), 0.99999);
  const [from, to] = spans.get(low) ?? WHOLE_DAY;
  const ofDay = from + ofSpan * (to - from);
  return momentOnTheWall(tenant.timezone, tenant.since + low * DAY + timeOfDay(tenant.trade, ofDay));
}

/** The time of the day, in milliseconds from midnight on, at which a share of its business is done. */
function timeOfDay(trade: Trade, share: number): number {
  const upTo = HOURS_UP_TO[trade];
  const at = share * (upTo[23] as number);
  const hour = upTo.findIndex((sum) => at < sum);
  const before = hour === 0 ? 0 : (upTo[hour - 1] as number);
  const ofHour = (at - before) / ((upTo[hour] as number) - before);
  return hour * HOUR + Math.floor(ofHour * 3600) * 1000;
}

/** The share of a day's business that is done before a time of the day: the inverse of `timeOfDay`. */
function shareOfDay(trade: Trade, time: number): number {
  const upTo = HOURS_UP_TO[trade];
  const hour = Math.min(Math.max(time / HOUR, 0), 24);
  const whole = Math.floor(hour);
  const before = whole === 0 ? 0 : (upTo[whole - 1] as number);
  return (before + (hour - whole) * (HOURS[trade][whole] ?? 0)) / (upTo[23] as number);
}

/**
 * When something was set up before the story began: at eight in the morning, by the clock of the tenant, of a weekday.
 *
 * @param days how many days before, at least.
 * @returns milliseconds since 1970, whole seconds.
 */
export function beforeStory(tenant: Pick<DemoTenant, 'since' | 'timezone'>, days = 1): number {
  let day = tenant.since - days * DAY;
  while (weekdayOf(day) % 6 === 0) day -= DAY;
  return localHour(tenant.timezone, day, 8);
}

/** A moment as text for a timestamptz column, to the second. */
export function time(moment: number): string {
  const second = Math.floor(moment / 1000);
  return `${day(moment)} ${clock(((second % 86_400) + 86_400) % 86_400)}+00`;
}

/** The day of a moment, in UTC, as text for a date column. */
export function day(moment: number): string {
  const number = Math.floor(moment / DAY);
  let text = days.get(number);
  if (text === undefined) {
    text = new Date(number * DAY).toISOString().slice(0, 10);
    // A story spans some hundred days; whoever asks for more does not fill the memory.
    if (days.size > 10_000) days.clear();
    days.set(number, text);
  }
  return text;
}

const days = new Map<number, string>();

/** The week of a moment as ISO 8601 counts it, in UTC: the year is that of its Thursday. */
export function isoWeek(moment: number): { readonly year: number; readonly week: number } {
  // 1970 began on a Thursday.
  const thursday = Math.floor((moment / DAY + 3) / 7) * 7 * DAY;
  const year = new Date(thursday).getUTCFullYear();
  return { year, week: Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * DAY)) + 1 };
}

/**
 * How much of the business has been done by the end of each day of the story, and what part of the first and the last day
 * is in it: where clocks go before or after UTC, the story begins or ends in the middle of a day.
 */
const calendarOf = perTenant((tenant) => {
  const { since, until, timezone, trade } = tenant;
  const count = Math.max(1, Math.round((until - since) / DAY));
  const upTo = new Float64Array(count);
  const last = count - 1;
  const from = shareOfDay(trade, onTheWall(timezone, since) - since);
  const to = shareOfDay(trade, onTheWall(timezone, until - MINUTE) - since - last * DAY);
  const spans = new Map<number, Span>([
    [0, [from, 1]],
    [last, [last === 0 ? from : 0, to]],
  ]);
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    const date = new Date(since + index * DAY);
    const growth = 0.6 + (0.8 * index) / count;
    const season = SEASONS[trade][date.getUTCMonth()] as number;
    const weekday = WEEKDAYS[trade][date.getUTCDay()] as number;
    const [start, end] = spans.get(index) ?? WHOLE_DAY;
    sum += growth * season * weekday * (end - start);
    upTo[index] = sum;
  }
  return { upTo, spans };
});

/** The part of a day's business that is in the story, from 0 to 1. */
type Span = readonly [from: number, to: number];
const WHOLE_DAY: Span = [0, 1];

const two = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

function clock(second: number): string {
  return `${two[Math.floor(second / 3600)]}:${two[Math.floor(second / 60) % 60]}:${two[second % 60]}`;
}

/** January to December: gifts for jewelry, moving and gardens for the home, feasts for food. */
const SEASONS: Record<Trade, readonly number[]> = {
  jewelry: [0.7, 1.4, 0.8, 0.9, 1.3, 1, 0.8, 0.8, 0.9, 1, 1.3, 2.2],
  home_goods: [0.9, 0.8, 1, 1.2, 1.2, 1, 0.8, 0.9, 1.1, 1.1, 1.4, 1.3],
  food: [0.8, 0.9, 0.9, 1.1, 1, 1, 1, 0.9, 0.9, 1, 1.1, 1.6],
};

/** Sunday to Saturday. */
const WEEKDAYS: Record<Trade, readonly number[]> = {
  jewelry: [0.8, 0.8, 0.9, 1, 1, 1.2, 1.4],
  home_goods: [1.3, 1.1, 1, 0.9, 0.9, 0.9, 1.1],
  food: [0.7, 0.8, 0.9, 1, 1.2, 1.5, 1.3],
};

/** When people buy, from midnight on: nobody at night, some at noon, most in the evening; food before the meals. */
const HOURS: Record<Trade, readonly number[]> = {
  jewelry: [0, 0, 0, 0, 0, 0, 0, 1, 2, 4, 6, 7, 9, 8, 6, 6, 6, 7, 8, 10, 12, 11, 6, 2],
  home_goods: [0, 0, 0, 0, 0, 0, 0, 1, 3, 5, 7, 7, 6, 6, 6, 6, 7, 7, 8, 11, 13, 11, 6, 2],
  food: [0, 0, 0, 0, 0, 0, 0, 3, 6, 9, 10, 10, 7, 6, 6, 7, 10, 12, 10, 8, 7, 5, 3, 1],
};

const HOURS_UP_TO: Record<Trade, readonly number[]> = {
  jewelry: runningSum(HOURS.jewelry),
  home_goods: runningSum(HOURS.home_goods),
  food: runningSum(HOURS.food),
};

function runningSum(values: readonly number[]): readonly number[] {
  let sum = 0;
  return values.map((value) => {
    sum += value;
    return sum;
  });
}
