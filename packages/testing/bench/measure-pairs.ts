import { readFileSync } from 'node:fs';

/** Times of two ways to do the same, taken in turns. */
export interface PairTimes {
  /** Median of one execution of the first way, in milliseconds. */
  readonly first: number;
  /** Median of one execution of the second way, in milliseconds. */
  readonly second: number;
  /** Median of second / first over the pairs. */
  readonly ratio: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Reads a time in milliseconds. */
export type Clock = () => number;

const passing: Clock = () => performance.now();

/** The time for which a process of this machine has had a processor: what others do meanwhile does not count. */
export function processorClock(pid: number): Clock {
  return () => Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[0]) / 1e6;
}

/**
 * Runs two pieces of work in pairs, whoever begins changing with each pair, so that both meet the same noise of the
 * machine; three pairs warm up.
 *
 * @param executions how many executions one call of a piece of work makes.
 * @param clocks what measures the first and the second way, in milliseconds; the time that passes unless said otherwise.
 */
export async function measurePairs(
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
  pairs: number,
  executions: number,
  clocks: readonly [Clock, Clock] = [passing, passing],
): Promise<PairTimes> {
  const times: { first: number; second: number }[] = [];
  for (let pair = -3; pair < pairs; pair++) {
    const before = pair % 2 === 0;
    const early = before ? await timed(first, clocks[0]) : await timed(second, clocks[1]);
    const late = before ? await timed(second, clocks[1]) : await timed(first, clocks[0]);
    if (pair >= 0) times.push(before ? { first: early, second: late } : { first: late, second: early });
  }
  const ratios = times.map((each) => each.second / each.first);
  return {
    first: median(times.map((each) => each.first)) / executions,
    second: median(times.map((each) => each.second)) / executions,
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
  };
}

/** The middle value; 0 of none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

async function timed(work: () => Promise<unknown>, clock: Clock): Promise<number> {
  const start = clock();
  await work();
  return clock() - start;
}
