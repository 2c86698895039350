import { discoverDomains } from '@erp/engine/project';
import { firstChangelog, missingEntries, withEntries } from '@erp/release/changelog';
import { measureLocks } from '@erp/release/measure-locks';
import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

let database: EmptyDatabase;
let scratch: ScratchWorkspace;

beforeAll(async () => {
  database = await emptyDatabase();
  scratch = scratchWorkspace();
});
afterAll(async () => {
  await database.drop();
  scratch.remove();
});

test('an entry says which tables in use a migration locks, and how, and what takes long', async () => {
  scratch.addDomain('crm', [], {
    '0001_leads.ts': rawMigration('CREATE TABLE leads (id int PRIMARY KEY, note text)', 'DROP TABLE leads'),
    '0002_tiers.ts': rawMigration('CREATE TABLE tiers (id int)', 'DROP TABLE tiers'),
    '0003_note_index.ts': rawMigration('CREATE INDEX ON leads (note)', 'SELECT 1'),
    '0004_wide_ids.ts': rawMigration(
      'CREATE INDEX ON tiers (id); ALTER TABLE leads ALTER id TYPE bigint',
      'SELECT 1',
    ),
  });
  const project = await discoverDomains(scratch.root);
  const names = ['crm/0002_tiers', 'crm/0003_note_index', 'crm/0004_wide_ids'];
  const session = await database.session();
  expect(await measureLocks(project, session, database.settings, names)).toEqual(
    new Map([
      ['crm/0002_tiers', []],
      ['crm/0003_note_index', ['`leads` SHARE, all its rows read']],
      ['crm/0004_wide_ids', ['`leads` ACCESS EXCLUSIVE, written anew', '`tiers` SHARE, all its rows read']],
    ]),
  );
});

test('new entries stand under their version, the newest version first; what is there stays', () => {
  const first = firstChangelog('crm', '0.1.0', ['0001_leads', '0002_tiers']);
  expect(missingEntries(first, ['0001_leads', '0002_tiers', '0003_note_index'])).toEqual(['0003_note_index']);
  const second = withEntries(first, '0.2.0', [
    { migration: '0003_note_index', effects: ['`leads` SHARE, all its rows read'] },
  ]);
  const third = withEntries(second, '0.2.0', [{ migration: '0004_wide_ids', effects: [] }]);
  const chapters = third.slice(third.indexOf('\n## '));
  expect(chapters).toBe(`
## 0.2.0

- \`0003_note_index\`: note index. Locks \`leads\` SHARE, all its rows read.
- \`0004_wide_ids\`: wide ids. Locks no table in use.

## 0.1.0

The first version. Its migrations: \`0001_leads\`, \`0002_tiers\`.
`);
  expect(missingEntries(third, ['0003_note_index', '0004_wide_ids', '0005_more'])).toEqual(['0005_more']);
});

test('an entry may join those of the oldest version', () => {
  const text = withEntries(firstChangelog('crm', '0.1.0', ['0001_leads']), '0.1.0', [
    { migration: '0002_tiers', effects: [] },
  ]);
  expect(text).toMatch(/`0001_leads`\.\n\n- `0002_tiers`: tiers\. Locks no table in use\.\n$/);
});
