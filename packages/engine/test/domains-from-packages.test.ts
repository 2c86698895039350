import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { discoverDomains, findWorkspaceRoot } from '@erp/engine/project';
import { runErp } from '@erp/test-database/run-erp';
import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from './database.ts';

/** As a team writes it: what is built of it has other tokens. */
const SOURCE = `import type { Knex } from 'knex';
export async function up(knex: Knex): Promise<void> {
  await knex.raw('CREATE TABLE points (id bigint PRIMARY KEY)');
}
export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE points');
}
`;
const BUILT = SOURCE.replace(/^import.*\n/, '').replaceAll(/: Knex|: Promise<void>/g, '');

let database: EmptyDatabase;
let scratch: ScratchWorkspace;

beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(() => database.drop());
beforeEach(() => {
  scratch = scratchWorkspace();
  // Somebody's project: no checkout, but a package.json that names what it needs.
  rmSync(join(scratch.root, 'pnpm-workspace.yaml'));
  scratch.write('package.json', JSON.stringify({ dependencies: { '@acme/points-schema': '1.0.0' } }));
  install('@acme/points-schema', 'loyalty');
});
afterEach(() => scratch.remove());

/** Puts a package into node_modules as a package manager does: sources to read, `dist` to run. */
function install(name: string, domain: string): void {
  const folder = join('node_modules', name);
  scratch.write(join(folder, 'package.json'), JSON.stringify({ name, type: 'module', erp: { domain } }));
  scratch.write(join(folder, 'domain.ts'), 'export default definition as Domain;\n');
  scratch.write(
    join(folder, 'dist/domain.js'),
    `export default { name: '${domain}', purpose: 'x', owner: 'x' };\n`,
  );
  scratch.write(join(folder, 'migrations/0001_points.ts'), SOURCE);
  scratch.write(join(folder, 'dist/migrations/0001_points.js'), BUILT);
}

const erp = (...args: readonly string[]) => runErp(scratch.root, database.settings, args);

test('a domain of a package runs what was built, and is recorded with the checksum of its source', async () => {
  scratch.write(
    'packages/domains/shop/package.json',
    '{ "name": "@erp/shop", "type": "module", "dependencies": { "@acme/points-schema": "1.0.0" } }',
  );
  scratch.write(
    'packages/domains/shop/domain.ts',
    "export default { name: 'shop', purpose: 'x', owner: 'x' };\n",
  );
  scratch.write(
    'packages/domains/shop/migrations/0001_grants.ts',
    rawMigration('CREATE TABLE grants (points_id bigint REFERENCES points)', 'DROP TABLE grants'),
  );
  const { stdout, code } = await erp('migrate');
  expect([stdout, code]).toEqual([expect.stringContaining('Applied 2 steps'), 0]);
  const client = await database.connect();
  const { rows } = await client.query('SELECT name, checksum FROM knex_migrations ORDER BY id LIMIT 1');
  const checkout = scratchWorkspace();
  checkout.addDomain('loyalty', [], { '0001_points.ts': SOURCE });
  const [loyalty] = (await discoverDomains(checkout.root)).domains;
  checkout.remove();
  expect(rows).toEqual(loyalty?.migrations.map(({ name, checksum }) => ({ name, checksum })));
});

test('the nearest folder that depends on a domain is the project', () => {
  scratch.write('apps/web/package.json', '{ "dependencies": { "knex": "3.0.0" } }');
  expect(findWorkspaceRoot(join(scratch.root, 'apps/web'))).toBe(scratch.root);
});

test('no migration is written into a package, and a package has to name a domain', async () => {
  const { stderr, code } = await erp('new', 'migration', 'loyalty', 'add tiers');
  expect([stderr, code]).toEqual([expect.stringContaining('comes with the package @acme/points-schema'), 1]);
  install('@acme/points-schema', 'Loyalty Points');
  await expect(discoverDomains(scratch.root)).rejects.toThrow('"Loyalty Points" cannot name a domain.');
});
