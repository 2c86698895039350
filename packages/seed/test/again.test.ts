import { findWorkspaceRoot } from '@erp/engine/project';
import { type DemoOptions, prepareDemo } from '@erp/seed/demo';
import { SILENT } from '@erp/seed/progress';
import { askErp } from '@erp/test-database/ask-erp';
import { runErp } from '@erp/test-database/run-erp';
import { until } from '@erp/test-database/until';
import { type EmptyDatabase, installedDatabase, testWorkspace } from '@erp/testing/database';
import { demoDatabase } from './demo-database.ts';

const root = findWorkspaceRoot(import.meta.dirname);
const one = ['--tenant', 'aurelia-atelier'];
const ONE = { only: ['aurelia-atelier'] } satisfies DemoOptions;
const databases: EmptyDatabase[] = [];
afterAll(async () => {
  for (const database of databases) await database.drop();
});

async function bareDatabase(domains?: readonly string[]): Promise<EmptyDatabase> {
  const database = await installedDatabase(domains === undefined ? {} : { domains });
  databases.push(database);
  return database;
}

/** Loads what is missing, in this process: a run of the command costs as much again. */
async function load(database: EmptyDatabase, options: DemoOptions): Promise<number> {
  const demo = await prepareDemo(await database.session(), await testWorkspace(), options);
  return (await demo.load(await demo.plan(), SILENT, 0)).length;
}

async function seed(database: EmptyDatabase, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await askErp(root, database.settings, ['seed', ...args]);
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  return stdout + stderr;
}

/** Every row of every table, whatever order they lie in; bookkeeping of the seeds included. */
async function contentOf(database: EmptyDatabase): Promise<Record<string, string>> {
  const session = await database.session();
  const tables = await session.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
     WHERE c.relkind = 'r' AND c.relnamespace IN ('public'::regnamespace, 'auth'::regnamespace)
       AND c.relname !~ '^(knex_migrations|sys_permissions|sys_role_template|sys_partitioned_tables|sys_audited_tables|sys_document_kinds|sys_personal_)'
     ORDER BY 1`,
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

test('scale 1 and then 2 is 2 at once, and domains one by one are all at once, bookkeeping included', async () => {
  const [steps, single, whole] = await Promise.all([demoDatabase(), bareDatabase(), bareDatabase()]);
  databases.push(steps);
  const content = await contentOf(steps);
  const session = await steps.session();
  const domains = await session.query<{ domain: string }>(
    'SELECT domain FROM sys_demo_seeds GROUP BY domain ORDER BY min(ctid)',
  );
  for (const { domain } of domains) await load(single, { ...ONE, domains: [domain] });
  expect(await contentOf(single)).toEqual(content);
  expect(await seed(single, ...one)).toContain('Nothing to do');

  await load(steps, { ...ONE, scale: 2 });
  await load(whole, { ...ONE, scale: 2 });
  expect(await contentOf(steps)).toEqual(await contentOf(whole));
});

test('a demo is the same to the byte, whatever clock, language and settings machine and server have', async () => {
  const [here, elsewhere] = await Promise.all([demoDatabase(), bareDatabase()]);
  databases.push(here);
  const session = await elsewhere.session();
  const settings = [
    "timezone = 'America/St_Johns'",
    "datestyle = 'SQL, DMY'",
    "intervalstyle = 'sql_standard'",
    'extra_float_digits = -5',
    // Other plans, so that rows come in another order wherever nobody asked for one.
    'enable_hashjoin = off',
    'enable_hashagg = off',
    'random_page_cost = 100',
  ];
  const alter = (change: string) =>
    session.query(
      `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I ', current_database()) || $c$${change}$c$; END $$`,
    );
  for (const setting of settings) await alter(`SET ${setting}`);
  const env = { TZ: 'Pacific/Apia', LC_ALL: 'tr_TR.UTF-8', LANG: 'el_GR.UTF-8' };
  const args = ['seed', ...one, '--workers', '2'];
  expect(await runErp(root, elsewhere.settings, args, undefined, env)).toMatchObject({ code: 0 });
  await alter('RESET ALL');
  expect(await contentOf(elsewhere)).toEqual(await contentOf(here));
});

