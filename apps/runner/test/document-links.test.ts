import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/discover';
import { type ScratchWorkspace, scratchWorkspace } from '@erp/testing/scratch-workspace';

const here = findWorkspaceRoot(import.meta.dirname);
let scratch: ScratchWorkspace | undefined;

afterEach(() => {
  scratch?.remove();
  scratch = undefined;
});

function check(root: string) {
  return spawnSync(process.execPath, [join(here, '.ci', 'document-links.mjs'), root], { encoding: 'utf8' });
}

test('a document that refers to what is not there is found, and a package that the picture leaves out', () => {
  scratch = scratchWorkspace();
  scratch.write('packages/rates/package.json', '{}');
  scratch.write('packages/tolls/package.json', '{}');
  scratch.write('docs/architecture.md', 'rates["rates: what things cost"]\n');
  scratch.write(
    'README.md',
    '[there](docs/architecture.md#top), [elsewhere](https://example.com)\n[gone](docs/gone.md), `packages/gone.ts`\n',
  );
  const { status, stderr } = check(scratch.root);
  expect(stderr.trim().split('\n')).toEqual([
    'README.md:2 links to docs/gone.md, which is not in the repository.',
    'README.md:2 names packages/gone.ts, which is not in the repository.',
    'docs/architecture.md does not show packages/tolls. Add: tolls["tolls: what it is for"]',
  ]);
  expect(status).toBe(1);
});

test('the documents of this checkout refer to what it has', () => {
  expect(check(here).stderr).toBe('');
});
