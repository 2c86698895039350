/** Where a run stands. */
export interface RunShare {
  /** The domain at work, counted from 1, and how many there are. */
  readonly domain: number;
  readonly domains: number;
  /** How much of the whole run is done, from 0 to 1; tables, indexes, statistics and figures of all domains count. */
  readonly done: number;
}

/** What is told while demo tenants are seeded. */
export interface SeedProgress {
  /** The tenants are there, and what is asked for is kept: from now on a plain run goes on with it. */
  started(): void;
  /** The work waits for a table; `who` says for whom. */
  waits(who: string): void;
  /** A table is being filled: rows so far. */
  rows(domain: string, table: string, rows: number, share: RunShare): void;
  /** A step of a domain that is not a table: indexes, figures. */
  step(domain: string, what: string, share: RunShare): void;
  /** A table is filled. */
  filled(domain: string, table: string, rows: number, milliseconds: number, way: 'bulk' | 'plain'): void;
  /** A phase of a domain is over, e.g. `rows`; a domain may come to one twice. */
  phase(domain: string, phase: string, milliseconds: number): void;
  /** A domain is committed. */
  committed(domain: string, rows: number, milliseconds: number): void;
}

/** Nobody watches. */
export const SILENT: SeedProgress = {
  started() {},
  waits() {},
  rows() {},
  step() {},
  filled() {},
  phase() {},
  committed() {},
};

/** The parts of a domain's time, measured at scale 1 to 50: filling tables is the smaller one. */
export const PART = { fill: 0.4, restore: 0.35, statistics: 0.05, figures: 0.2 } as const;

/**
 * Turns what is done of one domain into what is done of the run.
 *
 * @param weights of the domains in their order: how much there is to do for each.
 * @returns a function of a domain's position, from 0, and of the part of it that is done, from 0 to 1.
 */
export function shareOfRun(weights: readonly number[]): (index: number, part: number) => RunShare {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const before = weights.map((_, index) => weights.slice(0, index).reduce((sum, weight) => sum + weight, 0));
  return (index, part) => ({
    domain: index + 1,
    domains: weights.length,
    done: total === 0 ? 1 : Math.min(1, ((before[index] ?? 0) + (weights[index] ?? 0) * part) / total),
  });
}