test('a demo that other factories have made is left as it is, and nothing of it is missing', async () => {
  const database = await bareDatabase();
  await load(database, { ...ONE, domains: ['channels'] });
  const missing = await askErp(root, database.settings, ['verify', '--data']);
  expect(missing).toMatchObject({ code: 1, stdout: expect.stringContaining('crm: missing') });

  const session = await database.session();
  await session.query("UPDATE sys_demo_seeds SET generator = 'of another release'");
  const before = await contentOf(database);
  const said = await seed(database, ...one);
  expect(said).toContain('have changed since');
  expect(said).toContain('is not added to a demo of before');
  expect(await contentOf(database)).toEqual(before);
  const whole = await askErp(root, database.settings, ['verify', '--data']);
  expect([whole.code, whole.stdout]).toEqual([0, expect.not.stringContaining('in part')]);
});

test('a tenant beside a demo that other factories have made leaves that one as it is', async () => {
  const database = await bareDatabase(['products']);
  await load(database, { ...ONE, domains: ['products'] });
  const session = await database.session();
  await session.query("UPDATE sys_demo_seeds SET generator = 'of another release'; DELETE FROM product_sku");
  await load(database, { only: [...ONE.only, 'elaionas-pantopoleio'], domains: ['products'] });
  expect(
    await session.query('SELECT DISTINCT slug FROM product_sku k JOIN sys_tenants t ON t.id = k.tenant_id'),
  ).toEqual([{ slug: 'elaionas-pantopoleio' }]);
});

test('one tenant and then two are two at once', async () => {
  const domains = ['orders', 'omnichannel'];
  const [steps, whole] = await Promise.all([bareDatabase(domains), bareDatabase(domains)]);
  for (const tenants of [1, 2]) await load(steps, { tenants });
  await load(whole, { tenants: 2 });
  expect(await contentOf(steps)).toEqual(await contentOf(whole));
});

test('a plain run goes on with the scale and the story that was begun, and never mixes two', async () => {
  const database = await bareDatabase(['orders']);
  const session = await database.session();
  await load(database, { ...ONE, domains: ['crm'], scale: 2, seed: 5 });

  // What is missing would be smaller than what is there.
  const smaller = await askErp(root, database.settings, ['seed', ...one, '--seed', '5', '--scale', '1']);
  expect(smaller).toMatchObject({ code: 1, stderr: expect.stringContaining('begun at scale 2') });
  expect(smaller.stderr).toContain('pnpm seed goes on at scale 2');

  await load(database, { ...ONE, domains: ['orders'] });
  expect(
    await session.query(
      "SELECT DISTINCT seed, scale FROM sys_demo_seeds WHERE table_name IN ('crm_customers', 'orders')",
    ),
  ).toEqual([{ seed: '5', scale: 2 }]);
});

test('a seed that is interrupted says what is kept, and with which command it goes on', async () => {
  const database = await bareDatabase(['orders']);
  const session = await database.session();
  const { code, stderr } = await runErp(
    root,
    database.settings,
    ['seed', ...one, '--scale', '2'],
    async (kill) => {
      // What was asked for is noted before the first row, so the first rows of a domain are what says that one is kept.
      const kept = "SELECT FROM sys_demo_seeds WHERE table_name LIKE 'crm%'";
      await until(async () => (await session.query(kept)).length > 0);
      kill('SIGINT');
    },
  );
  expect({ code, stderr }).toEqual({
    code: 130,
    stderr: expect.stringContaining('Interrupted. Kept: system'),
  });
  expect(stderr).toContain('It goes on with: pnpm seed --scale 2 --tenant aurelia-atelier');
});

test('--fresh asks before it takes away what people made, and only then', async () => {
  const database = await bareDatabase(['crm']);
  await load(database, { ...ONE, domains: ['system'] });
  const session = await database.session();
  await seed(database, ...one, '--fresh');
  await session.query(
    `INSERT INTO crm_personal_keys (tenant_id, external_key) SELECT id, 'by hand' FROM sys_tenants LIMIT 1`,
  );
  const asked = await askErp(root, database.settings, ['seed', ...one, '--fresh']);
  expect(asked).toMatchObject({ code: 1, stderr: expect.stringContaining('crm_personal_keys 1') });
  expect(asked.stderr).toContain('--yes');
  expect(await session.query("SELECT FROM crm_personal_keys WHERE external_key = 'by hand'")).toHaveLength(1);
  await seed(database, ...one, '--fresh', '--yes');
  expect(await session.query("SELECT FROM crm_personal_keys WHERE external_key = 'by hand'")).toHaveLength(0);
});

test.each([
  [['--tenants', '5000000']],
  [['--remove', '--fresh']],
  [['--remove', '--scale', '3']],
  [['--workers', '1000']],
  [['--until', '2099-01-01']],
])('seed %j is wrong usage', async (args) => {
  expect(await askErp(root, 'postgres://nowhere.invalid/none', ['seed', ...args])).toMatchObject({ code: 2 });
});
