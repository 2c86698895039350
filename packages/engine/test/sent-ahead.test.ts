import { askErp } from '@erp/test-database/ask-erp';
import {
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from './database.ts';

/** Definitions are sent before the last one is answered; nothing of that may be seen by who writes a migration. */
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

const migration = (up: string) =>
  `import type { Knex } from 'knex';
export async function up(knex: Knex): Promise<void> {
${up}
}
export async function down(_knex: Knex): Promise<void> {}
`;

async function rowsOf(sql: string): Promise<unknown[]> {
  const client = await database.connect();
  return (await client.query(sql)).rows;
}

test('what a migration asks is answered after what it has defined', async () => {
  scratch.addDomain('base', [], {
    '0001_a.ts': migration(`
  await knex.schema.createTable('a', (table) => void table.integer('n'));
  await knex('a').insert([{ n: 1 }, { n: 2 }]);
  await knex.raw('CREATE TABLE b AS SELECT n FROM a');
  const [{ count }] = await knex('b').count();
  const changed = await knex('b').update({ n: 7 });
  await knex.raw(\`COMMENT ON TABLE b IS '\${count} rows; \${changed} changed'\`);`),
  });
  expect(await askErp(scratch.root, database.settings, ['migrate'])).toMatchObject({ code: 0 });
  expect(await rowsOf("SELECT obj_description('b'::regclass) AS is")).toEqual([{ is: '2 rows; 2 changed' }]);
});

test('statements given at once run in the order in which they were given', async () => {
  scratch.addDomain('base', [], {
    '0001_a.ts': migration(`
  await Promise.all([
    knex.raw('CREATE TABLE a (n integer)'),
    knex.raw('INSERT INTO a VALUES (1)'),
    knex.raw('ALTER TABLE a RENAME TO b'),
    knex.raw('INSERT INTO b VALUES (2)'),
  ]);`),
  });
  expect(await askErp(scratch.root, database.settings, ['migrate'])).toMatchObject({ code: 0 });
  expect(await rowsOf('SELECT n FROM b ORDER BY n')).toEqual([{ n: 1 }, { n: 2 }]);
});

test('a script of several statements may end with a question', async () => {
  scratch.addDomain('base', [], {
    '0001_a.ts': migration(`
  const results = await knex.raw('CREATE TABLE a (n integer); SELECT 5 AS five');
  await knex.raw(\`COMMENT ON TABLE a IS '\${results[1].rows[0].five}'\`);`),
  });
  expect(await askErp(scratch.root, database.settings, ['migrate'])).toMatchObject({ code: 0 });
  expect(await rowsOf("SELECT obj_description('a'::regclass) AS is")).toEqual([{ is: '5' }]);
});

test('a definition that fails inside a savepoint can be caught, as ever', async () => {
  scratch.addDomain('base', [], {
    '0001_a.ts': migration(`
  await knex.schema.createTable('a', (table) => void table.integer('n'));
  await knex
    .transaction((inner) => inner.schema.createTable('a', (table) => void table.integer('n')))
    .catch(() => knex.raw("COMMENT ON TABLE a IS 'was there'"));`),
  });
  expect(await askErp(scratch.root, database.settings, ['migrate'])).toMatchObject({ code: 0 });
  expect(await rowsOf("SELECT obj_description('a'::regclass) AS is")).toEqual([{ is: 'was there' }]);
});

test('the step, the statement and the place of a failure are those that failed, whatever was sent since', async () => {
  scratch.addDomain('base', [], {
    '0001_a.ts': tableMigration('a'),
    '0002_wrong.ts': migration(`
  await knex.raw("COMMENT ON TABLE a IS 'first; of all'");
  await knex.raw('ALTER TABLE a ADD COLUMN n integr');
  await knex.raw("COMMENT ON COLUMN a.n IS 'not reached'");`),
    '0003_b.ts': tableMigration('b'),
    '0004_c.ts': tableMigration('c'),
  });
  const { code, stderr } = await askErp(scratch.root, database.settings, ['migrate']);
  expect(code).toBe(1);
  expect(stderr).toContain('base/0002_wrong: type "integr" does not exist');
  expect(stderr).toContain('line 1: ALTER TABLE a ADD COLUMN n integr\n');
  expect(await rowsOf("SELECT to_regclass('a') AS a, to_regclass('knex_migrations') AS ledger")).toEqual([
    { a: null, ledger: null },
  ]);
});

test('a script that commits in its middle is found out, and what comes after it is not applied', async () => {
  scratch.addDomain('base', [], {
    '0001_a.ts': tableMigration('a'),
    '0002_commits.ts': migration(
      "  await knex.raw('CREATE TABLE b (n integer); COMMIT; CREATE TABLE c (n integer)');",
    ),
    '0003_d.ts': tableMigration('d'),
  });
  const { code, stderr } = await askErp(scratch.root, database.settings, ['migrate']);
  expect(code).toBe(1);
  expect(stderr).toContain('base/0002_commits ended the transaction that it shares with the other steps');
  expect(await rowsOf("SELECT to_regclass('d') AS d")).toEqual([{ d: null }]);
});
