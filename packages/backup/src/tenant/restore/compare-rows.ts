import { sqlColumns, sqlName, sqlText } from '../../database/sql-name.ts';
import type { Knex } from '../../database/transaction.ts';
import type { ThenTable } from './load-then.ts';

/** A table whose rows then and now are not the same. */
export interface ComparedTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly key: readonly string[];
  /**
   * The temporary table with the rows of then that are missing or changed now, as they would be here, and those of now
   * that are new since; beside them `~state` (missing, changed, new), `~differs` (columns), `~back` (a missing row comes
   * back), `~take` (columns that come back) and `~fresh` (rows that are new since count for it).
   */
  readonly differing: string;
  readonly missing: number;
  readonly changed: number;
  readonly new: number;
}

/** How rows of then read here. */
export interface ThenAndNow {
  readonly tenant: string;
  /** A SELECT of the columns of a table of then, with the numbers of now. */
  readonly select: (then: ThenTable) => string;
}

/** Sorts the rows of a tenant by what became of them since: missing, changed, new. Equal rows are kept nowhere. */
export async function compareRows(
  trx: Knex,
  tables: readonly ThenTable[],
  { tenant, select }: ThenAndNow,
): Promise<readonly ComparedTable[]> {
  const keys = await primaryKeys(trx);
  const compared: ComparedTable[] = [];
  for (const [number, then] of tables.entries()) {
    const { name, columns } = then.table;
    const key = keys.get(name) ?? [];
    const differing = `pg_temp.compared_${number}`;
    const found = await trx.raw<{ rowCount: number }>(
      `CREATE TEMPORARY TABLE compared_${number} ON COMMIT DROP AS ${differences(then, key, { tenant, select })}`,
    );
    if (found.rowCount === 0) continue;
    const { rows } = await trx.raw<{ rows: [{ missing: number; changed: number; new: number }] }>(
      `SELECT count(*) FILTER (WHERE "~state" = 'missing')::int AS missing, count(*) FILTER (WHERE "~state" = 'changed')::int AS changed,
         count(*) FILTER (WHERE "~state" = 'new')::int AS new FROM ${differing}`,
    );
    compared.push({ name, columns, key, differing, ...rows[0] });
  }
  return compared;
}

/** A SELECT of the rows of a table that are not the same then and now, and what became of them. */
function differences(then: ThenTable, key: readonly string[], { tenant, select }: ThenAndNow): string {
  const { columns } = then.table;
  const on = key.map((column) => `n.${sqlColumns([column])} = t.${sqlColumns([column])}`).join(' AND ');
  const rest = columns.filter((column) => !key.includes(column)).map((column) => sqlColumns([column]));
  const differs = rest
    .map(
      (column) =>
        `CASE WHEN t.${column}::text IS DISTINCT FROM n.${column}::text THEN ${sqlText(column.slice(1, -1))} END`,
    )
    .join(', ');
  const first = sqlColumns([key[0] ?? 'id']);
  const [missing, fresh] = [`n.${first} IS NULL`, `t.${first} IS NULL`];
  // Of bytes that are equal the text is equal too, and need not be made.
  const same = '(t.* *= n.* OR (t.*)::text = (n.*)::text)';
  return `
    SELECT ${columns.map((column) => `CASE WHEN ${fresh} THEN n.${sqlColumns([column])} ELSE t.${sqlColumns([column])} END AS ${sqlColumns([column])}`).join(', ')},
      CASE WHEN ${missing} THEN 'missing' WHEN ${fresh} THEN 'new' ELSE 'changed' END AS "~state",
      CASE WHEN ${missing} OR ${fresh} THEN '{}' ELSE array_remove(ARRAY[${differs}]::text[], NULL) END AS "~differs",
      false AS "~back", '{}'::text[] AS "~take", false AS "~fresh"
    FROM (${select(then)}) t
    FULL JOIN (SELECT ${sqlColumns(columns)} FROM ${sqlName(then.table)} WHERE tenant_id = ${tenant}) n ON ${on}
    WHERE ${missing} OR ${fresh} OR NOT ${same}`;
}

/** The columns of the primary key of every table with rows of tenants. */
async function primaryKeys(trx: Knex): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await trx.raw<{ rows: { table: string; key: string[] }[] }>(
    `SELECT c.relname AS "table", ARRAY(
       SELECT a.attname::text FROM unnest(i.indkey::int2[]) WITH ORDINALITY AS k (number, place)
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number ORDER BY a.attname = 'tenant_id', k.place) AS key
     FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid AND i.indisprimary
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition`,
  );
  return new Map(rows.map(({ table, key }) => [table, key]));
}

/** A changed column of a row, then and now. */
export interface ChangedValue {
  readonly table: string;
  readonly key: string;
  readonly column: string;
  readonly then: unknown;
  readonly now: unknown;
  /** Whether it comes back. */
  readonly back: boolean;
}

/** The columns of the first changed rows of a table; rows that stay changed come first, since somebody has to look at them. */
export async function changedValues(
  trx: Knex,
  { name, key, differing }: ComparedTable,
  tenant: string,
  rows: number,
): Promise<readonly ChangedValue[]> {
  const own = key.filter((column) => column !== 'tenant_id');
  const on = key.map((column) => `n.${sqlColumns([column])} = d.${sqlColumns([column])}`).join(' AND ');
  const found = await trx.raw<{ rows: Omit<ChangedValue, 'table'>[] }>(
    `SELECT concat_ws(' ', ${own.map((column) => `d.${sqlColumns([column])}`).join(', ')}) AS key, c.name AS "column",
       to_jsonb(d) -> c.name AS "then", to_jsonb(n) -> c.name AS now, c.name = ANY (d."~take") AS back
     FROM (SELECT * FROM ${differing} WHERE "~state" = 'changed' ORDER BY "~take" @> "~differs", ${sqlColumns(own)} LIMIT ${rows}) d
     JOIN public.${sqlColumns([name])} n ON ${on} AND n.tenant_id = ${tenant}
     CROSS JOIN unnest(d."~differs") WITH ORDINALITY AS c (name, place) ORDER BY ${own.map((column) => `d.${sqlColumns([column])}`).join(', ')}, c.place`,
  );
  return found.rows.map((row) => ({ table: name, ...row }));
}
