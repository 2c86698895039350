import { openSession, type Session } from '@erp/engine/connection';
import { discoverDomains, findWorkspaceRoot, type Project } from '@erp/engine/project';
import { type BareDatabase, bareDatabase, clonedDatabase } from '@erp/test-database/database';
import { provideTemplate } from '@erp/test-database/template';
import knexFactory, { type Knex } from 'knex';
import { requireInvariants } from './require-invariants.ts';
import { templateOf } from './template.ts';
import { asTenant, provisionTwoTenants, readTwoTenants, type TestTenant } from './tenants.ts';

/** Milliseconds; Jest gives up before that, and nothing else does. */
const FOR_EVER = 24 * 60 * 60_000;

/** An empty database of its own, gone after `drop`. */
export interface EmptyDatabase extends BareDatabase {
  /** An engine session as the owner; closed by `drop`. */
  session(): Promise<Session>;
}

/** A migrated database with two tenants in it. */
export interface TestDatabase extends EmptyDatabase {
  /** Knex as the owner, with a pool. */
  readonly knex: Knex;
  readonly tenants: { readonly a: TestTenant; readonly b: TestTenant };
  /** Runs the work in a transaction as the application role, inside the tenant, as its owner. */
  asTenant<Result>(tenant: TestTenant, work: (trx: Knex.Transaction) => Promise<Result>): Promise<Result>;
}

/**
 * The checkout, or the project with domains from packages, that the tests are started in.
 *
 * @param domains names of domains: they and what they depend on are all that is seen of it, so that a team's tests
 *   do not fail by what another team is changing.
 */
export async function testWorkspace(domains?: readonly string[]): Promise<Project> {
  const root = findWorkspaceRoot(process.cwd());
  const asked = JSON.stringify([root, domains]);
  const found = projects.get(asked) ?? discoverDomains(root, domains);
  projects.set(asked, found);
  return found;
}

/** By root and names, read once: a checkout does not change while its tests run. */
const projects = new Map<string, Promise<Project>>();

/** A new database with nothing in it. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  return withSessions(await bareDatabase());
}

/** What rows are made in, to be copied with them. */
export type Filling = Pick<TestDatabase, 'knex' | 'tenants' | 'asTenant'>;

/** What a database is to have: these domains and what they depend on; all domains when none are named. */
interface Content {
  readonly domains?: readonly string[];
}

/** A clone of a database that has some domains, and no tenant yet. Cloning costs milliseconds. */
export async function installedDatabase(options: Content = {}): Promise<EmptyDatabase> {
  if (options.domains?.length === 0) return emptyDatabase();
  return withSessions(await clonedDatabase(await templateWith(options)));
}

/**
 * The same with rows in it, which are made once per run: for files of tests that begin with the same ones.
 *
 * @param name says what is in it, as part of a database's name: the same name and domains, the same rows.
 * @param fill makes the rows.
 */
export async function filledDatabase(
  name: string,
  fill: (session: Session) => Promise<void>,
  options: Content = {},
): Promise<EmptyDatabase> {
  const filled = await templateOn(await templateWith(options), name, async (settings) => {
    const session = await openSession(settings);
    await fill(session).finally(() => session.close());
  });
  return withSessions(await clonedDatabase(filled));
}

/** A template that begins as another one. */
function templateOn(
  base: string,
  name: string,
  fill: (settings: BareDatabase['settings']) => Promise<void>,
): Promise<string> {
  return provideTemplate(`${base.replace('erp_template_', '')}_${name}`, fill, base);
}

async function templateWith({ domains }: Content): Promise<string> {
  const workspace = await testWorkspace(domains);
  return templateOf(workspace, domains ?? workspace.domains.map((domain) => domain.name));
}

/**
 * The same with two tenants in it; every test file has one of its own.
 *
 * When it is dropped, the rows of a database of named domains are asked for every invariant, see `requireInvariants`.
 *
 * @param options `broken`: invariants that rows written by hand are known to break, as `<domain>/<invariant>`; 'any'
 *   when all rows are samples. `rows`: those that several tests begin with, made once per run; `name` says what they are,
 *   as part of a database's name.
 */
export async function migratedDatabase(
  options: Content & {
    readonly broken?: readonly string[] | 'any';
    readonly rows?: { readonly name: string; fill(database: Filling): Promise<void> };
  } = {},
): Promise<TestDatabase> {
  const { rows } = options;
  const installed = await templateWith(options);
  const provisioned = await templateOn(installed, 'two_tenants', (settings) =>
    filled(settings, provisionTwoTenants),
  );
  const template =
    rows === undefined
      ? provisioned
      : await templateOn(provisioned, rows.name, (settings) =>
          filled(settings, async (knex) => rows.fill(await fillingOf(knex))),
        );
  const database = withSessions(await clonedDatabase(template));
  const knex = openKnex(database.settings);
  return {
    ...database,
    ...(await fillingOf(knex)),
    async drop() {
      await knex.destroy();
      try {
        if (options.domains !== undefined && options.broken !== 'any') {
          await requireInvariants(
            await database.session(),
            await testWorkspace(options.domains),
            options.broken ?? [],
          );
        }
      } finally {
        await database.drop();
      }
    },
  };
}

async function fillingOf(knex: Knex): Promise<Filling> {
  return {
    knex,
    tenants: await readTwoTenants(knex),
    asTenant: (tenant, work) => asTenant(knex, tenant, work),
  };
}

async function filled(
  settings: BareDatabase['settings'],
  fill: (knex: Knex) => Promise<unknown>,
): Promise<void> {
  const knex = openKnex(settings);
  await fill(knex).finally(() => knex.destroy());
}

function openKnex(settings: BareDatabase['settings']): Knex {
  return knexFactory({
    client: 'pg',
    version: '15.0',
    connection: settings as Knex.PgConnectionConfig,
    pool: { min: 0, max: 40, createTimeoutMillis: FOR_EVER },
    acquireConnectionTimeout: FOR_EVER,
  });
}

function withSessions(database: BareDatabase): EmptyDatabase {
  return {
    ...database,
    session: async () => database.closing(await openSession(database.settings)),
  };
}
