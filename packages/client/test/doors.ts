import * as forDrizzle from '@erp/client/drizzle';
import * as forKnex from '@erp/client/knex';
import * as forKysely from '@erp/client/kysely';
import * as forPg from '@erp/client/pg';
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import knexFactory, { type Knex } from 'knex';
import { CompiledQuery, Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';

type Session = forPg.TenantSession;
type Options = forPg.TenantOptions;
type Ask = (text: string) => Promise<Record<string, unknown>[]>;

/** A query builder, with what the tests do through each of them alike. */
export interface Door {
  readonly name: string;
  /** Work inside a tenant. */
  within<Result>(session: Session, work: (ask: Ask) => Promise<Result>, options?: Options): Promise<Result>;
  /** A query on the handle itself. */
  readonly outside: Ask;
  close(): Promise<unknown>;
}

/** Opens each of the query builders with a pool of its own. */
export const openings: Record<string, (settings: pg.PoolConfig, size: number) => Door> = {
  pg: openPg,
  Knex: openKnex,
  Kysely: openKysely,
  Drizzle: openDrizzle,
};

function openPg(settings: pg.PoolConfig, max: number): Door {
  const pool = new pg.Pool({ ...settings, max });
  return {
    name: 'pg',
    within: (session, work, options) =>
      forPg.withTenant(
        pool,
        session,
        (client) => work(async (text) => (await client.query(text)).rows),
        options,
      ),
    outside: async (text) => (await pool.query(text)).rows,
    close: () => pool.end(),
  };
}

function openKnex(settings: pg.PoolConfig, max: number): Door {
  const knex = knexFactory({
    client: 'pg',
    connection: settings as Knex.PgConnectionConfig,
    pool: { min: 0, max },
    // It tells the console of every connection that is lost.
    log: { warn: () => {} },
  });
  return {
    name: 'Knex',
    within: (session, work, options) =>
      forKnex.withTenant(knex, session, (trx) => work(async (text) => (await trx.raw(text)).rows), options),
    outside: async (text) => (await knex.raw(text)).rows,
    close: () => knex.destroy(),
  };
}

function openKysely(settings: pg.PoolConfig, max: number): Door {
  const pool = new pg.Pool({ ...settings, max });
  const db = forKysely.tenantKysely(
    pool,
    new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool }) }),
  );
  const rowsOf = async (on: Pick<typeof db, 'executeQuery'>, text: string) =>
    (await on.executeQuery<Record<string, unknown>>(CompiledQuery.raw(text))).rows;
  return {
    name: 'Kysely',
    within: (session, work, options) =>
      forKysely.withTenant(db, session, (trx) => work((text) => rowsOf(trx, text)), options),
    outside: (text) => rowsOf(db, text),
    close: () => db.destroy(),
  };
}

function openDrizzle(settings: pg.PoolConfig, max: number): Door {
  const pool = new pg.Pool({ ...settings, max });
  const db = drizzle({ client: pool });
  return {
    name: 'Drizzle',
    within: (session, work, options) =>
      forDrizzle.withTenant(
        db,
        session,
        (trx) => work(async (text) => (await trx.execute(sql.raw(text))).rows),
        options,
      ),
    outside: async (text) => (await db.execute(sql.raw(text))).rows,
    close: () => pool.end(),
  };
}
