import type { TenantProfile } from '@erp/kit/demo';
import type { AnyFactory } from '@erp/kit/factory';
import { Problem, throwProblems } from '@erp/kit/problem';
import type { DemoDomain, FoundDomain } from './demo-domains.ts';
import { type SeedRecord, type SeedRecords, TENANTS } from './seed-records.ts';
import { type DemoSettings, FIRST_OWN_NUMBER } from './tenants.ts';

/** Rows of one table for one tenant that are missing: the units of scale `from` up to, and not including, `to`. */
export interface SeedRange {
  readonly slug: string;
  readonly from: number;
  readonly to: number;
  /** Rows that are there already. */
  readonly rows: number;
}

/** One table, with the tenants for which something is missing. */
export interface TablePlan {
  readonly factory: AnyFactory;
  readonly ranges: readonly SeedRange[];
}

/** One domain: seeded as a whole or not at all. */
export interface DomainPlan {
  readonly domain: DemoDomain;
  readonly tables: readonly TablePlan[];
}

/** What is to be seeded; empty when everything is there. */
export interface SeedPlan {
  readonly domains: readonly DomainPlan[];
  /** Remarks for people: what is there at a larger scale, or from other factories. */
  readonly remarks: readonly string[];
}

/** The scale that a tenant, named by its slug, is to have. */
export type ScaleOf = (slug: string) => number;

/**
 * Whether all that is asked for is there, told from the records alone: then no factory has to be loaded to know it. A
 * domain is seeded as a whole, so what its records have in common holds for its tables. Pure; in doubt it says no.
 */
export function isSeeded(
  domains: readonly FoundDomain[],
  profiles: readonly TenantProfile[],
  scaleOf: ScaleOf,
  settings: DemoSettings,
  { seeded, lost }: SeedRecords,
): boolean {
  if (lost) return false;
  return domains.every((domain) =>
    profiles.every(({ slug }) => {
      const records = seeded.filter(
        (each) => each.slug === slug && each.domain === domain.name && each.table !== TENANTS,
      );
      const same = records.every(
        (each) =>
          each.generator === domain.generator && each.seed === settings.seed && each.until === settings.until,
      );
      return same && Math.max(0, ...records.map((each) => each.scale)) === scaleOf(slug);
    }),
  );
}

/**
 * Compares what is asked for with what was seeded. Pure.
 *
 * @throws {Problems} `other_story` where a tenant was seeded with another seed or another last day, `other_generator`
 *   where more is asked of a table whose factories have changed since, `other_scale` where domains that are missing
 *   would be smaller than those that are there, `scale_too_large` where numbers of rows would not suffice.
 */
export function planSeeds(
  domains: readonly DemoDomain[],
  profiles: readonly TenantProfile[],
  scaleOf: ScaleOf,
  settings: DemoSettings,
  seeded: readonly SeedRecord[],
): SeedPlan {
  const problems: Problem[] = [];
  const remarks: string[] = [];
  const there = new Map(seeded.map((each) => [`${each.slug} ${each.table}`, each]));
  const older = tenantsOfOtherStory(domains, seeded);
  const leftOut = new Set<string>();
  const plans = domains.map((domain): DomainPlan => {
    const tables = domain.seeds.factories.map((factory): TablePlan => {
      const ranges = profiles.flatMap((profile): SeedRange[] => {
        const before = there.get(`${profile.slug} ${factory.table}`);
        const have = before?.scale ?? 0;
        const scale = scaleOf(profile.slug);
        if (have >= (factory.fixed ? 1 : scale)) return [];
        if (before !== undefined && factory.fixed) return [];
        // What came new would tell of rows as the factories of today make them, and those are others.
        if (before === undefined && older.has(profile.slug)) {
          leftOut.add(domain.name);
          return [];
        }
        if (before !== undefined && before.generator !== domain.generator) {
          problems.push(otherGenerator(profile.slug, factory.table, before));
        }
        return [{ slug: profile.slug, from: have, to: scale, rows: before?.rows ?? 0 }];
      });
      return { factory, ranges };
    });
    return { domain, tables: tables.filter((table) => table.ranges.length > 0) };
  });
  for (const profile of profiles) {
    const records = seeded.filter((each) => each.slug === profile.slug);
    const other = records.find((each) => each.seed !== settings.seed || each.until !== settings.until);
    if (other !== undefined) problems.push(otherSettings(profile.slug, other, settings));
    const most = Math.max(0, ...records.map((each) => each.scale));
    const scale = scaleOf(profile.slug);
    if (most <= scale) continue;
    remarks.push(`${profile.slug} is there at scale ${most} already.`);
    const missing = plans.filter(({ tables }) =>
      tables.some(({ ranges }) => ranges.some(({ slug }) => slug === profile.slug)),
    );
    if (missing.length > 0) problems.push(otherScale(profile.slug, most, scale, missing));
  }
  const changed = domains.filter((domain) =>
    seeded.some((each) => each.domain === domain.name && each.generator !== domain.generator),
  );
  if (changed.length > 0) {
    remarks.push(
      `The factories of ${changed.map((domain) => domain.name).join(', ')} have changed since; pnpm seed --fresh loads anew.`,
    );
  }
  if (leftOut.size > 0) {
    remarks.push(`What came new since in ${[...leftOut].join(', ')} is not added to a demo of before.`);
  }
  const tooLarge = scaleTooLarge(domains, profiles, scaleOf);
  if (tooLarge !== undefined) problems.push(tooLarge);
  throwProblems(problems);
  return { domains: plans.filter((plan) => plan.tables.length > 0), remarks };
}

