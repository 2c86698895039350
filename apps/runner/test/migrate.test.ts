import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { askErp } from '@erp/test-database/ask-erp';
import { runErp } from '@erp/test-database/run-erp';
import {
  rawMigration,
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { logStatements } from '@erp/test-database/statement-log';
import { until } from '@erp/test-database/until';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

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

async function tables(): Promise<string[]> {
  const client = await database.connect();
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename !~ '^knex_' ORDER BY 1",
  );
  return rows.map((row) => row.name);
}

async function ledger(): Promise<string[]> {
  const client = await database.connect();
  const { rows } = await client.query<{ name: string }>('SELECT name FROM knex_migrations ORDER BY id');
  return rows.map((row) => row.name);
}

/** A migration that waits until the session that is returned ends its transaction. */
async function closedGate() {
  const gate = await database.connect();
  await gate.query('CREATE TABLE gate ()');
  await gate.query('BEGIN; LOCK TABLE gate');
  scratch.addDomain('slow', [], {
    '0001_slow.ts': rawMigration('SET LOCAL lock_timeout = 0; DROP TABLE gate', 'SELECT 1'),
  });
  return gate;
}

function threeDomains(): void {
  scratch.addDomain('base', [], { '0001_a.ts': tableMigration('a'), '0002_b.ts': tableMigration('b') });
  scratch.addDomain('middle', ['base'], { '0001_c.ts': tableMigration('c') });
  scratch.addDomain('top', ['middle'], { '0001_d.ts': tableMigration('d') });
}

test('a run with nothing to do sends one query, takes no lock and writes nothing', async () => {
  threeDomains();
  expect((await erp('migrate')).code).toBe(0);
  const log = await logStatements(database.settings);
  const { code, stdout } = await askErp(scratch.root, log.settings, ['migrate']);
  expect(log.statements()).toEqual([
    expect.stringMatching(
      /^SET search_path = public, pg_temp; .* LEFT JOIN public\.knex_migrations l ON true ORDER BY l\.id$/s,
    ),
  ]);
  expect(stdout).toContain('Nothing to do');
  expect(code).toBe(0);
  await log.close();
});

test('a failing step rolls the whole run back', async () => {
  threeDomains();
  scratch.addDomain('zz', [], { '0001_bad.ts': rawMigration('CREATE TABLE broken (', 'SELECT 1') });
  const { code } = await erp('migrate');
  expect(code).toBe(1);
  expect(await tables()).toEqual([]);
});

test('an error that a migration swallows is found, not recorded', async () => {
  threeDomains();
  scratch.addDomain('zz', [], {
    '0001_quiet.ts':
      "export async function up(knex) { await knex.raw('SELECT nonsense').catch(() => {}); }\nexport async function down() {}\n",
  });
  const { code, stderr } = await erp('migrate');
  expect(code).toBe(1);
  expect(stderr).toContain('zz/0001_quiet');
  expect(stderr).toContain('the error was caught');
  expect(await tables()).toEqual([]);
});

test('a migration cannot end the transaction that it shares', async () => {
  threeDomains();
  scratch.addDomain('zz', [], { '0001_commit.ts': rawMigration('COMMIT', 'SELECT 1') });
  const { code, stderr } = await erp('migrate');
  expect(code).toBe(1);
  expect(stderr).toContain('zz/0001_commit');
  expect(await tables()).toEqual([]);
});

test.each([
  ['DELETE FROM knex_migrations', 'ledger_touched'],
  ['update "public"."knex_migrations" set batch = 9', 'ledger_touched'],
  ['SELECT pg_advisory_unlock_all()', 'lock_released'],
  ['DISCARD ALL', 'lock_released'],
])('a migration may not send %s, in a transaction or outside', async (statement, code) => {
  threeDomains();
  const bad = (extra = '') => rawMigration(statement, 'SELECT 1', extra);
  scratch.addDomain('zz', [], { '0001_bad.ts': bad() });
  expect(await erp('migrate', '--json')).toMatchObject({ code: 1, stdout: expect.stringContaining(code) });
  expect(await tables()).toEqual([]);
  scratch.write(
    'packages/domains/zz/migrations/0001_bad.ts',
    bad('export const config = { transaction: false };'),
  );
  expect(await erp('migrate', '--json')).toMatchObject({ code: 3, stdout: expect.stringContaining(code) });
  expect(await ledger()).toHaveLength(4);
});

