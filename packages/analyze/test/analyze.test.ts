import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Analysis, type AnalysisInput, analyzePlan } from '@erp/analyze/analyze';
import { RULES } from '@erp/analyze/rules';
import { takeFingerprint } from '@erp/engine/catalog';
import { openSession } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { planMigrations } from '@erp/engine/plan';
import { discoverDomains, findWorkspaceRoot } from '@erp/engine/project';
import { installDomains } from '@erp/scratch/install';
import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

let database: EmptyDatabase;
const checkouts: ScratchWorkspace[] = [];

const BASE = `
  CREATE TABLE leads (id bigint PRIMARY KEY, name text);
  CREATE TABLE orders (id bigint PRIMARY KEY, lead_id bigint, note text, total numeric(8,2), code varchar(10),
    status text NOT NULL DEFAULT 'open');
  CREATE INDEX ix_orders_status ON orders (status);
  CREATE TABLE empty (id bigint PRIMARY KEY, note text);
  CREATE TABLE logs (at date NOT NULL, text text) PARTITION BY RANGE (at);
  CREATE TABLE logs_old PARTITION OF logs FOR VALUES FROM ('2025-01-01') TO ('2025-02-01');
  CREATE MATERIALIZED VIEW counts AS SELECT n FROM generate_series(1, 1000) n;
  CREATE TABLE logs_new (at date NOT NULL, text text);
  CREATE DOMAIN email AS text;
  CREATE TABLE people (id bigint PRIMARY KEY, email email, met_at timestamp, number bigint NOT NULL DEFAULT 7,
    secret text);
  ALTER TABLE people ENABLE ROW LEVEL SECURITY;
  CREATE POLICY people_select ON people FOR SELECT USING (true);
  CREATE SCHEMA billing;
  CREATE TABLE billing.bills (id bigint PRIMARY KEY, order_id bigint);
  CREATE TYPE stage AS ENUM ('new', 'won');
  CREATE VIEW open_orders AS SELECT id, status FROM orders WHERE status = 'open';
  CREATE FUNCTION rate(code text) RETURNS numeric LANGUAGE sql AS 'SELECT 1::numeric';
  CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
  CREATE PROCEDURE tidy() LANGUAGE sql AS 'SELECT 1';`;

beforeAll(async () => {
  database = await inUse();
});
afterAll(async () => {
  for (const checkout of checkouts) checkout.remove();
  await database.drop();
});

/** A checkout with the base and these files beside it. A new one for each content: modules are imported once. */
function checkoutWith(files: Readonly<Record<string, string>>): ScratchWorkspace {
  const checkout = scratchWorkspace();
  checkouts.push(checkout);
  checkout.addDomain('crm', [], { '0001_base.ts': rawMigration(BASE, 'SELECT 1') });
  for (const [file, text] of Object.entries(files)) checkout.write(`packages/domains/crm/${file}`, text);
  return checkout;
}

/** A database that has the base, with rows, and what else these files make. */
async function inUse(files: Readonly<Record<string, string>> = {}): Promise<EmptyDatabase> {
  const made = await emptyDatabase();
  const session = await made.session();
  await installDomains(session, await discoverDomains(checkoutWith(files).root));
  const client = await made.connect();
  await client.query(`
    INSERT INTO leads SELECT n, 'x' FROM generate_series(1, 1000) n;
    INSERT INTO orders SELECT n, n, 'x', 1, 'x' FROM generate_series(1, 1000) n;
    REFRESH MATERIALIZED VIEW counts;
    INSERT INTO logs SELECT '2025-01-01', 'x' FROM generate_series(1, 100);
    INSERT INTO logs_new SELECT '2025-02-01', 'x' FROM generate_series(1, 100);
    INSERT INTO people SELECT n, 'x@y', now(), n FROM generate_series(1, 1000) n;
    INSERT INTO billing.bills SELECT n, n FROM generate_series(1, 1000) n`);
  await client.query('VACUUM ANALYZE');
  return made;
}

