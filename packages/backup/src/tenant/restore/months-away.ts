import { sqlColumns } from '../../database/sql-name.ts';
import type { Knex } from '../../database/transaction.ts';
import type { Month } from '../../files/manifest.ts';
import type { ThenTable } from './load-then.ts';

/**
 * Leaves out what lies in months that are away now: put away into schema archive, or dropped after their time. Such rows
 * are not missing.
 *
 * @returns what was left out, in words.
 */
export async function leaveAwayMonths(
  trx: Knex,
  tables: readonly ThenTable[],
  months: readonly Month[],
): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { table: string; column: string; months: string[] }[] }>(
    `SELECT m."table", t.partition_column AS "column", array_agg(m.month::text) AS months
     FROM jsonb_to_recordset(?::jsonb) AS m ("table" text, partition text, month date, archived boolean)
     JOIN public.sys_partitioned_tables t ON t.table_name = m."table"
     WHERE NOT m.archived AND to_regclass(format('public.%I', m.partition)) IS NULL GROUP BY 1, 2 ORDER BY 1`,
    [JSON.stringify(months)],
  );
  const notes: string[] = [];
  for (const { table, column, months: away } of rows) {
    const then = tables.find((each) => each.table.name === table);
    if (then === undefined) continue;
    const moment = `${sqlColumns([column])} AT TIME ZONE 'UTC'`;
    const removed = await trx.raw<{ rowCount: number }>(
      `DELETE FROM ${then.then} WHERE date_trunc('month', ${moment})::date = ANY (?::date[])`,
      [away],
    );
    if (removed.rowCount > 0)
      notes.push(
        `${removed.rowCount} rows of ${table} lie in months that were put away or dropped since, and stay there`,
      );
  }
  return notes;
}
