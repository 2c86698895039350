import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';
import { askErp } from '@erp/test-database/ask-erp';
import { runErp } from '@erp/test-database/run-erp';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';

const root = findWorkspaceRoot(import.meta.dirname);
const page = readFileSync(join(root, 'docs/queries.md'), 'utf8');
let database: TestDatabase;

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());

/** The statement of the page under a heading. */
function statement(heading: string): string {
  return new RegExp(`## ${heading}\\n[\\s\\S]*?\`\`\`sql\\n([\\s\\S]*?)\`\`\``).exec(page)?.[1] ?? '';
}

/** Keys by table and name, as pg_dump writes them down: once each. */
async function declaredKeys(): Promise<string[]> {
  const { rows } = await database.knex.raw<{ rows: { key: string }[] }>(
    `SELECT c.relname || ' ' || k.conname AS key
       FROM pg_class c JOIN pg_constraint k ON k.conrelid = c.oid
      WHERE c.relnamespace = 'public'::regnamespace AND NOT c.relispartition
        AND k.contype = 'f' AND k.conparentid = 0`,
  );
  return rows.map(({ key }) => key).sort();
}

test('every foreign key is found once, with its columns in pairs, also when months are added', async () => {
  const erp = async (...args: string[]) => {
    const { code, stdout } = await askErp(root, database.settings, ['foreign-keys', ...args]);
    expect(code).toBe(0);
    return stdout;
  };
  const found = async () =>
    (JSON.parse(await erp('--json')) as { foreignKeys: Record<string, string | string[]>[] }).foreignKeys;
  const before = await found();
  expect(before.map(({ table, name }) => `${table} ${name}`).sort()).toEqual(await declaredKeys());
  expect(before).toContainEqual({
    table: 'crm_leads',
    columns: ['tenant_id', 'order_id'],
    foreignTable: 'orders',
    foreignColumns: ['tenant_id', 'id'],
    name: 'fk_crm_leads_order_id',
  });

  const copies = await database.knex('pg_constraint').where({ contype: 'f' }).count('* as count').first();
  await database.knex.raw('SELECT * FROM sys_partitioned_tables t, app.create_partitions(t.table_name, 9)');
  const more = await database.knex('pg_constraint').where({ contype: 'f' }).count('* as count').first();
  expect(Number(more?.count)).toBeGreaterThan(Number(copies?.count));
  expect(await found()).toEqual(before);

  const lines = (await erp()).trimEnd().split('\n');
  expect(lines.at(-1)).toBe(`${before.length} foreign keys.`);
  expect(lines.filter((line) => line.length > 80)).toEqual([]);
  expect(lines).toContain('crm_leads (tenant_id, order_id) → orders (tenant_id, id)');
});

test('docs/queries.md has the query of the command, and both of its queries count right', async () => {
  const printed = await runErp(root, undefined, ['foreign-keys', '--sql']);
  expect(printed).toEqual({ code: 0, stdout: statement('Foreign keys'), stderr: '' });
  const keys = await database.knex.raw<{ rows: unknown[] }>(statement('Foreign keys'));
  expect(keys.rows).toHaveLength((await declaredKeys()).length);

  const { rows } = await database.knex.raw<{ rows: { table: string }[] }>(statement('Tables'));
  const overview = readFileSync(join(root, 'docs/tables.md'), 'utf8');
  const status = await askErp(root, database.settings, ['status', '--json']);
  const { domains } = JSON.parse(status.stdout) as {
    domains: { tables: number; steps: { state: string }[] }[];
  };
  expect(overview).toContain(` ${rows.length} tables.`);
  expect(domains.reduce((sum, domain) => sum + domain.tables, 0)).toBe(rows.length);
  const steps = domains.flatMap((domain) => domain.steps);
  const applied = await database.knex('knex_migrations').countDistinct('name as count').first();
  expect(steps.filter(({ state }) => state === 'applied')).toHaveLength(Number(applied?.count));
});