/** Migrations of these statements, each a file; `alone:` in front opts out of the transaction. */
function changes(...migrations: string[]): Record<string, string> {
  return Object.fromEntries(
    migrations.map((sql, i) => [
      `migrations/000${i + 2}_change.ts`,
      rawMigration(sql.replace(/^alone: /, ''), 'SELECT 1', sql.startsWith('alone: ') ? ALONE : ''),
    ]),
  );
}

const ALONE = 'export const config = { transaction: false };';

/** Analyzes what is pending on a database in use when the checkout has these files beside the base. */
async function analyzeFiles(
  files: Readonly<Record<string, string>>,
  on = database,
  exceptions: AnalysisInput['exceptions'] = [],
): Promise<Analysis> {
  const workspace = await discoverDomains(checkoutWith(files).root);
  const live = await openSession(on.settings);
  try {
    const ledger = await readLedger(live);
    return await analyzePlan({
      workspace,
      ledger,
      plan: planMigrations(workspace, ledger),
      exceptions,
      live,
      progress: { started() {} },
      async withScratch(work, watch) {
        const empty = await emptyDatabase();
        const scratch = await openSession(empty.settings, watch);
        try {
          return await work(scratch);
        } finally {
          await scratch.close();
          await empty.drop();
        }
      },
    });
  } finally {
    await live.close();
  }
}

const analyze = (...migrations: string[]) => analyzeFiles(changes(...migrations));

const findings = (analysis: Analysis) =>
  analysis.statements.flatMap((each) =>
    each.findings.map(({ name, level, table }) => `${level} ${name} ${table}`),
  );

