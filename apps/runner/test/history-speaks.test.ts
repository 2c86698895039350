import { askErp } from '@erp/test-database/ask-erp';
import { type Outcome, runErp } from '@erp/test-database/run-erp';
import {
  rawMigration,
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { until } from '@erp/test-database/until';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

let scratch: ScratchWorkspace;
let database: EmptyDatabase;
beforeEach(async () => {
  scratch = scratchWorkspace();
  database = await emptyDatabase();
});
afterEach(async () => {
  scratch.remove();
  await database.drop();
});

const erp = (...args: string[]): Promise<Outcome> => askErp(scratch.root, database.settings, args);

test('an edited applied migration ends every command with 1, also when nothing is pending', async () => {
  scratch.addDomain('base', [], { '0001_a.ts': tableMigration('a') });
  await erp('migrate');
  expect(await erp('status')).toMatchObject({ code: 0, stdout: expect.stringContaining('Up to date') });
  scratch.addDomain('base', [], { '0001_a.ts': tableMigration('other') });
  for (const command of [['migrate'], ['migrate', '--dry-run'], ['plan'], ['status']]) {
    const { code, stdout, stderr } = await erp(...command);
    expect(code).toBe(1);
    expect(stdout + stderr).toContain('was changed after it was applied');
  }
});

test('history that is out of order is named, and applied', async () => {
  scratch.addDomain('base', [], { '0002_b.ts': tableMigration('b') });
  await erp('migrate');
  scratch.addDomain('base', [], { '0001_a.ts': tableMigration('a'), '0002_b.ts': tableMigration('b') });
  const words = 'Out of order: base/0001_a is pending, although base/0002_b';
  expect((await erp('status')).stdout).toContain(words);
  expect((await erp('plan')).stderr).toContain(words);
  expect(JSON.parse((await erp('plan', '--json')).stdout).outOfOrder).toEqual([
    { pending: 'base/0001_a', applied: 'base/0002_b' },
  ]);
  expect(await erp('migrate')).toMatchObject({ code: 0, stderr: expect.stringContaining(words) });
});

test('a rollback says which tables and rows go', async () => {
  scratch.addDomain('base', [], {
    '0001_a.ts': tableMigration('a'),
    '0002_filled.ts': rawMigration(
      'CREATE TABLE filled (id bigint); INSERT INTO filled SELECT generate_series(1, 1234)',
      'DROP TABLE filled',
    ),
    '0003_column.ts': rawMigration(
      'ALTER TABLE a ADD COLUMN note text; INSERT INTO a VALUES (1, null), (2, $$kept$$)',
      'ALTER TABLE a DROP COLUMN note',
    ),
  });
  await erp('migrate');
  const partly = JSON.parse((await erp('rollback', '--to', 'base/0002', '--dry-run', '--json')).stdout);
  expect(partly).toMatchObject({ tables: [], columns: [{ table: 'a', column: 'note', rows: 1 }] });
  const { stdout } = await erp('rollback', '--dry-run');
  expect(stdout).toContain('2 tables go, with 1,236 rows:');
  expect(stdout).toMatch(/filled +1,234 rows/);
  const asked = await erp('rollback');
  expect(asked).toMatchObject({ code: 1, stderr: expect.stringContaining('3 steps and 1,236 rows') });
});

test.each([
  ['plan', '--out', 'x'],
  ['rollback', '--all', '--domain', 'base'],
  ['repair', '--yes'],
  ['migrate', '--only', 'nonsense'],
  ['migrate', '--to', 'base/0009'],
  ['rollback', '--domain', 'nonsense'],
  ['migrate', '--attempts', 'none'],
  ['nonsense'],
])('erp %s %s %s is wrong usage', async (...args) => {
  scratch.addDomain('base', [], { '0001_a.ts': tableMigration('a') });
  expect((await erp(...args)).code).toBe(2);
});

test.each([
  ['ends the process', 'process.exit(0);', 'process_ended', 'process.exit'],
  [
    'leaves a promise that fails',
    "Promise.reject(new Error('left alone')); await knex.raw('SELECT pg_sleep(600)');",
    'not_awaited',
    'left alone',
  ],
])('a migration that %s is no success, and programs read why', async (_what, code, problem, said) => {
  scratch.addDomain('base', [], {
    '0001_a.ts': tableMigration('a'),
    '0002_b.ts': `export async function up(knex) {\n  console.log('said by a migration');\n  ${code}\n}\nexport async function down() {}\n`,
  });
  const outcome = await runErp(scratch.root, database.settings, ['migrate', '--json']);
  expect(outcome.code).toBe(1);
  expect(outcome.stderr).toContain('said by a migration');
  const { problems } = JSON.parse(outcome.stdout) as { problems: Record<string, string>[] };
  expect(problems).toEqual([
    expect.objectContaining({
      code: problem,
      message: expect.stringContaining(said),
      detail: expect.stringContaining('Nothing was changed'),
    }),
  ]);
});

test('a value of an enum that is used in the run that adds it, and a server that takes no changes, get the right words', async () => {
  scratch.addDomain('base', [], {
    '0001_a.ts': rawMigration("CREATE TYPE color AS ENUM ('red')", 'DROP TYPE color'),
  });
  await erp('migrate');
  scratch.addDomain('base', [], {
    '0001_a.ts': rawMigration("CREATE TYPE color AS ENUM ('red')", 'DROP TYPE color'),
    '0002_b.ts': rawMigration("ALTER TYPE color ADD VALUE 'blue'", 'SELECT 1'),
    '0003_c.ts': rawMigration("SELECT 'blue'::color", 'SELECT 1'),
  });
  expect((await erp('migrate')).stderr).toContain('config = { transaction: false }');
  const session = await database.session();
  await session.query(`ALTER DATABASE ${database.settings.database} SET default_transaction_read_only = on`);
  const { stderr } = await erp('migrate');
  expect(stderr).toContain('standby');
  expect(stderr).not.toContain('Mend');
});

test.each(['SIGINT', 'SIGTERM'] as const)('%s says what is kept', async (signal) => {
  scratch.addDomain('base', [], {
    '0001_a.ts': rawMigration(
      'CREATE TABLE a (id bigint)',
      'DROP TABLE a',
      'export const config = { transaction: false };',
    ),
    '0002_slow.ts': rawMigration('SELECT pg_sleep(600)', 'SELECT 1'),
  });
  const session = await database.session();
  const { code, stderr } = await runErp(scratch.root, database.settings, ['migrate'], async (kill) => {
    const sleeping =
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'";
    await until(async () => (await session.query(sleeping)).length > 0);
    kill(signal);
  });
  expect(code).toBe(signal === 'SIGINT' ? 130 : 143);
  expect(stderr).toContain('1 of 2 steps are kept');
  expect(stderr).toContain('pnpm migrate');
});

test('a rollback that leaves a domain leaves the rows of its reference data, which people have built upon', async () => {
  const reference = (permission: string) =>
    `export async function up(knex) { await knex.raw("INSERT INTO permissions VALUES ('${permission}') ON CONFLICT DO NOTHING"); }
     export async function down(knex) { await knex.raw('DELETE FROM permissions'); }\n`;
  scratch.addDomain('base', [], {
    '0001_a.ts': rawMigration(
      'CREATE TABLE permissions (key text PRIMARY KEY); CREATE TABLE granted (key text REFERENCES permissions ON DELETE CASCADE)',
      'DROP TABLE granted; DROP TABLE permissions',
    ),
  });
  scratch.write('packages/domains/base/seeds/reference.ts', reference('read'));
  await erp('migrate');
  const session = await database.session();
  await session.query("INSERT INTO granted VALUES ('read')");
  scratch.write('packages/domains/base/seeds/reference.ts', reference('write'));
  await erp('migrate');
  expect(await erp('rollback', '--yes')).toMatchObject({ code: 0 });
  expect(await session.query('SELECT key FROM granted')).toEqual([{ key: 'read' }]);
  expect((await erp('plan')).stdout).toContain('base/reference');
  expect(await erp('migrate')).toMatchObject({ code: 0 });
  expect(await erp('rollback', '--all', '--yes')).toMatchObject({ code: 0 });
});
