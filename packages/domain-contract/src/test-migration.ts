import { applyPlan, applyRollback, SILENT } from '@erp/engine/apply';
import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { planMigrations, planRollback } from '@erp/engine/plan';
import { type Project, resolveMigration } from '@erp/engine/project';
import { type EmptyDatabase, emptyDatabase, installedDatabase, testWorkspace } from '@erp/testing/database';
import { asTenant, provisionTwoTenants, type TestTenant } from '@erp/testing/tenants';
import knexFactory, { type Knex } from 'knex';

/** A database of one day, with two tenants in it. */
export interface DatabaseOfItsDay {
  /** Knex as the owner. The row types are those of today, so a column of that day may ask for a cast. */
  readonly knex: Knex;
  /** Two tenants with an owner each; for a migration of system there are none yet, and both are undefined. */
  readonly a: TestTenant;
  readonly b: TestTenant;
  /** Runs the work in a transaction as the application role, inside the tenant, as its owner. */
  asTenant<Result>(tenant: TestTenant, work: (trx: Knex.Transaction) => Promise<Result>): Promise<Result>;
}

/** What a migration is tried with. */
export interface MigrationStory<Rows> {
  /**
   * Inserts rows as they lay there before it, by hand, since test factories follow the schema of today; what it returns
   * is handed to `up` and `down`.
   */
  rows(database: DatabaseOfItsDay): Promise<Rows>;
  /** What has to hold when it is applied. */
  up(database: DatabaseOfItsDay, rows: Rows): Promise<void>;
  /** What has to hold when it is taken back. */
  down(database: DatabaseOfItsDay, rows: Rows): Promise<void>;
}

/**
 * Tries a migration on the day before it: on a database that has what its domain depends on and the migrations of its
 * domain up to it, with rows of that day, goes up and down again. What came later is not there: the functions of the
 * domain, and whatever of other domains stands on the migration.
 *
 * @param migration in full (`orders/0010_order_items_product`) or by number (`orders/0010`).
 */
export function testMigration<Rows>(migration: string, story: MigrationStory<Rows>): void {
  test(`${migration} goes up and down with rows of its day`, async () => {
    const [domain = ''] = migration.split('/');
    const workspace = await testWorkspace([domain]);
    const name = resolveMigration(workspace, migration);
    const database = await dayBefore(workspace, domain, name);
    const knex = knexFactory({ client: 'pg', connection: database.settings as Knex.PgConnectionConfig });
    try {
      const session = await database.session();
      const tenants = domain === 'system' ? { a: undefined, b: undefined } : await provisionTwoTenants(knex);
      const ofItsDay = {
        knex,
        ...(tenants as { a: TestTenant; b: TestTenant }),
        asTenant: <Result>(tenant: TestTenant, work: (trx: Knex.Transaction) => Promise<Result>) =>
          asTenant(knex, tenant, work),
      };
      const rows = await story.rows(ofItsDay);
      await apply(session, workspace, (step) => step === name);
      await story.up(ofItsDay, rows);
      const plan = planRollback(workspace, await readLedger(session), { kind: 'batch' });
      await applyRollback(session, plan, SILENT);
      await story.down(ofItsDay, rows);
    } finally {
      await knex.destroy();
      await database.drop();
    }
  });
}

/** A database that has all that came before a migration, and nothing that stands on it. */
async function dayBefore(workspace: Project, domain: string, name: string): Promise<EmptyDatabase> {
  const { order } = workspace;
  const before = order.prerequisitesOf(name);
  const behind = order.dependentsOf([name]);
  const others = order.steps.filter((step) => step.domain !== domain);
  // What the domain depends on is cloned, unless some of it stands on the migration.
  const database = others.some((step) => behind.has(step.name))
    ? await emptyDatabase()
    : await installedDatabase({ domains: workspace.byName.get(domain)?.dependencies ?? [] });
  await apply(
    await database.session(),
    workspace,
    (step, owner) => step !== name && (owner === domain ? before.has(step) : !behind.has(step)),
  );
  return database;
}

async function apply(
  session: Session,
  workspace: Project,
  isWanted: (step: string, domain: string) => boolean,
): Promise<void> {
  const ledger = await readLedger(session);
  const plan = planMigrations(workspace, ledger);
  const steps = plan.steps.filter(({ step }) => isWanted(step.name, step.domain));
  if (steps.length > 0) await applyPlan(session, ledger, { ...plan, steps }, SILENT);
}