const CHANGES: readonly {
  rule: string;
  unsafe: string[];
  safe: string[];
  table?: string;
  stillSaid?: string[];
}[] = [
  {
    rule: 'index-blocks-writes',
    unsafe: ['CREATE INDEX ix_orders_note ON orders (note)'],
    safe: ['alone: CREATE INDEX CONCURRENTLY ix_orders_note ON orders (note)'],
  },
  {
    rule: 'constraint-builds-index',
    unsafe: ['ALTER TABLE orders ADD CONSTRAINT uq_orders_code UNIQUE (code)'],
    safe: [
      'alone: CREATE UNIQUE INDEX CONCURRENTLY uq_orders_code ON orders (code)',
      'ALTER TABLE orders ADD CONSTRAINT uq_orders_code UNIQUE USING INDEX uq_orders_code',
    ],
  },
  {
    rule: 'not-null-reads-all-rows',
    unsafe: ['ALTER TABLE orders ALTER COLUMN note SET NOT NULL'],
    safe: [
      'ALTER TABLE orders ADD CONSTRAINT ck_note CHECK (note IS NOT NULL) NOT VALID',
      'alone: ALTER TABLE orders VALIDATE CONSTRAINT ck_note',
      'ALTER TABLE orders ALTER COLUMN note SET NOT NULL; ALTER TABLE orders DROP CONSTRAINT ck_note',
    ],
  },
  {
    rule: 'type-change-rewrites',
    unsafe: ['ALTER TABLE orders ALTER COLUMN lead_id TYPE numeric'],
    safe: [
      'ALTER TABLE orders ALTER COLUMN code TYPE varchar(20)',
      'ALTER TABLE orders ALTER COLUMN code TYPE text',
      'ALTER TABLE orders ALTER COLUMN total TYPE numeric(12,2)',
    ],
  },
  {
    rule: 'column-rewrites',
    unsafe: ['ALTER TABLE orders ADD COLUMN public_id uuid DEFAULT gen_random_uuid()'],
    safe: [
      'ALTER TABLE orders ADD COLUMN public_id uuid',
      'ALTER TABLE orders ALTER COLUMN public_id SET DEFAULT gen_random_uuid()',
      'ALTER TABLE orders ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now()',
    ],
  },
  {
    rule: 'column-rewrites',
    unsafe: ['ALTER TABLE orders ADD COLUMN doubled numeric GENERATED ALWAYS AS (total * 2) STORED'],
    safe: ['ALTER TABLE orders ADD COLUMN doubled numeric'],
  },
  {
    rule: 'column-rewrites',
    unsafe: ['ALTER TABLE orders ADD COLUMN number bigint GENERATED ALWAYS AS IDENTITY'],
    safe: ['ALTER TABLE orders ADD COLUMN number bigint'],
  },
  {
    rule: 'required-column-without-default',
    unsafe: ['ALTER TABLE orders ADD COLUMN source text NOT NULL'],
    safe: ["ALTER TABLE orders ADD COLUMN source text NOT NULL DEFAULT 'web'"],
  },
  {
    rule: 'foreign-key-checks-rows',
    unsafe: ['ALTER TABLE orders ADD CONSTRAINT fk_lead FOREIGN KEY (lead_id) REFERENCES leads'],
    safe: [
      'ALTER TABLE orders ADD CONSTRAINT fk_lead FOREIGN KEY (lead_id) REFERENCES leads NOT VALID',
      'alone: ALTER TABLE orders VALIDATE CONSTRAINT fk_lead',
    ],
  },
  {
    rule: 'check-reads-rows',
    unsafe: ['ALTER TABLE orders ADD CONSTRAINT ck_total CHECK (total >= 0)'],
    safe: [
      'ALTER TABLE orders ADD CONSTRAINT ck_total CHECK (total >= 0) NOT VALID',
      'alone: ALTER TABLE orders VALIDATE CONSTRAINT ck_total',
    ],
  },
  {
    rule: 'validates-under-lock',
    unsafe: [
      'ALTER TABLE orders ADD CONSTRAINT ck_total CHECK (total >= 0) NOT VALID',
      'ALTER TABLE orders VALIDATE CONSTRAINT ck_total',
    ],
    safe: [
      'ALTER TABLE orders ADD CONSTRAINT ck_total CHECK (total >= 0) NOT VALID',
      'alone: ALTER TABLE orders VALIDATE CONSTRAINT ck_total',
    ],
  },
  {
    rule: 'older-release-breaks',
    unsafe: ['ALTER TABLE orders DROP COLUMN note'],
    safe: ['ALTER TABLE orders ADD COLUMN remark text'],
  },
  {
    rule: 'older-release-breaks',
    unsafe: ['ALTER TABLE orders RENAME COLUMN note TO remark'],
    safe: ['ALTER TABLE orders ADD COLUMN remark text'],
  },
  { rule: 'older-release-breaks', unsafe: ['ALTER TABLE orders RENAME TO sales'], safe: [] },
  { rule: 'older-release-breaks', unsafe: ['DROP TABLE orders CASCADE'], safe: [] },
  { rule: 'older-release-breaks', unsafe: ['ALTER TABLE empty DROP COLUMN note'], safe: [], table: 'empty' },
  { rule: 'rewrites-table', unsafe: ['ALTER TABLE orders SET UNLOGGED'], safe: ['alone: VACUUM orders'] },
  { rule: 'rewrites-table', unsafe: ['alone: VACUUM FULL orders'], safe: ['alone: VACUUM orders'] },
  { rule: 'rewrites-table', unsafe: ['CLUSTER orders USING ix_orders_status'], safe: [] },
  {
    rule: 'reindex-blocks',
    unsafe: ['REINDEX TABLE orders'],
    safe: ['alone: REINDEX TABLE CONCURRENTLY orders'],
  },
  {
    rule: 'index-drop-waits',
    unsafe: ['DROP INDEX ix_orders_status'],
    safe: ['alone: DROP INDEX CONCURRENTLY ix_orders_status'],
  },
  {
    rule: 'rewrites-table',
    unsafe: ['DO $$ BEGIN REFRESH MATERIALIZED VIEW counts; END $$'],
    safe: [],
    table: 'counts',
  },
  { rule: 'truncates', unsafe: ['TRUNCATE orders'], safe: [] },
  {
    rule: 'attach-reads-rows',
    unsafe: ["ALTER TABLE logs ATTACH PARTITION logs_new FOR VALUES FROM ('2025-02-01') TO ('2025-03-01')"],
    safe: [
      "ALTER TABLE logs_new ADD CONSTRAINT ck_logs CHECK (at >= '2025-02-01' AND at < '2025-03-01') NOT VALID",
      'alone: ALTER TABLE logs_new VALIDATE CONSTRAINT ck_logs',
      "ALTER TABLE logs ATTACH PARTITION logs_new FOR VALUES FROM ('2025-02-01') TO ('2025-03-01')",
    ],
    table: 'logs_new',
  },
  {
    rule: 'changes-all-rows',
    unsafe: ["UPDATE orders SET note = 'y'"],
    safe: [
      "alone: UPDATE orders SET note = 'y' WHERE id IN (SELECT id FROM orders WHERE note = 'x' LIMIT 5000 FOR UPDATE SKIP LOCKED)",
      "UPDATE orders SET note = 'y' WHERE id = 5",
    ],
  },
  { rule: 'changes-all-rows', unsafe: ['DELETE FROM orders WHERE note IS NULL'], safe: [] },
  {
    rule: 'domain-reads-rows',
    unsafe: ["ALTER DOMAIN email ADD CONSTRAINT ck_email CHECK (VALUE ~ '@')"],
    safe: ["ALTER DOMAIN email ADD CONSTRAINT ck_email CHECK (VALUE ~ '@') NOT VALID"],
    table: 'people',
  },
  { rule: 'domain-reads-rows', unsafe: ['ALTER DOMAIN email SET NOT NULL'], safe: [], table: 'people' },
  {
    rule: 'older-release-breaks',
    unsafe: ['ALTER SCHEMA billing RENAME TO invoicing'],
    safe: ['CREATE SCHEMA invoicing'],
    table: 'billing',
  },
  {
    rule: 'older-release-breaks',
    unsafe: ['ALTER TABLE orders SET SCHEMA billing'],
    safe: [
      'ALTER TABLE orders SET SCHEMA billing; CREATE VIEW public.orders AS SELECT * FROM billing.orders',
    ],
  },
  {
    rule: 'older-release-breaks',
    unsafe: ['ALTER TABLE orders RENAME TO sales'],
    safe: ['ALTER TABLE orders RENAME TO sales; CREATE VIEW orders AS SELECT * FROM sales'],
  },
  {
    rule: 'older-release-breaks',
    unsafe: ['DROP VIEW open_orders'],
    safe: [
      'DROP VIEW open_orders',
      "CREATE VIEW open_orders AS SELECT id, status, total FROM orders WHERE status = 'open'",
    ],
    table: 'open_orders',
  },
  {
    rule: 'older-release-breaks',
    unsafe: ['DROP VIEW open_orders; CREATE VIEW open_orders AS SELECT id FROM orders'],
    safe: ['CREATE OR REPLACE VIEW open_orders AS SELECT id, status, total FROM orders'],
    table: 'open_orders',
  },
  {
    rule: 'older-release-breaks',
    unsafe: ['ALTER VIEW open_orders RENAME COLUMN status TO state'],
    safe: [],
    table: 'open_orders',
  },
  {
    rule: 'older-release-breaks',
    unsafe: ['ALTER TABLE orders DROP COLUMN status CASCADE'],
    safe: ['ALTER VIEW open_orders SET (security_barrier)'],
    table: 'open_orders',
  },
  {
    rule: 'older-release-breaks',
    unsafe: ['DROP MATERIALIZED VIEW counts'],
    safe: ['DROP MATERIALIZED VIEW counts; CREATE MATERIALIZED VIEW counts AS SELECT 1 AS n'],
    table: 'counts',
  },
  {
    rule: 'older-release-breaks',
    unsafe: ['DROP FUNCTION rate(text)'],
    safe: [
      "DROP FUNCTION rate(text); CREATE FUNCTION rate(code text, day date DEFAULT now()) RETURNS numeric LANGUAGE sql AS 'SELECT 2::numeric'",
    ],
    table: 'rate(text)',
  },
  {
    rule: 'older-release-breaks',
    unsafe: [
      "DROP FUNCTION rate(text); CREATE FUNCTION rate(code text, day date) RETURNS numeric LANGUAGE sql AS 'SELECT 2::numeric'",
    ],
    safe: ['DROP FUNCTION touch()'],
    table: 'rate(text)',
  },
  {
    rule: 'older-release-breaks',
    unsafe: ['ALTER FUNCTION rate(text) RENAME TO price'],
    safe: [
      "CREATE FUNCTION price(text) RETURNS numeric LANGUAGE sql AS 'SELECT 1::numeric'; DROP FUNCTION price(text)",
    ],
    table: 'rate(text)',
  },
  { rule: 'older-release-breaks', unsafe: ['DROP PROCEDURE tidy()'], safe: [], table: 'tidy()' },
  {
    rule: 'older-release-breaks',
    unsafe: ["ALTER TYPE stage RENAME VALUE 'won' TO 'sold'"],
    safe: ["ALTER TYPE stage ADD VALUE 'lost'"],
    table: 'stage',
  },
  {
    rule: 'older-release-breaks',
    unsafe: ['ALTER TABLE people ALTER COLUMN number DROP DEFAULT'],
    safe: ['ALTER TABLE people ALTER COLUMN number SET DEFAULT 8'],
    table: 'people',
  },
  {
    rule: 'detach-blocks',
    unsafe: ['ALTER TABLE logs DETACH PARTITION logs_old'],
    safe: ['alone: ALTER TABLE logs DETACH PARTITION logs_old CONCURRENTLY', 'DROP TABLE logs_old'],
    table: 'logs',
  },
  { rule: 'detach-blocks', unsafe: ['DROP TABLE logs_old'], safe: [], table: 'logs' },
  {
    rule: 'row-security-hides-all-rows',
    unsafe: ['ALTER TABLE orders ENABLE ROW LEVEL SECURITY'],
    safe: ['ALTER TABLE orders ENABLE ROW LEVEL SECURITY', 'CREATE POLICY orders_all ON orders USING (true)'],
  },
  {
    rule: 'row-security-hides-all-rows',
    unsafe: ['DROP POLICY people_select ON people'],
    safe: ['DROP POLICY people_select ON people; CREATE POLICY people_all ON people USING (true)'],
    table: 'people',
  },
  {
    rule: 'row-security-ends',
    unsafe: ['ALTER TABLE people DISABLE ROW LEVEL SECURITY'],
    safe: ['ALTER TABLE people DISABLE ROW LEVEL SECURITY; ALTER TABLE people ENABLE ROW LEVEL SECURITY'],
    table: 'people',
  },
  {
    rule: 'json-without-equality',
    unsafe: ['ALTER TABLE orders ADD COLUMN payload json'],
    safe: ['ALTER TABLE orders ADD COLUMN payload jsonb'],
  },
  {
    rule: 'copies-whole-table',
    unsafe: ['INSERT INTO billing.bills SELECT id + 5000, id FROM orders'],
    safe: [
      'INSERT INTO billing.bills SELECT id + 5000, id FROM orders WHERE id = 5',
      'INSERT INTO billing.bills SELECT n + 5000, n FROM generate_series(1, 1000) n',
      'alone: INSERT INTO billing.bills SELECT id + 9000, id FROM orders ORDER BY id LIMIT 5000',
    ],
  },
  { rule: 'copies-whole-table', unsafe: ['CREATE TABLE kept AS SELECT * FROM orders'], safe: [] },
  {
    rule: 'number-starts-anew',
    unsafe: [
      'ALTER TABLE people ALTER COLUMN number DROP DEFAULT; ALTER TABLE people ALTER COLUMN number ADD GENERATED BY DEFAULT AS IDENTITY',
    ],
    safe: [
      'ALTER TABLE leads ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (START WITH 5000)',
      "ALTER TABLE orders ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY; DO $$ BEGIN PERFORM setval('orders_id_seq', 5000); END $$",
    ],
    table: 'people',
  },
  {
    rule: 'number-starts-anew',
    unsafe: [
      "CREATE SEQUENCE numbers; ALTER TABLE people ALTER COLUMN number SET DEFAULT nextval('numbers')",
    ],
    safe: [],
    table: 'people',
  },
  {
    rule: 'time-zone-assumed',
    unsafe: ['ALTER TABLE people ALTER COLUMN met_at TYPE timestamptz'],
    safe: ["SET LOCAL TimeZone = 'UTC'; ALTER TABLE people ALTER COLUMN met_at TYPE timestamptz"],
    table: 'people',
  },
  {
    rule: 'type-change-rewrites',
    unsafe: [
      "ALTER TABLE people ALTER COLUMN met_at TYPE timestamptz USING met_at AT TIME ZONE 'Europe/Berlin'",
    ],
    safe: [],
    table: 'people',
  },
  {
    rule: 'lock-outlives-statement',
    unsafe: ['ALTER TABLE leads ADD COLUMN email text', "UPDATE orders SET note = 'y'"],
    safe: [
      'ALTER TABLE leads ADD COLUMN email text',
      "alone: UPDATE orders SET note = 'y' WHERE id IN (SELECT id FROM orders WHERE note = 'x' LIMIT 5000)",
    ],
  },
];

