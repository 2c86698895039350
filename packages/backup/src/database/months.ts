import type { Month } from '../files/manifest.ts';
import type { Knex } from './transaction.ts';

/**
 * Makes the months that a backup has and a database has not, before their rows come: without them, rows would go into the
 * partition for what no month takes. Those that were put away in schema archive are put there again.
 */
export async function makeMonths(trx: Knex, months: readonly Month[]): Promise<void> {
  const { rows } = await trx.raw<{ rows: { partition: string }[] }>(
    `SELECT m.partition FROM jsonb_to_recordset(?::jsonb) AS m (partition text, archived boolean)
     WHERE to_regclass(format('%I.%I', CASE WHEN m.archived THEN 'archive' ELSE 'public' END, m.partition)) IS NULL`,
    [JSON.stringify(months)],
  );
  const missing = new Set(rows.map(({ partition }) => partition));
  for (const { table, partition, month, archived } of months) {
    if (!missing.has(partition)) continue;
    await trx.raw('SELECT app.create_partition(?, ?::date)', [table, month]);
    if (!archived) continue;
    await trx.raw('ALTER TABLE public.?? DETACH PARTITION public.??', [table, partition]);
    await trx.raw('ALTER TABLE public.?? SET SCHEMA archive', [partition]);
  }
}
