import { askErp } from '@erp/test-database/ask-erp';
import { runErp } from '@erp/test-database/run-erp';
import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { until } from '@erp/test-database/until';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';
import { bodyMigration } from '../faults/outside-transactions.ts';

/** What a run outside a transaction leaves when it fails or ends in the middle, and how a person decides. */
let database: EmptyDatabase;
let scratch: ScratchWorkspace;

beforeEach(async () => {
  database = await emptyDatabase();
  scratch = scratchWorkspace();
  scratch.addDomain('base', [], {
    '0001_a.ts': rawMigration(
      'CREATE TABLE a (id bigint, c bigint); INSERT INTO a VALUES (1, 0), (1, 0)',
      'DROP TABLE a',
    ),
  });
  expect((await erp('migrate')).code).toBe(0);
});
afterEach(async () => {
  scratch.remove();
  await database.drop();
});

const erp = (...args: string[]) => askErp(scratch.root, database.settings, args);
const body = (statements: readonly string[], down: readonly string[] = []) => {
  const code = (list: readonly string[]) =>
    list.map((statement) => `await knex.raw(${JSON.stringify(statement)});`).join('\n  ');
  scratch.write('packages/domains/base/migrations/0002_l.ts', bodyMigration(code(statements), code(down)));
};
const ask = async (sql: string) => (await database.session()).query(sql);
const recorded = async () =>
  (await ask('SELECT name FROM knex_migrations ORDER BY id')).map(({ name }) => name);
const sum = async () => (await ask('SELECT sum(c)::int AS sum FROM a'))[0]?.sum;

const CREATE_B = 'CREATE TABLE b (id bigint)';
const UNIQUE = 'CREATE UNIQUE INDEX CONCURRENTLY ua ON a (id)';
const ADD = 'UPDATE a SET c = c + 1';

test('a statement that fails: what is kept is said, and the next run goes on behind it', async () => {
  body([CREATE_B, ADD, UNIQUE]);
  const failed = await erp('migrate');
  expect(failed.code).toBe(3);
  expect(failed.stderr).toContain('2 statements of base/0002_l are kept');
  expect(failed.stderr).not.toContain('Nothing of this transaction');
  const status = await erp('status');
  expect(status.code).toBe(0);
  expect(status.stdout).toMatch(
    /in progress +base\/0002_l, since .*, 2 statements kept, in the middle of statement 3: CREATE UNIQUE INDEX CONCURRENTLY ua ON a \(id\); .*pnpm migrate/,
  );
  await ask('DELETE FROM a WHERE ctid = (SELECT min(ctid) FROM a)');
  expect((await erp('migrate')).code).toBe(0);
  expect(await sum()).toBe(1);
  expect(await ask("SELECT indisvalid AS valid FROM pg_index WHERE indexrelid = 'ua'::regclass")).toEqual([
    { valid: true },
  ]);
  expect(await ask('SELECT FROM knex_migrations_journal')).toEqual([]);
});

test('a first statement that fails keeps nothing, and says so', async () => {
  body(['SELECT nonsense']);
  const failed = await erp('migrate');
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('Nothing of base/0002_l was kept. Mend base/0002_l');
});

test('the file may be mended behind what is kept, not before', async () => {
  body([ADD, UNIQUE]);
  expect((await erp('migrate')).code).toBe(3);
  body([`${ADD} WHERE true`, 'CREATE INDEX ua ON a (id)']);
  const other = await erp('migrate');
  expect(other.stderr).toContain('base/0002_l does not send the same statements');
  expect(other.stderr).toContain('Statement 1 was, and is kept: UPDATE a SET c = c + 1');
  expect(other.stderr).toContain('pnpm erp repair base/0002_l --choose start-over --yes');
  scratch.write('packages/domains/base/migrations/0002_l.ts', bodyMigration('void knex;', ''));
  expect((await erp('migrate')).stderr).toContain('Now the step ends before it.');
  body([ADD, 'CREATE INDEX CONCURRENTLY ua ON a (id)']);
  expect((await erp('migrate')).code).toBe(0);
  expect(await sum()).toBe(2);
});

describe('a procedure that commits by itself', () => {
  const CALL = 'CALL add_by_parts()';
  beforeEach(async () => {
    await ask(`CREATE PROCEDURE add_by_parts() LANGUAGE plpgsql AS $$ BEGIN
      UPDATE a SET c = c + 1; COMMIT; PERFORM 1 / (SELECT count(*) - 2 FROM a); END $$`);
    body([ADD, CALL, ADD]);
    expect((await erp('migrate')).code).toBe(3);
  });
  const mend = () => ask('INSERT INTO a VALUES (3, 0)');

  test('stops the next run before anything is done, with the ways on', async () => {
    const again = await erp('migrate');
    expect(again.code).toBe(1);
    expect(again.stderr).toContain('statement 2 of base/0002_l; whether it was done, only a person can tell');
    expect(again.stderr).toContain('In doubt: CALL add_by_parts()');
    const status = await erp('status');
    expect(status.code).toBe(1);
    expect(status.stdout).toMatch(/interrupted base\/0002_l\n.*begun .*statements that are kept: 1\n/);
    for (const choice of ['done', 'again', 'finished', 'start-over'])
      expect(status.stdout).toContain(`pnpm erp repair base/0002_l --choose ${choice} --yes`);
    const unsaid = await erp('repair', 'base/0002', '--yes');
    expect(unsaid.code).toBe(1);
    expect(unsaid.stderr).toContain('--choose done');
    expect((await erp('rollback', '--yes')).stderr).toContain('only a person can tell');
    expect(await sum()).toBe(4);
  });

  test.each([
    ['done', 7],
    ['again', 10],
    ['finished', 4],
  ])('%s', async (choice, expected) => {
    await mend();
    const repaired = await erp('repair', 'base/0002', '--choose', choice, '--yes');
    expect(repaired.stderr).toBe('');
    expect(repaired.code).toBe(0);
    expect((await erp('migrate')).code).toBe(0);
    expect(await recorded()).toEqual(['base/0001_a', 'base/0002_l']);
    expect(await sum()).toBe(expected);
    expect(await ask('SELECT FROM knex_migrations_begun')).toEqual([]);
  });

  test('start-over', async () => {
    await mend();
    await ask('UPDATE a SET c = 0');
    expect((await erp('repair', 'base/0002', '--choose', 'start-over', '--yes')).code).toBe(0);
    expect((await erp('migrate')).code).toBe(0);
    expect(await sum()).toBe(9);
  });
});

