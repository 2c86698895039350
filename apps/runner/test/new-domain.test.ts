import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';
import { runErp } from '@erp/test-database/run-erp';
import { type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { domainFiles } from '../src/domain-template.ts';

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

test('a new domain has the form that pnpm check asks of all', () => {
  const files = domainFiles({ name: 'billing', owner: 'money team', dependencies: ['system'] });
  for (const [path, text] of Object.entries(files)) scratch.write(`packages/domains/billing/${path}`, text);
  const check = join(findWorkspaceRoot(import.meta.dirname), '.ci', 'domain-form.mjs');
  const { status, stderr } = spawnSync(process.execPath, [check, scratch.root], { encoding: 'utf8' });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

test('where the packages come from a registry, a new domain names the versions that are installed', async () => {
  rmSync(join(scratch.root, 'pnpm-workspace.yaml'));
  scratch.write('package.json', JSON.stringify({ dependencies: { '@erp/system': '^1.2.0' } }));
  scratch.write(
    'node_modules/@erp/system/package.json',
    JSON.stringify({
      name: '@erp/system',
      version: '1.2.3',
      type: 'module',
      erp: { domain: 'system' },
      dependencies: { '@erp/kit': '1.2.3', knex: '^3.3.0' },
    }),
  );
  scratch.write('node_modules/@erp/system/domain.ts', '');
  scratch.write(
    'node_modules/@erp/system/dist/domain.js',
    "export default { name: 'system', purpose: 'x', owner: 'x' };\n",
  );
  expect(await runErp(scratch.root, undefined, ['new', 'domain', 'visits'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('Next: npx jest packages/domains/visits'),
  });
  const text = readFileSync(join(scratch.root, 'packages/domains/visits/package.json'), 'utf8');
  expect(JSON.parse(text)).toMatchObject({
    dependencies: { '@erp/kit': '1.2.3', '@erp/system': '1.2.3', knex: '^3.3.0' },
    devDependencies: { '@erp/domain-contract': '1.2.3' },
  });
  expect(existsSync(join(scratch.root, 'CODEOWNERS'))).toBe(false);
});

test.each(['analyze', 'runner'])('%s is no name for a domain where a package has it', async (name) => {
  scratch.write('packages/analyze/package.json', '{}');
  scratch.write('apps/runner/package.json', '{}');
  const { code, stderr } = await runErp(scratch.root, undefined, ['new', 'domain', name, '--no-install']);
  expect(stderr).toContain(`"${name}" cannot name a domain.`);
  expect(code).toBe(1);
});
