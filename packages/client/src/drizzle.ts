import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { inTenant, noPool } from './scope.ts';
import type { TenantOptions, TenantSession } from './session.ts';
import { takeFromPool } from './take-from-pool.ts';

export type { Id, TenantOptions, TenantSession } from './session.ts';

/** What Drizzle hands the work of a transaction. */
export type DrizzleTransaction<Schema extends Record<string, unknown>> = Parameters<
  Parameters<NodePgDatabase<Schema>['transaction']>[0]
>[0];

/**
 * Runs work on Drizzle in a transaction inside a tenant. BEGIN, entering and the first query travel together; the
 * transaction is repeated from its beginning after 40001, 40P01 and 55P03.
 *
 * @param db of drizzle-orm/node-postgres, over a pool.
 * @throws the error of PostgreSQL, as the cause of Drizzle's: 42501 where the tenant cannot be entered.
 * @throws {Problem} `no_pool` for a Drizzle over one connection, `outside_transaction` when the work asks the outer
 *   handle; see docs/problems.md for the others.
 */
export async function withTenant<Schema extends Record<string, unknown>, Result>(
  db: NodePgDatabase<Schema> & { readonly $client?: unknown },
  session: TenantSession,
  work: (trx: DrizzleTransaction<Schema>) => Promise<Result>,
  options: TenantOptions = {},
): Promise<Result> {
  const pool = db.$client;
  if (!(pool instanceof pg.Pool)) throw noPool('Hand Drizzle a pool: drizzle({ client: new pg.Pool(…) }).');
  takeFromPool(pool);
  return inTenant(pool, session, options, () => db.transaction(work));
}
