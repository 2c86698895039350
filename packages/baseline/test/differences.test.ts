import { askErp } from '@erp/test-database/ask-erp';
import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

/** Three domains on one chain, as a run makes them. What others changed by hand is told by one run of baseline. */
let database: EmptyDatabase;
let scratch: ScratchWorkspace;

const DOMAINS: Readonly<Record<string, readonly string[]>> = {
  base: [
    `CREATE TABLE tenants (id bigint CONSTRAINT pk_tenants PRIMARY KEY, name text NOT NULL, plan text);
     COMMENT ON TABLE tenants IS 'Who is served.'`,
    'CREATE TABLE users (id bigint CONSTRAINT pk_users PRIMARY KEY, email text, seen timestamptz)',
    'ALTER TABLE tenants ALTER COLUMN plan TYPE varchar(20); CREATE INDEX ix_users_email ON users (email)',
    'CREATE TABLE settings (id bigint CONSTRAINT pk_settings PRIMARY KEY, value jsonb)',
    'ALTER TABLE settings ADD COLUMN note text',
    "ALTER TABLE users ADD COLUMN locale text NOT NULL DEFAULT 'en'",
  ],
  crm: [
    `CREATE TABLE leads (id bigint CONSTRAINT pk_leads PRIMARY KEY, phone text, tenant_id bigint CONSTRAINT fk_leads_tenant_id REFERENCES tenants);
     ALTER TABLE leads ENABLE ROW LEVEL SECURITY;
     CREATE POLICY leads_select ON leads FOR SELECT USING (true)`,
    `CREATE TABLE notes (id bigint CONSTRAINT pk_notes PRIMARY KEY, text text CONSTRAINT ck_notes_text CHECK (text <> ''))`,
    'ALTER POLICY leads_select ON leads USING (id > 0); CREATE UNIQUE INDEX uq_leads_phone ON leads (phone)',
    'GRANT SELECT ON leads TO PUBLIC; ALTER TABLE notes ADD COLUMN lead_id bigint',
  ],
  orders: [
    'CREATE TABLE orders (id bigint CONSTRAINT pk_orders PRIMARY KEY, total numeric(12,2), lead_id bigint CONSTRAINT fk_orders_lead_id REFERENCES leads)',
    'ALTER TABLE orders ADD COLUMN status text; CREATE VIEW open_orders AS SELECT id FROM orders',
    'ALTER TABLE orders ALTER COLUMN total SET NOT NULL',
    'CREATE TABLE lines (id bigint CONSTRAINT pk_lines PRIMARY KEY, setting_id bigint CONSTRAINT fk_lines_setting_id REFERENCES settings)',
  ],
};

const STAMP = `CREATE OR REPLACE FUNCTION stamp() RETURNS bigint LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$ SELECT 1::bigint $$;
`;

/** What was changed by hand: statement, step that is told of it, object, what the step makes, what is there. */
const CHANGES: readonly (readonly [
  sql: string,
  step: string,
  object: string,
  expected: string | null,
  found: string | null,
])[] = [
  ['COMMENT ON TABLE tenants IS NULL', 'base/0001', 'comment on public.tenants', 'Who is served.', null],
  [
    'ALTER TABLE tenants ALTER COLUMN plan TYPE text',
    'base/0003',
    'column public.tenants.plan',
    'character varying(20)',
    'text',
  ],
  [
    'ALTER TABLE tenants ALTER COLUMN name DROP NOT NULL',
    'base/0001',
    'column public.tenants.name',
    'text not null',
    'text',
  ],
  [
    'DROP INDEX ix_users_email',
    'base/0003',
    'index ix_users_email on public.users',
    'CREATE INDEX ix_users_email ON public.users USING btree (email)',
    null,
  ],
  [
    'ALTER TABLE users ALTER COLUMN seen TYPE date',
    'base/0002',
    'column public.users.seen',
    'timestamp with time zone',
    'date',
  ],
  ['ALTER TABLE users ADD COLUMN vat text', 'base/0002', 'column public.users.vat', null, 'text'],
  ['DROP TABLE settings CASCADE', 'base/0004', 'table public.settings', '', null],
  // By that CASCADE.
  [
    'SELECT 1',
    'orders/0004',
    'constraint fk_lines_setting_id on public.lines',
    'FOREIGN KEY (setting_id) REFERENCES settings(id)',
    null,
  ],
  [
    'ALTER TABLE leads DROP CONSTRAINT fk_leads_tenant_id',
    'crm/0001',
    'constraint fk_leads_tenant_id on public.leads',
    'FOREIGN KEY (tenant_id) REFERENCES tenants(id)',
    null,
  ],
  ['ALTER TABLE leads DISABLE ROW LEVEL SECURITY', 'crm/0001', 'table public.leads', 'rls', ''],
  [
    'ALTER TABLE notes DROP CONSTRAINT ck_notes_text',
    'crm/0002',
    'constraint ck_notes_text on public.notes',
    "CHECK ((text <> ''::text))",
    null,
  ],
  [
    'DROP INDEX uq_leads_phone; CREATE INDEX uq_leads_phone ON leads (phone)',
    'crm/0003',
    'index uq_leads_phone on public.leads',
    'CREATE UNIQUE INDEX uq_leads_phone ON public.leads USING btree (phone)',
    'CREATE INDEX uq_leads_phone ON public.leads USING btree (phone)',
  ],
  [
    'ALTER POLICY leads_select ON leads USING (id > 1)',
    'crm/0003',
    'policy leads_select on public.leads',
    'permissive for r to PUBLIC using (id > 0) check ',
    'permissive for r to PUBLIC using (id > 1) check ',
  ],
  ['REVOKE SELECT ON leads FROM PUBLIC', 'crm/0004', 'grant SELECT on public.leads to PUBLIC', '', null],
  ['ALTER TABLE orders DROP COLUMN status', 'orders/0002', 'column public.orders.status', 'text', null],
  [
    'ALTER TABLE orders ALTER COLUMN total TYPE numeric(10,2)',
    'orders/0003',
    'column public.orders.total',
    'numeric(12,2) not null',
    'numeric(10,2) not null',
  ],
  [
    'ALTER TABLE orders ADD CONSTRAINT ck_orders CHECK (id > 0)',
    'orders/0001',
    'constraint ck_orders on public.orders',
    null,
    'CHECK ((id > 0))',
  ],
];

