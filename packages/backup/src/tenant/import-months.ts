import { sqlColumns, sqlName } from '../database/sql-name.ts';
import type { Knex } from '../database/transaction.ts';
import type { Month, TableRows } from '../files/manifest.ts';
import type { RowSource } from './move-rows.ts';

type TableName = Pick<TableRows, 'schema' | 'name'>;

/** Where the months of an archive lie in a database, and what has to be made of them. */
export interface ImportMonths {
  /** Those to make, before rows come. */
  readonly toMake: readonly Month[];
  /** The table that a table is a month of; itself when it is none that was put away. */
  readonly whole: (table: TableName) => TableName;
  /** Where the rows of a table go: a month that was put away there may be attached here. */
  readonly into: (table: TableName) => TableName;
}

/** Looks which months that were put away in the other database are attached in this one. */
export async function placeMonths(trx: Knex, months: readonly Month[]): Promise<ImportMonths> {
  const away = months.filter(({ archived }) => archived);
  const { rows } = await trx.raw<{ rows: { partition: string }[] }>(
    `SELECT p AS partition FROM unnest(?::text[]) AS p
     WHERE to_regclass(format('archive.%I', p)) IS NULL AND to_regclass(format('public.%I', p)) IS NOT NULL`,
    [away.map(({ partition }) => partition)],
  );
  const attached = new Set(rows.map(({ partition }) => partition));
  const tableOf = new Map(away.map(({ partition, table }) => [partition, table]));
  const whole = (table: TableName) => {
    const name = table.schema === 'archive' ? tableOf.get(table.name) : undefined;
    return name === undefined ? table : { schema: 'public', name };
  };
  return {
    toMake: months.filter(({ archived, partition }) => !archived || !attached.has(partition)),
    whole,
    into: (table) => (attached.has(table.name) ? whole(table) : table),
  };
}

/**
 * One source for each table that rows go into, since what came is compared table by table.
 *
 * @param sources their columns have names.
 */
export function joinSources(sources: readonly RowSource[]): RowSource[] {
  const joined = new Map<string, RowSource>();
  for (const { table, select } of sources) {
    const title = sqlName(table);
    const before = joined.get(title);
    if (before === undefined) joined.set(title, { table, select });
    else {
      const more = `SELECT ${sqlColumns(before.table.columns)} FROM (${select}) m`;
      joined.set(title, { ...before, select: `${before.select} UNION ALL ${more}` });
    }
  }
  return [...joined.values()];
}
