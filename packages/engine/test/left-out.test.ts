import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { discoverDomains } from '@erp/engine/project';
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
  scratch.addDomain('crm', [], { '0001_a.ts': tableMigration('a') });
});
afterEach(() => scratch.remove());

const link = (target: string, path: string) => symlinkSync(target, join(scratch.root, path));

async function problems(): Promise<readonly Problem[]> {
  const error: unknown = await discoverDomains(scratch.root).then(
    () => undefined,
    (problem) => problem,
  );
  if (error instanceof Problems) return error.problems;
  return error instanceof Problem ? [error] : [];
}

test('symbolic links are followed: to a domain, to a migration, to a function', async () => {
  scratch.write('elsewhere/0002_b.ts', tableMigration('b'));
  scratch.write(
    'elsewhere/f.sql',
    "CREATE OR REPLACE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1';\n",
  );
  scratch.write(
    'elsewhere/orders/package.json',
    '{ "name": "@erp/orders", "type": "module", "dependencies": { "@erp/crm": "workspace:*" } }',
  );
  scratch.write(
    'elsewhere/orders/domain.ts',
    "import { defineDomain } from '@erp/kit/domain';\nexport default defineDomain({ name: 'orders', purpose: 'x', owner: 'x' });\n",
  );
  scratch.write('elsewhere/orders/migrations/0001_o.ts', tableMigration('o'));
  mkdirSync(join(scratch.root, 'packages/domains/crm/functions'));
  link('../../../../elsewhere/0002_b.ts', 'packages/domains/crm/migrations/0002_b.ts');
  link('../../../../elsewhere/f.sql', 'packages/domains/crm/functions/f.sql');
  link('../../elsewhere/orders', 'packages/domains/orders');
  const { stdout, stderr, code } = await askErp(scratch.root, database.settings, ['migrate']);
  expect([stderr, code]).toEqual([expect.not.stringContaining('Problem'), 0]);
  expect(stdout).toContain('Applied 4 steps');
  const client = await database.connect();
  const { rows } = await client.query(
    "SELECT to_regclass('o') IS NOT NULL AND to_regclass('b') IS NOT NULL AS ok",
  );
  expect(rows).toEqual([{ ok: true }]);
});

const LINKS = "import { link } from '@erp/kit/link';\n";

