import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runErp } from '@erp/test-database/run-erp';
import {
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

/** Has a process write down the CommonJS files that it has loaded, when it ends. */
const LISTING = `
const { writeFileSync } = require('node:fs');
const { isMainThread } = require('node:worker_threads');
if (isMainThread)
  process.on('exit', () => writeFileSync(process.env.LOADED, Object.keys(require('node:module')._cache).join('\\n')));
`;

let database: EmptyDatabase;
let scratch: ScratchWorkspace;

beforeAll(async () => {
  database = await emptyDatabase();
  scratch = scratchWorkspace();
  scratch.addDomain('crm', [], { '0001_a.ts': tableMigration('a') });
  scratch.write('listing.cjs', LISTING);
});
afterAll(async () => {
  scratch.remove();
  await database.drop();
});

/** Which of the libraries that are large a command has loaded. */
async function loadedBy(...args: string[]): Promise<string[]> {
  const LOADED = join(scratch.root, 'loaded');
  const NODE_OPTIONS = `--require ${join(scratch.root, 'listing.cjs')}`;
  const { code } = await runErp(scratch.root, database.settings, args, undefined, { LOADED, NODE_OPTIONS });
  expect(code).toBe(0);
  const files = existsSync(LOADED) ? readFileSync(LOADED, 'utf8').split('\n') : [];
  rmSync(LOADED, { force: true });
  expect(files.length).toBeGreaterThan(0);
  return ['commander', 'knex', 'libpg-query', 'pg'].filter((library) =>
    files.some((file) => file.includes(`/node_modules/${library}/`)),
  );
}

test('a command loads what it needs: Knex where something is applied, the driver where a server is asked', async () => {
  expect(await loadedBy('--version')).toEqual(['commander']);
  expect(await loadedBy('--help')).toEqual(['commander']);
  expect(await loadedBy('prove', '--help')).toEqual(['commander']);
  expect(await loadedBy('migrate')).toEqual(expect.arrayContaining(['commander', 'knex', 'pg']));
  expect(await loadedBy('migrate')).toEqual(['commander', 'pg']);
  expect(await loadedBy('migrate', '--dry-run')).toEqual(['commander', 'pg']);
});
