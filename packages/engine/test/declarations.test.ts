import { discoverDomains, type Step } from '@erp/engine/project';
import { Problem, Problems } from '@erp/kit/problem';
import { askErp } from '@erp/test-database/ask-erp';
import {
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from './database.ts';

let database: EmptyDatabase;
let scratch: ScratchWorkspace;

beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  scratch = scratchWorkspace();
});
afterEach(() => scratch.remove());

const BODY = `export async function up(knex) { await knex.raw('SELECT 1'); }
export async function down(knex) { await knex.raw('SELECT 1'); }
`;

/** crm comes before orders by name alone; what crm/0001 declares puts orders/0001 in front. */
function writeDomains(declaration: string) {
  scratch.addDomain('crm', [], { '0001_c.ts': `${declaration}\n${BODY}` });
  scratch.addDomain('orders', [], { '0001_o.ts': BODY });
  scratch.write('packages/domains/crm/names.ts', "export const O = 'orders/0001_o';\n");
}

async function orderWith(declaration: string): Promise<readonly Step[]> {
  writeDomains(declaration);
  return (await discoverDomains(scratch.root)).order.steps;
}

async function problemsWith(declaration: string): Promise<readonly Problem[]> {
  writeDomains(declaration);
  const error: unknown = await discoverDomains(scratch.root).then(
    () => undefined,
    (problem) => problem,
  );
  if (error instanceof Problems) return error.problems;
  return error instanceof Problem ? [error] : [];
}

test.each([
  "export const after = ['orders/0001_o'];",
  'export const after = [`orders/0001_o`];',
  "const O = 'orders/0001_o'; export const after = [O];",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the source of a migration.
  "const O = '0001_o'; export const after = [`orders/${O}`, ];",
  "export const after: readonly string[] = Object.freeze(['orders/' + '0001_o'] as const);",
  "const after = ['orders/0001_o']; export { after };",
  "const first = ['orders/0001_o']; const rest = []; export { all as after }; const all = [...first, ...rest];",
  "export const after = (['orders/0001_o'] satisfies string[]);",
  "const comment = `export const after = []`; export const /* after */ after = [ 'orders\\u002f0001_o' ];",
])('the order follows %s', async (declaration) => {
  const steps = await orderWith(declaration);
  expect(steps.map(({ name }) => name)).toEqual(['orders/0001_o', 'crm/0001_c']);
});

test.each([
  'export const config = { transaction: false };',
  "export const config = { 'transaction': false };",
  "export const config = Object.freeze({ ['transaction']: false });",
  'const config = { transaction: !true } as const; export { config };',
  'const transaction = false; export const config = { transaction };',
  'const base = { transaction: true }; export const config = { ...base, transaction: false };',
])('the plan is outside a transaction by %s', async (declaration) => {
  const steps = await orderWith(declaration);
  expect(steps).toContainEqual(expect.objectContaining({ name: 'crm/0001_c', transactional: false }));
});

