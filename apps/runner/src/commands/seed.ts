import { availableParallelism } from 'node:os';
import { discoverDomains } from '@erp/engine/discover';
import { type Ledger, readLedger } from '@erp/engine/ledger';
import { orderSteps } from '@erp/engine/order';
import { planMigrations } from '@erp/engine/plan';
import type { Session } from '@erp/engine/session';
import type { Workspace } from '@erp/engine/workspace';
import type { TenantProfile, TenantSeeds } from '@erp/kit/demo';
import { Problem } from '@erp/kit/problem';
import { type DemoDomain, loadDemoDomains } from '@erp/seed/demo-domains';
import { openGenerators } from '@erp/seed/generators';
import { planSeeds, type SeedPlan } from '@erp/seed/plan';
import { removeTenants, sownTenants } from '@erp/seed/remove';
import { type SownTable, sowDomain } from '@erp/seed/sow';
import { readSown, refuseForeignTenants } from '@erp/seed/sown';
import { chooseProfiles, DEFAULT_STORY, provideTenants, type Story } from '@erp/seed/tenants';
import { confirm } from '../confirm.ts';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { withRunnerLock } from '../runner-lock.ts';
import { showSeedProgress } from '../show-seed-progress.ts';

export interface SeedOptions {
  readonly tenant?: string[];
  readonly domain?: string[];
  readonly tenants?: number;
  readonly scale?: number;
  readonly seed?: number;
  readonly until?: string;
  readonly fresh?: boolean;
  readonly remove?: boolean;
  readonly dryRun?: boolean;
  readonly besideOthers?: boolean;
  readonly workers?: number;
  readonly yes?: boolean;
  readonly lockTimeout?: number;
  readonly json?: boolean;
}

/** What a run did. */
export interface SeedResult {
  readonly plan: SeedPlan;
  readonly tables: readonly SownTable[];
  readonly removed: readonly string[];
  readonly seconds: number;
}

/** Aggregates from which workers are worth starting: they need half a second to get going. */
const WORKERS_FROM = 40_000;

/** `erp seed`: discover, read what was sown, plan what is missing, take the lock, sow domain by domain. */
export async function seed(invocation: Invocation, options: SeedOptions): Promise<void> {
  await withSession(invocation, 'seed', async (session, database) => {
    if (options.remove === true) {
      await remove(invocation, session, options);
      return;
    }
    const { plan, tables, removed, seconds } = await seedSession(invocation, session, options);
    if (options.json === true) {
      const json = { removed, planned: planAsJson(plan), sown: tables, seconds };
      invocation.out(JSON.stringify(json, null, 2));
      return;
    }
    for (const remark of plan.remarks) invocation.tell(remark);
    if (options.dryRun === true) {
      for (const line of printPlan(plan)) invocation.out(line);
    } else if (plan.domains.length === 0) {
      invocation.out(`Nothing to do: ${database.description} holds the demo already.`);
    } else {
      const rows = tables.reduce((sum, table) => sum + table.rows, 0);
      invocation.out(
        `Sown ${count(rows)} rows into ${tables.length} tables in ${seconds.toFixed(2)} s, ${count(rows / seconds)} rows/s.`,
      );
    }
  });
}

/** The story of `erp seed` on an open session; `erp demo` tells it too. */
export async function seedSession(
  invocation: Invocation,
  session: Session,
  options: SeedOptions,
): Promise<SeedResult> {
  const start = performance.now();
  const story: Story = {
    seed: options.seed ?? DEFAULT_STORY.seed,
    until: options.until ?? DEFAULT_STORY.until,
  };
  if (options.fresh === true && options.domain !== undefined) {
    throw new Problem({
      code: 'fresh_domain',
      message: '--fresh sows whole tenants anew: rows of other domains point at those of the one.',
      hint: 'Leave --domain out, or take the domain back and forth: pnpm rollback --domain <domain>',
    });
  }
  const workspace = await discoverDomains(invocation.root);
  const ledger = await readLedger(session);
  refusePending(workspace, ledger);
  const domains = await loadDemoDomains(workspace, ledger, options.domain);
  const tenantSeeds = tenantSeedsOf(domains);
  const before = await sownTenants(session);
  const profiles = chooseProfiles(tenantSeeds, story, options.tenants ?? 3, options.tenant);
  await refuseForeignTenants(
    session,
    profiles.map((profile) => profile.slug),
    options.besideOthers === true,
  );
  const planOf = async (fresh: boolean) =>
    planSeeds(domains, profiles, options.scale ?? 1, story, fresh ? [] : await readSown(session));
  const first = await planOf(options.fresh === true);
  if (first.domains.length === 0 || options.dryRun === true) {
    return { plan: first, tables: [], removed: [], seconds: (performance.now() - start) / 1000 };
  }

  return withRunnerLock(invocation, session, options.lockTimeout ?? 600, async () => {
    const slugs = new Set(profiles.map((profile) => profile.slug));
    const stale = options.fresh === true ? before.filter((tenant) => slugs.has(tenant.slug)) : [];
    await removeTenants(session, tenantSeeds, stale, (tenant) => invocation.tell(`Removed ${tenant.slug}.`));
    // Another runner may have done it while this one waited.
    const plan = await planOf(false);
    const tables = await sow(invocation, session, plan, tenantSeeds, profiles, story, options);
    return {
      plan,
      tables,
      removed: stale.map((tenant) => tenant.slug),
      seconds: (performance.now() - start) / 1000,
    };
  });
}

