import { openTables } from '@erp/seed/open-tables';
import { sqlColumns, sqlName } from '../../database/sql-name.ts';
import type { Knex } from '../../database/transaction.ts';
import { advanceSequences, assertNone } from '../move-rows.ts';
import { takeStatistics } from '../take-statistics.ts';
import type { ComparedTable } from './compare-rows.ts';

/** What comes back of a table. */
export interface Restored {
  readonly rows: number;
  /** Changed rows of which at least a column comes back. */
  readonly changed: number;
  /** Changed rows that stay as they are, or keep a change. */
  readonly left: number;
  /** Rows whose figures stay, since rows that are new since count for them. */
  readonly fresh: number;
}

/** Counts what was chosen, by table. */
export async function countChosen(
  trx: Knex,
  tables: readonly ComparedTable[],
): Promise<ReadonlyMap<string, Restored>> {
  const counts = new Map<string, Restored>();
  for (const { name, differing } of tables) {
    const { rows } = await trx.raw<{ rows: Restored[] }>(
      `SELECT count(*) FILTER (WHERE "~back")::int AS rows, count(*) FILTER (WHERE "~take" <> '{}')::int AS changed,
         count(*) FILTER (WHERE "~state" = 'changed' AND NOT "~take" @> "~differs")::int AS left,
         count(*) FILTER (WHERE "~fresh" AND NOT "~take" @> "~differs")::int AS fresh FROM ${differing}`,
    );
    counts.set(name, rows[0] ?? { rows: 0, changed: 0, left: 0, fresh: 0 });
  }
  return counts;
}

/**
 * Brings back what was chosen: without triggers, since figures come with it; keys are checked when all is there. Reads it
 * back and compares.
 *
 * @throws {Problem} `tenant_differs`.
 */
export async function bringBack(
  trx: Knex,
  tables: readonly ComparedTable[],
  chosen: ReadonlyMap<string, Restored>,
  tenant: string,
): Promise<void> {
  const affected = tables.filter(({ name }) => {
    const { rows, changed } = chosen.get(name) ?? { rows: 0, changed: 0 };
    return rows + changed > 0;
  });
  const named = affected.map((table) => ({ ...table, table: { ...table, schema: 'public' } }));
  const close = await openTables(
    trx,
    named.map(({ table }) => sqlName(table)),
  );
  await trx.raw('SET CONSTRAINTS ALL DEFERRED');
  for (const { table, columns, differing } of named)
    await trx.raw(
      `INSERT INTO ${sqlName(table)} (${sqlColumns(columns)}) OVERRIDING SYSTEM VALUE
       SELECT ${sqlColumns(columns)} FROM ${differing} WHERE "~back"`,
    );
  for (const { table } of named) await takeColumns(trx, table, tenant);
  await trx.raw('SET CONSTRAINTS ALL IMMEDIATE');
  await advanceSequences(trx, tenant, named);
  await assertBack(trx, affected, tenant);
  await close();
  await takeStatistics(
    trx,
    new Map(named.map(({ name, table }) => [sqlName(table), chosen.get(name)?.rows ?? 0])),
  );
}

/** An UPDATE for each set of columns that comes back together. */
async function takeColumns(trx: Knex, table: ComparedTable, tenant: string): Promise<void> {
  const { rows } = await trx.raw<{ rows: { take: string[] }[] }>(
    `SELECT DISTINCT "~take" AS take FROM ${table.differing} WHERE "~take" <> '{}'`,
  );
  for (const { take } of rows) {
    const set = take.map((column) => `${sqlColumns([column])} = d.${sqlColumns([column])}`);
    await trx.raw(
      `UPDATE public.${sqlColumns([table.name])} n SET ${set.join(', ')} FROM ${table.differing} d
       WHERE d."~take" = ?::text[] AND n.tenant_id = ${tenant} AND ${onKey(table)}`,
      [take],
    );
  }
}

async function assertBack(trx: Knex, tables: readonly ComparedTable[], tenant: string): Promise<void> {
  const differing: string[] = [];
  for (const table of tables) {
    const columns = table.columns.map((column) => sqlColumns([column]));
    const { rows } = await trx.raw<{ rows: { count: number }[] }>(
      `SELECT count(*)::int AS count FROM ${table.differing} d
       LEFT JOIN public.${sqlColumns([table.name])} n ON n.tenant_id = ${tenant} AND ${onKey(table)}
       WHERE ("~back" OR "~state" = 'changed' AND "~take" @> "~differs") AND ROW(${columns.map((column) => `d.${column}`).join(', ')})::text
         IS DISTINCT FROM ROW(${columns.map((column) => `n.${column}`).join(', ')})::text`,
    );
    const count = rows[0]?.count ?? 0;
    if (count > 0) differing.push(`public.${table.name}: ${count} rows did not come back as they were`);
  }
  assertNone(differing);
}

function onKey({ key }: ComparedTable): string {
  return key.map((column) => `n.${sqlColumns([column])} = d.${sqlColumns([column])}`).join(' AND ');
}
