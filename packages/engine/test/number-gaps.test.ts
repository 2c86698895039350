import { askErp } from '@erp/test-database/ask-erp';
import { scratchWorkspace, tableMigration } from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from './database.ts';

let database: EmptyDatabase;
beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(() => database.drop());

test('numbers that no migration has are mentioned and applied over; once applied, nobody hears of them', async () => {
  const scratch = scratchWorkspace();
  try {
    scratch.addDomain('crm', [], {
      '0001_a.ts': tableMigration('a'),
      '0003_c.ts': tableMigration('c'),
      '0015_d.ts': tableMigration('d'),
    });
    scratch.addDomain('shop', [], { '0001_e.ts': tableMigration('e') });
    for (const part of [
      ['--only', 'shop'],
      ['--to', 'shop/0001'],
    ]) {
      const { code, stderr } = await askErp(scratch.root, database.settings, ['plan', ...part]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining('Numbers left out') });
    }
    const plan = await askErp(scratch.root, database.settings, ['plan']);
    expect(plan.stderr).toContain(
      'Numbers left out: 0002 before crm/0003_c, 0004 to 0014 before crm/0015_d.',
    );
    expect(plan.code).toBe(0);
    const { stdout, code } = await askErp(scratch.root, database.settings, ['migrate', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      gaps: [
        { pending: 'crm/0003_c', before: 'crm/0001_a', from: 2, to: 2 },
        { pending: 'crm/0015_d', before: 'crm/0003_c', from: 4, to: 14 },
      ],
    });
    const again = await askErp(scratch.root, database.settings, ['plan']);
    expect(again.stderr).not.toContain('Numbers left out');
  } finally {
    scratch.remove();
  }
});

test('a mistyped migration, option or command names the one that was meant', async () => {
  const scratch = scratchWorkspace();
  try {
    scratch.addDomain('crm', [], { '0001_leads.ts': tableMigration('a') });
    const migration = await askErp(scratch.root, database.settings, [
      'plan',
      '--fresh',
      '--to',
      'crm/0001_laeds',
    ]);
    expect(migration.stderr).toContain('Did you mean crm/0001_leads?');
    const option = await askErp(scratch.root, database.settings, ['plan', '--frsh']);
    expect(option.stderr).toContain('Did you mean --fresh?');
    const command = await askErp(scratch.root, database.settings, ['migate']);
    expect(command.stderr).toContain('Did you mean migrate?');
  } finally {
    scratch.remove();
  }
});
