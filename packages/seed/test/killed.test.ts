import type { Session } from '@erp/engine/connection';
import { findWorkspaceRoot } from '@erp/engine/project';
import { askErp } from '@erp/test-database/ask-erp';
import { runErp } from '@erp/test-database/run-erp';
import { until } from '@erp/test-database/until';
import { type EmptyDatabase, installedDatabase } from '@erp/testing/database';

const root = findWorkspaceRoot(import.meta.dirname);
const databases: EmptyDatabase[] = [];
afterAll(async () => {
  for (const database of databases) await database.drop();
});

async function migrated(): Promise<{ database: EmptyDatabase; session: Session }> {
  const database = await installedDatabase({ domains: ['orders'] });
  databases.push(database);
  return { database, session: await database.session() };
}

/** Kills a seed at once, as a machine that loses its power does, as soon as something holds. */
async function killedSeed(
  database: EmptyDatabase,
  args: readonly string[],
  when: (running: Promise<unknown>) => Promise<unknown>,
): Promise<void> {
  let kill: (signal: NodeJS.Signals) => void = () => {};
  const running = runErp(root, database.settings, ['seed', ...args], (signal) => {
    kill = signal;
  });
  await when(running);
  kill('SIGKILL');
  expect(await running).toMatchObject({ code: null });
}

/** Another session holds a table, so that the seed comes to it and no further. */
async function stopsAt(database: EmptyDatabase, table: string): Promise<() => Promise<unknown>> {
  const other = await database.connect();
  await other.query(`BEGIN; SELECT FROM ${table}`);
  return () => other.query('ROLLBACK');
}

/** What is there of each tenant: its scale and story wherever rows grow with the scale. */
async function begunAs(session: Session): Promise<unknown> {
  return session.query(
    `SELECT t.slug, d.scale, d.seed, count(*)::int AS tables
     FROM sys_demo_seeds d JOIN sys_tenants t ON t.id = d.tenant_id
     WHERE d.table_name IN ('sys_tenants', 'crm_customers', 'orders', 'product_review') GROUP BY 1, 2, 3 ORDER BY 1, 2`,
  );
}

const asked = ['--tenants', '2', '--scale', '2', '--seed', '5'];
const BEGUN = [
  { slug: 'aurelia-atelier', scale: 2, seed: '5' },
  { slug: 'nordlicht-wohnen', scale: 2, seed: '5' },
];

test.each([
  ['before the first row', 'sys_brands'],
  ['between the domains, before anything that grows with the scale', 'crm_personal_keys'],
  ['between domains that grow with the scale', 'orders'],
])('a seed that is killed %s is gone on with as it was begun', async (_when, table) => {
  const { database, session } = await migrated();
  const letGo = await stopsAt(database, table);
  await killedSeed(database, asked, (running) => database.untilBlocked(running));
  await letGo();
  const kept = (await begunAs(session)) as { tables: number }[];
  expect(kept).toEqual(BEGUN.map((each) => expect.objectContaining(each)));

  // Asked for nothing, it goes on; asked for less, it is refused.
  const smaller = await askErp(root, database.settings, ['seed', '--seed', '5', '--scale', '1']);
  expect(smaller).toMatchObject({ code: 1, stderr: expect.stringContaining('begun at scale 2') });
  const plain = ['seed', '--tenant', 'aurelia-atelier', 'nordlicht-wohnen'];
  expect(await askErp(root, database.settings, plain)).toMatchObject({ code: 0 });
  expect(await begunAs(session)).toEqual(BEGUN.map((each) => ({ ...each, tables: 4 })));
});

test('a seed that is killed while it loads a domain leaves nothing of it, and is gone on with as it was begun', async () => {
  const { database, session } = await migrated();
  const loads = async () =>
    (
      await session.query(
        "SELECT FROM pg_stat_progress_copy WHERE datname = current_database() AND relid = 'crm_personal_keys'::regclass",
      )
    ).length > 0 || (await session.query("SELECT FROM sys_demo_seeds WHERE domain = 'crm'")).length > 0;
  await killedSeed(database, asked, () => until(loads));
  const plain = ['seed', '--tenant', 'aurelia-atelier', 'nordlicht-wohnen'];
  expect(await askErp(root, database.settings, plain)).toMatchObject({ code: 0 });
  expect(await begunAs(session)).toEqual(BEGUN.map((each) => ({ ...each, tables: 4 })));
  expect(
    await session.query(
      `SELECT count(*)::int AS n FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
       WHERE c.relnamespace = 'public'::regnamespace AND t.tgenabled = 'D' AND NOT t.tgisinternal`,
    ),
  ).toEqual([{ n: 0 }]);
});

test('a seed --fresh that is killed while it removes leaves each tenant as it was or begun anew', async () => {
  const { database, session } = await migrated();
  const few = ['--tenants', '2', '--domain', 'channels'];
  expect(await askErp(root, database.settings, ['seed', ...few])).toMatchObject({ code: 0 });
  const before = await session.query<{ id: string }>('SELECT id FROM sys_tenants ORDER BY id');
  // The second tenant is to be held up: somebody has its row.
  const other = await database.connect();
  await other.query(`BEGIN; SELECT FROM sys_tenants WHERE id = ${before[1]?.id} FOR KEY SHARE`);
  await killedSeed(database, ['--tenants', '2', '--fresh', '--scale', '2'], (running) =>
    database.untilBlocked(running),
  );
  await other.query('ROLLBACK');
  const scales = await session.query(
    "SELECT DISTINCT t.slug, d.scale FROM sys_demo_seeds d JOIN sys_tenants t ON t.id = d.tenant_id WHERE d.table_name = 'sys_tenants' ORDER BY 1",
  );
  expect(scales).toEqual([
    { slug: 'aurelia-atelier', scale: 2 },
    { slug: 'nordlicht-wohnen', scale: 1 },
  ]);
});
