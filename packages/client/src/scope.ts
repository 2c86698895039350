import { AsyncLocalStorage } from 'node:async_hooks';
import { Problem } from '@erp/kit/problem';
import type { PoolClient } from 'pg';
import { repeat } from './repeat.ts';
import type { TenantOptions, TenantSession } from './session.ts';
import { TenantConnection } from './tenant-connection.ts';

/** A transaction inside a tenant, as long as its work runs. */
interface Scope {
  /** What the work must not ask meanwhile: the pool, or what stands for it. */
  readonly handle: object;
  readonly session: TenantSession;
  readonly options: TenantOptions;
  readonly outer: Scope | undefined;
  connection: TenantConnection | undefined;
  over: boolean;
}

/** The transactions that the code which is running now belongs to. */
const scopes = new AsyncLocalStorage<Scope>();

/**
 * Runs work in a transaction inside a tenant; once more, from its beginning, where the database asks for it.
 *
 * @param handle the pool, whose connections are taken by `lend`.
 * @param begin lets the query builder begin a transaction and do the work in it.
 * @throws {Problem} `outside_transaction` inside the work of another transaction of the same handle.
 * @throws {Problem} `no_pool` where the connection was not taken by `lend`.
 */
export async function inTenant<Result>(
  handle: object,
  session: TenantSession,
  options: TenantOptions,
  begin: () => PromiseLike<Result>,
): Promise<Result> {
  const outer = scopes.getStore();
  if (scopeOf(handle)?.connection !== undefined && isGuarded(options)) throw outsideTransaction();
  return repeat(options.attempts ?? 5, async () => {
    const scope: Scope = { handle, session, options, outer, connection: undefined, over: false };
    try {
      return await scopes.run(scope, async () => begin());
    } catch (error) {
      throw problemIn(error) ?? error;
    } finally {
      scope.over = true;
    }
  });
}

/**
 * Takes a connection from the pool: one that enters the tenant where a transaction is about to begin.
 *
 * @param take takes it from the pool itself.
 * @param giveBack gives it back; an error says that it is of no use any more.
 * @throws {Problem} `outside_transaction` where the work of a transaction asks the pool.
 */
export async function lend<Client extends PoolClient>(
  handle: object,
  take: () => Promise<Client>,
  giveBack: (client: Client, error: Error | undefined) => void,
): Promise<Client | TenantConnection> {
  const scope = scopeOf(handle);
  if (scope === undefined) return take();
  if (scope.connection !== undefined) {
    if (isGuarded(scope.options)) throw outsideTransaction();
    return take();
  }
  const client = await take();
  scope.connection = new TenantConnection(client, scope, (error) => giveBack(client, error));
  return scope.connection;
}

/** Whether code that belongs to a transaction of the handle is running. */
export function isLending(handle: object): boolean {
  return scopeOf(handle) !== undefined;
}

/** @throws {Problem} `no_pool` where a query builder runs work without having asked `lend` for a connection. */
export function requireLent(handle: object, hint: string): void {
  if (scopeOf(handle)?.connection === undefined) throw noPool(hint);
}

/** @param hint what to write instead. */
export function noPool(hint: string): Problem {
  return new Problem({
    code: 'no_pool',
    message: 'withTenant needs a handle with a pool of pg whose connections it can take.',
    hint,
  });
}

/** Drizzle wraps what its driver throws into an error that says only which statement it was. */
function problemIn(error: unknown): Problem | undefined {
  let each = error;
  while (each instanceof Error && !(each instanceof Problem)) each = each.cause;
  return each instanceof Problem ? each : undefined;
}

function scopeOf(handle: object): Scope | undefined {
  let scope = scopes.getStore();
  while (scope !== undefined && (scope.handle !== handle || scope.over)) scope = scope.outer;
  return scope;
}

function isGuarded({ guard = process.env.NODE_ENV !== 'production' }: TenantOptions): boolean {
  return guard;
}

function outsideTransaction(): Problem {
  return new Problem({
    code: 'outside_transaction',
    message: 'A query inside withTenant was sent on the outer handle, where no tenant is entered.',
    detail: 'It would see no rows and change none, and take a second connection from the pool.',
    hint: 'Use the transaction that the work is given: withTenant(db, session, (trx) => trx…).',
  });
}
