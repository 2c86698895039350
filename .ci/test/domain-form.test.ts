import { type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { runCheck } from './run-check.ts';

const DOORS = { './domain': './domain.ts', './tables': './tables.ts' };
let scratch: ScratchWorkspace;

beforeEach(() => {
  scratch = scratchWorkspace();
  for (const name of ['billing', 'rates']) {
    const manifest = { erp: { domain: name }, exports: DOORS };
    scratch.write(`packages/domains/${name}/package.json`, JSON.stringify(manifest));
    scratch.write(`packages/domains/${name}/domain.ts`, 'export default {};\n');
    scratch.write(`packages/domains/${name}/tables.ts`, 'export {};\n');
    scratch.write(`packages/domains/${name}/README.md`, `# ${name}\n\n## Tables\n`);
    scratch.write(`packages/domains/${name}/test/domain.test.ts`, 'testDomain(domain);\n');
  }
});
afterEach(() => scratch.remove());

function faultsOf(root: string) {
  const { status, stderr } = runCheck('domain-form.mjs', root);
  return { status, faults: stderr.trim().split('\n') };
}

test('chapters and doors have their order', () => {
  expect(faultsOf(scratch.root)).toEqual({ status: 0, faults: [''] });
  scratch.write('packages/domains/rates/README.md', '# rates\n\n## Functions\n\n## Tables\n\n## Curves\n');
  scratch.write('packages/domains/billing/README.md', '# billing\n\n## Runs\n');
  scratch.write('packages/domains/billing/demo/bills.ts', 'export const BILLS = 3;\n');
  scratch.write(
    'packages/domains/rates/package.json',
    '{ "private": true, "exports": { "./tables": "./tables.ts", "./domain": "./domain.ts" } }',
  );
  expect(faultsOf(scratch.root)).toEqual({
    status: 1,
    faults: [
      'packages/domains/billing/README.md does not end with a chapter "Demo". Say there what the demo tells, and where.',
      'packages/domains/billing/README.md has no chapter "Tables". Say there what one row of each table is.',
      'packages/domains/billing/demo has no demo/demo.ts, by which it is read.',
      'packages/domains/rates/README.md: "Tables" stands behind "Functions". The order is Tables, Functions, What holds, whoever writes, (its own), Choices in the columns, Decisions, Left out, Demo.',
      'packages/domains/rates/package.json: installed from a registry it would not be found. Write "erp": { "domain": "rates" }, and no "private".',
      'packages/domains/rates/package.json: "exports" differs from other domains. Write: {"./domain":"./domain.ts","./tables":"./tables.ts"}',
    ],
  });
});

test('factories/ holds factories, and a demo is entered by its door alone', () => {
  const made = { './factories/*': './factories/*.ts', './test-factories': './test-factories.ts' };
  scratch.write(
    'packages/domains/billing/test-factories.ts',
    'export const bills = testFactory(demoBills, {});\n',
  );
  scratch.write(
    'packages/domains/billing/package.json',
    JSON.stringify({ erp: { domain: 'billing' }, exports: { ...DOORS, ...made } }),
  );
  scratch.write(
    'packages/domains/rates/package.json',
    JSON.stringify({ erp: { domain: 'rates' }, exports: { ...DOORS, './demo': './demo/api.ts' } }),
  );
  scratch.write('packages/domains/rates/README.md', '# rates\n\n## Tables\n\n## Demo\n');
  scratch.write('packages/domains/rates/demo/demo.ts', 'export const factories = [];\n');
  scratch.write(
    'packages/domains/rates/demo/api.ts',
    "export { rateOf, type Rate, STEPS } from './rates.ts';\n",
  );
  scratch.write(
    'packages/domains/billing/factories/bills.ts',
    [
      "import { rateOf, type Rate } from '@erp/rates/demo';",
      "import { STEPS } from '@erp/rates/demo/rates';",
      "import { curve } from '../../rates/demo/curve.ts';",
      "export const bills = factory('bills', {});",
      'export const LATE = 3;',
    ].join('\n'),
  );
  expect(faultsOf(scratch.root)).toEqual({
    status: 1,
    faults: [
      'packages/domains/billing/factories/bills.ts has factories: 1, other exports: 1. A file has the factory of one table; what a story computes is in demo/.',
      'packages/domains/billing/factories/bills.ts imports @erp/rates/demo/rates. Let it out by packages/domains/rates/demo/api.ts.',
      'packages/domains/billing/factories/bills.ts imports ../../rates/demo/curve.ts. Go by the package of the domain.',
      'packages/domains/rates/demo/api.ts lets out STEPS, which no domain asks for.',
    ],
  });
});

test('what makes rows of a demo makes rows for tests, too', () => {
  const exports = { ...DOORS, './factories/*': './factories/*.ts' };
  const write = (doors: object) =>
    scratch.write(
      'packages/domains/billing/package.json',
      JSON.stringify({ erp: { domain: 'billing' }, exports: doors }),
    );
  write(exports);
  scratch.write(
    'packages/domains/billing/factories/bills.ts',
    "export const bills = factory('bills', {});\n",
  );
  expect(faultsOf(scratch.root)).toEqual({
    status: 1,
    faults: [
      'packages/domains/billing has factories and no test-factories.ts. Write there what a test makes in one line, as packages/domains/orders does.',
    ],
  });
  scratch.write(
    'packages/domains/billing/test-factories.ts',
    'export const bills = testFactory(demoBills, {});\n',
  );
  write({ ...exports, './test-factories': './test-factories.ts' });
  expect(faultsOf(scratch.root)).toEqual({ status: 0, faults: [''] });
});

test('turbo knows what the tests of a domain install beside its dependencies', () => {
  scratch.write('packages/domains/billing/invariants/index.ts', 'export default [];\n');
  const unseen = {
    status: 1,
    faults: expect.arrayContaining([
      expect.stringMatching(/^packages\/domains\/billing has invariants and no/),
    ]),
  };
  expect(faultsOf(scratch.root)).toEqual(unseen);
  scratch.write(
    'packages/domains/billing/test/invariants.test.ts',
    "testInvariants(domain, { paid: 'SELECT ARRAY[1]' }, ['rates']);\n",
  );
  scratch.write('turbo.json', '{}');
  expect(faultsOf(scratch.root)).toEqual({
    status: 1,
    faults: [
      'turbo.json: tests of billing install rates, which are no dependencies. Add to "@erp/billing#test", "inputs": $TURBO_ROOT$/packages/domains/{rates}/…',
    ],
  });
  scratch.write(
    'turbo.json',
    '"@erp/billing#test": { "inputs": ["$TURBO_ROOT$/packages/domains/{rates}/**"] }',
  );
  expect(faultsOf(scratch.root)).toEqual({ status: 0, faults: [''] });
});
