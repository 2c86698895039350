import { type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { runCheck } from './run-check.ts';

let scratch: ScratchWorkspace;

beforeEach(() => {
  scratch = scratchWorkspace();
});
afterEach(() => scratch.remove());

test('a package without a test is found, and tests that judge by a clock or by chance', () => {
  scratch.write('.ci/package.json', '{ "scripts": { "test": "jest" } }');
  scratch.write('.ci/test/tolls.test.ts', "test('tolls', () => expect(toll()).toBe(1));\n");
  scratch.write('apps/.keep', '');
  scratch.write('packages/rates/package.json', '{ "scripts": { "test": "jest" } }');
  scratch.write('packages/rates/src/rate.ts', 'export const RATE = 1;\n');
  scratch.write('packages/tolls/package.json', '{}');
  scratch.write('packages/tolls/test/tolls.test.ts', "test('tolls', () => expect(toll()).toBe(1));\n");
  scratch.write(
    'packages/domains/crm/test/leads.test.ts',
    "const key = Math.random();\nawait database.query('SELECT pg_sleep(1)');\nit.skip('finds', () => {});\n",
  );
  scratch.write('packages/domains/crm/package.json', '{ "scripts": { "test": "jest" } }');
  const { status, stderr } = runCheck('test-habits.mjs', scratch.root);
  expect(stderr.split('\n').filter((line) => line !== '' && !line.startsWith('  '))).toEqual([
    'packages/rates has no tests: it needs a file in test/ and a script "test".',
    'packages/tolls has no tests: it needs a file in test/ and a script "test".',
    'packages/domains/crm/test/leads.test.ts:1 leaves it to chance: const key = Math.random();',
    "packages/domains/crm/test/leads.test.ts:2 lets the server sleep: await database.query('SELECT pg_sleep(1)');",
    "packages/domains/crm/test/leads.test.ts:3 is left out without a word: it.skip('finds', () => {});",
  ]);
  expect(status).toBe(1);
});
