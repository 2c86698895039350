import type { DemoSeeds, TenantProfile } from '@erp/kit/demo';
import { type FoundDomain, loadDemoDomain } from './demo-domains.ts';
import type { SeedRecord } from './seed-records.ts';

/** A domain whose rows are about records of any other one, with the tenants that are to have such rows. */
export interface Companion {
  readonly domain: string;
  readonly accompany: NonNullable<DemoSeeds['accompany']>;
  readonly slugs: ReadonlySet<string>;
}

/**
 * The companions of a run: of the domains that are asked for, for every tenant; of those that are not, for the tenants
 * where they were seeded before, so that domains seeded one by one end up as all of them at once.
 *
 * @param installed every domain that has a demo.
 * @param asked names of those that are asked for.
 */
export async function findCompanions(
  installed: readonly FoundDomain[],
  asked: ReadonlySet<string>,
  profiles: readonly TenantProfile[],
  seeded: readonly SeedRecord[],
): Promise<readonly Companion[]> {
  const companions: Companion[] = [];
  for (const found of installed) {
    const { accompany } = (await loadDemoDomain(found)).seeds;
    if (accompany === undefined) continue;
    const slugs = asked.has(found.name)
      ? profiles.map(({ slug }) => slug)
      : seeded.filter(({ domain }) => domain === found.name).map(({ slug }) => slug);
    if (slugs.length > 0) companions.push({ domain: found.name, accompany, slugs: new Set(slugs) });
  }
  return companions;
}
