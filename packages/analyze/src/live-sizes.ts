import type { Session } from '@erp/engine/connection';

/** How large a table is, its partitions, indexes and large values included. */
export interface TableSize {
  /** As PostgreSQL estimates it; null when it never has. 0 only when there is none. */
  readonly rows: number | null;
  readonly bytes: number;
}

/**
 * Reads how large tables are, without reading their rows.
 *
 * @param titles as SQL names them, e.g. `orders` or `app.queue`; those that are not there are not in the answer.
 */
export async function readSizes(
  session: Pick<Session, 'query'>,
  titles: readonly string[],
): Promise<Map<string, TableSize>> {
  const rows = await session.query<{ title: string; rows: string | null; bytes: string; filled: boolean }>(
    `SELECT t.title, sum(pg_total_relation_size(c.oid)) AS bytes,
            bool_or(pg_relation_size(c.oid) > 0) AS filled,
            CASE WHEN bool_and(c.reltuples >= 0 OR pg_relation_size(c.oid) = 0)
                 THEN sum(greatest(c.reltuples, 0))::bigint
                 ELSE nullif(sum(pg_stat_get_live_tuples(c.oid)), 0)::bigint END AS rows
       FROM unnest($1::text[]) AS t (title)
       JOIN LATERAL (SELECT to_regclass(t.title) AS oid) root ON root.oid IS NOT NULL
       JOIN pg_class c ON c.oid = root.oid OR c.oid IN (SELECT relid FROM pg_partition_tree(root.oid))
      WHERE c.relkind IN ('r', 'm')
      GROUP BY t.title`,
    [titles],
  );
  return new Map(
    rows.map(({ title, rows: estimate, bytes, filled }) => [
      title,
      { rows: filled ? nonzero(estimate) : 0, bytes: Number(bytes) },
    ]),
  );
}

/** A table with pages has rows, or had some; an estimate of none is no promise. */
function nonzero(estimate: string | null): number | null {
  const rows = Number(estimate ?? 0);
  return rows > 0 ? rows : null;
}
