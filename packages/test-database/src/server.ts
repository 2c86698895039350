import { randomBytes } from 'node:crypto';
import type { ConnectionSettings } from '@erp/postgres/connection';
import { openTestServer } from '@erp/postgres/disposable';
import pg from 'pg';

/** The server of this test run, and databases on it that come and go. */
export interface TestServer {
  /** Settings for a database of that server. */
  settingsFor(database: string): ConnectionSettings;
  /** Runs one statement on the maintenance database. */
  administer<Row = Record<string, unknown>>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Runs the work while no other process of the run does work of the same name. */
  exclusively<Result>(name: string, work: () => Promise<Result>): Promise<Result>;
}

/**
 * Held until the process ends, in whatever way: a server that stopped between two tests would take the templates
 * with it. The last process out stops it.
 */
let held: ReturnType<typeof openTestServer> | undefined;

/** Sessions of the maintenance database, which stay: a test file makes and drops up to hundreds of databases. */
let maintenance: pg.Pool | undefined;

/** Joins the run's server, or starts it. */
export async function joinTestServer(): Promise<TestServer> {
  held ??= openTestServer();
  const server = await held;
  const settingsFor = (database: string) => ({ ...server.settings, database });
  maintenance ??= poolOf(settingsFor('postgres'));
  const pool = maintenance;
  return {
    settingsFor,
    administer: async <Row>(sql: string, values: unknown[] = []) =>
      (await pool.query(sql, values)).rows as Row[],
    async exclusively(name, work) {
      const client = await pool.connect();
      try {
        await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
        return await work();
      } finally {
        // The lock goes with its session.
        client.release(true);
      }
    },
  };
}

/** Does not keep the process from ending. */
function poolOf(settings: ConnectionSettings): pg.Pool {
  const pool = new pg.Pool({
    ...(settings as pg.PoolConfig),
    max: 40,
    idleTimeoutMillis: 0,
    allowExitOnIdle: true,
  });
  // A session that is cut is opened anew.
  pool.on('error', () => {});
  return pool;
}

/** A database name that nothing else on the server has. */
export function freshName(stem: string): string {
  return `erp_${stem}_${process.pid}_${randomBytes(4).toString('hex')}`;
}
