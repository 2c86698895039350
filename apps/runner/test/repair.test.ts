import { spawn, spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { takeFingerprint } from '@erp/engine/catalog';
import { connectionUrl } from '@erp/postgres/connection';
import { askErp } from '@erp/test-database/ask-erp';
import {
  rawMigration,
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

let database: EmptyDatabase;
let scratch: ScratchWorkspace;

/** Three migrations, applied. */
beforeEach(async () => {
  database = await emptyDatabase();
  scratch = scratchWorkspace();
  scratch.addDomain('base', [], {
    '0001_a.ts': tableMigration('a'),
    '0002_b.ts': tableMigration('b'),
    '0003_c.ts': tableMigration('c'),
  });
  expect((await erp('migrate')).code).toBe(0);
});
afterEach(async () => {
  scratch.remove();
  await database.drop();
});

const erp = (...args: string[]) => askErp(scratch.root, database.settings, args);
const file = (name: string) => `packages/domains/base/migrations/${name}.ts`;
const edit = (name: string, table: string) => scratch.write(file(name), tableMigration(table));
const remove = (name: string) => rmSync(join(scratch.root, file(name)));

function rename(from: string, to: string, table: string): void {
  remove(from);
  edit(to, table);
}

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await (await database.connect()).query<Record<string, unknown>>(sql)).rows;
}

async function state() {
  const session = await database.session();
  return {
    schema: (await takeFingerprint(session)).lines,
    ledger: await session.query('SELECT id, name, batch, checksum FROM knex_migrations ORDER BY id'),
  };
}

const names = async () => (await rows('SELECT name FROM knex_migrations ORDER BY id')).map((row) => row.name);

/** Edited, renamed, missing, all at once. */
function everythingWrong(): void {
  edit('0001_a', 'x');
  rename('0002_b', '0002_other', 'b');
  remove('0003_c');
  edit('0004_d', 'd');
}

test('status tells edited, renamed and missing apart, with what is recorded and the next move', async () => {
  everythingWrong();
  const { code, stdout } = await erp('status');
  // A person has something to decide.
  expect(code).toBe(1);
  const moment = '\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d UTC by \\w+, batch 1';
  expect(stdout).toMatch(
    new RegExp(
      `edited +base/0001_a\\n +recorded +[0-9a-f]{12} +${moment}\\n +file +[0-9a-f]{12} +packages/domains/base/migrations/0001_a.ts\\n`,
    ),
  );
  expect(stdout).toContain('git log -- packages/domains/base/migrations/0001_a.ts');
  expect(stdout).toContain('pnpm erp repair base/0001_a');
  expect(stdout).toMatch(/renamed +base\/0002_b\n/);
  expect(stdout).toContain('the checkout has the same content as base/0002_other');
  expect(stdout).toMatch(/missing +base\/0003_c\n/);
  expect(stdout).toContain("git log --diff-filter=D -- '*0003_c*'");
  // Under its new name it is not pending: it is applied.
  expect(stdout).not.toMatch(/pending +base\/0002_other/);
  expect(stdout).toMatch(/pending +base\/0004_d/);

  const json = JSON.parse((await erp('status', '--json')).stdout) as {
    repairs: { name: string; state: string; newName: string | null; recordedAt: string }[];
  };
  expect(json.repairs.map(({ name, state: what, newName }) => [name, what, newName])).toEqual([
    ['base/0001_a', 'edited', null],
    ['base/0002_b', 'renamed', 'base/0002_other'],
    ['base/0003_c', 'missing', null],
  ]);
  const [recorded] = await rows(
    "SELECT migration_time AS at FROM knex_migrations WHERE name = 'base/0001_a'",
  );
  expect(new Date(json.repairs[0]?.recordedAt ?? '')).toEqual(recorded?.at);
});

test('status tells what is ahead of the checkout, and what to do', async () => {
  remove('0003_c');
  const { stdout } = await erp('status');
  expect(stdout).toContain('older than the database, which also has base/0003_c');
  expect(stdout).toContain('Update the checkout');
  expect(stdout).not.toContain('missing');
  const ahead = ['base/0003_c'];
  expect(JSON.parse((await erp('status', '--json')).stdout)).toMatchObject({
    ...{ aheadOfCheckout: ahead, fromTheFuture: ahead, orphaned: [], leftOver: [] },
  });
});

test('formatting and comments are no edit', async () => {
  scratch.write(
    file('0001_a'),
    `// Why it is so.\n${tableMigration('a').replaceAll('  ', '\t').replaceAll(';', '')}`,
  );
  expect((await erp('repair')).stdout).toBe('Nothing to repair: ledger and checkout agree.\n');
});

