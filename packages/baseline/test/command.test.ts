import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { takeFingerprint } from '@erp/engine/catalog';
import { findWorkspaceRoot } from '@erp/engine/project';
import { askErp } from '@erp/test-database/ask-erp';
import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase, installedDatabase } from '@erp/testing/database';

interface Report {
  readonly batch: number | null;
  readonly marked: string[];
  readonly trusted: string[];
  readonly pending: { name: string; because: string; waitsFor: string | null }[];
  readonly conflicts: {
    name: string;
    outOfOrder: string | null;
    differences: { object: string; expected: string | null; found: string | null; madeBy: string | null }[];
  }[];
  readonly besides: string[];
}

let database: EmptyDatabase;
let scratch: ScratchWorkspace;

beforeEach(async () => {
  database = await emptyDatabase();
  scratch = scratchWorkspace();
});
afterEach(async () => {
  scratch.remove();
  await database.drop();
});

const erp = (...args: string[]) => askErp(scratch.root, database.settings, args);

async function baseline(...args: string[]): Promise<Report & { code: number | null }> {
  const { code, stdout, stderr } = await erp('baseline', '--json', ...args);
  if (stdout === '') throw new Error(stderr);
  return { ...(JSON.parse(stdout) as Report), code };
}

async function run(sql: string): Promise<void> {
  await (await database.connect()).query(sql);
}

async function ledger(): Promise<string[]> {
  const client = await database.connect();
  const { rows: made } = await client.query("SELECT FROM pg_class WHERE relname = 'knex_migrations'");
  if (made.length === 0) return [];
  const { rows } = await client.query<{ name: string }>('SELECT name FROM knex_migrations ORDER BY id');
  return rows.map((row) => row.name);
}

async function schema(of = database): Promise<readonly string[]> {
  return (await takeFingerprint(await of.session())).lines;
}

const migrations = (domain: string, file: string, up: string, down = 'SELECT 1') =>
  scratch.write(`packages/domains/${domain}/migrations/${file}`, rawMigration(up, down));

/** What the people of that database ran by hand, step by step. */
const SQL = {
  customers: `CREATE TABLE customers (id bigint CONSTRAINT pk_customers PRIMARY KEY, email text NOT NULL, note text);
    COMMENT ON TABLE customers IS 'Who buys.';
    ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
    CREATE POLICY customers_select ON customers FOR SELECT USING (true);
    CREATE INDEX ix_customers_email ON customers (email);`,
  notes: `CREATE TABLE notes (id bigint PRIMARY KEY, customer_id bigint, other_id bigint, tenant_id bigint);`,
  widen: `ALTER TABLE customers ADD COLUMN phone text; ALTER TABLE customers DROP COLUMN note;
    ALTER POLICY customers_select ON customers USING (id > 0);`,
  orders: `CREATE TABLE orders (tenant_id bigint, id bigint, customer_id bigint REFERENCES customers, PRIMARY KEY (tenant_id, id));`,
  link: `ALTER TABLE notes ADD CONSTRAINT fk_notes_other_id FOREIGN KEY (tenant_id, other_id) REFERENCES orders (tenant_id, id)
    DEFERRABLE INITIALLY IMMEDIATE;`,
  stamp: `CREATE OR REPLACE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$ BEGIN RETURN NEW; END $$;
CREATE OR REPLACE TRIGGER tr_orders_stamp BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION stamp();
`,
  total: `CREATE OR REPLACE FUNCTION total() RETURNS bigint LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$ SELECT 1::bigint $$;
`,
};

