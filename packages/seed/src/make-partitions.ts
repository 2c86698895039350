import type { Knex } from 'knex';
import { type DemoSettings, endOf, startOf } from './tenants.ts';

/**
 * Makes the months of the demo, where a table is partitioned by them: rows go into theirs, not into the default one.
 * Those that would be past their retention when the demo ends are not among them. An empty table is locked whole first, for
 * then its months are made in their place, and nobody misses what is not there.
 *
 * @param tables names of those that are to be loaded.
 */
export async function makePartitions(
  trx: Knex,
  tables: readonly string[],
  settings: DemoSettings,
): Promise<void> {
  const partitioned = await readPartitioned(trx, tables);
  if (partitioned.length === 0) return;
  await lockEmpty(trx, partitioned);
  await trx.raw(CREATE, {
    tables: partitioned.map(({ table }) => table),
    since: new Date(startOf(settings)).toISOString(),
    until: new Date(endOf(settings)).toISOString(),
  });
}

interface Partitioned {
  readonly table: string;
  /** The tables that it points at, as SQL takes them. */
  readonly parents: readonly string[];
}

async function readPartitioned(trx: Knex, tables: readonly string[]): Promise<readonly Partitioned[]> {
  const { rows } = await trx.raw<{ rows: Partitioned[] }>(
    `SELECT t.table_name AS "table", ARRAY(
       SELECT DISTINCT f.confrelid::regclass::text FROM pg_constraint f
       WHERE f.conrelid = c.oid AND f.contype = 'f' AND f.conparentid = 0 AND f.confrelid <> c.oid ORDER BY 1
     ) AS parents
     FROM sys_partitioned_tables t
     JOIN pg_class c ON c.relname = t.table_name AND c.relnamespace = 'public'::regnamespace
     WHERE t.table_name = ANY (?) ORDER BY t.table_name`,
    [[...tables]],
  );
  return rows;
}

/** The parents first, as whoever writes rows comes by them. */
async function lockEmpty(trx: Knex, partitioned: readonly Partitioned[]): Promise<void> {
  const { rows } = await trx.raw<{ rows: { table: string }[] }>(
    partitioned.map(() => 'SELECT ?::text AS "table" WHERE NOT EXISTS (SELECT FROM ??)').join(' UNION ALL '),
    partitioned.flatMap(({ table }) => [table, table]),
  );
  const empty = partitioned.filter(({ table }) => rows.some((row) => row.table === table));
  if (empty.length === 0) return;
  const parents = [...new Set(empty.flatMap((each) => each.parents))].sort();
  const locks = [`LOCK TABLE ${empty.map(({ table }) => `"${table}"`).join(', ')} IN ACCESS EXCLUSIVE MODE`];
  if (parents.length > 0) locks.unshift(`LOCK TABLE ${parents.join(', ')} IN SHARE ROW EXCLUSIVE MODE`);
  await trx.raw(locks.join('; '));
}

const CREATE = `
  SELECT p.* FROM (
    SELECT t.table_name, e.ends_at,
      greatest(t.months_ahead, 12 * date_part('year', e.ends_at) + date_part('month', e.ends_at)
        - 12 * date_part('year', n.today) - date_part('month', n.today))::integer AS ahead,
      greatest(:since::timestamptz AT TIME ZONE 'UTC',
        date_trunc('month', e.ends_at) - make_interval(months => t.retention_months)) AS since
    FROM sys_partitioned_tables t
    CROSS JOIN (SELECT :until::timestamptz AT TIME ZONE 'UTC' AS ends_at) e
    CROSS JOIN (SELECT now() AT TIME ZONE 'UTC' AS today) n
    WHERE t.table_name = ANY (:tables) ORDER BY t.table_name
  ) t
  CROSS JOIN LATERAL app.create_partitions(t.table_name, t.ahead, t.since AT TIME ZONE 'UTC') p`;
