import { type DemoTenant, perTenant, type Trade } from './demo-tenant.ts';

/** Milliseconds. */
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/**
 * The moment at which a share of the tenant's business has been done, from 0 at the beginning of its story to 1 at
 * the end. Growing shares give growing moments; how dense they lie follows growth, season, weekday and opening
 * hours of the trade.
 *
 * @param share from 0 to 1.
 * @returns milliseconds since 1970, whole seconds.
 */
export function momentOf(tenant: DemoTenant, share: number): number {
  const upTo = calendarOf(tenant);
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
  const ofDay = Math.min((at - before) / ((upTo[low] as number) - before), 0.99999);
  // Open from eight to eight.
  return tenant.since + low * DAY + 8 * HOUR + Math.floor(ofDay * 12 * 3600) * 1000;
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

/** How much of the business has been done by the end of each day of the story. */
const calendarOf = perTenant((tenant) => {
  const count = Math.max(1, Math.round((tenant.until - tenant.since) / DAY));
  const upTo = new Float64Array(count);
  let sum = 0;
  for (let index = 0; index < count; index += 1) {
    const date = new Date(tenant.since + index * DAY);
    const growth = 0.6 + (0.8 * index) / count;
    const season = SEASONS[tenant.trade][date.getUTCMonth()] as number;
    const weekday = WEEKDAYS[tenant.trade][date.getUTCDay()] as number;
    sum += growth * season * weekday;
    upTo[index] = sum;
  }
  return upTo;
});

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