/** Two domains with functions, reference data and a link from the lower one to the upper one. */
function twoDomains(): void {
  scratch.addDomain('crm');
  migrations('crm', '0001_customers.ts', SQL.customers, 'DROP TABLE customers');
  migrations('crm', '0002_notes.ts', SQL.notes, 'DROP TABLE notes');
  migrations('crm', '0003_widen.ts', SQL.widen);
  scratch.write(
    'packages/domains/crm/domain.ts',
    `import { defineDomain } from '@erp/kit/domain';
import { link } from '@erp/kit/link';
const links = [link({ from: 'notes.other_id', to: 'orders.id', domain: 'orders', onDelete: 'NO ACTION', because: 'Circle.' })];
export default defineDomain({ name: 'crm', purpose: 'x', owner: 'x', links });
`,
  );
  scratch.write('packages/domains/crm/seeds/reference.ts', rawMigration('SELECT 1', 'SELECT 1'));
  scratch.addDomain('orders', ['crm']);
  migrations('orders', '0001_orders.ts', SQL.orders, 'DROP TABLE orders');
  scratch.write('packages/domains/orders/functions/stamp.sql', SQL.stamp);
  scratch.write('packages/domains/orders/functions/total.sql', SQL.total);
}

const ALL = [
  'crm/0001_customers',
  'crm/0002_notes',
  'crm/0003_widen',
  'orders/0001_orders',
  'orders/functions/stamp',
  'orders/functions/total',
  'crm/links/notes.other_id',
];
const everything = () =>
  run([SQL.customers, SQL.notes, SQL.widen, SQL.orders, SQL.stamp, SQL.total, SQL.link].join(';\n'));

test('a database made by hand is recorded as a whole, and migrating adds only the reference data', async () => {
  twoDomains();
  await everything();
  const before = await schema();

  const dry = await erp('baseline', '--dry-run');
  expect(dry.code).toBe(0);
  expect(dry.stdout).toContain('7 steps are there as the migrations make them, and would be recorded');
  expect(await ledger()).toEqual([]);

  const { code, stdout } = await erp('baseline');
  expect(stdout).toContain('Recorded 7 steps as batch 1');
  expect(stdout).toContain('Pending: 1 reference data, which is written again without harm (crm/reference).');
  expect(code).toBe(0);
  expect(await ledger()).toEqual(ALL);
  expect(await schema()).toEqual(before);

  expect((await erp('migrate')).stdout).toContain('Applied 1 step as batch 2');
  expect((await erp('verify', '--rule', 'drift')).code).toBe(0);
  // The records are those of a run, functions included: all of it can be rolled back.
  expect((await erp('rollback', '--all', '--yes')).stdout).toContain('Nothing is left');

  await erp('migrate');
  expect((await erp('baseline')).stdout).toBe('Nothing to record: the ledger has every step.\n');
  expect((await erp('baseline', '--only', 'crm')).stdout).toContain('has every step that was asked for.');
});

test('an empty database has nothing to record, and migrating makes it', async () => {
  twoDomains();
  const report = await baseline();
  expect(report).toMatchObject({ code: 0, batch: null, marked: [], conflicts: [] });
  expect(report.pending.map(({ name, because }) => `${name} ${because}`)).toEqual([
    ...ALL.map((name) => `${name} absent`),
    'crm/reference reference',
  ]);
  expect(await ledger()).toEqual([]);
  expect((await erp('migrate')).code).toBe(0);
});

test.each([
  [
    'a column of another type',
    'ALTER TABLE orders ALTER COLUMN customer_id TYPE numeric',
    ['column public.orders.customer_id', 'bigint', 'numeric'],
    // A key cannot refer to another type, so PostgreSQL needs it gone first.
    'ALTER TABLE orders DROP CONSTRAINT orders_customer_id_fkey',
    [
      'constraint orders_customer_id_fkey on public.orders',
      'FOREIGN KEY (customer_id) REFERENCES customers(id)',
      null,
    ],
  ],
])('%s is named, and the steps before it are recorded', async (_, change, column, first, constraint) => {
  twoDomains();
  await everything();
  await run(`${first}; ${change}`);
  const report = await baseline();
  expect(report.code).toBe(3);
  expect(report.marked).toEqual(['crm/0001_customers', 'crm/0002_notes', 'crm/0003_widen']);
  expect(report.conflicts).toHaveLength(1);
  expect(report.conflicts[0]?.name).toBe('orders/0001_orders');
  expect(
    report.conflicts[0]?.differences.map(({ object, expected, found }) => [object, expected, found]).sort(),
  ).toEqual([column, constraint]);
  expect(await ledger()).toEqual(report.marked);
});

