import { migrationSource } from '@erp/engine/export';
import { discoverDomains, type Step } from '@erp/engine/project';
import { askErp } from '@erp/test-database/ask-erp';
import { rawMigration, scratchWorkspace, tableMigration } from '@erp/test-database/scratch-workspace';
import knexFactory, { type Knex } from 'knex';
import { emptyDatabase } from './database.ts';

test('stock Knex lists what the runner applied, goes on, rolls back, and the runner goes on after it', async () => {
  const database = await emptyDatabase();
  const scratch = scratchWorkspace();
  scratch.addDomain('base', [], { '0001_a.ts': tableMigration('a') });
  scratch.write(
    'packages/domains/base/functions/answer.sql',
    "CREATE OR REPLACE FUNCTION answer() RETURNS text LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$ SELECT 'a?' $$;\n",
  );
  const knex = knexFactory({ client: 'pg', connection: database.settings as Knex.PgConnectionConfig });
  const names = (steps: readonly (Step | { name: string })[]) => steps.map((step) => step.name);
  try {
    await askErp(scratch.root, database.settings, ['migrate']);
    scratch.write('packages/domains/base/migrations/0002_b.ts', tableMigration('b'));
    const source = migrationSource((await discoverDomains(scratch.root)).order);
    // Our order is not Knex's: it takes pending ones in the source's order, and must not mind the one in between.
    const config = { migrationSource: source };

    const [completed, pending] = await knex.migrate.list(config);
    expect(names(completed)).toEqual(['base/0001_a', 'base/functions/answer']);
    expect(names(pending)).toEqual(['base/0002_b']);

    await knex.migrate.latest(config);
    const status = await askErp(scratch.root, database.settings, ['plan']);
    expect(status.stdout).toBe('Nothing to do.\n');

    await knex.migrate.rollback(config);
    expect((await askErp(scratch.root, database.settings, ['migrate'])).stdout).toContain(
      'Applied 1 step as batch 2',
    );
    expect((await knex.raw('SELECT answer() AS answer')).rows).toEqual([{ answer: 'a?' }]);
  } finally {
    await knex.destroy();
    scratch.remove();
    await database.drop();
  }
});

test('migrations of another program in the same ledger are left alone', async () => {
  const database = await emptyDatabase();
  const scratch = scratchWorkspace();
  scratch.addDomain('base', [], { '0001_a.ts': tableMigration('a') });
  const client = await database.connect();
  try {
    await client.query(
      "CREATE TABLE knex_migrations (id serial PRIMARY KEY, name varchar(255), batch integer, migration_time timestamptz); INSERT INTO knex_migrations (name, batch) VALUES ('20240101_theirs.js', 1)",
    );
    const migrated = await askErp(scratch.root, database.settings, ['migrate']);
    expect(migrated).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Applied 1 step as batch 2'),
    });
    expect(migrated.stderr).not.toContain('older');
    expect((await askErp(scratch.root, database.settings, ['rollback', '--all', '--yes'])).code).toBe(0);
    const { rows } = await client.query('SELECT name FROM knex_migrations');
    expect(rows).toEqual([{ name: '20240101_theirs.js' }]);
  } finally {
    scratch.remove();
    await database.drop();
  }
});

test('stock Knex binds a link as a run does: orphan rows are named, and none is left unchecked', async () => {
  const database = await emptyDatabase();
  const scratch = scratchWorkspace();
  const table = (columns: string) => `(tenant_id bigint, id bigint, ${columns}PRIMARY KEY (tenant_id, id))`;
  scratch.addDomain('crm', [], {
    '0001_leads.ts': rawMigration(`CREATE TABLE leads ${table('order_id bigint, ')}`, 'DROP TABLE leads'),
  });
  scratch.addDomain('orders', ['crm'], {
    '0001_orders.ts': rawMigration(`CREATE TABLE orders ${table('')}`, 'DROP TABLE orders'),
  });
  const knex = knexFactory({
    client: 'pg',
    connection: database.settings as Knex.PgConnectionConfig,
    // Knex also prints what it throws.
    log: { warn() {}, error() {} },
  });
  const foreignKeys = async () =>
    (await knex.raw("SELECT convalidated AS valid FROM pg_constraint WHERE contype = 'f'")).rows;
  try {
    await askErp(scratch.root, database.settings, ['migrate']);
    scratch.addLink('crm', {
      from: 'leads.order_id',
      to: 'orders.id',
      domain: 'orders',
      onDelete: 'SET NULL',
      because: 'Circle.',
    });
    await knex.raw('INSERT INTO leads VALUES (1, 1, 77)');
    const config = { migrationSource: migrationSource((await discoverDomains(scratch.root)).order) };
    await expect(knex.migrate.latest(config)).rejects.toThrow('1 rows of leads point at no row of orders');
    expect(await foreignKeys()).toEqual([]);

    await knex.raw('INSERT INTO orders VALUES (1, 77)');
    await knex.migrate.latest(config);
    expect(await foreignKeys()).toEqual([{ valid: true }]);
    await knex.migrate.down(config);
    expect(await foreignKeys()).toEqual([]);
  } finally {
    await knex.destroy();
    scratch.remove();
    await database.drop();
  }
});
