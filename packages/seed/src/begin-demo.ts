import type { TenantProfile, TenantSeeds } from '@erp/kit/demo';
import type { Knex } from 'knex';
import type { FoundDomain } from './demo-domains.ts';
import type { ScaleOf, SeedPlan } from './plan.ts';
import { recordSeeds, type SeedRecord, TENANTS } from './seed-records.ts';
import { analyzeWritten } from './statistics.ts';
import { type DemoSettings, provideTenants } from './tenants.ts';

/** What is asked for, to be kept before the first row is loaded. */
export interface Asked {
  /** The domain that owns tenants. */
  readonly owner: FoundDomain;
  readonly tenantSeeds: TenantSeeds;
  readonly profiles: readonly TenantProfile[];
  readonly scaleOf: ScaleOf;
  readonly settings: DemoSettings;
}

/**
 * The tenants of a plan of which it is not kept yet what is asked for. Pure.
 *
 * @returns their slugs, in the order of the profiles.
 */
export function tenantsToBegin(
  { profiles, scaleOf, settings }: Asked,
  plan: SeedPlan,
  seeded: readonly SeedRecord[],
): readonly string[] {
  const planned = new Set(
    plan.domains.flatMap(({ tables }) => tables.flatMap(({ ranges }) => ranges.map(({ slug }) => slug))),
  );
  const kept = new Set(
    seeded
      .filter(
        ({ table, slug, scale, seed, until }) =>
          table === TENANTS && scale === scaleOf(slug) && seed === settings.seed && until === settings.until,
      )
      .map(({ slug }) => slug),
  );
  return profiles.map(({ slug }) => slug).filter((slug) => planned.has(slug) && !kept.has(slug));
}

/**
 * Makes tenants, and keeps beside them at which scale and with which settings they are to be filled: a run that was killed
 * before it had loaded anything that grows with the scale is then gone on with by a plain one. To be committed before
 * the first row.
 */
export async function beginTenants(
  trx: Knex,
  { owner, tenantSeeds, profiles, scaleOf, settings }: Asked,
  slugs: readonly string[],
): Promise<void> {
  const tenants = await provideTenants(
    tenantSeeds,
    trx,
    profiles.filter(({ slug }) => slugs.includes(slug)),
  );
  await recordSeeds(
    trx,
    tenants.map(({ id, slug }) => ({
      tenantId: id,
      table: TENANTS,
      domain: owner.name,
      scale: scaleOf(slug),
      rows: 0,
      seed: settings.seed,
      until: settings.until,
      generator: owner.generator,
    })),
  );
  await analyzeWritten(trx);
}
