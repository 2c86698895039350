import type { Knex } from 'knex';
import type { PoolClient } from 'pg';
import { inTenant, isLending, lend, noPool } from './scope.ts';
import type { TenantOptions, TenantSession } from './session.ts';
import { TenantConnection } from './tenant-connection.ts';

export type { Id, TenantOptions, TenantSession } from './session.ts';

/** What Knex takes its connections by. */
interface KnexClient {
  acquireConnection(): Promise<PoolClient>;
  releaseConnection(connection: PoolClient | TenantConnection): Promise<void>;
}

const prepared = new WeakSet<object>();

/**
 * Runs work on Knex in a transaction inside a tenant. BEGIN, entering and the first query travel together; the
 * transaction is repeated from its beginning after 40001, 40P01 and 55P03.
 *
 * @throws the error of PostgreSQL: 42501 where the tenant cannot be entered.
 * @throws {Problem} `outside_transaction` when the work asks the outer handle; see docs/problems.md for the others.
 */
export async function withTenant<Result>(
  knex: Knex,
  session: TenantSession,
  work: (trx: Knex.Transaction) => Promise<Result>,
  options: TenantOptions = {},
): Promise<Result> {
  if (knex.isTransaction === true)
    throw noPool('Call withTenant with the handle that the transaction came from.');
  const client = knex.client as KnexClient;
  takeFromKnex(client);
  return inTenant(client, session, options, () =>
    // Work that returns no promise would leave the transaction open for ever.
    knex.transaction(async (trx) => work(trx)),
  );
}

/** Lets Knex begin transactions of `withTenant` on connections that enter the tenant. */
function takeFromKnex(client: KnexClient): void {
  if (prepared.has(client)) return;
  prepared.add(client);
  const take = client.acquireConnection.bind(client);
  const giveBack = client.releaseConnection.bind(client);
  client.acquireConnection = async () => {
    if (!isLending(client)) return take();
    return (await lend(client, take, (connection, error) => {
      // As Knex marks what it must not hand out again.
      if (error !== undefined) Object.assign(connection, { __knex__disposed: error });
      giveBack(connection);
    })) as PoolClient;
  };
  client.releaseConnection = async (connection) => {
    if (connection instanceof TenantConnection) connection.release();
    else await giveBack(connection);
  };
}
