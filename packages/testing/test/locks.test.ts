import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { call } from '../src/calls.ts';
import { migratedDatabase, type TestDatabase, testWorkspace } from '../src/database.ts';
import { LOCK_ORDER, lockOrderFaults, renderLockOrder } from '../src/lock-order.ts';
import { traceLocks } from '../src/lock-trace.ts';

describe('the order of locks', () => {
  test('names each table once, and tables that there are', async () => {
    const workspace = await testWorkspace();
    const known = new Set(workspace.domains.flatMap((domain) => [...domain.tables.keys()]));
    const named = LOCK_ORDER.flatMap((group) => group.tables);
    expect(named.filter((table) => !known.has(table))).toEqual([]);
    expect(new Set(named).size).toBe(named.length);
  });

  test('stands in docs/locks.md', async () => {
    const { root } = await testWorkspace();
    expect(await readFile(join(root, 'docs', 'locks.md'), 'utf8')).toContain(`\n${renderLockOrder()}\n`);
  });
});

describe('a trace of locks', () => {
  let database: TestDatabase;
  let projects: string[];
  let task: string;

  beforeAll(async () => {
    database = await migratedDatabase({ domains: ['tasks'] });
    const tenant_id = database.tenants.a.id;
    const rows = ['ONE', 'TWO'].map((code) => ({ tenant_id, code, title: code }));
    projects = (await database.knex('project').insert(rows, 'id')).map((row) => row.id);
    task = await database.asTenant(database.tenants.a, (trx) =>
      call<string>(trx, 'create_task', projects[0], 'A task'),
    );
  });
  afterAll(() => database.drop());

  const traced = (...statements: readonly string[]) =>
    traceLocks(database, () =>
      database.knex.transaction(async (trx) => {
        for (const statement of statements) await trx.raw(statement);
      }),
    );

  test('tells what a transaction locks, how strongly and in which order, with what its triggers lock', async () => {
    const [sequence] = await traced(`DELETE FROM task WHERE id = ${task}`, 'SELECT 1');
    expect(sequence?.filter((lock) => ['task', 'project'].includes(lock.table))).toEqual([
      { table: 'task', id: task, strength: 'update' },
      { table: 'project', id: projects[0], strength: 'no key update' },
    ]);
  });

  test('leaves out what a transaction made itself, and tells locks taken in a subtransaction', async () => {
    const sequences = await traced(
      `INSERT INTO project (tenant_id, code, title) SELECT id, 'OWN', 'Own' FROM sys_tenants LIMIT 1`,
      "UPDATE project SET title = 'Mine' WHERE code = 'OWN'",
      'SAVEPOINT here',
      `SELECT FROM project WHERE id = ${projects[1]} FOR UPDATE`,
      'RELEASE here',
      `SELECT FROM project WHERE id = ${projects[0]} FOR SHARE`,
    );
    expect(sequences.map((sequence) => sequence.filter((lock) => lock.table === 'project'))).toEqual([
      [
        { table: 'project', id: projects[1], strength: 'update' },
        { table: 'project', id: projects[0], strength: 'share' },
      ],
    ]);
  });

  test('finds a planted contradiction: a function that takes the task before its project', async () => {
    await database.knex.raw(`
      CREATE OR REPLACE FUNCTION app.rename_task(p_task_id bigint) RETURNS void LANGUAGE sql AS $$
        UPDATE public.task SET title = 'Renamed' WHERE id = p_task_id;
        UPDATE public.project p SET title = 'Renamed' FROM public.task t WHERE t.id = p_task_id AND p.id = t.project_id
      $$`);
    const again = await database.asTenant(database.tenants.a, (trx) =>
      call<string>(trx, 'create_task', projects[0], 'Another'),
    );
    expect(lockOrderFaults(await traced(`SELECT app.rename_task(${again})`))).toEqual([
      'project (no key update) is locked after task (no key update), and comes before it.',
    ]);
  });

  test('finds rows of one table that are not locked by their numbers, and a table without a place', async () => {
    const lock = (id: string | undefined) => `SELECT FROM project WHERE id = ${id} FOR NO KEY UPDATE`;
    expect(lockOrderFaults(await traced(lock(projects[1]), lock(projects[0])))).toEqual([
      `project ${projects[0]} is locked after ${projects[1]}; rows go by their numbers (ORDER BY id).`,
    ]);
    expect(lockOrderFaults(await traced('UPDATE sys_roles SET name = name'))).toEqual([
      expect.stringContaining('sys_roles has no place in the order of locks'),
    ]);
  });
});