test.each(CHANGES)('$rule: $unsafe', async ({ rule, unsafe, safe, table = 'orders' }) => {
  expect(findings(await analyze(...unsafe))).toContain(`warning ${rule} ${table}`);
  if (safe.length > 0) expect(findings(await analyze(...safe))).toEqual([]);
});

test('locks, rewrites, scans and sizes are reported for each statement, and new tables are nobody’s business', async () => {
  const analysis = await analyze(
    'CREATE TABLE fresh (id bigint PRIMARY KEY); CREATE INDEX ix_fresh ON fresh (id); ALTER TABLE fresh ADD COLUMN x uuid DEFAULT gen_random_uuid()',
    "ALTER TABLE orders ADD COLUMN a text; ALTER TABLE orders ALTER COLUMN lead_id TYPE numeric; SELECT 'a;b'",
  );
  expect(analysis.statements).toMatchObject([
    {
      step: 'crm/0003_change',
      sql: 'ALTER TABLE orders ADD COLUMN a text',
      locks: [{ table: 'orders', mode: 'AccessExclusiveLock' }],
      rewrites: [],
      scans: [],
    },
    {
      step: 'crm/0003_change',
      sql: 'ALTER TABLE orders ALTER COLUMN lead_id TYPE numeric',
      locks: [],
      rewrites: ['orders'],
      scans: ['orders'],
    },
  ]);
  expect(Object.fromEntries(analysis.sizes)).toEqual({ orders: { rows: 1000, bytes: expect.any(Number) } });
});

