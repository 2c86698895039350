import {
  createPartitionedTenantTable,
  createTenantTable,
  dropPartitionedTenantTable,
  partitionedForeign,
  tenantRoot,
} from '@erp/kit/schema';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';
import { sqlStateOf } from './sql-state-of.ts';

type Client = Awaited<ReturnType<TestDatabase['connect']>>;

let db: TestDatabase;

beforeEach(async () => {
  db = await migratedDatabase({ domains: ['system'] });
  await db.knex.transaction(async (trx) => {
    await createPartitionedTenantTable(
      trx,
      'visits',
      { write: 'stores.write', by: 'seen_at', monthsAhead: 2, retentionMonths: 6 },
      (table) => {
        tenantRoot(table);
        table.timestamp('seen_at', { useTz: true }).notNullable();
        table.text('what').notNullable();
        table.specificType('length', 'integer GENERATED ALWAYS AS (length(what)) STORED');
        table.check("what <> ''", [], 'ck_visits_what');
        table.comment('A visit.');
      },
    );
    await createTenantTable(trx, 'visit_notes', { write: 'stores.write' }, (table) => {
      table.bigInteger('visit_id').notNullable();
      table.timestamp('visit_seen_at', { useTz: true }).notNullable();
      partitionedForeign(table, 'visit_id', 'visit_seen_at', 'visits', { by: 'seen_at' }).onDelete('CASCADE');
      table.comment('A note on a visit.');
    });
  });
});
afterEach(() => db.drop());

/** The first day of a month so far from the present one, as the name of its partition has it. */
async function monthName(offset: number): Promise<string> {
  const { rows } = await db.knex.raw(
    `SELECT to_char((now() AT TIME ZONE 'UTC') + make_interval(months => ?), '"visits_y"YYYY"m"MM') AS name`,
    [offset],
  );
  return rows[0].name;
}

const partitions = async (): Promise<string[]> =>
  (
    await db.knex.raw(
      "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'visits'::regclass ORDER BY 1",
    )
  ).rows.map((row: { name: string }) => row.name);

const visit = async (at: string, what = 'x'): Promise<string> => {
  const { rows } = await db.knex.raw(
    `INSERT INTO visits (tenant_id, seen_at, what) VALUES (?, ${at}, ?) RETURNING id`,
    [db.tenants.a.id, what],
  );
  return rows[0].id;
};

const create = async (...values: (string | number | null)[]) =>
  (await db.knex.raw(`SELECT * FROM app.create_partitions(${values.map(() => '?').join(', ')})`, values))
    .rows as { partition_name: string; rows_moved: string }[];

const count = async (table: string): Promise<number> =>
  Number((await db.knex(table).count({ n: '*' }).first())?.n);

test('a new table has the present month, those ahead, and the default partition', async () => {
  expect(await partitions()).toEqual(
    ['visits_default', await monthName(0), await monthName(1), await monthName(2)].sort(),
  );
  await visit('now()');
  expect(await count(await monthName(0))).toBe(1);
  expect(await count('visits_default')).toBe(0);
});

test('running it again makes nothing', async () => {
  const before = await partitions();
  expect(await create('visits')).toEqual([]);
  expect(await partitions()).toEqual(before);
});

/** All that the catalog says of a month, without its own name and bounds. */
async function describeMonth(name: string): Promise<unknown> {
  const { rows } = await db.knex.raw(
    `SELECT (SELECT jsonb_agg(jsonb_build_array(a.attname, a.atttypid::regtype, a.attnotnull, a.attgenerated, a.attislocal,
         a.attinhcount, a.attstorage) ORDER BY a.attnum) FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0) AS columns,
       (SELECT jsonb_agg(jsonb_build_array(k.conname, k.conislocal, k.coninhcount, k.convalidated, pg_get_constraintdef(k.oid))
         ORDER BY k.conname) FROM pg_constraint k WHERE k.conrelid = c.oid) AS constraints,
       (SELECT jsonb_agg(pg_get_indexdef(i.indexrelid) ORDER BY 1) FROM pg_index i WHERE i.indrelid = c.oid) AS indexes,
       (SELECT jsonb_agg(jsonb_build_array(p.policyname, p.roles, p.qual) ORDER BY p.policyname) FROM pg_policies p
         WHERE p.tablename = c.relname) AS policies,
       (SELECT count(*) FROM pg_trigger t WHERE t.tgrelid = c.oid) AS triggers,
       c.relrowsecurity, c.relforcerowsecurity, c.relowner::regrole, c.relacl::text
     FROM pg_class c WHERE c.oid = ?::regclass`,
    [name],
  );
  return JSON.parse(JSON.stringify(rows[0]).replaceAll(name, 'month'));
}

