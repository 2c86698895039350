import { cp, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeFingerprint } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { type Project, projectOf } from '@erp/engine/project';
import { checkInvariants, loadInvariants } from '@erp/invariants/invariants';
import { type DemoOptions, prepareDemo } from '@erp/seed/demo';
import { SILENT } from '@erp/seed/progress';
import { type EmptyDatabase, installedDatabase, testWorkspace } from '@erp/testing/database';
import { demoDatabase } from './demo-database.ts';

const ONE_TENANT = { tenants: 1, scale: 1 } satisfies DemoOptions;

let workspace: Project;
const databases: EmptyDatabase[] = [];

beforeAll(async () => {
  workspace = await testWorkspace();
});
afterAll(async () => {
  for (const database of databases) await database.drop();
});

async function migrated(domains?: readonly string[]): Promise<Session> {
  const database = await installedDatabase(domains === undefined ? {} : { domains });
  databases.push(database);
  return database.session();
}

/** One with a tenant that was loaded in this thread alone. */
async function demo(): Promise<Session> {
  const database = await demoDatabase();
  databases.push(database);
  return database.session();
}

/** Loads what is missing; returns how many rows. */
async function load(
  session: Session,
  options: DemoOptions,
  workers = 0,
  project = workspace,
): Promise<number> {
  const demo = await prepareDemo(session, project, options);
  const tables = await demo.load(await demo.plan(), SILENT, workers);
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
  const [alone, shared] = [await demo(), await migrated()];
  await load(shared, ONE_TENANT, 2);
  expect(await contentOf(shared)).toEqual(await contentOf(alone));

  const options = { ...ONE_TENANT, tenants: 2, domains: ['crm'] };
  const [one, two, other] = [await migrated(['crm']), await migrated(['crm']), await migrated(['crm'])];
  await load(one, options, 1);
  await load(two, options, 2);
  await load(other, { ...options, seed: 2 }, 0);
  const content = await contentOf(one);
  expect(await contentOf(two)).toEqual(content);
  expect((await contentOf(other)).crm_personal_profile).not.toBe(content.crm_personal_profile);
});

test('what is there is not loaded again; a larger scale adds, and leaves schema and first rows as they were', async () => {
  const before = await takeFingerprint(await migrated());
  const session = await demo();
  // Numbers follow the moments of all orders (docs/decisions/0016), so those between which others come have new ones.
  const readOrders = async () => {
    const orders = await session.query<{ order_number: string | null }>('SELECT * FROM orders ORDER BY id');
    return orders.map((each) => ({ ...each, order_number: each.order_number === null ? null : 'ORD' }));
  };
  const first = await readOrders();
  expect(first.length).toBeGreaterThan(100);
  expect(await load(session, ONE_TENANT)).toBe(0);
  await load(session, { ...ONE_TENANT, scale: 2 });
  const orders = await readOrders();
  expect(orders).toHaveLength(first.length * 2);
  expect(orders.slice(0, first.length)).toEqual(first);
  expect((await takeFingerprint(session)).lines).toEqual(before.lines);
  expect(await checkInvariants(session, await loadInvariants(workspace, await readLedger(session)))).toEqual(
    [],
  );
});

test('a domain whose rows the database refuses leaves nothing; those before it stay, and the next run goes on', async () => {
  const session = await migrated(['orders']);
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

test('a new column of a factory leaves every other column as it was', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'erp-seed-'));
  try {
    const copied = await copyOfDomains(scratch);
    const file = join(scratch, 'packages/domains/crm/factories/personal-profiles.ts');
    const text = await readFile(file, 'utf8');
    const grown = text.replace(
      'cells: {',
      "cells: {\n    five_element: (_someone, draw) => draw.pick(['wood', 'fire', 'earth', 'metal', 'water'] as const),",
    );
    expect(grown).not.toBe(text);
    await writeFile(file, grown);

    const [before, after] = [await demo(), await migrated()];
    await load(after, ONE_TENANT, 0, copied);
    const others =
      "SELECT to_jsonb(p) - 'five_element' AS rest, five_element FROM crm_personal_profile p ORDER BY id";
    const [was, is] = [await before.query<Grown>(others), await after.query<Grown>(others)];
    expect(is.map((row) => row.rest)).toEqual(was.map((row) => row.rest));
    expect(is.every((row) => row.five_element !== null)).toBe(true);
    const { crm_personal_profile: _grown, sys_demo_seeds: _seeds, ...rest } = await contentOf(after);
    expect(await contentOf(before)).toMatchObject(rest);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
});

/** A profile with what it had before, and its new column. */
interface Grown {
  readonly rest: unknown;
  readonly five_element: string | null;
}

/** The checkout with the code of its domains copied, so that one of them can be changed; the rest is linked. */
async function copyOfDomains(folder: string): Promise<Project> {
  const { root, domains } = workspace;
  const home = join('packages', 'domains');
  await cp(join(root, home), join(folder, home), { recursive: true, verbatimSymlinks: true });
  for (const name of await readdir(join(root, 'packages')))
    if (name !== 'domains') await symlink(join(root, 'packages', name), join(folder, 'packages', name));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  return projectOf(
    root,
    domains.map((domain) => ({ ...domain, directory: join(folder, home, domain.name) })),
  );
}
