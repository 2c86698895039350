import { availableParallelism } from 'node:os';
import type { Session } from '@erp/engine/connection';
import { type Ledger, readLedger } from '@erp/engine/ledger';
import { planMigrations } from '@erp/engine/plan';
import type { Project } from '@erp/engine/project';
import type { TenantProfile, TenantSeeds } from '@erp/kit/demo';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { Problem } from '@erp/kit/problem';
import type { Knex } from 'knex';
import { beginTenants, tenantsToBegin } from './begin-demo.ts';
import { findCompanions } from './companions.ts';
import { type FoundDomain, findDemoDomains, loadDemoDomain } from './demo-domains.ts';
import { type AskedFor, shapeOfDemo } from './demo-shape.ts';
import { openGenerators } from './generators.ts';
import { type LoadedTable, type LoadRun, loadDomain } from './load-domain.ts';
import { ordersOf } from './loads.ts';
import { type DomainPlan, isSeeded, planSeeds, type SeedPlan, tenantsOfOtherStory } from './plan.ts';
import { type SeedProgress, shareOfRun } from './progress.ts';
import { assertNoForeignTenants, readSeedRecords } from './seed-records.ts';
import { keepHeapSmall } from './small-heap.ts';
import { tableTransaction } from './table-transaction.ts';
import { chooseProfiles, provideTenants } from './tenants.ts';

/** What is asked for. */
export interface DemoOptions extends AskedFor {
  /** Takes away what is there first: nothing of it decides what is asked for. */
  readonly fresh?: boolean | undefined;
  /** Slugs, to work on these alone. */
  readonly only?: readonly string[] | undefined;
  /** These domains and what they depend on; all when not given. */
  readonly domains?: readonly string[] | undefined;
  /** Also where there are tenants that no seed has made. */
  readonly allowExistingTenants?: boolean | undefined;
}

/** A demo that can be planned, as often as is needed, and seeded. */
export interface Demo {
  readonly profiles: readonly TenantProfile[];
  readonly tenantSeeds: TenantSeeds;
  /**
   * Compares what is asked for with what is there.
   *
   * @param anew as if nothing were there.
   */
  plan(anew?: boolean): Promise<SeedPlan>;
  /**
   * Makes a tenant, and keeps what is asked for it, in the caller's transaction; `load` does it for those that are left.
   */
  begin(trx: Knex, slug: string): Promise<void>;
  /**
   * Makes the tenants and keeps what is asked for; then loads the plan, domain by domain, each in a transaction of its own.
   *
   * @param workers threads that generate rows; chosen by size when not given. The bytes are the same for any number.
   */
  load(plan: SeedPlan, progress: SeedProgress, workers?: number): Promise<readonly LoadedTable[]>;
}

/**
 * Prepares a demo on a migrated database. Writes nothing.
 *
 * @throws {Problem} `not_migrated`, `foreign_tenants`, `slug_taken`, `domain_unknown`, `tenant_unknown`.
 */
export async function prepareDemo(session: Session, workspace: Project, options: DemoOptions): Promise<Demo> {
  keepHeapSmall();
  const ledger = await readLedger(session);
  assertNothingPending(workspace, ledger);
  const found = await findDemoDomains(workspace, ledger, options.domains);
  const { owner, tenantSeeds } = await ownerOfTenants(found);
  const { seeded } = await readSeedRecords(session);
  const { settings, tenants, scaleOf } = shapeOfDemo(tenantSeeds, options, seeded, options.fresh === true);
  const profiles = chooseProfiles(tenantSeeds, settings, tenants, options.only);
  await assertNoForeignTenants(
    session,
    profiles.map((profile) => profile.slug),
    options.allowExistingTenants === true,
  );
  const asked = { owner, tenantSeeds, profiles, scaleOf, settings };
  return {
    profiles,
    tenantSeeds,
    begin: (trx, slug) => beginTenants(trx, asked, [slug]),
    async plan(anew = false) {
      const records = await readSeedRecords(session);
      if (!anew && isSeeded(found, profiles, scaleOf, settings, records)) return { domains: [], remarks: [] };
      const domains = await Promise.all(found.map(loadDemoDomain));
      return planSeeds(domains, profiles, scaleOf, settings, anew ? [] : records.seeded);
    },
    async load(plan, progress, workers = workersFor(plan, profiles)) {
      const records = (await readSeedRecords(session)).seeded;
      const missing = tenantsToBegin(asked, plan, records);
      if (missing.length > 0) {
        const waiting = {
          what: 'Making the tenants',
          next: 'Nothing was changed. When it is done, run the command again.',
          waits: progress.waits,
        };
        await tableTransaction(session, waiting, (trx) => beginTenants(trx, asked, missing));
      }
      progress.started();
      const companions = await findCompanions(
        await findDemoDomains(workspace, ledger),
        new Set(found.map(({ name }) => name)),
        profiles,
        records,
      );
      const provided = await session.transaction((trx) => provideTenants(tenantSeeds, trx, profiles));
      const older = tenantsOfOtherStory(found, records);
      const run = { session, settings, companions, tenants: provided, older, progress };
      return loadDomains(run, plan, workers);
    },
  };
}

