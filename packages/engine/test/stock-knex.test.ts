import { discoverDomains } from '@erp/engine/discover';
import { migrationSource } from '@erp/engine/migration-source';
import { orderSteps } from '@erp/engine/order';
import type { Step } from '@erp/engine/step';
import { runErp } from '@erp/test-database/run-erp';
import { scratchWorkspace, tableMigration } from '@erp/test-database/scratch-workspace';
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
    await runErp(scratch.root, database.settings, ['migrate']);
    scratch.write('packages/domains/base/migrations/0002_b.ts', tableMigration('b'));
    const source = migrationSource(orderSteps((await discoverDomains(scratch.root)).domains));
    // Our order is not Knex's: it takes pending ones in the source's order, and must not mind the one in between.
    const config = { migrationSource: source };

    const [completed, pending] = await knex.migrate.list(config);
    expect(names(completed)).toEqual(['base/0001_a', 'base/functions/answer']);
    expect(names(pending)).toEqual(['base/0002_b']);

    await knex.migrate.latest(config);
    const status = await runErp(scratch.root, database.settings, ['plan']);
    expect(status.stdout).toBe('Nothing to do.\n');

    await knex.migrate.rollback(config);
    expect((await runErp(scratch.root, database.settings, ['migrate'])).stdout).toContain(
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
    const migrated = await runErp(scratch.root, database.settings, ['migrate']);
    expect(migrated).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Applied 1 step as batch 2'),
    });
    expect(migrated.stderr).not.toContain('older');
    expect((await runErp(scratch.root, database.settings, ['rollback', '--all', '--yes'])).code).toBe(0);
    const { rows } = await client.query('SELECT name FROM knex_migrations');
    expect(rows).toEqual([{ name: '20240101_theirs.js' }]);
  } finally {
    scratch.remove();
    await database.drop();
  }
});