test('each difference is named, no other one is, and nothing is recorded before them', async () => {
  twoDomains();
  await everything();
  const differences: [change: string, object: string][] = [
    ['DROP POLICY customers_select ON customers', 'policy customers_select on public.customers'],
    ['DROP INDEX ix_customers_email', 'index ix_customers_email on public.customers'],
    ['COMMENT ON TABLE customers IS NULL', 'comment on public.customers'],
    ['ALTER TABLE customers DISABLE ROW LEVEL SECURITY', 'table public.customers'],
    ['ALTER TABLE customers ADD COLUMN vat text', 'column public.customers.vat'],
    ['CREATE UNIQUE INDEX ux ON customers (phone)', 'index ux on public.customers'],
    ['CREATE POLICY all_of_it ON customers USING (true)', 'policy all_of_it on public.customers'],
    ['GRANT SELECT ON customers TO PUBLIC', 'grant SELECT on public.customers to PUBLIC'],
  ];
  await run(differences.map(([change]) => change).join('; '));
  const report = await baseline();
  expect(report.code).toBe(1);
  expect(report.marked).toEqual([]);
  expect(report.conflicts.flatMap((each) => each.differences.map(({ object }) => object)).sort()).toEqual(
    differences.map(([, object]) => object).sort(),
  );
});

