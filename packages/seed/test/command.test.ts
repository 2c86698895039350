import { takeFingerprint } from '@erp/engine/catalog';
import { findWorkspaceRoot } from '@erp/engine/project';
import { askErp } from '@erp/test-database/ask-erp';
import { runErp } from '@erp/test-database/run-erp';
import { until } from '@erp/test-database/until';
import {
  type EmptyDatabase,
  emptyDatabase,
  installedDatabase,
  migratedDatabase,
} from '@erp/testing/database';
import { demoDatabase } from './demo-database.ts';

const root = findWorkspaceRoot(import.meta.dirname);
const databases: { drop(): Promise<void> }[] = [];
afterAll(async () => {
  for (const database of databases) await database.drop();
});

/** A migrated database without tenants. */
async function bareDatabase(domains?: readonly string[]): Promise<EmptyDatabase> {
  const database = await installedDatabase(domains === undefined ? {} : { domains });
  databases.push(database);
  return database;
}

/** With what it depends on five domains, where twelve would show no more of the command; demo.test.ts loads all of them. */
const FIVE = ['orders'];

/** One with the first demo tenant in it. */
async function seededDatabase(domains?: readonly string[]): Promise<EmptyDatabase> {
  const database = await demoDatabase(domains);
  databases.push(database);
  return database;
}

