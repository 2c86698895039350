import { takeFingerprint } from '@erp/engine/catalog';
import { findWorkspaceRoot } from '@erp/engine/project';
import {
  createPartitionedTenantTable,
  createTenantTable,
  partitionedForeign,
  tenantRoot,
} from '@erp/kit/schema';
import { askErp } from '@erp/test-database/ask-erp';
import { ENDS, endWhileBlocked } from '@erp/test-database/end-while-blocked';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';

const root = findWorkspaceRoot(import.meta.dirname);
const databases: TestDatabase[] = [];
afterEach(async () => {
  for (const database of databases.splice(0)) await database.drop();
});

/**
 * letters has a month to be detached; visits, which notes refer to, has rows in its default partition that wait for two
 * months: one past and to be dropped, one to come.
 */
async function partitioned(): Promise<TestDatabase> {
  const database = await migratedDatabase({ domains: ['system'] });
  databases.push(database);
  const tenant = database.tenants.a.id;
  await database.knex.transaction(async (trx) => {
    const kept = { write: 'stores.write', by: 'created_at', monthsAhead: 1, retentionMonths: 2 } as const;
    await createPartitionedTenantTable(trx, 'letters', { ...kept, retire: 'detach' }, (table) => {
      tenantRoot(table);
    });
    await createPartitionedTenantTable(trx, 'visits', { ...kept, retire: 'drop' }, (table) => {
      tenantRoot(table);
    });
    await createTenantTable(trx, 'visit_notes', { write: 'stores.write' }, (table) => {
      table.bigInteger('visit_id').notNullable();
      table.timestamp('visit_created_at', { useTz: true }).notNullable();
      partitionedForeign(table, 'visit_id', 'visit_created_at', 'visits').onDelete('CASCADE');
    });
    await trx.raw("SELECT app.create_partitions('letters', 1, now() - interval '3 months')");
    await trx.raw(
      "INSERT INTO letters (tenant_id, created_at) SELECT ?, now() - interval '3 months' FROM generate_series(1, 3)",
      [tenant],
    );
    await trx.raw(
      `WITH made AS (INSERT INTO visits (tenant_id, created_at)
         SELECT ?, now() + make_interval(months => n) FROM unnest(ARRAY[-4, 0, 4]) AS n RETURNING *)
       INSERT INTO visit_notes (tenant_id, visit_id, visit_created_at) SELECT tenant_id, id, created_at FROM made`,
      [tenant],
    );
  });
  return database;
}

/** Schema; each month with its parent, bound, triggers and number of rows; the keys that point at partitioned tables. */
async function stateOf(database: TestDatabase): Promise<unknown> {
  const session = await database.session();
  return {
    schema: (await takeFingerprint(session)).lines,
    months: await session.query(
      `SELECT c.oid::regclass::text AS month, i.inhparent::regclass::text AS parent,
         pg_get_expr(c.relpartbound, c.oid) AS bound,
         (SELECT string_agg(t.tgenabled::text, '' ORDER BY t.tgname) FROM pg_trigger t WHERE t.tgrelid = c.oid) AS triggers,
         (xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %s', c.oid::regclass), false, true, '')))[1]::text AS rows
       FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid
       WHERE c.relkind = 'r' AND c.relname ~ '^(letters|visits)_' ORDER BY 1`,
    ),
    keys: await session.query(
      `SELECT conname, conrelid::regclass::text AS of, convalidated FROM pg_constraint
       WHERE contype = 'f' AND confrelid = 'visits'::regclass ORDER BY 1, 2`,
    ),
    notes: await session.query('SELECT count(*)::int AS n FROM visit_notes'),
  };
}

async function monthName(database: TestDatabase, table: string, offset: number): Promise<string> {
  const session = await database.session();
  const [row] = await session.query<{ name: string }>(
    `SELECT $1::text || to_char((now() AT TIME ZONE 'UTC') + make_interval(months => $2), '"_y"YYYY"m"MM') AS name`,
    [table, offset],
  );
  return row?.name ?? '';
}

interface Point {
  readonly where: string;
  readonly args: readonly string[];
  /** The table that the command waits in, and what makes it wait there. */
  readonly table: string;
  readonly held: (database: TestDatabase) => Promise<string>;
}

const points: Point[] = [
  {
    where: 'it waits for its first table',
    args: [],
    table: 'visits',
    held: async () => 'SELECT FROM visits_default',
  },
  {
    where: 'one month is made and its rows are moved, and the next one is not',
    args: [],
    table: 'visits',
    held: async (database) => `CREATE TABLE ${await monthName(database, 'visits', 4)} (id int)`,
  },
  {
    where: 'one table is done, and rows of the next one that others refer to are to be moved',
    args: ['--ahead', '2', '--retire'],
    table: 'visits',
    held: async () => 'SELECT FROM visit_notes',
  },
  {
    where: 'a month is detached and not in the archive yet',
    args: ['--retire'],
    table: 'letters',
    held: async (database) => `CREATE TABLE archive.${await monthName(database, 'letters', -3)} (id int)`,
  },
];

describe.each(points)('killed when $where', ({ args, table, held }) => {
  test.each(ENDS)('%s: the table is as it was, and the next run does what was asked', async (end) => {
    const undisturbed = await partitioned();
    expect(await askErp(root, undisturbed.settings, ['partitions', ...args])).toMatchObject({ code: 0 });

    const database = await partitioned();
    const ofTable = `SELECT c.oid::regclass::text FROM pg_class c WHERE c.relname ~ '^${table}_' ORDER BY 1`;
    const session = await database.session();
    const before = await session.query(ofTable);
    const command = { root, args: ['partitions', ...args], held: await held(database), end };
    const { stderr } = await endWhileBlocked(database, command);
    expect(await session.query(ofTable)).toEqual(before);
    if (end === 'pg_terminate_backend') {
      expect(stderr).toContain(`Problem: The connection was lost during ${table}: `);
      // What the server said, and not what the driver made of the statement behind it.
      expect(stderr).toContain('terminating connection due to administrator command');
    }

    expect(await askErp(root, database.settings, ['partitions', ...args])).toMatchObject({ code: 0 });
    expect(await stateOf(database)).toEqual(await stateOf(undisturbed));
    const again = await askErp(root, database.settings, ['partitions', ...args, '--json']);
    for (const each of JSON.parse(again.stdout).tables)
      expect(each).toMatchObject({ created: [], moved: 0, dropped: [], detached: [] });
  });
});