test.each([
  [
    "import { O } from '../names.ts';\nexport const after = [O];",
    'declaration_unreadable',
    'O comes from another file',
  ],
  ["export { O as after } from '../names.ts';", 'declaration_unreadable', 'comes from another file'],
  ["export let after = ['orders/0001_o'];", 'declaration_unreadable', 'after is declared by let'],
  ["export var after = ['orders/0001_o'];", 'declaration_unreadable', 'after is declared by var'],
  ['export function after() {}', 'declaration_unreadable', 'after is a function'],
  ["export const after = 'orders/0001_o';", 'declaration_unreadable', 'it is no list of names'],
  ['export const after = [1];', 'declaration_unreadable', 'it is no list of names'],
  ["export const after = ['a'].concat('b');", 'declaration_unreadable', 'is worked out when the file runs'],
  ['export const after = [nothing];', 'declaration_unreadable', 'nothing is no constant of this file'],
  ['export const after = [...after];', 'declaration_unreadable', 'after needs itself'],
  ['export let config = { transaction: false };', 'declaration_unreadable', 'config is declared by let'],
  ['export const config = { transaction: Number(0) };', 'declaration_unreadable', 'is worked out'],
  [
    'export const config = { transactions: false };',
    'declaration_unreadable',
    'it has transactions, which nothing reads',
  ],
  ["export const config = { transaction: 'false' };", 'declaration_unreadable', 'neither true nor false'],
  ['export const config = false;', 'declaration_unreadable', 'it is no object'],
  ["export const before = ['orders/0001_o'];", 'export_unknown', 'exports before, which nothing reads'],
  ["export const afters = ['orders/0001_o'];", 'export_unknown', 'exports afters, which nothing reads'],
  ["export * from '../names.ts';", 'export_unknown', 'exports all that another file exports'],
  ['export default { transaction: false };', 'export_unknown', 'exports default, which nothing reads'],
])('refused, with its place: %s', async (declaration, problem, why) => {
  const problems = await problemsWith(declaration);
  expect(problems.map(({ code, message }) => [code, message])).toEqual([
    [problem, expect.stringContaining(why)],
  ]);
  const { message, detail, hint } = problems[0] as Problem;
  expect(message).toContain('crm/0001_c');
  expect(detail).toMatch(/^packages\/domains\/crm\/migrations\/0001_c\.ts:[12]:\d+\n.*\n +\^$/);
  expect(hint).toMatch(/export/);
});

test('a mistyped export or key names the one that was meant', async () => {
  const problems = await problemsWith('export const afer = [];\nexport const confg = {};\n');
  expect(problems.map(({ hint }) => hint)).toEqual([
    expect.stringContaining('Did you mean after?'),
    expect.stringContaining('Did you mean config?'),
  ]);
});

test('a declaration that loading changes stops the run before anything is applied', async () => {
  scratch.addDomain('crm', [], {
    '0001_c.ts': `export const after = ['orders/0001_o'];\nafter.pop();\n${BODY}`,
    '0002_d.ts': `export const config = { transaction: true };\nconfig.transaction = false;\n${BODY}`,
  });
  scratch.addDomain('orders', [], { '0001_o.ts': tableMigration('o') });
  const { stderr, code } = await askErp(scratch.root, database.settings, ['migrate']);
  expect(code).toBe(1);
  expect(stderr).toContain('after is [orders/0001_o] in its text and [] once it is loaded');
  expect(stderr).toContain('config says transaction: true in its text and false once it is loaded');
  expect(stderr).toContain('2 problems. Nothing was changed.');
  const client = await database.connect();
  const { rows } = await client.query("SELECT FROM pg_class WHERE relname IN ('o', 'knex_migrations')");
  expect(rows).toEqual([]);
});

test('syntax errors of all steps are found by plan, each with its place', async () => {
  scratch.addDomain('crm', [], {
    '0001_a.ts': 'export async function up(knex) { await knex.raw( }\nexport async function down(knex) {}\n',
    '0002_b.ts': `const a = 1;\nconst a = 2;\n${BODY}`,
  });
  scratch.write('packages/domains/crm/seeds/reference.ts', `import { rows } from './rows.ts';\n${BODY}`);
  scratch.write('packages/domains/crm/seeds/rows.ts', 'export const rows = [;\n');
  scratch.write('packages/domains/crm/links.ts', 'export const links = [\n');
  const { stdout, code } = await askErp(scratch.root, database.settings, ['plan', '--fresh', '--json']);
  expect(code).toBe(1);
  const { problems } = JSON.parse(stdout) as {
    problems: { code: string; message: string; detail: string }[];
  };
  expect(problems.map((each) => [each.message, each.detail])).toEqual([
    [
      expect.stringContaining('packages/domains/crm/links.ts is no valid code'),
      expect.stringContaining('links.ts:'),
    ],
    ['crm/0001_a is no valid code: Unexpected token', expect.stringContaining('0001_a.ts:1:50\n')],
    [
      'crm/0002_b is no valid code: Identifier `a` has already been declared',
      expect.stringContaining('0002_b.ts:2:7\n'),
    ],
    [
      'packages/domains/crm/seeds/rows.ts is no valid code: Unexpected token',
      expect.stringContaining('rows.ts:1:22\n'),
    ],
  ]);
});
