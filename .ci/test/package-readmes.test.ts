import { type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { runCheck } from './run-check.ts';

let scratch: ScratchWorkspace | undefined;

afterEach(() => {
  scratch?.remove();
  scratch = undefined;
});

const check = (root: string) => runCheck('package-readmes.mjs', root);

test('a package without a README is found, and one that leaves out a door or an export', () => {
  scratch = scratchWorkspace();
  const manifest = { exports: { './rate': './rate.ts', './tax': './tax.ts' } };
  scratch.write('packages/rates/package.json', JSON.stringify({ name: '@erp/rates', ...manifest }));
  scratch.write('packages/rates/rate.ts', 'export const RATE = 1;\nexport function rateOf() {}\n');
  scratch.write('packages/rates/tax.ts', 'export const TAX = 1;\n');
  scratch.write(
    'packages/rates/README.md',
    '# @erp/rates\n\n| `@erp/rates/rate` | a rate | `RATE` |\n| `@erp/rates/toll` | | |\n\n## What it never does\n',
  );
  scratch.write('packages/bare/package.json', '{ "name": "@erp/bare" }');
  const { status, stderr } = check(scratch.root);
  expect(stderr.trim().split('\n')).toEqual([
    'packages/bare has no README.md: purpose, doors, one example, what it never does.',
    'packages/rates/README.md does not name rateOf in the line of @erp/rates/rate.',
    'packages/rates/README.md does not name the door @erp/rates/tax. Add a line to its table.',
    'packages/rates/README.md names @erp/rates/toll, which is no door. Take the line out.',
    'packages/rates/README.md has no example (```ts).',
  ]);
  expect(status).toBe(1);
});