test('what does no harm is told and does not stand in the way', async () => {
  twoDomains();
  await everything();
  const role = `reader_${process.pid}`;
  await run(
    `CREATE INDEX ix_of_the_dba ON customers (phone); CREATE ROLE ${role}; GRANT SELECT ON notes TO ${role};
     CREATE TABLE theirs (id int); COMMENT ON COLUMN notes.id IS 'x'`,
  );
  try {
    const report = await baseline();
    expect(report).toMatchObject({ code: 0, marked: ALL });
    expect(report.besides.sort()).toEqual([
      'comment on public.notes.id',
      `grant SELECT on public.notes to ${role}`,
      'index ix_of_the_dba on public.customers',
    ]);
  } finally {
    await run(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }
});

test('a table of the same name that is another one is shown column by column', async () => {
  twoDomains();
  await run('CREATE TABLE customers (id uuid, name text)');
  const { code, stdout } = await erp('baseline');
  expect(code).toBe(1);
  expect(stdout).toContain('Nothing was found to record.');
  expect(stdout).toContain('different  crm/0001_customers');
  expect(stdout).toMatch(/column public.customers.id\n +expected {2}bigint not null\n +found {5}uuid\n/);
  expect(stdout).toContain('column public.customers.email is missing');
  expect(stdout).toContain('column public.customers.name is there, and should not be');
  expect(stdout).toContain('Next: pnpm migrate would fail at crm/0001_customers.');
  expect(await ledger()).toEqual([]);
});

test('a database that is half made is recorded as far as it goes, and migrating does the rest', async () => {
  twoDomains();
  await run(`${SQL.customers}; ${SQL.notes}`);
  const report = await baseline();
  expect(report).toMatchObject({ code: 0, marked: ['crm/0001_customers', 'crm/0002_notes'], conflicts: [] });
  expect((await erp('migrate')).code).toBe(0);

  const fresh = await emptyDatabase();
  try {
    await askErp(scratch.root, fresh.settings, ['migrate']);
    expect(await schema()).toEqual(await schema(fresh));
  } finally {
    await fresh.drop();
  }
});

test('a step in the middle that is missing: the one behind it is out of order, and what that one changed waits for it', async () => {
  twoDomains();
  await run(`${SQL.customers}; ${SQL.widen}`);
  const report = await baseline();
  expect(report).toMatchObject({ code: 1, marked: [] });
  expect(report.conflicts).toEqual([
    {
      name: 'crm/0003_widen',
      outOfOrder: 'crm/0002_notes',
      differences: [{ object: 'table public.notes', expected: '', found: null, madeBy: null }],
    },
  ]);
  expect(report.pending.slice(0, 3)).toMatchObject([
    { name: 'crm/0001_customers', because: 'waits', waitsFor: 'crm/0003_widen' },
    { name: 'crm/0002_notes', because: 'missing' },
    { name: 'crm/0003_widen', because: 'waits', waitsFor: 'crm/0002_notes' },
  ]);

  await run(SQL.notes);
  expect((await baseline()).marked).toEqual(['crm/0001_customers', 'crm/0002_notes', 'crm/0003_widen']);
});

test('a difference in what a later step would change anyhow is still one, while that step is not there', async () => {
  twoDomains();
  await run(`${SQL.customers}; DROP POLICY customers_select ON customers`);
  const report = await baseline();
  expect(report.conflicts).toMatchObject([
    {
      name: 'crm/0001_customers',
      differences: [{ object: 'policy customers_select on public.customers', found: null }],
    },
  ]);
});

test('what the exported SQL makes is recorded as a whole', async () => {
  twoDomains();
  const { stdout } = await erp('plan', '--fresh', '--sql');
  await run(stdout.replaceAll(/^\\.*$/gm, ''));
  await run('DROP TABLE knex_migrations_journal, knex_migrations_begun, knex_migrations');
  expect(await baseline()).toMatchObject({ code: 0, marked: ALL });
});

test('a step that is there without the one it needs is out of order', async () => {
  scratch.addDomain('base');
  migrations('base', '0001_a.ts', 'CREATE TABLE a (id int)');
  migrations('base', '0002_b.ts', 'CREATE TABLE b (id int)');
  migrations('base', '0003_c.ts', 'CREATE TABLE c (id int)');
  await run('CREATE TABLE a (id int); CREATE TABLE c (id int)');
  const { code, stdout } = await erp('baseline');
  expect(code).toBe(3);
  expect(stdout).toContain('out of order  base/0003_c is there, but base/0002_b, which it needs, is not.');
  expect(stdout).toContain('Run `pnpm migrate --to base/0002_b`, and run `pnpm erp baseline` again.');
  expect(await ledger()).toEqual(['base/0001_a']);
  expect((await erp('migrate', '--to', 'base/0002_b')).code).toBe(0);
  expect(await baseline()).toMatchObject({ code: 0, marked: ['base/0003_c'] });
});

test('a database that an older checkout made: newer migrations are pending, wherever they are, and hinder nobody', async () => {
  twoDomains();
  await everything();
  migrations('crm', '0004_more.ts', 'CREATE TABLE more (id int); ALTER TABLE customers ADD COLUMN vat text');
  migrations('crm', '0005_fill.ts', 'INSERT INTO more VALUES (1)');
  expect(await baseline()).toMatchObject({
    code: 0,
    marked: ALL,
    conflicts: [],
    pending: [
      { name: 'crm/0004_more', because: 'absent' },
      { name: 'crm/0005_fill', because: 'absent' },
      { name: 'crm/reference', because: 'reference' },
    ],
  });
  expect((await erp('migrate')).stdout).toContain('Applied 3 steps as batch 2');
  expect((await erp('verify', '--rule', 'drift')).code).toBe(0);
});

test('a domain that differs keeps those that depend on it from being recorded', async () => {
  twoDomains();
  await everything();
  await run('ALTER TABLE customers DROP COLUMN phone');
  const report = await baseline();
  expect(report).toMatchObject({ code: 1, marked: [], conflicts: [{ name: 'crm/0003_widen' }] });
  expect(report.pending.find(({ name }) => name === 'orders/0001_orders')).toMatchObject({
    because: 'waits',
  });
});

test('two at once record each step once', async () => {
  twoDomains();
  await everything();
  const outcomes = await Promise.all([erp('baseline'), erp('baseline')]);
  expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
  expect(outcomes.filter(({ stdout }) => stdout.startsWith('Recorded 7 steps'))).toHaveLength(1);
  expect(outcomes.filter(({ stdout }) => stdout.startsWith('Nothing to record'))).toHaveLength(1);
  expect(await ledger()).toEqual(ALL);
});

test('a function with another definition stays pending alone, and migrating replaces it', async () => {
  twoDomains();
  await everything();
  await run("CREATE OR REPLACE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN OLD; END'");
  const report = await baseline();
  expect(report).toMatchObject({
    code: 0,
    conflicts: [],
    marked: ALL.filter((name) => name !== 'orders/functions/stamp'),
  });
  expect((await erp('migrate')).stdout).toContain('Applied 2 steps');
  expect((await erp('verify', '--rule', 'drift')).code).toBe(0);
});

test('it goes on where it stopped, and changes nothing when nothing changed', async () => {
  twoDomains();
  await everything();
  await run('ALTER TABLE orders ADD COLUMN extra int');
  const first = await baseline();
  expect(first.marked).toHaveLength(3);
  expect(await baseline()).toMatchObject({ code: 1, marked: [], batch: null });
  expect(await ledger()).toEqual(first.marked);
  await run('ALTER TABLE orders DROP COLUMN extra');
  expect(await baseline()).toMatchObject({ code: 0, marked: ALL.slice(3), batch: 2 });
});

test('--only and --to record a part', async () => {
  twoDomains();
  await everything();
  expect((await baseline('--to', 'crm/0002', '--dry-run')).conflicts).toMatchObject([
    { name: 'crm/0001_customers' },
  ]);
  expect((await baseline('--to', 'crm/0003')).marked).toEqual(ALL.slice(0, 3));
  expect((await baseline('--only', 'orders')).marked).toEqual(ALL.slice(3));
});

test('--only runs the steps of these domains alone where they are there, and all where that explains a difference', async () => {
  twoDomains();
  migrations('orders', '0001_orders.ts', `${SQL.orders} SELECT nonsense`);
  await run([SQL.customers, SQL.notes, SQL.widen].join(';\n'));
  expect((await baseline('--only', 'crm', '--dry-run')).marked).toEqual(ALL.slice(0, 3));
  migrations('orders', '0001_orders.ts', `${SQL.orders} ALTER TABLE notes ADD COLUMN order_id bigint`);
  await run(`${SQL.orders} ALTER TABLE notes ADD COLUMN order_id bigint`);
  const { marked, conflicts } = await baseline('--only', 'crm');
  expect({ marked, conflicts }).toEqual({ marked: ALL.slice(0, 3), conflicts: [] });
});

test('a migration that changes rows only is recorded when a later one is there, or a person says so', async () => {
  scratch.addDomain('base');
  migrations('base', '0001_a.ts', 'CREATE TABLE a (id int)');
  migrations('base', '0002_fill.ts', 'INSERT INTO a VALUES (1)');
  await run('CREATE TABLE a (id int)');
  const { stdout } = await erp('baseline');
  expect(stdout).toContain('Recorded 1 steps');
  expect(stdout).toContain('base/0002_fill changes rows only');
  expect(await ledger()).toEqual(['base/0001_a']);

  expect((await erp('baseline', '--assume-applied', 'base/0002_fill')).stdout).toContain(
    'Recorded 1 steps as batch 2',
  );
  migrations('base', '0003_b.ts', 'CREATE TABLE b (id int)');
  const refused = await erp('baseline', '--assume-applied', 'base/0003');
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('base/0003_b changes the schema'),
  });
  await run("DELETE FROM knex_migrations WHERE name = 'base/0002_fill'");
  migrations('base', '0004_fill.ts', 'INSERT INTO b VALUES (1)');
  await run('CREATE TABLE b (id int)');
  expect(await baseline('--trust', 'base/0004')).toMatchObject({
    marked: ['base/0002_fill', 'base/0003_b', 'base/0004_fill'],
    trusted: ['base/0002_fill', 'base/0004_fill'],
  });
});

