import type { Pool, QueryConfig, QueryResult, QueryResultRow, Submittable } from 'pg';
import { inTenant } from './scope.ts';
import type { TenantOptions, TenantSession } from './session.ts';
import { takeFromPool } from './take-from-pool.ts';

export type { Id, TenantOptions, TenantSession } from './session.ts';

/** What the work asks: a connection of pg inside the transaction. */
export interface TenantClient {
  /** A cursor, or a stream of COPY. */
  query<Cursor extends Submittable>(cursor: Cursor): Cursor;
  query<Row extends QueryResultRow>(
    query: string | QueryConfig,
    values?: unknown[],
  ): Promise<QueryResult<Row>>;
}

/**
 * Runs work on a pool of pg in a transaction inside a tenant. BEGIN, entering and the first query travel together;
 * the transaction is repeated from its beginning after 40001, 40P01 and 55P03.
 *
 * @throws the error of PostgreSQL: 42501 where the tenant cannot be entered.
 * @throws {Problem} `outside_transaction` when the work asks the pool itself; see docs/problems.md for the others.
 */
export async function withTenant<Result>(
  pool: Pool,
  session: TenantSession,
  work: (client: TenantClient) => Promise<Result>,
  options: TenantOptions = {},
): Promise<Result> {
  takeFromPool(pool);
  return inTenant(pool, session, options, async () => {
    const client = await pool.connect();
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } finally {
      // Without a COMMIT it rolls back.
      client.release();
    }
  });
}
