import type { Knex } from 'knex';
import type { Tables } from 'knex/types/tables.js';
import type { ColumnType, Kysely, Transaction } from 'kysely';
import type { Pool } from 'pg';
import { inTenant, noPool, requireLent } from './scope.ts';
import type { TenantOptions, TenantSession } from './session.ts';
import { takeFromPool } from './take-from-pool.ts';

export type { Id, TenantOptions, TenantSession } from './session.ts';

/**
 * The tables of the domains whose `tables` were imported, as Kysely takes them: what is read, what may be inserted, what may be
 * changed. Generated columns are neither inserted nor changed, and a column of codes takes its codes only.
 */
export type TenantTables = {
  [Table in keyof Tables]: Tables[Table] extends Knex.CompositeTableType<
    infer Row,
    infer Given,
    infer Changed
  >
    ? { [Column in keyof Row]: ColumnType<Row[Column], Said<Given, Column>, Said<Changed, Column>> }
    : never;
};

/** What a column takes; Kysely says expressions of SQL in a way of its own. */
type Said<Values, Column> = Column extends keyof Values ? Exclude<Values[Column], Knex.Raw> : never;

const pools = new WeakMap<object, Pool>();

const HINT =
  'Say once: const db = tenantKysely(pool, new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })).';

/** Tells `withTenant` which pool a Kysely has, since it does not show it; returns the Kysely. */
export function tenantKysely<Database>(pool: Pool, db: Kysely<Database>): Kysely<Database> {
  pools.set(db, takeFromPool(pool));
  return db;
}

/**
 * Runs work on Kysely in a transaction inside a tenant. BEGIN, entering and the first query travel together; the
 * transaction is repeated from its beginning after 40001, 40P01 and 55P03.
 *
 * @param db made by `tenantKysely`.
 * @throws the error of PostgreSQL: 42501 where the tenant cannot be entered.
 * @throws {Problem} `no_pool` for a Kysely whose pool is unknown, `outside_transaction` when the work asks the outer
 *   handle; see docs/problems.md for the others.
 */
export async function withTenant<Database, Result>(
  db: Kysely<Database>,
  session: TenantSession,
  work: (trx: Transaction<Database>) => Promise<Result>,
  options: TenantOptions = {},
): Promise<Result> {
  const pool = pools.get(db);
  if (pool === undefined) throw noPool(HINT);
  return inTenant(pool, session, options, () =>
    db.transaction().execute(async (trx) => {
      requireLent(pool, HINT);
      return work(trx);
    }),
  );
}
