import { findWorkspaceRoot } from '@erp/engine/project';
import { askErp } from '@erp/test-database/ask-erp';
import { type EmptyDatabase, installedDatabase } from '@erp/testing/database';

const root = findWorkspaceRoot(import.meta.dirname);
const one = ['--tenant', 'aurelia-atelier'];
const databases: EmptyDatabase[] = [];
afterAll(async () => {
  for (const database of databases) await database.drop();
});

/** A database whose table is read by a query that goes on though nobody waits for it any more. */
async function readBySomebody(table: string) {
  const database = await installedDatabase({ domains: ['crm'] });
  databases.push(database);
  const other = await database.connect();
  await other.query("SET application_name = 'a report'");
  await other.query(`BEGIN; SELECT FROM ${table}`);
  const { processID } = other as unknown as { processID: number };
  const erp = (...args: readonly string[]) => askErp(root, database.settings, args);
  return { session: await database.session(), other, pid: processID, erp };
}

test('a seed behind a query that does not end names it and how to end it, keeps whole domains, and goes on', async () => {
  const { session, other, pid, erp } = await readBySomebody('crm_customers');
  const { code, stderr } = await erp('seed', ...one, '--scale', '2');
  expect({ code, stderr }).toEqual({
    code: 1,
    stderr: expect.stringContaining(`Waiting for a lock: a report, server process ${pid}`),
  });
  expect(stderr).toContain(
    'Problem: Loading crm: crm_customers is held by another session, and was not to be had within 30 s.',
  );
  expect(stderr).toMatch(new RegExp(`a report, server process ${pid}, idle in transaction for \\d+ s`));
  expect(stderr).toContain(
    'Nothing of crm was kept; what was loaded before stays. When it is done: pnpm seed',
  );
  expect(stderr).toContain(`SELECT pg_terminate_backend(${pid});`);
  expect(stderr).not.toContain('lock timeout');
  const kept = 'SELECT DISTINCT domain FROM sys_demo_seeds ORDER BY 1';
  expect(await session.query(kept)).toEqual([{ domain: 'system' }]);
  expect(await session.query('SELECT FROM crm_personal_keys')).toEqual([]);

  await other.query('ROLLBACK');
  expect(await erp('seed', ...one)).toMatchObject({ code: 0 });
  expect(await session.query("SELECT scale FROM sys_demo_seeds WHERE table_name = 'crm_customers'")).toEqual([
    { scale: 2 },
  ]);
});
