import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { askErp } from '@erp/test-database/ask-erp';
import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

/** What analyzing finds is tested in packages/analyze; here is what the command makes of it. */
let database: EmptyDatabase;
let scratch: ScratchWorkspace;

beforeAll(async () => {
  database = await emptyDatabase();
  scratch = scratchWorkspace();
  const base = 'CREATE TABLE orders (id bigint PRIMARY KEY, note text)';
  scratch.addDomain('crm', [], { '0001_base.ts': rawMigration(base, 'SELECT 1') });
  const { code, stderr } = await erp('migrate');
  if (code !== 0) throw new Error(stderr);
  const client = await database.connect();
  await client.query("INSERT INTO orders SELECT n, 'x' FROM generate_series(1, 1000) n");
  await client.query('VACUUM ANALYZE');
});
afterAll(async () => {
  scratch.remove();
  await database.drop();
});

const erp = (...args: string[]) => askErp(scratch.root, database.settings, args);

const change = (sql: string) =>
  scratch.write('packages/domains/crm/migrations/0002_change.ts', rawMigration(sql, 'SELECT 1'));

test('people see statements, effects, warnings and the safe form; --strict makes warnings count', async () => {
  change('CREATE INDEX ix_orders_note ON orders (note)');
  const { code, stdout } = await erp('plan', '--analyze', '--strict');
  expect(code).toBe(1);
  expect(stdout).toContain('locks orders: SHARE, others only read');
  expect(stdout).toContain('reads all of orders (1000 rows,');
  expect(stdout).toContain(
    'warning index-blocks-writes: Writers of orders wait until the index ix_orders_note is built.',
  );
  expect(stdout).toContain('CREATE INDEX CONCURRENTLY');
  expect(stdout).toMatch(/\d+ steps, \d+ statements, 1 of them touch one of \d+ tables in use\. 1 warnings/);
  change('CREATE TABLE fresh (id bigint PRIMARY KEY)');
  const calm = await erp('plan', '--analyze', '--strict');
  expect(calm.stdout).toContain('Nothing to warn about.');
  expect(calm.code).toBe(0);
});

test('a domain accepts a warning by name or number, place and reason; a name that no rule has is refused', async () => {
  const exception = (rule: string) =>
    scratch.write(
      'packages/domains/crm/exceptions.ts',
      `export default [{ rule: '${rule}', key: 'crm/0002_change orders', because: 'A thousand rows take 3 ms.' }];\n`,
    );
  try {
    exception('index-blocks-writes');
    change('CREATE INDEX ix_orders_note ON orders (note)');
    const accepted = await erp('plan', '--analyze', '--strict', '--json');
    expect(JSON.parse(accepted.stdout)).toMatchObject({
      statements: [{ findings: [{ rule: 'index-blocks-writes', level: 'accepted', table: 'orders' }] }],
      sizes: { orders: { rows: 1000 } },
    });
    expect(accepted.code).toBe(0);
    exception('1001');
    expect((await erp('plan', '--analyze', '--strict')).code).toBe(0);
    exception('index-block-writes');
    const { code, stderr } = await erp('plan', '--analyze');
    expect(code).toBe(1);
    expect(stderr).toContain('accepts index-block-writes, and there is no such rule');
  } finally {
    rmSync(join(scratch.root, 'packages/domains/crm/exceptions.ts'));
  }
});

test('--analyze does not go with --fresh or --sql', async () => {
  const { code, stderr } = await erp('plan', '--analyze', '--fresh');
  expect(code).toBe(2);
  expect(stderr).toContain("'--fresh'");
});

test('a failing statement is explained as a run explains it, and the database is left alone', async () => {
  change('ALTER TABLE orders DROP COLUMN notes');
  const { code, stdout } = await erp('plan', '--analyze', '--json');
  expect(code).toBe(1);
  expect(stdout).toContain('crm/0002_change: column \\"notes\\" of relation \\"orders\\" does not exist');
  expect((await erp('status', '--json')).stdout).not.toContain('scratch');

  // What goes before it is shown all the same.
  change('ALTER TABLE orders DROP COLUMN note; ALTER TABLE orders DROP COLUMN notes');
  const people = await erp('plan', '--analyze');
  expect(people.code).toBe(1);
  expect(people.stdout).toContain('warning older-release-breaks: The column orders.note is dropped');
  expect(people.stdout).toContain('As far as it went: 1 steps');
  expect(people.stderr).toContain('Next: It was tried on a scratch database; the chosen one was only read.');
  const programs = await erp('plan', '--analyze', '--json');
  expect(JSON.parse(programs.stdout)).toMatchObject({
    statements: [{ findings: [{ rule: 'older-release-breaks' }] }],
    problems: [{ message: expect.stringContaining('"notes"') }],
  });
});
