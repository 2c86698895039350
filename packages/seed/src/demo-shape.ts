import type { TenantSeeds } from '@erp/kit/demo';
import type { ScaleOf } from './plan.ts';
import type { SeedRecord } from './seed-records.ts';
import { DEFAULT_SETTINGS, type DemoSettings, MOST_TENANTS } from './tenants.ts';

/** What people ask for, as far as they say so. */
export interface AskedFor {
  readonly seed?: number | undefined;
  readonly until?: string | undefined;
  /** Last day of a demo that begins now, where nobody says another one. */
  readonly today?: string | undefined;
  readonly tenants?: number | undefined;
  readonly scale?: number | undefined;
}

/** A demo with everything decided. */
export interface DemoShape {
  readonly settings: DemoSettings;
  /** How many demo tenants there are to be. */
  readonly tenants: number;
  readonly scaleOf: ScaleOf;
}

/**
 * Decides what nobody has said by what was begun: a plain run goes on with the settings, the tenants and the scale of the
 * run before, whether that one came to its end or not. Pure.
 *
 * @param anew as if nothing had been begun: four tenants at scale 1.
 */
export function shapeOfDemo(
  seeds: TenantSeeds,
  asked: AskedFor,
  seeded: readonly SeedRecord[],
  anew: boolean,
): DemoShape {
  const before = anew ? [] : seeded;
  const [first] = before;
  return {
    settings: {
      seed: asked.seed ?? first?.seed ?? DEFAULT_SETTINGS.seed,
      until: asked.until ?? first?.until ?? asked.today ?? DEFAULT_SETTINGS.until,
    },
    tenants: asked.tenants ?? Math.max(4, lastPosition(seeds, new Set(before.map(({ slug }) => slug))) + 1),
    scaleOf: (slug) =>
      asked.scale ?? Math.max(1, ...before.filter((each) => each.slug === slug).map(({ scale }) => scale)),
  };
}

/** The position of the last of these tenants, from 0; -1 for none. */
function lastPosition(seeds: TenantSeeds, slugs: ReadonlySet<string>): number {
  let found = 0;
  for (let position = 0; position < MOST_TENANTS && found < slugs.size; position++) {
    if (!slugs.has(seeds.profileOf(position).slug)) continue;
    found += 1;
    if (found === slugs.size) return position;
  }
  return found === 0 ? -1 : MOST_TENANTS - 1;
}
