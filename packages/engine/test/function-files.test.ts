import { askErp } from '@erp/test-database/ask-erp';
import {
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from './database.ts';

let database: EmptyDatabase;
let scratch: ScratchWorkspace;

beforeEach(async () => {
  database = await emptyDatabase();
  scratch = scratchWorkspace();
  scratch.addDomain('crm', [], { '0001_a.ts': tableMigration('a') });
});
afterEach(async () => {
  scratch.remove();
  await database.drop();
});

const write = (name: string, text: string) =>
  scratch.write(`packages/domains/crm/functions/${name}.sql`, text);
const erp = (...args: string[]) => askErp(scratch.root, database.settings, args);

async function problemsOf(...args: string[]) {
  const { stdout, code } = await erp(...args, '--json');
  const { problems = [] } = JSON.parse(stdout) as {
    problems?: { code: string; message: string; detail?: string; hint: string }[];
  };
  return { problems, code };
}

const body = (name: string, inputs: string, result = 'int') =>
  `CREATE OR REPLACE FUNCTION ${name}(${inputs}) RETURNS ${result} LANGUAGE sql AS 'SELECT NULL::${result}';\n`;

test('what is wrong with function files is found together, by plan and before anything is applied', async () => {
  write('broken', 'CREATE OR REPLACE FUNCTION broken() RETURNS int\nLANGUAGE sql AZ $$SELECT 1$$;\n');
  write('pair', body('pair', 'x int') + body('other', ''));
  write('once', "CREATE FUNCTION once() RETURNS int LANGUAGE sql AS 'SELECT 1';\n");
  write('table', 'CREATE TABLE t (id int);\n');
  const found = [
    ['function_syntax', 'crm/functions/broken does not parse: syntax error at or near "AZ"'],
    [
      'function_not_replaced',
      'crm/functions/once cannot be applied again when its text changes: FUNCTION once() would be there already.',
    ],
    ['function_count', 'crm/functions/pair makes 2 functions: pair(int4), other().'],
    [
      'function_statement',
      'crm/functions/table holds a statement that does not belong into functions/: CreateStmt.',
    ],
  ];
  for (const args of [['plan', '--fresh'], ['plan'], ['migrate']]) {
    const { problems, code } = await problemsOf(...args);
    expect(problems.map((each) => [each.code, each.message])).toEqual(found);
    expect(code).toBe(1);
    expect(problems[0]?.detail).toBe('  line 2: LANGUAGE sql AZ $$SELECT 1$$;\n                       ^');
    expect(problems[2]?.hint).toContain('functions/other.sql');
  }
  const client = await database.connect();
  const { rows } = await client.query("SELECT FROM pg_class WHERE relname IN ('a', 'knex_migrations')");
  expect(rows).toEqual([]);
});

test('a first line that would not work is found by every command that reads the files', async () => {
  write('late', `${body('late', '')}-- may execute: erp_app\n`);
  write(
    'twice',
    `-- may execute: nobody\n${body('twice', '')}GRANT EXECUTE ON FUNCTION twice() TO erp_app;\n`,
  );
  for (const command of ['plan', 'migrate', 'status']) {
    const { problems, code } = await problemsOf(command);
    expect(problems.map((each) => [each.code, each.message])).toEqual([
      ['function_header', 'crm/functions/late says who may execute it, but not in its first line.'],
      [
        'function_header',
        'crm/functions/twice says who may execute it in its first line, and an owner or a grant in SQL as well.',
      ],
    ]);
    expect(code).toBe(1);
  }
});

test('comments, grants and owners that a text no longer names are not left behind without a word', async () => {
  const settings = [
    'ALTER FUNCTION f(int) OWNER TO CURRENT_USER;',
    'REVOKE ALL ON FUNCTION f(int) FROM PUBLIC;',
    'GRANT EXECUTE ON FUNCTION f(int) TO pg_monitor;',
    "COMMENT ON FUNCTION f(int) IS 'Answers.';",
  ];
  write('f', `${body('f', 'x int')}${settings.join('\n')}\n`);
  expect((await erp('migrate')).code).toBe(0);
  write('f', `${body('f', 'x int')}-- changed\n`);
  for (const args of [['plan'], ['migrate']]) {
    const { problems, code } = await problemsOf(...args);
    expect(code).toBe(1);
    expect(problems).toEqual([expect.objectContaining({ code: 'function_leaves_behind' })]);
    expect(problems[0]?.message).toContain('the comment on FUNCTION f');
    expect(problems[0]?.hint.split('\n').slice(1)).toEqual([
      'ALTER FUNCTION f(int4) OWNER TO CURRENT_USER;',
      'GRANT EXECUTE ON FUNCTION f(int4) TO PUBLIC;',
      'REVOKE EXECUTE ON FUNCTION f(int4) FROM pg_monitor;',
      'COMMENT ON FUNCTION f(int4) IS NULL;',
    ]);
  }
  // The next move as it is told: the lines are added to the file.
  const { problems } = await problemsOf('plan');
  write('f', `${body('f', 'x int')}${problems[0]?.hint.split('\n').slice(1).join('\n')}\n`);
  expect(await erp('migrate')).toMatchObject({ code: 0 });
  const client = await database.connect();
  const { rows } = await client.query(
    `SELECT obj_description(oid, 'pg_proc') AS comment, has_function_privilege('public', oid, 'EXECUTE') AS public,
       has_function_privilege('pg_monitor', oid, 'EXECUTE') AS monitor, cardinality(proacl) AS given
     FROM pg_proc WHERE proname = 'f'`,
  );
  expect(rows).toEqual([{ comment: null, public: true, monitor: true, given: 2 }]);
});

test('another signature replaces the applied one: no overload stays, and its settings go with it', async () => {
  write('f', `${body('f', 'x int')}COMMENT ON FUNCTION f(int) IS 'Answers.';\n`);
  expect((await erp('migrate')).code).toBe(0);
  write('f', body('f', 'x int, y text'));
  expect((await erp('migrate')).code).toBe(0);
  const client = await database.connect();
  const { rows } = await client.query("SELECT pronargs FROM pg_proc WHERE proname = 'f'");
  expect(rows).toEqual([{ pronargs: 2 }]);
});

test.each([
  ['another result', body('f', 'x int', 'text'), 'it returns text, and int4 before'],
  ['another name of a parameter', body('f', 'y int'), 'its parameter 1 is called y, and x before'],
])(
  '%s is found before anything is applied, and goes once a migration drops the applied version',
  async (_, text, why) => {
    write('f', body('f', 'x int'));
    expect((await erp('migrate')).code).toBe(0);
    write('f', text);
    scratch.write('packages/domains/crm/migrations/0002_b.ts', tableMigration('b'));
    const { problems, code } = await problemsOf('migrate');
    expect(problems.map(({ code, message }) => [code, message])).toEqual([
      ['function_form_changed', `crm/functions/f cannot replace its applied version: ${why}.`],
    ]);
    expect(problems[0]?.hint).toContain("knex.raw('DROP FUNCTION f(int4)')");
    expect(code).toBe(1);
    scratch.write(
      'packages/domains/crm/migrations/0003_drop_f.ts',
      "export const up = (knex) => knex.raw('DROP FUNCTION f(int4)');\nexport const down = async () => {};\n",
    );
    expect(await erp('migrate')).toMatchObject({ code: 0 });
  },
);