test('--dry-run shows everything and changes nothing', async () => {
  everythingWrong();
  const before = await state();
  const { code, stdout } = await erp('repair', '--dry-run');
  expect(code).toBe(0);
  expect(stdout).toContain('would     take the content of the file as what was applied as base/0001_a');
  expect(stdout).toContain('would     record base/0002_b as base/0002_other');
  expect(stdout).toContain('would     drop the record of base/0003_c');
  expect(stdout).toContain('3 repairs to confirm. Nothing was changed.');
  expect(await state()).toEqual(before);
});

test('without a person nothing is repaired but what is named', async () => {
  everythingWrong();
  const before = await state();
  const unasked = await erp('repair');
  expect(unasked.code).toBe(1);
  expect(unasked.stderr).toContain('pnpm erp repair base/0001_a base/0002_b base/0003_c --yes');
  const unnamed = await erp('repair', '--yes');
  expect(unnamed.code).toBe(2);
  expect(unnamed.stderr).toContain('--yes confirms what is named, and nothing is.');
  const unknown = await erp('repair', 'base/0004', 'base/0001', '--yes');
  expect(unknown.code).toBe(1);
  expect(unknown.stderr).toContain('There is nothing to repair about base/0004.');
  expect(await state()).toEqual(before);

  const one = await erp('repair', 'base/0001', '--yes');
  expect(one.code).toBe(0);
  expect(one.stdout).toContain('accepted  base/0001_a');
  expect(one.stdout).toContain('Still to decide: base/0002_b, base/0003_c.');
  expect(one.stdout).toContain('pnpm verify --rule drift');
  expect(await names()).toEqual(['base/0001_a', 'base/0002_b', 'base/0003_c']);
});

test('what is confirmed is written, the schema is not touched, and migrating goes on', async () => {
  everythingWrong();
  expect((await erp('migrate')).code).toBe(1);
  const { schema } = await state();
  const { code, stdout } = await erp(
    'repair',
    'base/0001_a',
    'base/0002_b',
    'base/0003_c',
    '--yes',
    '--json',
  );
  expect(code).toBe(0);
  const report = JSON.parse(stdout) as { repaired: { name: string; checksum: string }[]; left: string[] };
  expect(report.repaired.map((each) => each.name)).toEqual(['base/0001_a', 'base/0002_b', 'base/0003_c']);
  expect(report.left).toEqual([]);
  expect((await state()).schema).toEqual(schema);
  expect(await names()).toEqual(['base/0001_a', 'base/0002_other']);
  expect(await rows("SELECT checksum FROM knex_migrations WHERE name = 'base/0001_a'")).toEqual([
    { checksum: report.repaired[0]?.checksum },
  ]);
  expect((await erp('migrate')).stdout).toContain('Applied 1 step as batch 2');
  expect((await erp('repair')).stdout).toBe('Nothing to repair: ledger and checkout agree.\n');
});

test('renamed and edited at once is told as such, and takes name and content', async () => {
  rename('0002_b', '0002_other', 'y');
  const status = await erp('status');
  expect(status.stdout).toContain('has base/0002_other in its place, with other content');
  expect((await erp('migrate')).code).toBe(1);
  expect((await erp('repair', 'base/0002_other', '--yes')).stdout).toContain(
    'renamed   base/0002_b to base/0002_other',
  );
  expect((await erp('plan')).stdout).toBe('Nothing to do.\n');
});

test('a record ahead of the checkout is dropped only when it is named', async () => {
  remove('0003_c');
  expect((await erp('repair')).stdout).toContain('Nothing to repair');
  expect((await erp('repair', 'base/0003', '--yes')).stdout).toContain('dropped   base/0003_c');
  expect(await names()).toEqual(['base/0001_a', 'base/0002_b']);
});

test('a function whose file is gone: its record, every version of it, is dropped only when it is named', async () => {
  const path = 'packages/domains/base/functions/answer.sql';
  const version = (text: string) =>
    scratch.write(
      path,
      `CREATE OR REPLACE FUNCTION answer() RETURNS text LANGUAGE sql AS $$ SELECT '${text}' $$;\n`,
    );
  version('one');
  await erp('migrate');
  version('two');
  await erp('migrate');
  rmSync(join(scratch.root, path));
  expect((await erp('status')).stdout).toContain('pnpm erp repair <its name>');
  expect((await erp('repair', 'base/functions/answer', '--yes')).code).toBe(0);
  expect(await names()).toEqual(['base/0001_a', 'base/0002_b', 'base/0003_c']);
});

