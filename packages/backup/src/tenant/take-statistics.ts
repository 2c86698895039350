import type { Knex } from '../database/transaction.ts';

/** Rows from which the planner's statistics of a table are taken anew at once; of others autovacuum does it. */
const WORTH_STATISTICS = 100;

/**
 * Takes the planner's statistics of tables anew. The rows of a tenant are much like those of others: where there were at
 * least as many before, it is only the tenant that is new.
 *
 * @param came how many rows came, by the name of the table as SQL takes it.
 */
export async function takeStatistics(trx: Knex, came: ReadonlyMap<string, number>): Promise<void> {
  const many = [...came].flatMap(([name, rows]) => (rows >= WORTH_STATISTICS ? [name] : []));
  if (many.length === 0) return;
  const { rows } = await trx.raw<{ rows: { name: string; known: number }[] }>(
    'SELECT t.name, c.reltuples AS known FROM unnest(?::text[]) AS t (name) JOIN pg_class c ON c.oid = t.name::regclass',
    [many],
  );
  const tables = rows.map(({ name, known }) =>
    known < (came.get(name) ?? 0) ? name : `${name} (tenant_id)`,
  );
  await trx.raw(`ANALYZE ${tables.join(', ')}`);
}