test('a rollback stops at a step that is applied by half, and one that ended in the middle is finished', async () => {
  body([CREATE_B, UNIQUE], ['DROP TABLE b', 'SELECT 1 / count(*) FROM c']);
  expect((await erp('migrate')).code).toBe(3);
  const stopped = await erp('rollback', '--all', '--yes');
  expect(stopped.code).toBe(1);
  expect(stopped.stderr).toContain('base/0002_l is applied by half');
  expect(stopped.stderr).toContain('1  CREATE TABLE b (id bigint)');
  expect(stopped.stderr).toContain('pnpm migrate');
  await ask('DELETE FROM a');
  expect((await erp('migrate')).code).toBe(0);

  expect((await erp('rollback', '--all', '--yes')).stderr).toContain('1 statement of base/0002_l is kept');
  expect(await recorded()).toEqual(['base/0001_a']);
  await ask('CREATE TABLE c AS SELECT 1 AS n');
  expect((await erp('rollback', '--all', '--yes')).code).toBe(0);
  expect(
    await ask("SELECT to_regclass('b') AS b, to_regclass('a') AS a, to_regclass('knex_migrations') AS l"),
  ).toEqual([{ b: null, a: null, l: null }]);
});

test('a rollback that has only something begun left to do finishes it, and takes the ledger', async () => {
  scratch.write(
    'packages/domains/base/migrations/0001_a.ts',
    rawMigration(
      'SELECT 1',
      'DROP TABLE a; SELECT 1 / count(*) FROM c',
      'export const config = { transaction: false };',
    ),
  );
  await erp('repair', 'base/0001', '--yes');
  expect((await erp('rollback', '--all', '--yes')).code).toBe(1);
  expect(await recorded()).toEqual([]);
  await ask('CREATE TABLE c AS SELECT 1 AS n');
  expect((await erp('rollback', '--all', '--yes')).code).toBe(0);
  expect(await ask("SELECT to_regclass('a') AS a, to_regclass('knex_migrations') AS l")).toEqual([
    { a: null, l: null },
  ]);
});

test('a temporary table cannot be had again', async () => {
  body(['CREATE TEMPORARY TABLE t AS SELECT 1 AS n', UNIQUE, 'INSERT INTO a SELECT n, 0 FROM t']);
  expect((await erp('migrate')).code).toBe(3);
  const { stderr } = await erp('migrate');
  expect(stderr).toContain('the temporary table of its statement 1 went with the session');
  expect(stderr).toContain('--choose start-over');
});

test('what is quoted in a statement is not shown and not kept', async () => {
  body(["COMMENT ON TABLE a IS 'hunter2' -- hunter2", "DO $$ BEGIN PERFORM 'hunter2'; END $$", UNIQUE]);
  await erp('migrate');
  const [line] = await ask(
    "SELECT string_agg(statement, ' ' ORDER BY place) AS all FROM knex_migrations_journal",
  );
  expect(line?.all).toBe(`COMMENT ON TABLE a IS '…' DO '…' ${UNIQUE}`);
  expect(JSON.stringify(await ask('SELECT * FROM knex_migrations_journal'))).not.toContain('hunter2');
});

test('a step that an earlier release has begun is for a person to decide', async () => {
  body([CREATE_B]);
  await ask('DROP TABLE knex_migrations_journal; ALTER TABLE knex_migrations_begun DROP COLUMN direction');
  await ask("INSERT INTO knex_migrations_begun (name) VALUES ('base/0002_l')");
  expect((await erp('status')).stdout).toContain('which statements are kept was not noted');
  expect((await erp('migrate')).stderr).toContain(
    'A run of an earlier release ended in the middle of base/0002_l',
  );
  expect((await erp('repair', 'base/0002', '--choose', 'done', '--yes')).stderr).toContain(
    'between two statements',
  );
  expect((await erp('repair', 'base/0002', '--choose', 'start-over', '--yes')).code).toBe(0);
  expect((await erp('migrate')).code).toBe(0);
  expect(await recorded()).toEqual(['base/0001_a', 'base/0002_l']);
});

test('a run that a person ends says which statements are kept', async () => {
  body([CREATE_B, 'LOCK TABLE a']);
  const holder = await database.connect();
  await holder.query('BEGIN; LOCK TABLE a');
  const { code, stderr } = await runErp(scratch.root, database.settings, ['migrate'], async (kill) => {
    const client = await database.connect();
    await until(
      async () =>
        (await client.query("SELECT FROM pg_locks WHERE NOT granted AND relation = 'a'::regclass")).rows
          .length > 0,
    );
    kill('SIGINT');
  });
  expect(code).toBe(130);
  expect(stderr).toContain('1 statement of base/0002_l is kept');
  await holder.query('COMMIT');
  expect((await erp('migrate')).code).toBe(0);
});
