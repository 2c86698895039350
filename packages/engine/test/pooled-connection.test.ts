import { openSession } from '@erp/engine/connection';
import { askErp } from '@erp/test-database/ask-erp';
import type { Outcome } from '@erp/test-database/run-erp';
import {
  rawMigration,
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { type TransactionPool, transactionPool } from '@erp/test-database/transaction-pool';
import { type EmptyDatabase, emptyDatabase } from './database.ts';

let database: EmptyDatabase;
let scratch: ScratchWorkspace;
let pool: Promise<TransactionPool> | undefined;

beforeEach(async () => {
  database = await emptyDatabase();
  scratch = scratchWorkspace();
  scratch.addDomain('base', [], { '0001_a.ts': tableMigration('a'), '0002_b.ts': tableMigration('b') });
});
afterEach(async () => {
  await (await pool)?.close();
  pool = undefined;
  scratch.remove();
  await database.drop();
});

async function throughPool(mode: 'session' | 'transaction', ...args: string[]): Promise<Outcome> {
  pool ??= transactionPool(database.settings, mode);
  return askErp(scratch.root, (await pool).settings, args);
}

async function leftBehind(): Promise<unknown[]> {
  const session = await database.session();
  return session.query(
    `SELECT c.relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace
     UNION ALL SELECT 'lock' FROM pg_locks WHERE locktype = 'advisory'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
}

test('the pool of these tests shares sessions: two clients meet in one', async () => {
  pool = transactionPool(database.settings);
  const { settings } = await pool;
  const [one, two] = [await openSession(settings), await openSession(settings)];
  const process = 'SELECT pg_backend_pid() AS pid';
  expect(await one.query(process)).toEqual(await two.query(process));
  await Promise.all([one.close(), two.close()]);
});

test('behind a pool in transaction mode a runner refuses, and leaves neither change nor lock', async () => {
  for (const command of [['migrate'], ['rollback', '--all', '--yes'], ['migrate', '--lock-timeout', '1']]) {
    if (command[0] === 'rollback') await askErp(scratch.root, database.settings, ['migrate']);
    const before = await leftBehind();
    const { code, stderr } = await throughPool('transaction', ...command);
    expect(stderr).toContain('a pool that gives the server session away after each transaction');
    expect(stderr).toContain('Let DATABASE_URL name the server itself, or a pool in session mode.');
    expect(code).toBe(1);
    expect(await leftBehind()).toEqual(before);
    if (command[0] === 'rollback')
      await askErp(scratch.root, database.settings, ['rollback', '--all', '--yes']);
  }
});

test('sixteen of them at once refuse as well', async () => {
  const outcomes = await Promise.all(Array.from({ length: 16 }, () => throughPool('transaction', 'migrate')));
  expect(outcomes.map(({ code }) => code)).toEqual(Array.from({ length: 16 }, () => 1));
  expect(outcomes.filter(({ stderr }) => !stderr.includes('a pool that gives'))).toEqual([]);
  expect(await leftBehind()).toEqual([]);
});

test('what only reads works there', async () => {
  await askErp(scratch.root, database.settings, ['migrate']);
  expect((await throughPool('transaction', 'migrate')).stdout).toContain('Nothing to do');
  const { code, stdout } = await throughPool('transaction', 'status');
  expect(code).toBe(0);
  expect(stdout).toContain('base');
});

test('behind a pool in session mode a runner works, and others wait for it', async () => {
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => throughPool('session', 'migrate')));
  expect(outcomes.filter(({ code }) => code !== 0)).toEqual([]);
  expect(outcomes.filter(({ stdout }) => stdout.includes('Applied 2 steps'))).toHaveLength(1);
});

test('behind a pool in session mode it is said who holds a table', async () => {
  await askErp(scratch.root, database.settings, ['migrate']);
  scratch.write(
    'packages/domains/base/migrations/0003_wide.ts',
    rawMigration('ALTER TABLE a ADD COLUMN wide text', 'ALTER TABLE a DROP COLUMN wide'),
  );
  const other = await database.connect();
  await other.query("SET application_name = 'the other one'");
  await other.query('BEGIN; LOCK TABLE a IN ACCESS SHARE MODE');
  const { processID } = other as unknown as { processID: number };
  const { code, stderr } = await throughPool('session', 'migrate', '--attempts', '1');
  expect(code).toBe(1);
  expect(stderr).toContain('base/0003_wide: a is held by another session');
  expect(stderr).toContain(`the other one, server process ${processID}, idle in transaction`);
  expect(stderr).toContain(`SELECT pg_terminate_backend(${processID});`);
});