test('a record that a step deletes behind our back is missed, up and down', async () => {
  threeDomains();
  await erp('migrate');
  const hidden = "DO $$ BEGIN EXECUTE 'DELETE FROM ' || 'knex_' || 'migrations WHERE id = 1'; END $$";
  scratch.addDomain('zz', [], { '0001_hidden.ts': rawMigration(hidden, hidden) });
  const missed = {
    code: 1,
    stderr: expect.stringMatching(/zz\/0001_hidden changed the records.*base\/0001_a: gone/s),
  };
  expect(await erp('migrate')).toMatchObject(missed);
  scratch.write('packages/domains/zz/migrations/0001_hidden.ts', rawMigration('SELECT 1', hidden));
  expect(await erp('migrate')).toMatchObject({ code: 0 });
  expect(await erp('rollback', '--yes')).toMatchObject(missed);
  expect(await ledger()).toHaveLength(5);
});

test('a lock that a step releases behind our back stays with the run', async () => {
  const hidden = "DO $$ BEGIN EXECUTE 'SELECT pg_advisory_unlock' || '_all()'; END $$";
  scratch.addDomain('base', [], {
    '0001_hidden.ts': rawMigration(hidden, 'SELECT 1'),
    '0002_alone.ts': rawMigration(
      "INSERT INTO seen SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()",
      'SELECT 1',
      'export const config = { transaction: false };',
    ),
  });
  const client = await database.connect();
  await client.query('CREATE TABLE seen (locks int)');
  expect(await erp('migrate')).toMatchObject({ code: 0 });
  expect((await client.query('SELECT locks FROM seen')).rows).toEqual([{ locks: 1 }]);
});

test('a migration that ends the transaction behind our back is found out, not recorded', async () => {
  threeDomains();
  scratch.addDomain('zz', [], {
    '0001_commit.ts': rawMigration('CREATE TABLE z (id int); COMMIT; SELECT 1', 'SELECT 1'),
  });
  const { code, stderr } = await erp('migrate');
  expect(code).toBe(1);
  expect(stderr).toContain('zz/0001_commit ended the transaction');
  expect(await ledger()).toEqual(['base/0001_a', 'base/0002_b', 'middle/0001_c', 'top/0001_d']);
});

test('many runners at once on an empty database: one applies, all succeed', async () => {
  threeDomains();
  const gate = await closedGate();
  const running = Array.from({ length: 8 }, () => erp('migrate'));
  // One is at the gate, and the seven others have come as well.
  const watcher = await database.connect();
  await until(async () => {
    const { rows } = await watcher.query<{ n: number }>(
      `SELECT count(DISTINCT application_name)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND application_name ~ '^erp migrate'`,
    );
    return rows[0]?.n === 8;
  });
  await gate.query('COMMIT');
  const outcomes = await Promise.all(running);
  expect(outcomes.map((outcome) => outcome.code)).toEqual(Array(8).fill(0));
  expect(outcomes.filter((outcome) => outcome.stdout.startsWith('Applied'))).toHaveLength(1);
  expect(await ledger()).toHaveLength(5);
});

test('a runner that cannot get the lock names the one that has it', async () => {
  threeDomains();
  const gate = await closedGate();
  const first = erp('migrate');
  expect(await database.untilBlocked(first)).toBe(true);
  const { code, stderr } = await erp('migrate', '--lock-timeout', '0.2');
  await gate.query('COMMIT');
  expect(code).toBe(1);
  expect(stderr).toMatch(/Another runner is at work/);
  expect(stderr).toMatch(/erp migrate, .*process \d+/);
  expect((await first).code).toBe(0);
});

test('--only and --to apply a part, --dry-run nothing', async () => {
  threeDomains();
  const dry = await erp('migrate', '--dry-run');
  expect(dry.stdout).toContain('4 steps to apply.');
  expect(await tables()).toEqual([]);
  await erp('migrate', '--to', 'base/0001');
  expect(await tables()).toEqual(['a']);
  await erp('migrate', '--only', 'middle');
  expect(await tables()).toEqual(['a', 'b', 'c']);
  await erp('migrate');
  expect(await ledger()).toEqual(['base/0001_a', 'base/0002_b', 'middle/0001_c', 'top/0001_d']);
});