/** The tenants of which some rows were made by factories that have changed since. */
export function tenantsOfOtherStory(
  domains: readonly { readonly name: string; readonly generator: string }[],
  seeded: readonly SeedRecord[],
): ReadonlySet<string> {
  const generators = new Map(domains.map(({ name, generator }) => [name, generator]));
  return new Set(
    seeded
      .filter((each) => (generators.get(each.domain) ?? each.generator) !== each.generator)
      .map(({ slug }) => slug),
  );
}

/** Rows of seeds have numbers below those of people's rows, which sets an end to the scale. */
function scaleTooLarge(
  domains: readonly DemoDomain[],
  profiles: readonly TenantProfile[],
  scaleOf: ScaleOf,
): Problem | undefined {
  let found: { readonly table: string; readonly most: number } | undefined;
  for (const factory of domains.flatMap(({ seeds }) => seeds.factories)) {
    if (!factory.identity || factory.fixed) continue;
    for (const profile of profiles) {
      const perUnit = factory.id(factory.count({ ...profile, id: 0, staff: [] })) - 1;
      const most = perUnit === 0 ? Number.POSITIVE_INFINITY : Math.floor((FIRST_OWN_NUMBER - 1) / perUnit);
      if (scaleOf(profile.slug) <= most || (found !== undefined && found.most <= most)) continue;
      found = { table: factory.table, most };
    }
  }
  if (found === undefined) return undefined;
  return new Problem({
    code: 'scale_too_large',
    message: `At this scale the rows of ${found.table} would run into the numbers that people's rows get.`,
    detail: `Rows of the demo have numbers below ${FIRST_OWN_NUMBER.toLocaleString('en-US')}.`,
    hint: `The largest scale is ${found.most}: pnpm seed --scale ${found.most}`,
  });
}

function otherSettings(slug: string, before: SeedRecord, settings: DemoSettings): Problem {
  return new Problem({
    code: 'other_story',
    message: `${slug} was seeded with another seed or another last day.`,
    detail: `There: --seed ${before.seed} --until ${before.until}. Asked for: --seed ${settings.seed} --until ${settings.until}.`,
    hint: `Go on with pnpm seed --seed ${before.seed} --until ${before.until}, or load anew with --fresh.`,
  });
}

function otherScale(slug: string, there: number, asked: number, missing: readonly DomainPlan[]): Problem {
  return new Problem({
    code: 'other_scale',
    message: `${slug} was begun at scale ${there}; at scale ${asked} the domains that are missing would not fit to those that are there.`,
    detail: `Missing: ${missing.map(({ domain }) => domain.name).join(', ')}.`,
    hint: `pnpm seed goes on at scale ${there}; pnpm seed --fresh --scale ${asked} begins anew.`,
  });
}

function otherGenerator(slug: string, table: string, before: SeedRecord): Problem {
  return new Problem({
    code: 'other_generator',
    message: `More rows of ${table} for ${slug} would not fit to those that are there: the factories have changed since.`,
    detail: `Seeded at scale ${before.scale} by the factories ${before.generator}.`,
    hint: 'pnpm seed --fresh loads anew.',
  });
}