/** Loads domain by domain, with the same generators for all. */
async function loadDomains(
  run: Omit<LoadRun, 'generators'>,
  plan: SeedPlan,
  workers: number,
): Promise<readonly LoadedTable[]> {
  const generators = openGenerators(workers, ordersOf(plan.domains, run.tenants));
  const tables: LoadedTable[] = [];
  try {
    const bySlug = new Map(run.tenants.map((tenant) => [tenant.slug, tenant]));
    const share = shareOfRun(plan.domains.map((domain) => weightOf(domain, bySlug)));
    for (const [index, domain] of plan.domains.entries()) {
      tables.push(...(await loadDomain({ ...run, generators }, domain, (part) => share(index, part))));
    }
  } finally {
    await generators.close();
  }
  return tables;
}

/**
 * How the demo tenants of a migrated database come and go.
 *
 * @throws {Problem} `not_migrated`.
 */
export async function loadTenantSeeds(session: Session, workspace: Project): Promise<TenantSeeds> {
  const ledger = await readLedger(session);
  assertNothingPending(workspace, ledger);
  return (await ownerOfTenants(await findDemoDomains(workspace, ledger))).tenantSeeds;
}

/** Customers from which workers are worth starting: they need half a second to get going. */
const WORKERS_FROM = 10_000;

/**
 * Threads beside this one. The server keeps one core busy and this thread another, so that on two cores a further
 * thread only gets in the way (measured: 3.1 s without, 4.9 s with one); nor does a small demo want to wait for it.
 */
function workersFor(plan: SeedPlan, profiles: readonly TenantProfile[]): number {
  const customers = profiles.reduce((sum, profile) => sum + profile.customers, 0);
  let units = 0;
  for (const { tables } of plan.domains) {
    for (const { ranges } of tables) {
      for (const { from, to } of ranges) units = Math.max(units, to - from);
    }
  }
  return customers * units < WORKERS_FROM ? 0 : Math.min(4, Math.max(0, availableParallelism() - 2));
}

/** Aggregates that take as long as what each table needs besides its rows: keys, triggers, statistics. */
const TABLE_COSTS = 150;

/** How much there is to make of a domain. Tables differ in rows, so this is a measure and no count. */
function weightOf({ tables }: DomainPlan, tenants: ReadonlyMap<string, DemoTenant>): number {
  let sum = 0;
  for (const { factory, ranges } of tables) {
    sum += TABLE_COSTS;
    for (const { slug, from, to } of ranges) {
      sum += factory.count(tenants.get(slug) as DemoTenant) * ((factory.fixed ? 1 : to) - from);
    }
  }
  return sum;
}

/** Seeds are made for the schema as the checkout has it. */
function assertNothingPending(workspace: Project, ledger: Ledger): void {
  const installed = new Set(ledger.rows.map((row) => row.name.split('/')[0]));
  // Of the domains that are here: others may be left out on purpose.
  const only = workspace.domains.map((domain) => domain.name).filter((name) => installed.has(name));
  const pending = planMigrations(workspace, ledger, { only }).steps.map(({ step }) => step);
  if (ledger.rows.length > 0 && pending.length === 0) return;
  const names = pending.slice(0, 3).map((step) => step.name);
  throw new Problem({
    code: 'not_migrated',
    message:
      ledger.rows.length === 0
        ? 'This database has not been migrated.'
        : `${pending.length} steps are pending: ${names.join(', ')}${pending.length > 3 ? ' …' : ''}`,
    hint: 'pnpm migrate',
  });
}

async function ownerOfTenants(
  found: readonly FoundDomain[],
): Promise<{ readonly owner: FoundDomain; readonly tenantSeeds: TenantSeeds }> {
  // The domain that owns tenants comes first; the others need not be loaded to find it.
  for (const domain of found) {
    const { seeds } = await loadDemoDomain(domain);
    if (seeds.tenants !== undefined) return { owner: domain, tenantSeeds: seeds.tenants };
  }
  throw new Problem({
    code: 'no_tenants',
    message: 'No installed domain says who the demo tenants are.',
    hint: 'packages/domains/system/demo/demo.ts exports tenants.',
  });
}
