import { findWorkspaceRoot } from '@erp/engine/discover';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';
import { runErp } from './run-erp.ts';

const root = findWorkspaceRoot(import.meta.dirname);
let database: TestDatabase;

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());

test('a migrated database has no findings, drift included', async () => {
  const { code, stdout } = await runErp(root, database.settings, ['verify']);
  expect(stdout).toMatch(/^\d+ rules asked, 0 findings, \d+ accepted by exceptions\.\n$/);
  expect(code).toBe(0);
});

test('what somebody changed by hand is found, by its rule and as drift', async () => {
  await database.knex.raw('ALTER TABLE orders NO FORCE ROW LEVEL SECURITY');
  await database.knex.raw('CREATE TABLE notes_of_somebody (tenant_id bigint)');
  try {
    const { code, stdout } = await runErp(root, database.settings, ['verify', '--json']);
    expect(code).toBe(1);
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; key: string }[] };
    const found = findings.map(({ rule, key }) => `${rule} ${key}`);
    expect(found).toContain('0005 public.orders');
    expect(found).toContain('0004 public.notes_of_somebody');
    expect(
      found.filter((each) => each.startsWith('0056 extra: relation public.notes_of_somebody')),
    ).not.toEqual([]);

    const one = await runErp(root, database.settings, ['verify', '--rule', 'rls_forced']);
    expect(one.stdout).toContain('Mend: ALTER TABLE public.orders FORCE ROW LEVEL SECURITY');
    expect(one.stdout).toContain('docs/rules/0005_rls_forced.md');
    expect(one.stdout).toContain('1 rules asked');
  } finally {
    await database.knex.raw('DROP TABLE notes_of_somebody');
    await database.knex.raw('ALTER TABLE orders FORCE ROW LEVEL SECURITY');
  }
});

test('a rule that there is not is named', async () => {
  const { code, stderr } = await runErp(root, database.settings, ['verify', '--rule', '9999']);
  expect(code).toBe(2);
  expect(stderr).toContain('9999');
});