test('a block of code that commits by itself is run without a transaction around it', async () => {
  const analysis = await analyze(
    "alone: DO $$ BEGIN UPDATE orders SET note = 'y' WHERE id < 10; COMMIT; CREATE INDEX ix_late ON orders (note); END $$",
  );
  expect(findings(analysis)).toContain('warning index-blocks-writes orders');
});

test('on a table without rows it is a note', async () => {
  expect(findings(await analyze('CREATE INDEX ix_empty_note ON empty (note)'))).toEqual([
    'note index-blocks-writes empty',
  ]);
});

test('a partitioned table counts with its partitions, and is named once', async () => {
  const analysis = await analyze('CREATE INDEX ix_logs_text ON logs (text)');
  expect(findings(analysis)).toEqual(['warning index-blocks-writes logs']);
  expect(analysis.sizes.get('logs')?.rows).toBe(100);
});

test('a function that changes with the plan is there before it as it was applied', async () => {
  const text = (column: string) => ({
    'functions/last_note.sql': `CREATE OR REPLACE FUNCTION last_note() RETURNS text LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$ SELECT ${column} FROM public.orders LIMIT 1 $$;\n`,
  });
  const withFunction = await inUse(text('note'));
  const files = { ...changes('ALTER TABLE orders ADD COLUMN remark text'), ...text('remark') };
  const analysis = await analyzeFiles(files, withFunction);
  expect(analysis.statements.map(({ step }) => step)).toEqual(['crm/0002_change']);
  await withFunction.drop();
});

