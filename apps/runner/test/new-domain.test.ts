import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runErp } from '@erp/test-database/run-erp';
import { type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';

let scratch: ScratchWorkspace;

beforeEach(() => {
  scratch = scratchWorkspace();
});
afterEach(() => scratch.remove());

test('a new domain has its line in CODEOWNERS', async () => {
  scratch.addDomain('system');
  scratch.write('CODEOWNERS', '* @erp/platform-team\n');
  const args = ['new', 'domain', 'billing', '--owner', 'Money & Tax', '--no-install'];
  expect(await runErp(scratch.root, undefined, args)).toMatchObject({ code: 0 });
  expect(readFileSync(join(scratch.root, 'CODEOWNERS'), 'utf8')).toMatch(
    /^\/packages\/domains\/billing\/ +@erp\/money-tax$/m,
  );
});

test.each(['analyze', 'runner'])('%s is no name for a domain where a package has it', async (name) => {
  scratch.write('packages/analyze/package.json', '{}');
  scratch.write('apps/runner/package.json', '{}');
  const { code, stderr } = await runErp(scratch.root, undefined, ['new', 'domain', name, '--no-install']);
  expect(stderr).toContain(`"${name}" cannot name a domain.`);
  expect(code).toBe(1);
});