test.each<[string, () => void, string, string, string]>([
  [
    'a domain that is a link to nothing',
    () => link('../../nowhere', 'packages/domains/orders'),
    'symlink_broken',
    'packages/domains/orders is a symbolic link to something that is not there.',
    'Bring the target back, or remove the link: rm packages/domains/orders',
  ],
  [
    'a migration that is a link to nothing',
    () => link('nowhere.ts', 'packages/domains/crm/migrations/0002_b.ts'),
    'symlink_broken',
    'packages/domains/crm/migrations/0002_b.ts is a symbolic link to something that is not there.',
    'Bring the target back, or remove the link: rm packages/domains/crm/migrations/0002_b.ts',
  ],
  ...['migrations', 'functions'].map((folder): [string, () => void, string, string, string] => [
    `a folder inside ${folder}`,
    () => scratch.write(`packages/domains/crm/${folder}/2026/0002_b.ts`, tableMigration('b')),
    'step_in_subfolder',
    `packages/domains/crm/${folder}/2026 is a folder; what is in it would not be read.`,
    `git mv packages/domains/crm/${folder}/2026/* packages/domains/crm/${folder}/`,
  ]),
  [
    'a folder of links',
    () => scratch.write('packages/domains/crm/links/a.ts', 'export const links = [];\n'),
    'domain_file_unknown',
    'packages/domains/crm/links would not be read: nothing looks for links.',
    'The links of a domain are one file: packages/domains/crm/links.ts',
  ],
  ...[
    ['migration/0002_b.ts', 'migration', 'migrations'],
    ['function/f.sql', 'function', 'functions'],
    ['link.ts', 'link.ts', 'links.ts'],
    ['links.js', 'links.js', 'links.ts'],
    ['seed/reference.ts', 'seed', 'seeds'],
    ['seeds/references.ts', 'seeds/references.ts', 'seeds/reference.ts'],
    ['invariant.ts', 'invariant.ts', 'invariants/index.ts'],
    ['invariants.ts', 'invariants.ts', 'invariants/index.ts'],
    ['seeds/demo.ts', 'seeds/demo.ts', 'demo/demo.ts'],
    ['demo/demos.ts', 'demo/demos.ts', 'demo/demo.ts'],
  ].map(([path, name, meant]): [string, () => void, string, string, string] => [
    `${name} for ${meant}`,
    () => scratch.write(`packages/domains/crm/${path}`, '-- nothing'),
    'domain_file_unknown',
    `packages/domains/crm/${name} would not be read: nothing looks for ${name}.`,
    `Did you mean ${meant}? git mv packages/domains/crm/${name} packages/domains/crm/${meant}`,
  ]),
  [
    'a domain without package.json',
    () => scratch.write('packages/domains/orders/migrations/0001_o.ts', tableMigration('o')),
    'package_unreadable',
    'The package.json of orders cannot be read.',
    'Every domain is a workspace package; `pnpm new domain` shows a complete one.',
  ],
  [
    'an export of links.ts that nothing reads',
    () => scratch.write('packages/domains/crm/links.ts', `export const link = [];\n`),
    'export_unknown',
    'packages/domains/crm/links.ts exports link, which nothing reads.',
    'Did you mean links? A file of links exports links. What is for the file alone needs no export.',
  ],
  [
    'an export of a demo that nothing reads',
    () =>
      scratch.write(
        'packages/domains/crm/demo/demo.ts',
        'export const factories = [];\nexport function finsh() {}\n',
      ),
    'export_unknown',
    'packages/domains/crm/demo/demo.ts exports finsh, which nothing reads.',
    'Did you mean finish? A demo exports factories, and where it needs them beforeKeys, finish, fills, accompany, tenants. What is for the file alone needs no export.',
  ],
  [
    'an export of reference data that nothing reads',
    () =>
      scratch.write(
        'packages/domains/crm/seeds/reference.ts',
        'export async function up() {}\nexport async function down() {}\nexport const after = [];\n',
      ),
    'export_unknown',
    'crm/reference exports after, which nothing reads.',
    'Reference data exports up and down. What is for the file alone needs no export.',
  ],
  [
    'an import of reference data whose changes nobody would notice',
    () => {
      scratch.write(
        'packages/domains/crm/seeds/reference.ts',
        "import './rows';\nexport async function up() {}\nexport async function down() {}\n",
      );
      scratch.write('packages/domains/crm/seeds/rows.ts', 'export const rows = [];\n');
    },
    'import_unknown',
    'The reference data of crm imports ./rows, which is no file.',
    "Write the file's whole name, e.g. './rows.ts': the data is applied again when it changes.",
  ],
  [
    'links that domain.ts does not hand over',
    () =>
      scratch.write(
        'packages/domains/crm/links.ts',
        `${LINKS}export const links = [link({ from: 'a.b', to: 'o.id', domain: 'orders', onDelete: 'CASCADE', because: 'x' })];\n`,
      ),
    'links_forgotten',
    '1 of the links in packages/domains/crm/links.ts would not be bound.',
    "import { links } from './links.ts'; then links, among the properties of defineDomain.",
  ],
])('%s is not passed over', async (_, make, code, message, hint) => {
  make();
  expect((await problems()).map((each) => [each.code, each.message, each.hint])).toEqual([
    [code, message, hint],
  ]);
});

test('a folder without a file is no content', async () => {
  mkdirSync(join(scratch.root, 'packages/domains/crm/migrations/2026'));
  mkdirSync(join(scratch.root, 'packages/domains/gone/node_modules'), { recursive: true });
  expect(await problems()).toEqual([]);
});

test.each([
  [
    'a mistyped field',
    "link({ from: 'a.b', to: 'o.id', domain: 'orders', onDelete: 'CASCADE', becuase: 'x' })",
    'no field becuase (Did you mean because?)',
  ],
  ['what throws', 'link(undefined)', 'The domain crm cannot be loaded: '],
])('%s in a link is blamed on links.ts, by its line', async (_, expression, why) => {
  scratch.write('packages/domains/crm/links.ts', `${LINKS}\nexport const links = [\n  ${expression},\n];\n`);
  scratch.write(
    'packages/domains/crm/domain.ts',
    "import { defineDomain } from '@erp/kit/domain';\nimport { links } from './links.ts';\nexport default defineDomain({ name: 'crm', purpose: 'x', owner: 'x', links });\n",
  );
  const { stdout, code } = await askErp(scratch.root, database.settings, ['plan', '--fresh', '--json']);
  const { problems } = JSON.parse(stdout) as {
    problems: { message: string; detail: string; hint: string }[];
  };
  expect(problems).toEqual([expect.objectContaining({ message: expect.stringContaining(why) })]);
  expect(problems[0]?.detail).toMatch(/^packages\/domains\/crm\/links\.ts:4:\d+/);
  expect(problems[0]?.hint).not.toContain('pnpm install');
  expect(code).toBe(1);
});
