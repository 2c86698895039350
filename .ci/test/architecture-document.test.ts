import { type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { runCheck } from './run-check.ts';

let scratch: ScratchWorkspace | undefined;

afterEach(() => {
  scratch?.remove();
  scratch = undefined;
});

const check = (root: string) => runCheck('architecture-document.mjs', root);

/** A checkout in which `shop` needs `rates`, which needs `engine`; only the picture differs. */
function checkoutWith(arrows: string): string {
  scratch = scratchWorkspace();
  const manifest = (name: string, ...needs: string[]) =>
    JSON.stringify({
      name: `@erp/${name}`,
      dependencies: Object.fromEntries(needs.map((each) => [each, '*'])),
    });
  scratch.write('apps/shop/package.json', manifest('shop', '@erp/rates', '@erp/engine'));
  scratch.write('packages/domains/.keep', '');
  scratch.write('packages/rates/package.json', manifest('rates', '@erp/engine'));
  scratch.write('packages/rates/src/rate.ts', "import { toll } from './toll.ts';\n");
  scratch.write('packages/rates/src/toll.ts', "import type { Rate } from './rate.ts';\n");
  scratch.write('packages/engine/package.json', manifest('engine'));
  scratch.write('packages/engine/src/run.ts', 'export const run = 1;\n');
  scratch.write(
    'docs/architecture.md',
    `\`\`\`mermaid\nflowchart TD\n${arrows}\`\`\`\n\n| packages and apps | 1 | 1 | 9 | 0 | 0 |\n| the engine | 1 | 1 | 1 | 0 | 0 |\n`,
  );
  return scratch.root;
}

test('arrows too many and too few are found, and counts that are no longer so', () => {
  const { status, stderr } = check(
    checkoutWith('  shop["the shop"] --> rates & engine\n  engine --> shop\n'),
  );
  expect(stderr.trim().split('\n')).toEqual([
    'docs/architecture.md draws engine → shop, which no package.json has. Take it out.',
    'docs/architecture.md does not show that rates needs engine. Add: rates --> engine',
    'docs/architecture.md counts 9 | 0 | 0 in the row "packages and apps". Write: | packages and apps | 3 | 3 | 2 | 0 | 0 |',
    'packages/rates/src: rate.ts → toll.ts runs back. Put what both need into a file that neither is.',
    'packages/rates/src: toll.ts → rate.ts runs back. Put what both need into a file that neither is.',
  ]);
  expect(status).toBe(1);
});

test('an arrow that others tell already is found', () => {
  const { stderr } = check(checkoutWith('  shop --> rates --> engine\n  shop --> engine\n'));
  expect(stderr).toContain('draws shop → engine, which other arrows tell already');
});
