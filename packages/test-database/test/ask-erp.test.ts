import { askErp } from '@erp/test-database/ask-erp';
import { runErp } from '@erp/test-database/run-erp';
import {
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';

/** What is asked here needs no server. */
const NOWHERE = 'postgres://nobody@127.0.0.1:1/nothing';
const SCRIPT = ['plan', '--fresh', '--sql'];

let scratch: ScratchWorkspace;

beforeEach(() => {
  scratch = scratchWorkspace();
});
afterEach(() => scratch.remove());

test('a process that stays says what one of its own says, of modules that are written anew as well', async () => {
  for (const table of ['first', 'second']) {
    scratch.addDomain('crm', [], { '0001_a.ts': tableMigration(table) });
    const asked = await askErp(scratch.root, NOWHERE, SCRIPT);
    expect(asked).toEqual(await runErp(scratch.root, NOWHERE, SCRIPT));
    expect(asked).toMatchObject({ code: 0, stdout: expect.stringContaining(`CREATE TABLE ${table}`) });
  }
});

test('a command does not leave its code, its words or its environment to the next one', async () => {
  scratch.addDomain('crm', [], { '0001_a.ts': tableMigration('a') });
  const wrong = await askErp(scratch.root, NOWHERE, ['plan', '--sideways'], { ERP_DEMO_UNTIL: 'never' });
  expect(wrong).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining('--sideways') });
  expect(await askErp(scratch.root, NOWHERE, SCRIPT)).toMatchObject({ code: 0, stderr: '' });
});

test('commands beside each other each get their own answer', async () => {
  scratch.addDomain('crm', [], { '0001_a.ts': tableMigration('a') });
  const other = scratchWorkspace();
  other.addDomain('crm', [], { '0001_b.ts': tableMigration('b') });
  const answers = await Promise.all([scratch, other].map(({ root }) => askErp(root, NOWHERE, SCRIPT)));
  other.remove();
  expect(answers.map(({ stdout }) => /CREATE TABLE (\w) /.exec(stdout)?.[1])).toEqual(['a', 'b']);
});