/** Every row of every table, without the ledger of migrations, which knows the time of day. */
async function contentOf(database: EmptyDatabase): Promise<Record<string, string>> {
  const session = await database.session();
  const tables = await session.query<{ name: string }>(
    `SELECT c.oid::regclass::text AS name FROM pg_class c
     WHERE c.relkind = 'r' AND c.relnamespace IN ('public'::regnamespace, 'auth'::regnamespace)
       AND c.relname !~ '^knex_migrations' AND c.relname NOT IN (${REFERENCE.map((name) => `'${name}'`).join(', ')})
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

/** Written while migrating, at the time of day. */
const REFERENCE = [
  'sys_permissions',
  'sys_role_templates',
  'sys_role_template_permissions',
  'sys_partitioned_tables',
  'sys_audited_tables',
  'sys_document_kinds',
  'sys_personal_columns',
  'sys_personal_tables',
  'sys_personal_tables',
  'sys_personal_columns',
];

async function rowCount(database: EmptyDatabase): Promise<number> {
  const content = await contentOf(database);
  return Object.values(content).reduce((sum, each) => sum + Number(each.split(' ')[0]), 0);
}

let bare: EmptyDatabase | undefined;
const one = ['--tenant', 'aurelia-atelier'];

/** A row of orders, as it is read. */
interface OrderRow {
  readonly id: string;
  readonly order_number: string | null;
}

test('a second run does nothing, a larger scale adds, and what was there stays as it was', async () => {
  const [bare, database] = await Promise.all([bareDatabase(FIVE), seededDatabase(FIVE)]);
  const session = await database.session();
  const before = await takeFingerprint(await bare.session());
  const first = await session.query<OrderRow>('SELECT * FROM orders ORDER BY id');
  const again = await askErp(root, database.settings, ['seed', ...one]);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to do') });

  expect(await askErp(root, database.settings, ['seed', ...one, '--scale', '3'])).toMatchObject({ code: 0 });
  const orders = await session.query<OrderRow>('SELECT * FROM orders ORDER BY id');
  expect(orders).toHaveLength(first.length * 3);
  // Numbers follow the moments of all orders (docs/decisions/0016), so those between which others come have new ones.
  const numberless = (row: OrderRow) => ({ ...row, order_number: row.order_number === null ? null : 'ORD' });
  expect(orders.slice(0, first.length).map(numberless)).toEqual(first.map(numberless));
  expect((await takeFingerprint(session)).lines).toEqual(before.lines);
  expect(await askErp(root, database.settings, ['verify', '--data'])).toMatchObject({ code: 0 });

  const less = await askErp(root, database.settings, ['seed', ...one, '--scale', '1']);
  expect(less.stderr).toContain('aurelia-atelier is there at scale 3 already.');
  const otherSeed = await askErp(root, database.settings, ['seed', ...one, '--seed', '7']);
  expect(otherSeed).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--seed 1 --until 2026-11-01'),
  });
});

test('rows that people make in a demo tenant stand in the way of no larger scale', async () => {
  const database = await seededDatabase(FIVE);
  const session = await database.session();
  const [owner] = await session.query<{ tenant: string; user: string }>(
    'SELECT tenant_id AS tenant, min(user_id) AS user FROM sys_user_roles GROUP BY tenant_id',
  );
  const placed = await session.transaction(async (trx) => {
    await trx.raw('SET LOCAL ROLE erp_app');
    await trx.raw('SELECT app.enter_tenant(?, ?)', [owner?.tenant ?? '', owner?.user ?? '']);
    const { rows } = await trx.raw(
      `SELECT app.place_order(app.create_order(
         (SELECT customer_id FROM orders WHERE customer_id IS NOT NULL ORDER BY id LIMIT 1), 'GBP',
         '[{"product_name": "By hand", "quantity": 1, "unit_price": 10}]'::jsonb), 'by-hand') AS number`,
    );
    return rows[0].number as string;
  });
  expect(placed).toBe('ORD-10000001');
  expect(await askErp(root, database.settings, ['seed', ...one, '--scale', '2'])).toMatchObject({ code: 0 });
  expect(await askErp(root, database.settings, ['verify', '--data'])).toMatchObject({ code: 0 });
});

test('a database with tenants that no seed has made is left alone, unless told otherwise', async () => {
  const database = await migratedDatabase();
  databases.push(database);
  const before = await rowCount(database);
  const refused = await askErp(root, database.settings, ['seed']);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('--allow-existing-tenants') });
  expect(await rowCount(database)).toBe(before);

  const others = await contentOfTenants(database, [database.tenants.a.id, database.tenants.b.id]);
  expect(await askErp(root, database.settings, ['seed', ...one, '--allow-existing-tenants'])).toMatchObject({
    code: 0,
  });
  expect(await askErp(root, database.settings, ['seed', '--remove'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--yes'),
  });
  expect(await askErp(root, database.settings, ['seed', '--remove', '--yes'])).toMatchObject({ code: 0 });
  expect(await rowCount(database)).toBe(before);
  expect(await contentOfTenants(database, [database.tenants.a.id, database.tenants.b.id])).toEqual(others);
});

test('a kill at any time leaves whole domains or nothing of them, and the next run goes on to the same', async () => {
  const [whole, killed] = await Promise.all([seededDatabase(FIVE), bareDatabase(FIVE)]);
  const session = await killed.session();
  for (const domains of [0, 2, 4]) {
    let ended = false;
    let kill: (signal: NodeJS.Signals) => void = () => {};
    const run = runErp(root, killed.settings, ['seed', ...one], (end) => {
      kill = end;
    }).finally(() => {
      ended = true;
    });
    // In the middle of the next domain.
    await until(async () => {
      const [seen] = await session.query<{ domains: number; writing: boolean }>(
        `SELECT (SELECT count(DISTINCT domain)::int FROM sys_demo_seeds) AS domains, EXISTS (
           SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name ~ '^erp seed'
              AND backend_xid IS NOT NULL) AS writing`,
      );
      return ended || (seen?.writing === true && seen.domains >= domains);
    });
    kill('SIGKILL');
    await run;
    const halves = await session.query(
      `SELECT domain FROM sys_demo_seeds GROUP BY domain, tenant_id
       HAVING (domain = 'orders' AND count(*) <> 12) OR (domain = 'crm' AND count(*) <> 14)
         OR (domain = 'products' AND count(*) <> 27)`,
    );
    expect(halves).toEqual([]);
    const invalid = await session.query(
      `SELECT conname FROM pg_constraint WHERE NOT convalidated
       UNION ALL SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid
       UNION ALL SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'
       UNION ALL SELECT relname FROM pg_class
         WHERE relrowsecurity AND NOT relforcerowsecurity AND relname !~ '^knex_migrations'`,
    );
    expect(invalid).toEqual([]);
  }
  expect(await askErp(root, killed.settings, ['seed', ...one])).toMatchObject({ code: 0 });
  expect(tenantless(await contentOf(killed))).toEqual(tenantless(await contentOf(whole)));
});

test('a dry run, --domain and --json say what would be and what was done', async () => {
  const database = await bareDatabase(['orders']);
  const dry = await askErp(root, database.settings, ['seed', '--dry-run', '--domain', 'crm', '--json']);
  expect(JSON.parse(dry.stdout).planned.map((each: { domain: string }) => each.domain)).toEqual([
    'system',
    'crm',
  ]);
  expect(await rowCount(database)).toBe(0);
  const done = await askErp(root, database.settings, ['seed', ...one, '--domain', 'crm', '--json']);
  expect(JSON.parse(done.stdout).seeded).toContainEqual(
    expect.objectContaining({ table: 'crm_customers', rows: 120 }),
  );
  // The rest comes later and finds what it builds on.
  expect(await askErp(root, database.settings, ['seed', ...one])).toMatchObject({ code: 0 });
  expect(await askErp(root, database.settings, ['verify', '--data'])).toMatchObject({ code: 0 });
});

test('verify --data finds what breaks a rule of the business, names it, and ends with 1', async () => {
  const database = await seededDatabase(FIVE);
  const session = await database.session();
  await session.query('ALTER TABLE crm_customers DISABLE TRIGGER USER');
  await session.query('UPDATE crm_customers SET lifetime_value = lifetime_value + 1 WHERE id = 2');
  const found = await askErp(root, database.settings, ['verify', '--data']);
  expect(found.code).toBe(1);
  expect(found.stdout).toContain('broken  orders/customer_figures  1 row');
  const json = await askErp(root, database.settings, [
    'verify',
    '--data',
    '--json',
    '--rule',
    'customer_figures',
  ]);
  expect(JSON.parse(json.stdout)).toMatchObject({
    asked: ['orders/customer_figures'],
    breaches: [{ name: 'orders/customer_figures', count: 1, examples: [{ key: '2' }] }],
  });
  const unknown = await askErp(root, database.settings, ['verify', '--data', '--rule', 'nonsense']);
  expect(unknown).toMatchObject({ code: 2, stderr: expect.stringContaining('nonsense') });
});

test.each([
  [['--scale', '0'], 2, 'Give a whole number from 1 on.'],
  [['--scale', '1.5'], 2, 'Give a whole number'],
  [['--until', '2026-02-30'], 2, 'Give a day'],
  [['--tenant', 'nobody'], 2, 'aurelia-atelier, nordlicht-wohnen, harvest-table, elaionas-pantopoleio'],
  [['--domain', 'nothing'], 2, 'Installed: '],
  [['--fresh', '--domain', 'crm'], 2, 'pnpm rollback --domain'],
  [['--remove', '--tenant', 'nobody'], 2, 'no such demo tenant'],
])('seed %j is refused and changes nothing', async (args, code, words) => {
  bare ??= await bareDatabase();
  expect(await askErp(root, bare.settings, ['seed', ...args])).toMatchObject({
    code,
    stderr: expect.stringContaining(words),
  });
  expect(await rowCount(bare)).toBe(0);
});

test('a database that was not migrated, or not to the end, says what to run', async () => {
  const database = await emptyDatabase();
  databases.push(database);
  expect(await askErp(root, database.settings, ['seed'])).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('pnpm migrate'),
  });
});

test('what is left out on purpose is not asked for', async () => {
  const database = await bareDatabase(['crm']);
  expect(await askErp(root, database.settings, ['seed', ...one])).toMatchObject({ code: 0 });
  expect(await askErp(root, database.settings, ['verify', '--data'])).toMatchObject({ code: 0 });
});

/** Without the tables whose rows carry numbers of the server that a killed run has used up. */
function tenantless(content: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(content).map(([name, sum]) => [name, sum.split(' ')[0] ?? '']));
}

async function contentOfTenants(database: EmptyDatabase, tenants: readonly string[]) {
  const session = await database.session();
  return session.query('SELECT * FROM sys_roles WHERE tenant_id = ANY ($1) ORDER BY id', [tenants]);
}