test('statements are found wherever Knex or a block of code sends them from', async () => {
  const migration = `export async function up(knex) {
  await knex.schema.alterTable('orders', (table) => { table.index(['note'], 'ix_orders_note'); });
  await knex.raw("DO $$ BEGIN EXECUTE 'ALTER TABLE orders ALTER COLUMN note SET NOT NULL'; END $$");
  await knex('orders').where('id', '>', 5).update({ note: 'y' });
}
export async function down() {}
`;
  expect(findings(await analyzeFiles({ 'migrations/0002_knex.ts': migration }))).toEqual([
    'warning index-blocks-writes orders',
    'warning not-null-reads-all-rows orders',
    'warning lock-outlives-statement orders',
    'warning changes-all-rows orders',
    'warning lock-outlives-statement orders',
  ]);
});

test('the database is left alone, and a failing statement is explained', async () => {
  const session = await database.session();
  const before = await takeFingerprint(session);
  await analyze('ALTER TABLE orders DROP COLUMN note');
  const failed = await analyze(
    'ALTER TABLE orders DROP COLUMN note CASCADE',
    'ALTER TABLE orders DROP COLUMN notes',
  );
  expect(failed.failure?.message).toBe('crm/0003_change: column "notes" of relation "orders" does not exist');
  // What the steps before it do is told all the same, and nothing is said of what was kept in the chosen database.
  expect(findings(failed)).toContain('warning older-release-breaks orders');
  expect(failed.failure?.hint).toBe(
    'It was tried on a scratch database; the chosen one was only read. Mend crm/0003_change, then run the command again.',
  );
  const alone = await analyze(
    'alone: CREATE INDEX CONCURRENTLY ix_leads_name ON leads (name)',
    'CREATE TABLE orders ()',
  );
  expect(alone.failure?.detail).not.toContain('Committed');
  expect(alone.failure?.hint).not.toContain('baseline');
  expect(await takeFingerprint(session)).toEqual(before);
  expect(await session.query("SELECT name FROM knex_migrations WHERE name ~ '_change'")).toEqual([]);
});

test('a warning is accepted by the name of its rule and its place, and only there', async () => {
  const index = changes('CREATE INDEX ix_orders_note ON orders (note)');
  const accepting = (key: string) =>
    analyzeFiles(index, database, [{ rule: 'index-blocks-writes', key }]).then(findings);
  expect(await accepting('crm/0002_change orders')).toEqual(['accepted index-blocks-writes orders']);
  expect(await accepting('crm/0003_change orders')).toEqual(['warning index-blocks-writes orders']);
});

test('the page about analyzing has a line for each rule, and no other', () => {
  const page = readFileSync(join(findWorkspaceRoot(import.meta.dirname), 'docs/analyze.md'), 'utf8');
  const described = [...page.matchAll(/^\| (\d{4}) \| `([a-z-]+)` \|/gm)].map(([, id, name]) => ({
    id,
    name,
  }));
  expect(described).toEqual(RULES.map(({ id, name }) => ({ id, name })));
  expect(new Set(described.map(({ id }) => id)).size).toBe(RULES.length);
});
