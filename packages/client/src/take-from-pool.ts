import type { Pool, PoolClient } from 'pg';
import { isLending, lend } from './scope.ts';
import type { TenantConnection } from './tenant-connection.ts';

type Callback = (
  error: Error | undefined,
  client?: PoolClient | TenantConnection,
  release?: (error?: Error | boolean) => void,
) => void;

const prepared = new WeakSet<object>();

/**
 * Lets a pool of pg hand out connections that enter a tenant, to transactions of `withTenant` and to nobody else. Once is
 * enough; the pool itself is returned.
 */
export function takeFromPool<Given extends Pool>(pool: Given): Given {
  if (prepared.has(pool)) return pool;
  prepared.add(pool);
  const connect = pool.connect.bind(pool) as (done?: Callback) => Promise<PoolClient>;
  const instead = (done?: Callback) => {
    if (!isLending(pool)) return connect(done);
    const lent = lend(pool, connect, (client, error) => client.release(error));
    if (done === undefined) return lent;
    lent.then((client) => done(undefined, client, (error) => client.release(error)), done);
    return undefined;
  };
  pool.connect = instead as Pool['connect'];
  return pool;
}
