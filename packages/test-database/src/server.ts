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

/** Joins the run's server, or starts it. */
export async function joinTestServer(): Promise<TestServer> {
  held ??= openTestServer();
  const server = await held;
  const settingsFor = (database: string) => ({ ...server.settings, database });
  const connected = async <Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> => {
    const client = new pg.Client(settingsFor('postgres') as pg.ClientConfig);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  };
  return {
    settingsFor,
    administer: <Row>(sql: string, values: unknown[] = []) =>
      connected(async (client) => (await client.query(sql, values)).rows as Row[]),
    exclusively: (name, work) =>
      connected(async (client) => {
        await client.query('SELECT pg_advisory_lock(hashtext($1))', [name]);
        return work();
      }),
  };
}

/** A database name that nothing else on the server has. */
export function freshName(stem: string): string {
  return `erp_${stem}_${process.pid}_${randomBytes(4).toString('hex')}`;
}
