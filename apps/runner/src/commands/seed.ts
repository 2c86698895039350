import type { Session } from '@erp/engine/connection';
import { discoverDomains, type Project } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import { prepareDemo } from '@erp/seed/demo';
import type { LoadedTable } from '@erp/seed/load-domain';
import type { SeedPlan } from '@erp/seed/plan';
import { removeTenants, type SeededTenant, seededTenants } from '@erp/seed/remove';
import { rowsOfPeople } from '@erp/seed/rows-of-people';
import { confirm } from '../confirm.ts';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { count, planAsJson, printLoaded, printPlan } from '../print-seed.ts';
import { withRunnerLock } from '../runner-lock.ts';
import { showSeedProgress } from '../show-seed-progress.ts';
import type { SeedOptions } from './seed.command.ts';
import { removeDemo } from './seed-remove.ts';
import { runScenario } from './seed-scenario.ts';

/** What a run did. */
export interface SeedResult {
  readonly plan: SeedPlan;
  readonly tables: readonly LoadedTable[];
  readonly removed: readonly string[];
  readonly seconds: number;
}

/** `erp seed`: discover, read what was seeded, plan what is missing, take the lock, load domain by domain. */
export async function seed(invocation: Invocation, options: SeedOptions): Promise<void> {
  await withSession(invocation, 'seed', async (session, database) => {
    if (options.scenario !== undefined) {
      await runScenario(invocation, session, options.scenario, options);
      return;
    }
    if (options.remove === true) {
      await removeDemo(invocation, session, options);
      return;
    }
    const { plan, tables, removed, seconds } = await seedSession(invocation, session, options);
    if (options.json === true) {
      invocation.json({ removed, planned: planAsJson(plan), seeded: tables, seconds });
      return;
    }
    for (const remark of plan.remarks) invocation.stderr(remark);
    if (options.dryRun === true) {
      for (const line of printPlan(plan)) invocation.stdout(line);
    } else if (plan.domains.length === 0) {
      invocation.stdout(`Nothing to do: ${database.description} holds the demo already.`);
    } else {
      invocation.stdout(printLoaded(tables, seconds));
    }
  });
}

/**
 * The story of `erp seed` on an open session; `erp demo` tells it too.
 *
 * @param project the checkout, where it was read already.
 */
export async function seedSession(
  invocation: Invocation,
  session: Session,
  options: SeedOptions,
  project?: Project,
): Promise<SeedResult> {
  const start = performance.now();
  const { fresh = false } = options;
  if (fresh && options.domain !== undefined) {
    throw new Problem({
      code: 'fresh_domain',
      message: '--fresh loads whole tenants anew: rows of other domains point at those of the one.',
      hint: 'Leave --domain out, or roll the domain back and seed it anew: pnpm rollback --domain <domain>',
    });
  }
  const demo = await prepareDemo(session, project ?? (await discoverDomains(invocation.root)), {
    seed: options.seed,
    until: options.until,
    today: invocation.env.ERP_DEMO_UNTIL ?? new Date().toISOString().slice(0, 10),
    tenants: options.tenants,
    scale: options.scale,
    fresh,
    only: options.tenant,
    domains: options.domain,
    allowExistingTenants: options.allowExistingTenants ?? options.besideOthers,
  });
  const seconds = () => (performance.now() - start) / 1000;
  const first = await demo.plan(fresh);
  if (first.domains.length === 0 || options.dryRun === true) {
    return { plan: first, tables: [], removed: [], seconds: seconds() };
  }

  return withRunnerLock(invocation, session, options.lockTimeout, async () => {
    const slugs = new Set(demo.profiles.map((profile) => profile.slug));
    const stale = fresh ? (await seededTenants(session)).filter((tenant) => slugs.has(tenant.slug)) : [];
    if (options.yes !== true) await askForRowsOfPeople(invocation, session, stale);
    const progress = showSeedProgress(invocation, commandOf(options));
    const report = (tenant: SeededTenant) => invocation.stderr(`Removed ${tenant.slug}.`);
    await removeTenants(session, demo.tenantSeeds, stale, report, progress.waits, (trx, tenant) =>
      demo.begin(trx, tenant.slug),
    );
    // Another runner may have done it while this one waited.
    const plan = await demo.plan();
    const tables = await demo.load(plan, progress, options.workers);
    return { plan, tables, removed: stale.map((tenant) => tenant.slug), seconds: seconds() };
  });
}

/** The command that was typed, as far as it says what is to be there. */
function commandOf(options: SeedOptions): string {
  const words = (['scale', 'tenants', 'seed', 'until', 'tenant', 'domain'] as const).flatMap((name) =>
    options[name] === undefined ? [] : [`--${name}`, ...[options[name]].flat().map(String)],
  );
  return ['pnpm seed', ...words].join(' ');
}

/** Nobody is asked about rows that the seeds bring back by themselves. */
async function askForRowsOfPeople(
  invocation: Invocation,
  session: Session,
  tenants: readonly SeededTenant[],
): Promise<void> {
  const { rows, tables } = await rowsOfPeople(session, tenants);
  if (rows === 0) return;
  const some = tables.slice(0, 5).map((each) => `${each.table} ${count(each.rows)}`);
  const names = tenants.map((tenant) => tenant.slug).join(', ');
  await confirm(
    invocation,
    `Remove ${names} with ${count(rows)} rows that people made or changed there (${some.join(', ')}${tables.length > 5 ? ' …' : ''})?`,
  );
}
