import { takeFingerprint } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import { type LinkStep, type Project, projectOf } from '@erp/engine/project';
import { link } from '@erp/kit/link';
import { createPartitionedTenantTable, tenantRoot } from '@erp/kit/schema';
import { migratedDatabase, type TestDatabase, testWorkspace } from '@erp/testing/database';
import { rule as linksBound } from '../src/rules/0054_links_bound.ts';
import { rule as ledger } from '../src/rules/0055_ledger.ts';
import { rule as drift } from '../src/rules/0056_drift.ts';
import type { RuleContext } from '../src/schema-rule.ts';
import { createProbeTables } from './probe-tables.ts';

let database: TestDatabase;
let twin: TestDatabase;
let session: Session;
let workspace: Project;

beforeAll(async () => {
  database = await migratedDatabase({ domains: ['system'] });
  twin = await migratedDatabase({ domains: ['system'] });
  session = await database.session();
  workspace = await testWorkspace(['system']);
});
afterAll(async () => {
  await database.drop();
  await twin.drop();
});

beforeEach(() => session.query('BEGIN'));
afterEach(() => session.query('ROLLBACK'));

const keysOf = (findings: readonly { key: string }[]) => findings.map((finding) => finding.key);

describe('0054 links_bound', () => {
  const step: LinkStep = {
    kind: 'link',
    name: 'system/links/probe_lines.order_id',
    domain: 'system',
    checksum: '',
    link: link({
      from: 'probe_lines.order_id',
      to: 'probe_orders.id',
      domain: 'system',
      onDelete: 'CASCADE',
      because: 'Only for the test.',
    }),
  };
  const withLink = (): Project =>
    projectOf(
      workspace.root,
      workspace.domains.map((domain) => (domain.name === 'system' ? { ...domain, links: [step] } : domain)),
    );

  test('waits while a table is absent', async () => {
    expect(await linksBound.find(session, { workspace: withLink() })).toEqual([]);
  });

  test('is content with the foreign key and finds its absence', async () => {
    await createProbeTables(session.knex);
    expect(await linksBound.find(session, { workspace: withLink() })).toEqual([]);
    await session.query('ALTER TABLE probe_lines DROP CONSTRAINT fk_probe_lines_order_id');
    expect(keysOf(await linksBound.find(session, { workspace: withLink() }))).toEqual([
      'probe_lines.order_id',
    ]);
  });

  test('finds one that was not validated, and one without the tenant', async () => {
    await createProbeTables(session.knex);
    await session.query(`ALTER TABLE probe_lines DROP CONSTRAINT fk_probe_lines_order_id, ADD CONSTRAINT fk_probe_lines_order_id
      FOREIGN KEY (tenant_id, order_id) REFERENCES probe_orders (tenant_id, id) NOT VALID`);
    expect(keysOf(await linksBound.find(session, { workspace: withLink() }))).toEqual([
      'probe_lines.order_id',
    ]);
    await session.query(`ALTER TABLE probe_orders ADD CONSTRAINT uq_probe_orders_id UNIQUE (id);
      ALTER TABLE probe_lines DROP CONSTRAINT fk_probe_lines_order_id, ADD CONSTRAINT fk_probe_lines_order_id
      FOREIGN KEY (order_id) REFERENCES probe_orders (id)`);
    expect(keysOf(await linksBound.find(session, { workspace: withLink() }))).toEqual([
      'probe_lines.order_id',
    ]);
  });
});

describe('0055 ledger', () => {
  test('finds nothing after a complete run', async () => {
    expect(await ledger.find(session, { workspace })).toEqual([]);
  });

  test.each([
    [
      'a pending step',
      "DELETE FROM knex_migrations WHERE name = 'system/0003_context'",
      'system/0003_context',
    ],
    [
      'a changed function',
      "UPDATE knex_migrations SET checksum = 'x' WHERE name = 'system/functions/enter_tenant'",
      'system/functions/enter_tenant',
    ],
    [
      'an edited migration',
      "UPDATE knex_migrations SET checksum = 'x' WHERE name = 'system/0003_context'",
      'migration_edited',
    ],
    [
      'a migration ahead of the checkout',
      "INSERT INTO knex_migrations (name, batch) VALUES ('system/9999_later', 9)",
      'system/9999_later',
    ],
    [
      'an orphaned function',
      "INSERT INTO knex_migrations (name, batch) VALUES ('system/functions/gone', 9)",
      'system/functions/gone',
    ],
    ['an empty ledger', 'DELETE FROM knex_migrations', 'knex_migrations'],
  ])('finds %s', async (_what, plant, key) => {
    await session.query(plant);
    expect(keysOf(await ledger.find(session, { workspace }))).toEqual([key]);
  });
});

describe('0056 drift', () => {
  const withScratch: NonNullable<RuleContext['withScratch']> = async (work) => work(await twin.session());

  test('finds nothing between two databases that the same migrations made', async () => {
    expect(await drift.find(session, { withScratch })).toEqual([]);
  });

  test('finds what was added and what was taken away by hand', async () => {
    await session.query(
      'ALTER TABLE public.sys_tenants ADD COLUMN by_hand text; DROP POLICY sys_tenants_select ON public.sys_tenants',
    );
    const findings = await drift.find(session, { withScratch });
    expect(keysOf(findings)).toEqual([
      expect.stringMatching(/^extra: column public\.sys_tenants\.by_hand text/),
      expect.stringMatching(/^missing: policy public\.sys_tenants sys_tenants_select /),
    ]);
  });

  test('does not mind which months of a table there are, but that one of them is open', async () => {
    const scratch = await twin.session();
    const make = (knex: Session['knex']) =>
      createPartitionedTenantTable(
        knex,
        'probe_visits',
        { write: 'probe.write', by: 'created_at' },
        (table) => {
          tenantRoot(table);
          table.index(['tenant_id', 'created_at'], 'ix_probe_visits_created_at');
        },
      );
    await scratch.query('BEGIN');
    try {
      await make(session.knex);
      await make(scratch.knex);
      expect((await takeFingerprint(session)).lines).toEqual(
        expect.arrayContaining([
          'default partition of public.probe_visits',
          'relation partition of public.probe_visits kind r rls forced',
          'relation public.probe_visits kind p rls forced partition by RANGE (created_at)',
        ]),
      );
      await session.query("SELECT app.create_partitions('probe_visits', 12, now() - interval '1 year')");
      await session.query("UPDATE sys_partitioned_tables SET retire_by = 'detach', retention_months = 6");
      expect(await session.query('SELECT app.retire_partitions()')).not.toEqual([]);
      expect(await drift.find(session, { withScratch: async (work) => work(scratch) })).toEqual([]);

      await session.query(`DO $$ BEGIN
        EXECUTE 'ALTER TABLE probe_visits' || to_char(now() AT TIME ZONE 'UTC', '"_y"YYYY"m"MM') || ' NO FORCE ROW LEVEL SECURITY';
        EXECUTE 'GRANT SELECT ON probe_visits' || to_char(now() AT TIME ZONE 'UTC', '"_y"YYYY"m"MM') || ' TO erp_app'; END $$`);
      expect(keysOf(await drift.find(session, { withScratch: async (work) => work(scratch) }))).toEqual([
        'extra: relation partition of public.probe_visits grant SELECT to erp_app',
        'extra: relation partition of public.probe_visits kind r rls',
      ]);
    } finally {
      await scratch.query('ROLLBACK');
    }
  });
});