beforeEach(async () => {
  database = await emptyDatabase();
  scratch = scratchWorkspace();
  const names = Object.keys(DOMAINS);
  for (const [place, domain] of names.entries()) {
    const migrations = (DOMAINS[domain] ?? []).map((sql, i) => [
      `000${i + 1}_x.ts`,
      rawMigration(sql, 'SELECT 1'),
    ]);
    scratch.addDomain(domain, names.slice(Math.max(0, place - 1), place), Object.fromEntries(migrations));
  }
  scratch.write('packages/domains/crm/functions/stamp.sql', STAMP);
  await run([...Object.values(DOMAINS).flat(), STAMP].join(';\n'));
});
afterEach(async () => {
  scratch.remove();
  await database.drop();
});

const erp = (...args: string[]) => askErp(scratch.root, database.settings, args);

async function run(sql: string): Promise<void> {
  await (await database.connect()).query(sql);
}

interface Told {
  readonly name: string;
  readonly outOfOrder: string | null;
  readonly differences: { object: string; expected: string | null; found: string | null }[];
}

async function compare(
  ...args: string[]
): Promise<{ code: number | null; conflicts: Told[]; marked: string[] }> {
  const { code, stdout } = await erp('baseline', '--json', ...args);
  return { ...(JSON.parse(stdout) as { conflicts: Told[]; marked: string[] }), code };
}

test('one run lists every difference of every domain, also those behind a step that differs', async () => {
  await run(CHANGES.map(([sql]) => sql).join(';\n'));
  const { code, conflicts, marked } = await compare('--dry-run');
  const told = conflicts.flatMap(({ name, outOfOrder, differences }) =>
    differences.map(({ object, expected, found }) => [
      (outOfOrder ?? name).replace('_x', ''),
      object,
      expected,
      found,
    ]),
  );
  const changed = CHANGES.map(([, step, object, expected, found]) => [step, object, expected, found]);
  expect(told.sort()).toEqual(changed.sort());
  expect([code, marked]).toEqual([1, []]);
});

test('people read the same list, with how many there are and what to do', async () => {
  await run(CHANGES.map(([sql]) => sql).join(';\n'));
  const { code, stdout } = await erp('baseline');
  expect(code).toBe(1);
  expect(CHANGES.map(([, , object]) => object).filter((object) => !stdout.includes(object))).toEqual([]);
  expect(stdout).toContain(`${CHANGES.length} differences in `);
  expect(stdout).toContain('out of order  base/0005_x is there, but base/0004_x, which it needs, is not.');
  expect(stdout).toContain('Next: pnpm migrate would fail at base/0001_x.');
});

test('a newer step that would change a table says nothing of what others added to it', async () => {
  scratch.write(
    'packages/domains/base/migrations/0007_x.ts',
    rawMigration('ALTER TABLE tenants ENABLE ROW LEVEL SECURITY', 'SELECT 1'),
  );
  await run('ALTER TABLE tenants ADD COLUMN vat text');
  expect((await compare('--dry-run')).conflicts).toMatchObject([
    { name: 'base/0001_x', differences: [{ object: 'column public.tenants.vat' }] },
  ]);
});
