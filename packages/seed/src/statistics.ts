import type { Knex } from 'knex';

/** Rows that a transaction has written, by table; partitions count for the table that they are of. */
export type Written = ReadonlyMap<string, number>;

/** What the server counts of a transaction before it is committed, so that nobody has to say which tables it touched. */
const WRITTEN = `
  SELECT coalesce(pg_partition_root(s.relid), s.relid)::regclass::text AS "table",
    sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del) AS written, sum(greatest(c.reltuples, 0)) AS rows
  FROM pg_stat_xact_user_tables s JOIN pg_class c ON c.oid = s.relid
  GROUP BY 1 HAVING sum(s.n_tup_ins + s.n_tup_upd + s.n_tup_del) > 0 ORDER BY 1`;

/**
 * Has the planner's statistics of the tables taken anew into which the transaction has written, whoever did: factories,
 * figures, rows beside those of others. Autovacuum would do it a minute after the commit, and never for a partitioned
 * table; until then whoever asks the rows something would have it planned for tables that are empty.
 *
 * @param since what was written when statistics were last taken in this transaction; a table is left out of which less
 *   than a tenth has been written since, as autovacuum would.
 * @returns what is written now, for the next call.
 */
export async function analyzeWritten(trx: Knex, since: Written = new Map()): Promise<Written> {
  const { rows } = await trx.raw<{ rows: { table: string; written: string; rows: number }[] }>(WRITTEN);
  const stale = rows.filter(({ table, written, rows: there }) => {
    const before = since.get(table);
    return before === undefined || Number(written) - before > 50 + there / 10;
  });
  if (stale.length > 0) await trx.raw(`ANALYZE ${stale.map(({ table }) => table).join(', ')}`);
  return new Map(rows.map(({ table, written }) => [table, Number(written)]));
}
