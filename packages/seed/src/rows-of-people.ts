import type { Session } from '@erp/engine/connection';
import type { SeededTenant } from './remove.ts';
import { FIRST_OWN_NUMBER } from './tenants.ts';

/** Rows of demo tenants that no seed has written, or that were changed since. */
export interface RowsOfPeople {
  readonly rows: number;
  /** By table, the fullest first. */
  readonly tables: readonly { readonly table: string; readonly rows: number }[];
}

/**
 * Counts what people have made in demo tenants: rows with numbers beyond those of the seeds, and rows that were touched
 * after the demo's end. Reads every tenant table once.
 */
export async function rowsOfPeople(
  session: Session,
  tenants: readonly SeededTenant[],
): Promise<RowsOfPeople> {
  if (tenants.length === 0) return { rows: 0, tables: [] };
  const live = await session.query<{ table: string; numbered: boolean; touched: boolean }>(
    `SELECT c.relname AS "table", bool_or(a.attname = 'id') AS numbered, bool_or(a.attname = 'updated_at') AS touched
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND c.relname <> 'sys_demo_seeds'
     GROUP BY c.relname
     HAVING bool_or(a.attname = 'tenant_id') AND bool_or(a.attname IN ('id', 'updated_at')) ORDER BY 1`,
  );
  const counts = live.map(({ table, numbered, touched }) => {
    const signs = [
      ...(numbered ? [`t.id >= ${FIRST_OWN_NUMBER}`] : []),
      ...(touched ? ['t.updated_at > d.ended_at'] : []),
    ];
    return `SELECT '${table}' AS "table", count(*) AS rows FROM "${table}" t
      JOIN demo d ON d.tenant_id = t.tenant_id WHERE ${signs.join(' OR ')}`;
  });
  const found = await session.query<{ table: string; rows: string }>(
    `WITH demo AS (
       SELECT tenant_id, max(until)::timestamp AT TIME ZONE 'UTC' AS ended_at FROM sys_demo_seeds
       WHERE tenant_id = ANY ($1) GROUP BY tenant_id
     )
     SELECT * FROM (${counts.join('\nUNION ALL\n')}) counted WHERE rows > 0 ORDER BY rows DESC, "table"`,
    [tenants.map(({ id }) => id)],
  );
  const tables = found.map(({ table, rows }) => ({ table, rows: Number(rows) }));
  return { rows: tables.reduce((sum, { rows }) => sum + rows, 0), tables };
}
