import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { askErp } from '@erp/test-database/ask-erp';
import {
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

const FILE = 'packages/domains/crm/migrations/0002_add_color.ts';
let database: EmptyDatabase;
let scratch: ScratchWorkspace;

beforeAll(async () => {
  database = await emptyDatabase();
  scratch = scratchWorkspace();
  scratch.addDomain('crm', [], { '0001_a.ts': tableMigration('a') });
});
afterAll(async () => {
  scratch.remove();
  await database.drop();
});

const erp = (...args: string[]) => askErp(scratch.root, database.settings, args);

test('a new migration shows how, and is refused by its name until both directions are written', async () => {
  const made = await erp('new', 'migration', 'crm', 'Add color');
  expect(made).toMatchObject({ code: 0, stdout: expect.stringContaining(`${FILE}\n\nIt is refused until`) });
  const text = readFileSync(join(scratch.root, FILE), 'utf8');
  expect(text).toContain('Add color');
  expect(text).toContain("createTenantTable(knex, 'crm_things', { write: 'crm.write' }");

  for (const command of ['plan', 'migrate', 'status']) {
    expect(await erp(command)).toMatchObject({
      code: 1,
      stderr: `Problem: The migration crm/0002_add_color is not written yet: up and down.
  ${FILE} still calls unwritten('up'), unwritten('down').
Next: Put what it does in its place, or delete the file: rm ${FILE}
`,
    });
  }
  scratch.write(FILE, text.replace("unwritten('up')", "await _knex.raw('ALTER TABLE a ADD color text')"));
  expect((await erp('plan')).stderr).toContain('is not written yet: down.');
  scratch.write(FILE, tableMigration('colors'));
  expect(await erp('migrate')).toMatchObject({ code: 0, stdout: expect.stringContaining('Applied 2 steps') });
});