test('a step that was begun: migrating finishes it while there is a file, repair forgets it when there is none', async () => {
  await rows("INSERT INTO knex_migrations_begun (name, direction) VALUES ('base/0004_index', 'up')");
  const index = rawMigration(
    'CREATE INDEX CONCURRENTLY ix_a ON a (id)',
    'DROP INDEX CONCURRENTLY ix_a',
    'export const config = { transaction: false };',
  );
  scratch.write(file('0004_index'), index);
  const begun = await erp('status');
  expect(begun.stdout).toMatch(
    /in progress +base\/0004_index, since .*, 0 statements kept; under way, or to be finished by pnpm migrate/,
  );
  const value = JSON.parse((await erp('status', '--json')).stdout);
  const step = { name: 'base/0004_index', direction: 'up', kept: 0, statement: null };
  expect(value.inProgress).toEqual([{ ...step, since: expect.any(String) }]);
  expect(value.unfinished).toEqual([{ ...step, begunAt: value.inProgress[0].since }]);
  expect((await erp('repair')).stdout).toContain('Nothing to repair');

  remove('0004_index');
  expect((await erp('status')).stdout).toContain('this checkout cannot finish it');
  const { code, stdout } = await erp('repair', 'base/0004_index', '--yes');
  expect(code).toBe(0);
  expect(stdout).toContain('forgotten base/0004_index');
  expect(stdout).toContain('pnpm verify --rule invalid_index');
  expect(await rows('SELECT FROM knex_migrations_begun')).toEqual([]);
});

test('many repairs at once: each is written once, and nobody writes over another', async () => {
  edit('0001_a', 'x');
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => erp('repair', 'base/0001', '--yes')));
  const done = outcomes.filter(({ code }) => code === 0);
  expect(done).toHaveLength(1);
  for (const { code, stderr } of outcomes.filter((each) => !done.includes(each))) {
    expect(code).toBe(1);
    expect(stderr).toMatch(/in the meantime|nothing to repair/);
  }
});

test('it waits for the runner that is at work', async () => {
  edit('0001_a', 'x');
  const holder = await database.connect();
  await holder.query('SELECT pg_advisory_lock(6648432, 1835623282)');
  const { code, stderr } = await erp('repair', 'base/0001', '--yes', '--lock-timeout', '0.2');
  expect(code).toBe(1);
  expect(stderr).toContain('Another runner is at work');
  expect((await erp('repair', '--dry-run')).stdout).toContain('edited');
});

test('a ledger that stock Knex has written is repaired too', async () => {
  await rows('DROP TABLE knex_migrations_journal, knex_migrations_begun');
  await rows(
    'ALTER TABLE knex_migrations DROP COLUMN checksum, DROP COLUMN undo, DROP COLUMN content, DROP COLUMN duration_ms, DROP COLUMN applied_by',
  );
  rename('0002_b', '0002_other', 'b');
  const { code, stdout } = await erp('repair', 'base/0002', '--yes');
  expect(stdout).toContain('renamed   base/0002_b to base/0002_other');
  expect(code).toBe(0);
  expect(await names()).toEqual(['base/0001_a', 'base/0002_other', 'base/0003_c']);
});

const hasTerminal = spawnSync('script', ['--version']).status === 0;

const NEEDS = 'needs the program script of util-linux';
if (!hasTerminal) process.stderr.write(`Skipped, ${NEEDS}: on a terminal\n`);

(hasTerminal ? describe : describe.skip)(hasTerminal ? 'on a terminal' : `on a terminal (${NEEDS})`, () => {
  /** Runs it as a person would, who answers each question when it comes. */
  async function answer(answers: readonly string[]): Promise<{ code: number | null; shown: string }> {
    const bin = join(import.meta.dirname, '..', 'bin', 'erp.js');
    const child = spawn('script', ['-qec', `'${process.execPath}' '${bin}' repair`, '/dev/null'], {
      cwd: scratch.root,
      env: {
        ...process.env,
        DATABASE_URL: connectionUrl(database.settings),
        NO_COLOR: '1',
        FORCE_COLOR: undefined,
      },
    });
    const left = [...answers];
    let shown = '';
    let asked = 0;
    child.stdout.on('data', (chunk) => {
      shown += chunk;
      const questions = shown.match(/\[y\/N\] |to confirm: /g)?.length ?? 0;
      for (; asked < questions; asked++) child.stdin.write(left.shift() ?? '\x04');
    });
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, shown };
  }

  test('each is asked for, and a record goes only by typing its name', async () => {
    everythingWrong();
    const { code, shown } = await answer(['y\r', 'n\r', 'yes\r']);
    expect(shown).toContain('Take the content of the file as what was applied as base/0001_a? [y/N]');
    expect(shown).toContain('Drop the record of base/0003_c? Type its name to confirm:');
    expect(shown).toContain('Repaired 1 records. The schema was not touched.');
    expect(code).toBe(0);
    expect(await names()).toEqual(['base/0001_a', 'base/0002_b', 'base/0003_c']);

    const second = await answer(['y\r', 'base/0003_c\r']);
    expect(second.code).toBe(0);
    expect(await names()).toEqual(['base/0001_a', 'base/0002_other']);
  });

  test('whoever says no, or goes away, changes nothing', async () => {
    everythingWrong();
    const before = await state();
    for (const answers of [['n\r', '\r', '\r'], ['\x04']]) {
      const { code, shown } = await answer(answers);
      expect(shown).toContain('Nothing was changed.');
      expect(code).toBe(1);
    }
    expect(await state()).toEqual(before);
  });
});
