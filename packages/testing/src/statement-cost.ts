import type { Knex } from 'knex';

/** What a statement cost, counted and not timed: the same on every machine. */
export interface StatementCost {
  /** Rows that it and the functions that it fired have read out of tables. */
  readonly rowsRead: number;
  /** How often each trigger that is not a foreign key's was called. */
  readonly triggerCalls: Readonly<Record<string, number>>;
}

/** Runs a statement that changes rows, and counts what that took. Foreign keys are checked before it counts. */
export async function costOf(trx: Knex.Transaction, sql: string): Promise<StatementCost> {
  await trx.raw('SET CONSTRAINTS ALL IMMEDIATE');
  const before = await rowsRead(trx);
  const { rows } = await trx.raw<{ rows: { 'QUERY PLAN': [{ Triggers: Trigger[] }] }[] }>(
    `EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF, FORMAT JSON) ${sql}`,
  );
  const triggers = rows[0]?.['QUERY PLAN'][0].Triggers ?? [];
  const ours = triggers.filter((trigger) => trigger['Constraint Name'] === undefined);
  return {
    rowsRead: (await rowsRead(trx)) - before,
    triggerCalls: Object.fromEntries(ours.map((trigger) => [trigger['Trigger Name'], trigger.Calls])),
  };
}

interface Trigger {
  readonly 'Trigger Name': string;
  readonly 'Constraint Name'?: string;
  readonly Calls: number;
}

async function rowsRead(trx: Knex.Transaction): Promise<number> {
  const { rows } = await trx.raw<{ rows: { n: string }[] }>(
    'SELECT coalesce(sum(seq_tup_read + coalesce(idx_tup_fetch, 0)), 0) AS n FROM pg_stat_xact_user_tables',
  );
  return Number(rows[0]?.n);
}
