import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { HERE, runCheck } from './run-check.ts';

let scratch: ScratchWorkspace;

beforeEach(() => {
  scratch = scratchWorkspace();
});
afterEach(() => scratch.remove());

const check = (script: string) => runCheck(script, scratch.root);

test('who answers: a package without a line, a team that differs, a function that writes tables of others', () => {
  scratch.addDomain('crm', [], {
    '0001_leads.ts': rawMigration('CREATE TABLE leads (id bigint)', 'DROP TABLE leads'),
  });
  scratch.write('packages/domains/crm/tables.ts', 'interface Tables {\n    leads: object;\n}\n');
  scratch.write('packages/domains/crm/README.md', 'Leads. Owner: sales team. Depends on nothing.\n');
  scratch.addDomain('sms', ['crm']);
  scratch.write('packages/domains/sms/functions/close_lead.sql', 'UPDATE leads SET closed = now()');
  scratch.write('packages/domains/sms/functions/find_lead.sql', '-- UPDATE leads\nSELECT id FROM leads');
  scratch.addDomain('tasks');
  scratch.write(
    'CODEOWNERS',
    '* @erp/x\n/packages/domains/crm/ @erp/crm-team\n/packages/domains/sms/ @erp/x\n/apps/gone/ @erp/x\n*.sql @erp/x\n',
  );
  scratch.write(
    'packages/domains/sms/domain.ts',
    "import { defineDomain } from '@erp/kit/domain';\nexport default defineDomain({ name: 'sms', purpose: 'x', owner: 'SMS team' });\n",
  );
  const { status, stderr } = check('code-owners.ts');
  expect(stderr.split('\n')).toEqual([
    'CODEOWNERS: /apps/gone/ is not there. Take the line out.',
    'CODEOWNERS: *.sql is a pattern. Write a folder or file from the root, e.g. /packages/kit/, so that it can be checked.',
    'CODEOWNERS: packages/domains/tasks has no line. Write: /packages/domains/tasks/           @erp/<team>',
    'CODEOWNERS: /packages/domains/crm/ belongs to @erp/crm-team, by its domain.ts to "x". Write: /packages/domains/crm/             @erp/x',
    'packages/domains/crm/README.md: says "Owner: sales team", domain.ts says "x". Write the same in both.',
    'CODEOWNERS: /packages/domains/sms/ belongs to @erp/x, by its domain.ts to "SMS team". Write: /packages/domains/sms/             @erp/sms-team',
    'CODEOWNERS: /packages/domains/sms/functions/close_lead.sql writes leads of crm. Write: /packages/domains/sms/functions/close_lead.sql @erp/sms-team @erp/x',
    '',
  ]);
  expect(status).toBe(1);
});

test('what is said twice has to be said alike', () => {
  for (const file of ['.editorconfig', 'biome.json', 'README.md', '.github/workflows/ci.yml']) {
    mkdirSync(dirname(join(scratch.root, file)), { recursive: true });
    copyFileSync(join(HERE, file), join(scratch.root, file));
  }
  scratch.write('package.json', '{ "engines": { "node": ">=20.19" } }');
  expect(check('repository-settings.mjs')).toMatchObject({ status: 0, stderr: '' });

  scratch.write('package.json', '{ "engines": { "node": ">=26.1" } }');
  scratch.write(
    'biome.json',
    '{ "formatter": { "indentStyle": "space", "indentWidth": 2, "lineWidth": 90 } }',
  );
  const workflow = readFileSync(join(HERE, '.github/workflows/ci.yml'), 'utf8');
  scratch.write(
    '.github/workflows/ci.yml',
    workflow
      .replace('contents: read', 'contents: write')
      .replace('checkout@v4', 'checkout@main')
      .replace('postgres: "16"', 'postgres: "14"'),
  );
  const { status, stderr } = check('repository-settings.mjs');
  expect(stderr.split('\n')).toEqual([
    '.editorconfig: max_line_length is 110, biome.json has formatter.lineWidth 90. Write under [*]: max_line_length = 90',
    '.github/workflows/ci.yml: does not run on Node 26.1, the oldest of package.json. Add it to "node".',
    '.github/workflows/ci.yml: does not run on PostgreSQL 16, which README promises. Add it to "include".',
    '.github/workflows/ci.yml: asks for more than it needs. Write: permissions: contents: read',
    '.github/workflows/ci.yml: actions/checkout@main is not pinned. Name its major version, e.g. @v4.',
    '',
  ]);
  expect(status).toBe(1);
});
