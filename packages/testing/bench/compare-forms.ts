import type { Client } from 'pg';
import { memberOfRank, tenantOfRank } from './fill-orders.ts';
import { measurePairs, type PairTimes, processorClock } from './measure-pairs.ts';
import { type PlanNode, type PlanReading, readPlan } from './scan-nodes.ts';
import { explicitForm, type ScreenQuery } from './screen-queries.ts';

/** One query for one tenant: the explicit WHERE first, row level security second. */
export interface Comparison {
  readonly query: ScreenQuery;
  readonly rank: number;
  /** As an application sees it: statement sent, parsed, planned, executed, rows received. */
  readonly roundTrip: PairTimes;
  /** The share of the server: a loop inside it that parses, plans and executes each time, without client or network. */
  readonly server: PairTimes;
  readonly plan: PlanReading;
}

interface Effort {
  readonly pairs: number;
  readonly executions: number;
}

/**
 * Compares the two forms of a query for one tenant.
 *
 * @param owner a connection that row level security does not bind.
 * @param application another one, as the owner too: it enters the tenant as erp_app for the time of a transaction.
 */
export async function compareForms(
  owner: Client,
  application: Client,
  query: ScreenQuery,
  rank: number,
  effort: Effort,
): Promise<Comparison> {
  const tenant = tenantOfRank(rank);
  const found = await owner.query({ text: query.parameters, values: [tenant], rowMode: 'array' });
  const parameters = found.rows as unknown[][];
  if (parameters.length === 0) throw new Error(`No parameters for "${query.name}" of tenant ${tenant}.`);
  const explicit = explicitForm(query);

  await owner.query('BEGIN');
  await application.query('BEGIN');
  try {
    await application.query('SET LOCAL ROLE erp_app');
    await application.query('SELECT app.enter_tenant($1, $2)', [tenant, memberOfRank(rank, 0)]);
    await expectSameRows(owner, explicit, application, query, tenant, parameters);

    const { pairs, executions } = effort;
    const each = (client: Client, sql: string, more: unknown[]) => async () => {
      for (let i = 0; i < executions; i++) {
        await client.query(sql, [...(parameters[i % parameters.length] ?? []), ...more]);
      }
    };
    const roundTrip = await measurePairs(
      each(owner, explicit, [tenant]),
      each(application, query.sql, []),
      pairs,
      executions,
    );
    const explicitLoop = loopOf(
      explicit,
      [...query.types, 'bigint'],
      parameters.map((row) => [...row, tenant]),
      executions,
    );
    const loop = loopOf(query.sql, query.types, parameters, executions);
    const server = await measurePairs(
      () => owner.query(explicitLoop),
      () => application.query(loop),
      pairs,
      executions,
    );
    const explained = await application.query(
      `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${query.sql}`,
      parameters[0],
    );
    const root = explained.rows[0]['QUERY PLAN'][0].Plan as PlanNode;
    return { query, rank, roundTrip, server, plan: readPlan(root) };
  } finally {
    await owner.query('ROLLBACK');
    await application.query('ROLLBACK');
  }
}

/** The same two forms in loops inside the server, by the processor time of the two processes there. */
export async function compareProcessorTime(
  owner: Client,
  application: Client,
  query: ScreenQuery,
  rank: number,
  { pairs, executions }: Effort,
): Promise<PairTimes> {
  const tenant = tenantOfRank(rank);
  const found = await owner.query({ text: query.parameters, values: [tenant], rowMode: 'array' });
  const parameters = found.rows as unknown[][];
  const explicit = explicitForm(query);
  const clockOf = async (client: Client) =>
    processorClock((await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid);
  const clocks = [await clockOf(owner), await clockOf(application)] as const;
  await owner.query('BEGIN');
  await application.query('BEGIN');
  try {
    await application.query('SET LOCAL ROLE erp_app');
    await application.query('SELECT app.enter_tenant($1, $2)', [tenant, memberOfRank(rank, 0)]);
    await expectSameRows(owner, explicit, application, query, tenant, parameters);
    const explicitLoop = loopOf(
      explicit,
      [...query.types, 'bigint'],
      parameters.map((row) => [...row, tenant]),
      executions,
    );
    const loop = loopOf(query.sql, query.types, parameters, executions);
    return await measurePairs(
      () => owner.query(explicitLoop),
      () => application.query(loop),
      pairs,
      executions,
      clocks,
    );
  } finally {
    await owner.query('ROLLBACK');
    await application.query('ROLLBACK');
  }
}

/** A comparison of two statements that find different things would mean nothing. */
async function expectSameRows(
  owner: Client,
  explicit: string,
  application: Client,
  query: ScreenQuery,
  tenant: number,
  parameters: readonly unknown[][],
): Promise<void> {
  let total = 0;
  for (const values of parameters) {
    const wanted = await owner.query(explicit, [...values, tenant]);
    const seen = await application.query(query.sql, values);
    if (JSON.stringify(wanted.rows) !== JSON.stringify(seen.rows)) {
      throw new Error(`"${query.name}" finds other rows under row level security in tenant ${tenant}.`);
    }
    total += seen.rows.length;
  }
  if (total === 0) throw new Error(`"${query.name}" finds nothing in tenant ${tenant}.`);
}

/** A DO block that executes the statement with each row of parameters in turn, planning it anew each time. */
function loopOf(
  sql: string,
  types: readonly string[],
  rows: readonly unknown[][],
  executions: number,
): string {
  const lists = types.map(
    (type, i) => `v${i} ${type}[] := ARRAY[${rows.map((row) => literal(row[i])).join(', ')}]::${type}[];`,
  );
  const using = types.map((_type, i) => `v${i}[1 + i % ${rows.length}]`).join(', ');
  return `DO $loop$
    DECLARE ${lists.join(' ')}
    BEGIN
      FOR i IN 0 .. ${executions - 1} LOOP
        EXECUTE $sql$${sql}$sql$ USING ${using};
      END LOOP;
    END $loop$`;
}

function literal(value: unknown): string {
  const text = value instanceof Date ? value.toISOString() : String(value);
  return `'${text.replaceAll("'", "''")}'`;
}
