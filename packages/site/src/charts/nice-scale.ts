/** Where the lines of a scale stand, and where it ends. */
export interface NiceScale {
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly number[];
}

/**
 * A scale for values, from 0, whose lines stand at 1, 2 or 5 times a power of ten.
 *
 * @param lines about so many of them.
 */
export function niceScale(values: readonly number[], lines = 4): NiceScale {
  const most = Math.max(0, ...values);
  const least = Math.min(0, ...values);
  const rough = (most - least || 1) / lines;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((factor) => factor * power >= rough) ?? 10) * power;
  const from = Math.floor(least / step);
  const to = Math.ceil(most / step);
  // Counted in whole steps: a sum of tenths would drift.
  const ticks = Array.from({ length: to - from + 1 }, (_, place) => round((from + place) * step));
  return { low: round(from * step), high: round(Math.max(to, from + 1) * step), ticks };
}

function round(value: number): number {
  return Number(value.toPrecision(12));
}