test('who has the table to himself gets the same months, made in their place', async () => {
  await create('visits', 3);
  await db.knex.transaction(async (trx) => {
    await trx.raw('LOCK TABLE visits IN ACCESS EXCLUSIVE MODE');
    await trx.raw("SELECT app.create_partitions('visits', 4)");
  });
  const [attached, inPlace] = await Promise.all(
    [3, 4].map(async (month) => describeMonth(await monthName(month))),
  );
  expect(inPlace).toEqual(attached);
  expect(inPlace).toMatchObject({
    relrowsecurity: true,
    indexes: expect.arrayContaining([expect.any(String)]),
  });
  await visit("now() + interval '4 months'");
  expect(await count(await monthName(4))).toBe(1);
});

test('rows that wait are moved also for who has the table to himself', async () => {
  await visit(
    "date_trunc('month', now() AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' + interval '3 months 5 days'",
  );
  await db.knex.transaction(async (trx) => {
    await trx.raw('LOCK TABLE visits IN ACCESS EXCLUSIVE MODE');
    const { rows } = await trx.raw("SELECT rows_moved FROM app.create_partitions('visits', 3)");
    expect(rows).toEqual([{ rows_moved: '1' }]);
  });
  expect(await count(await monthName(3))).toBe(1);
});

test('months begin at midnight UTC, whatever the zone of the session', async () => {
  await db.knex.transaction(async (trx) => {
    await trx.raw("SET LOCAL TimeZone = 'Pacific/Auckland'; SET LOCAL DateStyle = 'SQL, DMY'");
    await trx.raw("SELECT app.create_partitions('visits', 5)");
  });
  const { rows } = await db.knex.raw(
    `SELECT count(*)::int AS months, bool_and(starts_at = date_trunc('month', starts_at, 'UTC')) AS whole,
            bool_and(ends_at = ((starts_at AT TIME ZONE 'UTC') + interval '1 month') AT TIME ZONE 'UTC') AS one
       FROM app.partition_months('visits')`,
  );
  expect(rows[0]).toEqual({ months: 6, whole: true, one: true });
});

test('late: what waits in the default partition moves to its month, and what belongs to it stays', async () => {
  await db.knex.raw('CREATE TABLE told (op text)');
  await db.knex.raw(`
    CREATE FUNCTION app.tell() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS
      $$ BEGIN INSERT INTO public.told VALUES (TG_OP); RETURN NULL; END $$;
    CREATE TRIGGER tr_visits_tell AFTER INSERT OR DELETE ON visits FOR EACH ROW EXECUTE FUNCTION app.tell()`);
  const ids = [
    await visit("now() - interval '3 months'", 'old'),
    await visit("now() + interval '5 months'", 'new'),
  ];
  await visit("'infinity'", 'never');
  await db.knex.raw(
    'INSERT INTO visit_notes (tenant_id, visit_id, visit_seen_at) SELECT tenant_id, id, seen_at FROM visits',
  );
  const before = await db.knex('visits').orderBy('id');
  const constraint = () =>
    db
      .knex('pg_constraint')
      .where({ conname: 'fk_visit_notes_visit_id' })
      .first(db.knex.raw('pg_get_constraintdef(oid) AS text'));
  const reference = await constraint();

  const made = await create('visits');
  expect(made).toEqual([
    { table_name: 'visits', partition_name: await monthName(-3), rows_moved: '1' },
    { table_name: 'visits', partition_name: await monthName(5), rows_moved: '1' },
  ]);
  expect(await db.knex('visits').orderBy('id')).toEqual(before);
  expect(await count('visits_default')).toBe(1);
  expect(await count(await monthName(-3))).toBe(1);
  expect(await count('visit_notes')).toBe(3);
  expect(await db.knex('told').pluck('op')).toEqual(['INSERT', 'INSERT', 'INSERT']);

  // Key, check and trigger hold in the new month as in every other; the reference is what it was.
  expect(await constraint()).toEqual(reference);
  await db.knex('visits').where({ id: ids[0] }).delete();
  expect(await count('visit_notes')).toBe(2);
  expect(await db.knex('told').where({ op: 'DELETE' })).toHaveLength(1);
  expect(await sqlStateOf(visit("now() - interval '3 months'", ''))).toBe('23514');
});

