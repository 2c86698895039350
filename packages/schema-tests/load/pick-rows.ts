import type { Knex } from 'knex';

/**
 * Rows that there are now, in an order of chance; perhaps not any more a moment later.
 *
 * @param most how many at most.
 * @param columns what is read of each, as a list in SQL.
 */
export async function pickRows(
  trx: Knex.Transaction,
  table: string,
  most: number,
  condition = 'true',
  columns = 'id',
): Promise<readonly Record<string, string>[]> {
  // In the order of their numbers first: then a seed of random() picks the same rows, wherever rows lie.
  const { rows } = await trx.raw<{ rows: Record<string, string>[] }>(
    `SELECT ${columns} FROM (SELECT * FROM ${table} WHERE ${condition} ORDER BY id) r ORDER BY random() LIMIT ${most}`,
  );
  return rows;
}
