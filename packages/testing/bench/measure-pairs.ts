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

/**
 * Runs two pieces of work in pairs, whoever begins changing with each pair, so that both meet the same noise of the
 * machine; three pairs warm up.
 *
 * @param executions how many executions one call of a piece of work makes.
 */
export async function measurePairs(
  first: () => Promise<unknown>,
  second: () => Promise<unknown>,
  pairs: number,
  executions: number,
): Promise<PairTimes> {
  const times: { first: number; second: number }[] = [];
  for (let pair = -3; pair < pairs; pair++) {
    const before = pair % 2 === 0;
    const early = await timed(before ? first : second);
    const late = await timed(before ? second : first);
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

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