test('many sessions at once make each month once, and lose no row of those who write meanwhile', async () => {
  const sessions = await Promise.all(Array.from({ length: 16 }, () => db.connect()));
  const writers = sessions.slice(0, 6);
  const makers = sessions.slice(6);
  let written = 0;
  const write = async (client: Client) => {
    for (let month = 3; month < 23; month++) {
      const insert = () =>
        client.query(
          "INSERT INTO visits (tenant_id, seen_at, what) VALUES ($1, now() + make_interval(months => $2), 'w')",
          [db.tenants.a.id, month],
        );
      // Sent to the default partition in the moment in which its month was attached: refused, as docs/partitions.md says.
      await insert().catch((error) => {
        if (error.code !== '23514' || error.table !== 'visits_default') throw error;
        return insert();
      });
      written++;
    }
  };
  const made: string[] = [];
  const make = async (client: Client) => {
    for (const ahead of [6, 12, 22]) {
      const { rows } = await client.query("SELECT * FROM app.create_partitions('visits', $1)", [ahead]);
      made.push(...rows.map((row) => row.partition_name));
    }
  };
  await Promise.all([...writers.map(write), ...makers.map(make)]);
  await create('visits', 22);
  expect(new Set(made).size).toBe(made.length);
  expect(await partitions()).toHaveLength(24);
  expect(written).toBe(120);
  expect(await count('visits')).toBe(120);
  expect(await count('visits_default')).toBe(0);
});

test('months past the retention are dropped with what belongs to their rows, once', async () => {
  await create('visits', 2, new Date(Date.now() - 2 * 365 * 86_400_000).toISOString());
  await visit("now() - interval '8 months'", 'gone');
  await visit("now() - interval '6 months'", 'kept');
  await db.knex.raw(
    'INSERT INTO visit_notes (tenant_id, visit_id, visit_seen_at) SELECT tenant_id, id, seen_at FROM visits',
  );
  const clients = await Promise.all(Array.from({ length: 4 }, () => db.connect()));
  const retired = (
    await Promise.all(
      clients.map((client) => client.query('SELECT * FROM app.retire_partitions() ORDER BY partition_name')),
    )
  ).flatMap(({ rows }) => rows);
  expect(retired.at(-1)).toEqual({
    table_name: 'visits',
    partition_name: await monthName(-7),
    done: 'dropped',
  });
  expect(new Set(retired.map((row) => row.partition_name)).size).toBe(retired.length);
  expect((await partitions()).sort()[1]).toBe(await monthName(-6));
  expect(await db.knex('visits').pluck('what')).toEqual(['kept']);
  expect(await count('visit_notes')).toBe(1);
});

test('months that are to be kept are detached into the archive, and go with their tenant', async () => {
  await db.knex('sys_partitioned_tables').update({ retire_by: 'detach', retention_months: 1 });
  await visit("now() - interval '2 months'", 'archived');
  await create('visits');
  const { rows } = await db.knex.raw('SELECT * FROM app.retire_partitions(?)', ['visits']);
  const name = await monthName(-2);
  expect(rows).toEqual([{ table_name: 'visits', partition_name: name, done: 'detached' }]);
  expect(await count('visits')).toBe(0);
  expect(await count(`archive.${name}`)).toBe(1);
  expect(await sqlStateOf(db.asTenant(db.tenants.a, (trx) => trx(`archive.${name}`)))).toBe('42501');
  await db.knex.raw('SELECT app.erase_tenant(id, slug) FROM sys_tenants WHERE id = ?', [db.tenants.a.id]);
  expect(await count(`archive.${name}`)).toBe(0);
});

test('the application comes through the table alone', async () => {
  await visit('now()');
  for (const table of [await monthName(0), 'visits_default']) {
    expect(await sqlStateOf(db.asTenant(db.tenants.a, (trx) => trx(table)))).toBe('42501');
    const { rows } = await db.knex.raw(
      `SELECT relrowsecurity AND relforcerowsecurity AS closed, relowner = (SELECT relowner FROM pg_class WHERE relname = 'visits') AS owned
         FROM pg_class WHERE oid = ?::regclass`,
      [table],
    );
    expect(rows).toEqual([{ closed: true, owned: true }]);
  }
  expect(await db.asTenant(db.tenants.a, (trx) => trx('visits'))).toHaveLength(1);
  expect(await db.asTenant(db.tenants.b, (trx) => trx('visits'))).toHaveLength(0);
  for (const call of [
    'create_partitions()',
    'retire_partitions()',
    "create_partition('visits', '2031-01-01')",
  ])
    expect(await sqlStateOf(db.asTenant(db.tenants.a, (trx) => trx.raw(`SELECT app.${call}`)))).toBe('42501');
});

test('going down takes every month and the entry along', async () => {
  await create('visits', 9);
  await db.knex.schema.dropTable('visit_notes');
  await dropPartitionedTenantTable(db.knex, 'visits');
  expect(await db.knex('sys_partitioned_tables')).toEqual([]);
  expect(await db.knex('pg_class').whereLike('relname', '%visits%').pluck('relname')).toEqual([]);
});

test('a table that is not partitioned is named', async () => {
  await expect(create('sys_tenants')).rejects.toThrow('There is no partitioned table "sys_tenants".');
});