test('--to takes along the functions of the domains below: a row that a migration writes may fire them', async () => {
  scratch.addDomain('base', [], {
    '0001_a.ts': rawMigration(
      `CREATE TABLE a (id bigint PRIMARY KEY);
       CREATE FUNCTION fires() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM called(); RETURN NEW; END $$;
       CREATE TRIGGER fires BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION fires();`,
      'DROP TABLE a; DROP FUNCTION fires;',
    ),
  });
  scratch.write(
    'packages/domains/base/functions/called.sql',
    'CREATE OR REPLACE FUNCTION called() RETURNS bigint LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$ SELECT 1::bigint $$;\n',
  );
  scratch.addDomain('top', ['base'], {
    '0001_row.ts': rawMigration('INSERT INTO a VALUES (1)', 'DELETE FROM a'),
  });
  const { code, stderr } = await erp('migrate', '--to', 'top/0001');
  expect(stderr).not.toContain('Problem');
  expect(code).toBe(0);
  expect(await ledger()).toEqual(['base/0001_a', 'base/functions/called', 'top/0001_row']);
});

test('rollback undoes the last batch, what came after a migration, a domain with its dependents, everything', async () => {
  threeDomains();
  await erp('migrate', '--only', 'base');
  await erp('migrate');
  const asked = await erp('rollback');
  expect(asked.code).toBe(1);
  expect(asked.stderr).toContain('--yes');
  expect(await tables()).toEqual(['a', 'b', 'c', 'd']);

  await erp('rollback', '--yes');
  expect(await tables()).toEqual(['a', 'b']);
  await erp('migrate');
  await erp('rollback', '--domain', 'middle', '--yes');
  expect(await tables()).toEqual(['a', 'b']);
  await erp('migrate');
  await erp('rollback', '--to', 'base/0001', '--yes');
  expect(await tables()).toEqual(['a']);
  const { stdout } = await erp('rollback', '--all', '--yes');
  expect(stdout).toContain('Nothing is left');
  const client = await database.connect();
  const { rows } = await client.query("SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace");
  expect(rows).toEqual([]);
});

test.each([
  ['folder', () => rmSync(join(scratch.root, 'packages/domains/top'), { recursive: true })],
  ['file', () => rmSync(join(scratch.root, 'packages/domains/top/migrations/0001_d.ts'))],
])('nothing is rolled back under a migration whose %s is gone', async (_, lose) => {
  threeDomains();
  await erp('migrate', '--only', 'base');
  await erp('migrate');
  lose();
  const refused = { code: 1, stderr: expect.stringContaining('pnpm erp repair top/0001_d') };
  expect(await erp('rollback', '--domain', 'base', '--yes')).toMatchObject(refused);
  expect(await erp('rollback', '--to', 'base/0001', '--yes')).toMatchObject(refused);
  expect(await tables()).toEqual(['a', 'b', 'c', 'd']);
  expect(await erp('repair', 'top/0001_d', '--yes')).toMatchObject({ code: 0 });
  expect(await erp('rollback', '--domain', 'middle', '--yes')).toMatchObject({ code: 0 });
  expect(await tables()).toEqual(['a', 'b', 'd']);
});

test('a late migration of an early domain is simply pending', async () => {
  threeDomains();
  await erp('migrate');
  scratch.write('packages/domains/base/migrations/0003_e.ts', tableMigration('e'));
  const { stdout } = await erp('plan');
  expect(stdout).toBe('1  base/0003_e\n1 step to apply.\n');
  expect((await erp('migrate')).code).toBe(0);
});

test.each([
  [
    'edited',
    'migration_edited',
    () => scratch.write('packages/domains/base/migrations/0001_a.ts', tableMigration('x')),
  ],
  [
    'renamed',
    'migration_renamed',
    () => {
      rmSync(join(scratch.root, 'packages/domains/base/migrations/0001_a.ts'));
      scratch.write('packages/domains/base/migrations/0001_other.ts', tableMigration('a'));
    },
  ],
  [
    'lost',
    'migration_missing',
    () => rmSync(join(scratch.root, 'packages/domains/base/migrations/0001_a.ts')),
  ],
])('a migration that was %s stops the next run', async (_, problem, change) => {
  threeDomains();
  await erp('migrate');
  change();
  scratch.write('packages/domains/base/migrations/0003_e.ts', tableMigration('e'));
  const { code, stdout } = await erp('migrate', '--json');
  expect(code).toBe(1);
  expect(stdout).toContain(problem);
});

