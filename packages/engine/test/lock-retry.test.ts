import { askErp } from '@erp/test-database/ask-erp';
import {
  rawMigration,
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { until } from '@erp/test-database/until';
import { type EmptyDatabase, emptyDatabase } from './database.ts';

let scratch: ScratchWorkspace;
let database: EmptyDatabase;
let other: Awaited<ReturnType<EmptyDatabase['connect']>>;

beforeEach(async () => {
  scratch = scratchWorkspace();
  scratch.addDomain('base', [], { '0001_a.ts': tableMigration('a') });
  database = await emptyDatabase();
  await askErp(scratch.root, database.settings, ['migrate']);
  scratch.write('packages/domains/base/migrations/0002_b.ts', tableMigration('b'));
  scratch.write(
    'packages/domains/base/migrations/0003_wide.ts',
    rawMigration('ALTER TABLE a ADD COLUMN wide text', 'ALTER TABLE a DROP COLUMN wide'),
  );
  other = await database.connect();
  await other.query("SET application_name = 'the other one'");
  await other.query('BEGIN; LOCK TABLE a IN ACCESS SHARE MODE');
});
afterEach(async () => {
  scratch.remove();
  await database.drop();
});

/** Until somebody has waited for the table, and waits no more: a moment between two attempts. */
async function untilGivenUp(): Promise<void> {
  const watcher = await database.connect();
  const waits = async () => {
    const { rows } = await watcher.query(
      "SELECT FROM pg_locks WHERE relation = 'a'::regclass AND NOT granted",
    );
    return rows.length > 0;
  };
  await until(waits);
  await until(async () => !(await waits()));
}

test('a table that another session lets go of in time: the run names it, gives way, and is done', async () => {
  const { processID } = other as unknown as { processID: number };
  const running = askErp(scratch.root, database.settings, ['migrate']);
  await untilGivenUp();
  await other.query('COMMIT');
  const { code, stdout, stderr } = await running;
  expect(stderr).toContain(`Waiting for a lock: the other one, server process ${processID}`);
  expect(stderr).toMatch(/idle in transaction for \d+ s, holds a\./);
  expect(stderr).toContain('Gave way; trying again in 1 s (2 of 6).');
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: expect.stringContaining('Applied 2 steps as batch 2'),
  });
});

test('a table that is not let go of: nothing is kept, and the error says who holds it and how to end it', async () => {
  const { processID } = other as unknown as { processID: number };
  const { code, stderr } = await askErp(scratch.root, database.settings, ['migrate', '--attempts', '2']);
  expect(code).toBe(1);
  expect(stderr).toContain(
    'base/0003_wide: a is held by another session, and was not to be had in 2 attempts.',
  );
  expect(stderr).toContain(`the other one, server process ${processID}, idle in transaction`);
  expect(stderr).toContain(`SELECT pg_terminate_backend(${processID});`);
  const { rows } = await other.query(
    "SELECT to_regclass('b') AS b, (SELECT count(*) FROM knex_migrations) AS n",
  );
  expect(rows).toEqual([{ b: null, n: '1' }]);
});

test('a rollback gives way as well', async () => {
  const { code, stderr } = await askErp(scratch.root, database.settings, [
    'rollback',
    '--yes',
    '--attempts',
    '1',
  ]);
  expect(code).toBe(1);
  expect(stderr).toContain('base/0001_a: a is held by another session');
});
