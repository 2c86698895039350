import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { installedModules, type Project } from '@erp/engine/project';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { didYouMean } from '@erp/kit/did-you-mean';
import { Problem } from '@erp/kit/problem';
import type { Scenario } from '@erp/kit/scenario';
import type { Knex } from 'knex';
import { prepareDemo } from './demo.ts';
import { readSeedRecords } from './seed-records.ts';
import { tableTransaction } from './table-transaction.ts';
import { provideTenants } from './tenants.ts';

/** What came of playing a scenario over a tenant. */
export interface PlayedScenario {
  readonly tenant: string;
  /** What happened; undefined where it had been played before, and nothing was done. */
  readonly happened: string | undefined;
}

/** A scenario with the domain that tells it. */
interface DomainScenario extends Scenario {
  readonly domain: string;
}

/**
 * Plays a scenario over demo tenants that are there, each in a transaction of its own. Where it was played before, nothing
 * is done: the tenant keeps the names of its scenarios beside its other facts.
 *
 * @param slugs of the tenants; the first demo tenant when not given.
 * @param waits told for whom it waits.
 * @throws {Problem} `scenario_unknown`; `scenario_without_demo` where the tenant's rows of the domain are not there.
 */
export async function playScenario(
  session: Session,
  workspace: Project,
  name: string,
  slugs: readonly string[] | undefined,
  waits: (who: string) => void,
): Promise<readonly PlayedScenario[]> {
  const scenario = await findScenario(session, workspace, name);
  const { profiles, tenantSeeds } = await prepareDemo(session, workspace, {
    only: slugs,
    allowExistingTenants: true,
  });
  const chosen = slugs === undefined ? profiles.slice(0, 1) : profiles;
  await assertSeeded(
    session,
    scenario,
    chosen.map(({ slug }) => slug),
  );
  const tenants = await session.transaction((trx) => provideTenants(tenantSeeds, trx, chosen));
  const played: PlayedScenario[] = [];
  for (const tenant of tenants) {
    const waiting = {
      what: `Playing ${name} over ${tenant.slug}`,
      next: `${tenant.slug} is as it was. When it is done, run the command again.`,
      waits,
    };
    const happened = await tableTransaction(session, waiting, (trx) => playOnce(trx, scenario, tenant));
    played.push({ tenant: tenant.slug, happened });
  }
  return played;
}

async function playOnce(trx: Knex, scenario: Scenario, tenant: DemoTenant): Promise<string | undefined> {
  // Who comes second waits for the row, and then finds the name there.
  const { rows } = await trx.raw<{ rows: { played: boolean }[] }>(
    `SELECT coalesce(metadata -> 'scenarios' @> to_jsonb(?::text), false) AS played
     FROM sys_tenants WHERE id = ? FOR NO KEY UPDATE`,
    [scenario.name, tenant.id],
  );
  if (rows[0]?.played !== false) return undefined;
  const enters = scenario.as === 'tenant_owner';
  if (enters) {
    const owner = tenant.staff.find(({ role }) => role === 'owner');
    await trx.raw('SET LOCAL ROLE erp_app');
    await trx.raw('SELECT app.enter_tenant(?, ?)', [tenant.id, owner?.userId ?? null]);
  }
  const happened = await scenario.play(trx, tenant);
  if (enters) {
    await trx.raw('SELECT app.leave_tenant()');
    await trx.raw('RESET ROLE');
  }
  await trx.raw(
    `UPDATE sys_tenants SET metadata = metadata || jsonb_build_object('scenarios',
       coalesce(metadata -> 'scenarios', '[]') || to_jsonb(?::text)) WHERE id = ?`,
    [scenario.name, tenant.id],
  );
  return happened;
}

async function findScenario(session: Session, workspace: Project, name: string): Promise<DomainScenario> {
  const modules = await installedModules<{ scenarios: readonly Scenario[] }>(
    workspace.domains,
    await readLedger(session),
    'scenarios/index.ts',
  );
  const found = modules.flatMap(({ domain, module }) =>
    module.scenarios.map((scenario) => ({ ...scenario, domain: domain.name })),
  );
  const scenario = found.find((each) => each.name === name);
  if (scenario !== undefined) return scenario;
  throw new Problem({
    code: 'scenario_unknown',
    message: `${name}: no installed domain tells such a scenario.`,
    detail: found.map((each) => `${each.name} (${each.domain}): ${each.says}`).join('\n') || undefined,
    hint: `${didYouMean(
      name,
      found.map((each) => each.name),
    )}Nothing was changed. Correct the name.`,
  });
}

/** A scenario goes on from what the demo of its domain has told. */
async function assertSeeded(
  session: Session,
  scenario: DomainScenario,
  slugs: readonly string[],
): Promise<void> {
  const { seeded } = await readSeedRecords(session);
  const missing = slugs.filter(
    (slug) => !seeded.some((record) => record.slug === slug && record.domain === scenario.domain),
  );
  if (missing.length === 0) return;
  throw new Problem({
    code: 'scenario_without_demo',
    message: `${scenario.name} goes on from the demo of ${scenario.domain}, which ${missing.join(', ')} has not got.`,
    hint: `Nothing was changed. First: pnpm seed --tenant ${missing.join(' ')} --domain ${scenario.domain}`,
  });
}