async function sow(
  invocation: Invocation,
  session: Session,
  plan: SeedPlan,
  tenantSeeds: TenantSeeds,
  profiles: readonly TenantProfile[],
  story: Story,
  options: SeedOptions,
): Promise<readonly SownTable[]> {
  const generators = openGenerators(options.workers ?? workersFor(plan, profiles));
  const progress = showSeedProgress(invocation);
  const tables: SownTable[] = [];
  try {
    for (const domain of plan.domains) {
      const provide = (trx: Parameters<typeof provideTenants>[1]) =>
        provideTenants(tenantSeeds, trx, profiles);
      tables.push(...(await sowDomain(session, domain, story, generators, provide, progress)));
    }
  } finally {
    await generators.close();
  }
  return tables;
}

/** Threads beside this one, which talks to the server: none for a small demo, one per core but one for a large one. */
function workersFor(plan: SeedPlan, profiles: readonly TenantProfile[]): number {
  const customers = profiles.reduce((sum, profile) => sum + profile.customers, 0);
  const units = Math.max(
    0,
    ...plan.domains.flatMap((domain) =>
      domain.tables.flatMap((table) => table.sowings.map((sowing) => sowing.to - sowing.from)),
    ),
  );
  return customers * units < WORKERS_FROM ? 0 : Math.min(4, Math.max(1, availableParallelism() - 1));
}

async function remove(invocation: Invocation, session: Session, options: SeedOptions): Promise<void> {
  const workspace = await discoverDomains(invocation.root);
  const ledger = await readLedger(session);
  refusePending(workspace, ledger);
  const tenantSeeds = tenantSeedsOf(await loadDemoDomains(workspace, ledger));
  const there = await sownTenants(session);
  const unknown = (options.tenant ?? []).filter((slug) => !there.some((tenant) => tenant.slug === slug));
  if (unknown.length > 0) {
    throw new Problem({
      code: 'tenant_unknown',
      message: `${unknown.join(', ')}: no such demo tenant is there.`,
      detail: `There are: ${there.map((tenant) => tenant.slug).join(', ') || 'none'}.`,
    });
  }
  const tenants = there.filter((tenant) => options.tenant?.includes(tenant.slug) ?? true);
  if (tenants.length > 0 && options.dryRun !== true) {
    const names = tenants.map((tenant) => tenant.slug).join(', ');
    if (options.yes !== true) await confirm(invocation, `Remove ${names} with all their rows?`);
    await withRunnerLock(invocation, session, options.lockTimeout ?? 600, () =>
      removeTenants(session, tenantSeeds, tenants, (tenant) => invocation.tell(`Removed ${tenant.slug}.`)),
    );
  }
  const removed = tenants.map((tenant) => tenant.slug);
  if (options.json === true) {
    invocation.out(
      JSON.stringify({ removed: options.dryRun === true ? [] : removed, found: removed }, null, 2),
    );
  } else if (tenants.length === 0) {
    invocation.out('Nothing to do: no demo tenant is there.');
  } else {
    invocation.out(
      `${options.dryRun === true ? 'Would remove' : 'Removed'} ${removed.length} demo tenants: ${removed.join(', ')}.`,
    );
  }
}

/** Seeds are made for the schema as the checkout has it. */
function refusePending(workspace: Workspace, ledger: Ledger): void {
  const plan = planMigrations(workspace, orderSteps(workspace.domains), ledger);
  const installed = new Set(ledger.rows.map((row) => row.name.split('/')[0]));
  const pending = plan.steps.filter(({ step }) => installed.has(step.domain));
  if (ledger.rows.length > 0 && pending.length === 0) return;
  throw new Problem({
    code: 'not_migrated',
    message:
      ledger.rows.length === 0
        ? 'This database has not been migrated.'
        : `${pending.length} steps are pending: ${pending
            .slice(0, 3)
            .map(({ step }) => step.name)
            .join(', ')}${pending.length > 3 ? ' …' : ''}`,
    hint: 'pnpm migrate',
  });
}

function tenantSeedsOf(domains: readonly DemoDomain[]): TenantSeeds {
  const seeds = domains.find((domain) => domain.seeds.tenants !== undefined)?.seeds.tenants;
  if (seeds === undefined) {
    throw new Problem({
      code: 'no_tenants',
      message: 'No installed domain says who the demo tenants are.',
      hint: 'packages/domains/system/seeds/demo.ts exports tenants.',
    });
  }
  return seeds;
}

function planAsJson(plan: SeedPlan) {
  return plan.domains.map(({ domain, tables }) => ({
    domain: domain.name,
    tables: tables.map(({ factory, sowings }) => ({
      table: factory.table,
      tenants: sowings.map(({ slug, from, to }) => ({ tenant: slug, fromScale: from, toScale: to })),
    })),
  }));
}

function printPlan(plan: SeedPlan): string[] {
  if (plan.domains.length === 0) return ['Nothing to do: the demo is there already.'];
  return plan.domains.flatMap(({ domain, tables }) => [
    domain.name,
    ...tables.map(({ factory, sowings }) => {
      const tenants = sowings.map(({ slug, from, to }) => `${slug} (scale ${from} to ${to})`);
      return `  ${String(factory.table).padEnd(28)} ${tenants.join(', ')}`;
    }),
  ]);
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}
