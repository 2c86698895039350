import { type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { runCheck } from './run-check.ts';

let scratch: ScratchWorkspace | undefined;

afterEach(() => {
  scratch?.remove();
  scratch = undefined;
});

const check = (root: string) => runCheck('document-links.mjs', root);

test('a document that refers to what is not there is found, and a package that the picture leaves out', () => {
  scratch = scratchWorkspace();
  scratch.write('packages/rates/package.json', '{}');
  scratch.write('packages/tolls/package.json', '{}');
  scratch.write('docs/architecture.md', 'rates["rates: what things cost"]\n');
  scratch.write('CONTRIBUTING.md', '| change a toll | [packages/tolls](packages/tolls) |\n');
  scratch.write(
    'README.md',
    '[there](docs/architecture.md#top), [elsewhere](https://example.com)\n[gone](docs/gone.md), `packages/gone.ts`\n',
  );
  const { status, stderr } = check(scratch.root);
  expect(stderr.trim().split('\n')).toEqual([
    'README.md:2 links to docs/gone.md, which is not in the repository.',
    'README.md:2 names packages/gone.ts, which is not in the repository.',
    'docs/architecture.md does not show packages/tolls. Add: tolls["tolls: what it is for"]',
    'CONTRIBUTING.md leads nobody to packages/rates. Add a line to "Where to begin".',
  ]);
  expect(status).toBe(1);
});

test('a decision without a date, or with the number of another one, is found', () => {
  scratch = scratchWorkspace();
  const rest = '## Context\n\nx\n\n## Decision\n\nx\n\n## Alternatives\n\nx\n\n## Consequences\n\nx\n';
  scratch.write('packages/.keep', '');
  scratch.write('docs/decisions/0001-tolls.md', `# 0001 Tolls\n\n${rest}`);
  scratch.write(
    'docs/decisions/0002-rates.md',
    `# 0003 Rates\n\n**Date**: 2026-11-28. **Status**: accepted.\n\n${rest}`,
  );
  scratch.write(
    'docs/decisions/0003-fees.md',
    `# 0003 Fees\n\n**Date**: 2026-11-28. **Status**: accepted.\n\n${rest}`,
  );
  expect(check(scratch.root).stderr.trim().split('\n')).toEqual([
    'docs/decisions/0001-tolls.md has not the form that docs/decisions/README.md describes.',
    'docs/decisions/0002-rates.md has not the form that docs/decisions/README.md describes.',
  ]);
});

test('a rule without a page is found, and a migration to be made that has not the next number', () => {
  scratch = scratchWorkspace();
  scratch.write('packages/domains/crm/migrations/0007_leads.ts', '');
  scratch.write('docs/rules/0003_primary_key.md', 'Every table has one.\n');
  scratch.write(
    'README.md',
    'Rule [0003](docs/rules/0003_primary_key.md), rules 0003 and rule 0999.\n' +
      '`packages/domains/crm/migrations/0008_add_tier.ts`, `packages/domains/crm/migrations/0022_add_tier.ts`\n',
  );
  expect(check(scratch.root).stderr.trim().split('\n')).toEqual([
    'README.md:1 names rule 0999, which has no page in docs/rules.',
    'README.md:2 names packages/domains/crm/migrations/0022_add_tier.ts, which is not in the repository.',
  ]);
});