test('a schema that a stand-in stands for is not compared where the real one is', async () => {
  scratch.addDomain('base');
  migrations(
    'base',
    '0001_auth.ts',
    `DO $$ BEGIN IF to_regclass('auth.users') IS NULL THEN
       CREATE SCHEMA auth; COMMENT ON SCHEMA auth IS 'Stand-in for the real one.';
       CREATE TABLE auth.users (id uuid PRIMARY KEY);
     END IF; END $$`,
  );
  migrations('base', '0002_a.ts', 'CREATE TABLE a (user_id uuid CONSTRAINT fk_a REFERENCES auth.users)');
  await run(
    'CREATE SCHEMA auth; CREATE TABLE auth.users (id uuid PRIMARY KEY, phone text, email text); CREATE TABLE a (user_id uuid CONSTRAINT fk_a REFERENCES auth.users)',
  );
  expect(await baseline()).toMatchObject({ code: 0, marked: ['base/0001_auth', 'base/0002_a'] });
});

test('an index that is built outside a transaction is compared like any other', async () => {
  scratch.addDomain('base');
  migrations('base', '0001_a.ts', 'CREATE TABLE a (id int)');
  scratch.write(
    'packages/domains/base/migrations/0002_index.ts',
    rawMigration(
      'CREATE INDEX CONCURRENTLY ix_a ON a (id)',
      'DROP INDEX CONCURRENTLY ix_a',
      'export const config = { transaction: false };',
    ),
  );
  await run('CREATE TABLE a (id int); CREATE INDEX ix_a ON a (id)');
  expect((await baseline()).marked).toEqual(['base/0001_a', 'base/0002_index']);
});