test('a checkout older than the database goes on, and says so', async () => {
  threeDomains();
  scratch.write('packages/domains/top/migrations/0002_new.ts', tableMigration('e'));
  await erp('migrate');
  scratch.remove();
  scratch = scratchWorkspace();
  threeDomains();
  const { code, stderr } = await erp('migrate');
  expect(code).toBe(0);
  expect(stderr).toContain('older than the database, which also has top/0002_new');
});

describe('functions', () => {
  const version = (body: string, trigger = '') =>
    `CREATE OR REPLACE FUNCTION answer() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$ BEGIN ${body} RETURN NEW; END $$;\n${trigger}`;
  const trigger =
    'CREATE OR REPLACE TRIGGER tr_a_answer BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION answer();\n';

  const sources = async () => {
    const client = await database.connect();
    const { rows } = await client.query<{ prosrc: string; triggers: string }>(
      "SELECT prosrc, (SELECT count(*) FROM pg_trigger WHERE tgfoid = p.oid) AS triggers FROM pg_proc p WHERE proname = 'answer'",
    );
    return rows.map((row) => [row.prosrc.trim(), row.triggers]);
  };

  test('are applied again when their text changes, leave nothing behind, and roll back to the version before', async () => {
    threeDomains();
    const file = 'packages/domains/base/functions/answer.sql';
    scratch.write(file, version('/* one */', trigger));
    await erp('migrate');
    expect(await sources()).toEqual([['BEGIN /* one */ RETURN NEW; END', '1']]);

    scratch.write(file, version('/* two */'));
    expect((await erp('plan')).stdout).toContain('base/functions/answer  changed');
    await erp('migrate');
    expect(await sources()).toEqual([['BEGIN /* two */ RETURN NEW; END', '0']]);

    await erp('rollback', '--yes');
    expect(await sources()).toEqual([['BEGIN /* one */ RETURN NEW; END', '1']]);
    await erp('rollback', '--all', '--yes');
    expect(await sources()).toEqual([]);
  });
});

describe('a step outside a transaction', () => {
  const concurrently = rawMigration(
    'CREATE INDEX CONCURRENTLY ix_a_id ON a (id)',
    'DROP INDEX CONCURRENTLY ix_a_id',
    'export const config = { transaction: false };',
  );

  test('is applied between the others and rolled back', async () => {
    threeDomains();
    scratch.write('packages/domains/base/migrations/0003_index.ts', concurrently);
    expect((await erp('plan')).stdout).toContain('base/0003_index  outside a transaction');
    expect((await erp('migrate')).code).toBe(0);
    expect(await ledger()).toHaveLength(5);
    expect((await erp('rollback', '--all', '--yes')).code).toBe(0);
    expect(await tables()).toEqual([]);
  });

  test('when a later one fails, the earlier are kept, and the exit code says so', async () => {
    threeDomains();
    scratch.write('packages/domains/base/migrations/0003_index.ts', concurrently);
    scratch.write('packages/domains/top/migrations/0002_bad.ts', rawMigration('SELECT nonsense', 'SELECT 1'));
    const { code, stderr } = await erp('migrate');
    expect(code).toBe(3);
    expect(stderr).toContain('Committed before: base/0001_a, base/0002_b, base/0003_index');
    expect(await ledger()).toEqual(['base/0001_a', 'base/0002_b', 'base/0003_index']);
  });

  test('when the run is killed in the middle of it, the next one finishes', async () => {
    threeDomains();
    await erp('migrate');
    scratch.write('packages/domains/base/migrations/0003_index.ts', concurrently);
    // A transaction that is older than the index keeps it from being finished.
    const blocker = await database.connect();
    await blocker.query('BEGIN; INSERT INTO a VALUES (1)');
    let kill: (signal: NodeJS.Signals) => void = () => {};
    const killed = runErp(scratch.root, database.settings, ['migrate'], (end) => {
      kill = end;
    });
    await untilInvalidIndex();
    kill('SIGKILL');
    await killed;
    await blocker.query('COMMIT');
    expect(await ledger()).toHaveLength(4);

    expect((await erp('migrate')).code).toBe(0);
    const { rows } = await blocker.query(
      "SELECT indisvalid FROM pg_index WHERE indexrelid = 'ix_a_id'::regclass",
    );
    expect(rows).toEqual([{ indisvalid: true }]);
  });

  async function untilInvalidIndex(): Promise<void> {
    const client = await database.connect();
    await until(
      async () => (await client.query("SELECT FROM pg_class WHERE relname = 'ix_a_id'")).rows.length > 0,
    );
  }
});
