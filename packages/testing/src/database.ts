import { openSession, type Session } from '@erp/engine/connection';
import { discoverDomains, findWorkspaceRoot, type Project } from '@erp/engine/project';
import type { ConnectionSettings } from '@erp/postgres/connection';
import knexFactory, { type Knex } from 'knex';
import pg from 'pg';
import { requireInvariants } from './require-invariants.ts';
import { freshName, joinTestServer } from './server.ts';
import { templateOf } from './template.ts';
import { asTenant, provisionTwoTenants, type TestTenant } from './tenants.ts';
import { until } from './until.ts';

/** Milliseconds; Jest gives up before that, and nothing else does. */
const FOR_EVER = 24 * 60 * 60_000;

/** How many sessions of this database wait for others. */
const BLOCKED = `
  SELECT count(*)::int AS pids FROM pg_stat_activity
   WHERE datname = current_database() AND wait_event_type = 'Lock' AND cardinality(pg_blocking_pids(pid)) > 0`;

/** An empty database of its own, gone after `drop`. */
export interface EmptyDatabase {
  readonly settings: ConnectionSettings;
  /** An engine session as the owner; closed by `drop`. */
  session(): Promise<Session>;
  /** A bare connection as the owner; closed by `drop`. */
  connect(): Promise<pg.Client>;
  /**
   * Waits until sessions of this database wait for a lock that another session holds, or until the work has ended.
   *
   * @param work what is expected to be kept waiting, once or by each of the sessions.
   * @returns whether they wait.
   */
  untilBlocked(work: Promise<unknown>, sessions?: number): Promise<boolean>;
  drop(): Promise<void>;
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
 * The checkout that the tests belong to.
 *
 * @param domains names of domains: they and what they depend on are all that is seen of it, so that a team's tests
 *   do not fail by what another team is changing.
 */
export async function testWorkspace(domains?: readonly string[]): Promise<Project> {
  return discoverDomains(findWorkspaceRoot(import.meta.dirname), domains);
}

/** A new database with nothing in it. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  return openDatabase('CREATE DATABASE %s');
}

/** What a database is to have: these domains and what they depend on; all domains when none are named. */
interface Content {
  readonly domains?: readonly string[];
}

/** A clone of a database that has some domains, and no tenant yet. Cloning costs milliseconds. */
export async function installedDatabase(options: Content = {}): Promise<EmptyDatabase> {
  if (options.domains?.length === 0) return emptyDatabase();
  const workspace = await testWorkspace(options.domains);
  const domains = options.domains ?? workspace.domains.map((domain) => domain.name);
  const template = await templateOf(await joinTestServer(), workspace, domains);
  const database = await openDatabase(`CREATE DATABASE %s TEMPLATE ${template} STRATEGY file_copy`);
  await copyDatabaseGrants(template, database.settings.database ?? '');
  return database;
}

/**
 * The same with two tenants in it; every test file has one of its own.
 *
 * When it is dropped, the rows of a database of named domains are asked for every invariant, see `requireInvariants`.
 *
 * @param options `broken`: invariants that rows written by hand are known to break, as `<domain>/<invariant>`; 'any'
 *   when all rows are samples.
 */
export async function migratedDatabase(
  options: Content & { readonly broken?: readonly string[] | 'any' } = {},
): Promise<TestDatabase> {
  const database = await installedDatabase(options);
  const knex = knexFactory({
    client: 'pg',
    version: '15.0',
    connection: database.settings as Knex.PgConnectionConfig,
    pool: { min: 0, max: 40, createTimeoutMillis: FOR_EVER },
    acquireConnectionTimeout: FOR_EVER,
  });
  return {
    ...database,
    knex,
    tenants: await provisionTwoTenants(knex),
    asTenant: (tenant, work) => asTenant(knex, tenant, work),
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

/** CREATE DATABASE copies all of a template but the privileges on the database itself. */
async function copyDatabaseGrants(template: string, name: string): Promise<void> {
  const server = await joinTestServer();
  const [copied] = await server.administer<{ statements: string | null }>(
    `SELECT string_agg(format('GRANT %s ON DATABASE %I TO %s', a.privilege_type, $2::text,
                         CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE a.grantee::regrole::text END), '; ') AS statements
       FROM pg_database d CROSS JOIN LATERAL aclexplode(d.datacl) a WHERE d.datname = $1`,
    [template, name],
  );
  if (copied?.statements == null) return;
  await server.administer(
    `DO $$ BEGIN REVOKE ALL ON DATABASE ${name} FROM PUBLIC; ${copied.statements}; END $$`,
  );
}

async function openDatabase(create: string): Promise<EmptyDatabase> {
  const server = await joinTestServer();
  const name = freshName('test');
  await server.administer(create.replace('%s', name));
  const settings = server.settingsFor(name);
  const closing: (() => Promise<unknown>)[] = [];
  const connect = async () => {
    const client = new pg.Client(settings as pg.ClientConfig);
    client.on('error', () => {});
    await client.connect();
    closing.push(() => client.end());
    return client;
  };
  let watcher: Promise<pg.Client> | undefined;
  return {
    settings,
    async session() {
      const session = await openSession(settings);
      closing.push(() => session.close());
      return session;
    },
    connect,
    async untilBlocked(work, sessions = 1) {
      let ended = false;
      const over = () => {
        ended = true;
      };
      work.then(over, over);
      watcher ??= connect();
      const client = await watcher;
      let blocked = false;
      await until(async () => {
        const { rows } = await client.query<{ pids: number }>(BLOCKED);
        blocked = (rows[0]?.pids ?? 0) >= sessions;
        return blocked || ended;
      });
      return blocked;
    },
    async drop() {
      for (const close of closing) await close().catch(() => {});
      await server.administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