test('a history that is in question is repaired first', async () => {
  twoDomains();
  await erp('migrate', '--only', 'crm');
  await run(SQL.orders);
  rmSync(join(scratch.root, 'packages/domains/crm/migrations/0002_notes.ts'));
  // Its column has gone with it, so nothing may link from there.
  scratch.write(
    'packages/domains/crm/domain.ts',
    "import { defineDomain } from '@erp/kit/domain';\nexport default defineDomain({ name: 'crm', purpose: 'x', owner: 'x' });\n",
  );
  const { code, stderr } = await erp('baseline');
  expect(code).toBe(1);
  expect(stderr).toContain('pnpm erp repair crm/0002_notes');
  expect(await ledger()).not.toContain('orders/0001_orders');
});

test('a role that may not make a scratch database is told so', async () => {
  twoDomains();
  const role = `poor_${process.pid}`;
  await run(`CREATE ROLE ${role} LOGIN PASSWORD 'x'`);
  try {
    const settings = { ...database.settings, user: role, password: 'x' };
    const { code, stderr } = await askErp(scratch.root, settings, ['baseline']);
    expect(code).toBe(1);
    expect(stderr).toContain('may not create one');
  } finally {
    await run(`DROP ROLE ${role}`);
  }
});

test('the schema of this checkout, made without a ledger, is recorded as a whole', async () => {
  const made = await installedDatabase();
  const root = findWorkspaceRoot(import.meta.dirname);
  try {
    const before = await schema(made);
    await (await made.connect()).query(
      'DROP TABLE knex_migrations_journal, knex_migrations_begun, knex_migrations',
    );
    const { code, stdout } = await askErp(root, made.settings, ['baseline', '--json']);
    expect(code).toBe(0);
    const report = JSON.parse(stdout) as Report;
    expect(new Set(report.pending.map(({ because }) => because))).toEqual(new Set(['reference']));
    expect(report.besides).toEqual([]);
    expect((await askErp(root, made.settings, ['migrate'])).stdout).toContain(
      `Applied ${report.pending.length} steps as batch 2`,
    );
    // It is the schema of before, of which verify finds nothing (packages/verify/test/command.test.ts); the ledger is new.
    expect(await schema(made)).toEqual(before);
    expect((await askErp(root, made.settings, ['verify', '--rule', '0054', '0055'])).code).toBe(0);
  } finally {
    await made.drop();
  }
});
