import { applyPlan, SILENT } from '@erp/engine/apply';
import { takeFingerprint } from '@erp/engine/catalog';
import { openSession, type Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { planMigrations } from '@erp/engine/plan';
import type { Project } from '@erp/engine/project';
import { discoverDomains, findWorkspaceRoot } from '@erp/engine/project';
import { checkInvariants, loadInvariants } from '@erp/invariants/invariants';
import { openTestServer } from '@erp/postgres/disposable';
import { type DemoOptions, prepareDemo } from '@erp/seed/demo';
import { SILENT as QUIET } from '@erp/seed/progress';

/** A migrated database without tenants, which the others are copies of. */
const TEMPLATE = `erp_seed_${process.pid}`;
const ONE_TENANT = { tenants: 1, scale: 1 } satisfies DemoOptions;

let server: Awaited<ReturnType<typeof openTestServer>>;
let workspace: Project;
let copies = 0;
const sessions: Session[] = [];

beforeAll(async () => {
  server = await openTestServer();
  workspace = await discoverDomains(findWorkspaceRoot(import.meta.dirname));
  await administer(`CREATE DATABASE ${TEMPLATE}`);
  const session = await openSession({ ...server.settings, database: TEMPLATE });
  const ledger = await readLedger(session);
  await applyPlan(session, ledger, planMigrations(workspace, ledger), SILENT);
  await session.close();
});
afterAll(async () => {
  for (const session of sessions) await session.close();
  for (let copy = 1; copy <= copies; copy++)
    await administer(`DROP DATABASE ${TEMPLATE}_${copy} WITH (FORCE)`);
  await administer(`DROP DATABASE ${TEMPLATE}`);
  await server.close();
});

async function administer(sql: string): Promise<void> {
  const session = await openSession({ ...server.settings, database: 'postgres' });
  await session.query(sql).finally(() => session.close());
}

async function migrated(): Promise<Session> {
  copies += 1;
  const database = `${TEMPLATE}_${copies}`;
  await administer(`CREATE DATABASE ${database} TEMPLATE ${TEMPLATE} STRATEGY file_copy`);
  const session = await openSession({ ...server.settings, database });
  sessions.push(session);
  return session;
}

/** Loads what is missing; returns how many rows. */
async function load(session: Session, options: DemoOptions, workers = 0): Promise<number> {
  const demo = await prepareDemo(session, workspace, options);
  const tables = await demo.load(await demo.plan(), QUIET, workers);
  return tables.reduce((sum, table) => sum + table.rows, 0);
}

/** Every row of every table, as checksums; where the server has put a row is its affair. */
async function contentOf(session: Session): Promise<Record<string, string>> {
  const tables = await session.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
     WHERE c.relkind = 'r' AND c.relnamespace IN ('public'::regnamespace, 'auth'::regnamespace) ORDER BY 1`,
  );
  const content: Record<string, string> = {};
  for (const { name } of tables) {
    const [row] = await session.query<{ sum: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS sum FROM ${name} t`,
    );
    content[name] = row?.sum ?? '';
  }
  return content;
}

test('the same seed gives the same bytes, whoever generates, and another seed others', async () => {
  const [alone, shared, other] = [await migrated(), await migrated(), await migrated()];
  const options = { ...ONE_TENANT, tenants: 3 };
  await load(alone, options, 1);
  await load(shared, options, 2);
  await load(other, { ...options, seed: 2 }, 0);
  const content = await contentOf(alone);
  expect(await contentOf(shared)).toEqual(content);
  expect((await contentOf(other)).crm_personal_profile).not.toBe(content.crm_personal_profile);
});

test('what is there is not loaded again; a larger scale adds, and leaves schema and first rows as they were', async () => {
  const session = await migrated();
  const before = await takeFingerprint(session);
  expect(await load(session, ONE_TENANT)).toBeGreaterThan(1000);
  const first = await session.query('SELECT * FROM orders ORDER BY id');
  expect(await load(session, ONE_TENANT)).toBe(0);
  await load(session, { ...ONE_TENANT, scale: 3 });
  const orders = await session.query('SELECT * FROM orders ORDER BY id');
  expect(orders).toHaveLength(first.length * 3);
  expect(orders.slice(0, first.length)).toEqual(first);
  expect((await takeFingerprint(session)).lines).toEqual(before.lines);
  expect(await checkInvariants(session, await loadInvariants(workspace, await readLedger(session)))).toEqual(
    [],
  );
});

test('a domain whose rows the database refuses leaves nothing; those before it stay, and the next run goes on', async () => {
  const session = await migrated();
  await session.query('ALTER TABLE order_items ADD CONSTRAINT never CHECK (product_name IS NULL)');
  await expect(load(session, ONE_TENANT)).rejects.toMatchObject({ name: 'Problem' });
  expect(await session.query('SELECT FROM orders')).toEqual([]);
  expect(await session.query("SELECT FROM sys_demo_seeds WHERE domain = 'orders'")).toEqual([]);
  expect((await session.query('SELECT FROM crm_customers')).length).toBeGreaterThan(0);
  await session.query('ALTER TABLE order_items DROP CONSTRAINT never');
  expect(await load(session, ONE_TENANT)).toBeGreaterThan(0);
  expect((await session.query('SELECT FROM orders')).length).toBeGreaterThan(0);
});

test('a tenant that no seed has made stops everything before a row is written', async () => {
  const session = await migrated();
  await session.query("INSERT INTO sys_tenants (slug, name) VALUES ('theirs', 'Theirs')");
  const before = await contentOf(session);
  await expect(load(session, ONE_TENANT)).rejects.toMatchObject({ code: 'foreign_tenants' });
  expect(await contentOf(session)).toEqual(before);
});
