import type { ConnectionSettings } from '@erp/postgres/connection';
import pg from 'pg';
import { copyDatabaseGrants } from './database-grants.ts';
import { freshName, joinTestServer } from './server.ts';
import { until } from './until.ts';

/** How many sessions of this database wait for others. */
const BLOCKED = `
  SELECT count(*)::int AS pids FROM pg_stat_activity
   WHERE datname = current_database() AND wait_event_type = 'Lock' AND cardinality(pg_blocking_pids(pid)) > 0`;

/** A database of a test's own, gone after `drop`. */
export interface BareDatabase {
  readonly settings: ConnectionSettings;
  /** A bare connection as the owner; closed by `drop`. */
  connect(): Promise<pg.Client>;
  /** Hands back what was opened on the database, to be closed by `drop`. */
  closing<Opened extends { close(): Promise<unknown> }>(opened: Opened): Opened;
  /**
   * Waits until sessions of this database wait for a lock that another session holds, or until the work has ended.
   *
   * @param work what is expected to be kept waiting, once or by each of the sessions.
   * @returns whether they wait.
   */
  untilBlocked(work: Promise<unknown>, sessions?: number): Promise<boolean>;
  drop(): Promise<void>;
}

/** A new database with nothing in it. */
export async function bareDatabase(): Promise<BareDatabase> {
  return openDatabase('CREATE DATABASE %s STRATEGY file_copy');
}

/** A new database that is a copy of a template, in milliseconds, with the privileges on it. */
export async function clonedDatabase(template: string): Promise<BareDatabase> {
  const database = await openDatabase(`CREATE DATABASE %s TEMPLATE ${template} STRATEGY file_copy`);
  await copyDatabaseGrants(template, database.settings.database ?? '');
  return database;
}

async function openDatabase(create: string): Promise<BareDatabase> {
  const server = await joinTestServer();
  const name = freshName('test');
  await server.administer(create.replace('%s', name));
  const settings = server.settingsFor(name);
  const closings: (() => Promise<unknown>)[] = [];
  const connect = async () => {
    const client = new pg.Client(settings as pg.ClientConfig);
    client.on('error', () => {});
    await client.connect();
    closings.push(() => client.end());
    return client;
  };
  let watcher: Promise<pg.Client> | undefined;
  return {
    settings,
    connect,
    closing(opened) {
      closings.push(() => opened.close());
      return opened;
    },
    async untilBlocked(work, sessions = 1) {
      let ended = false;
      const over = () => {
        ended = true;
      };
      work.then(over, over);
      watcher ??= connect();
      const client = await watcher;
      let blocked = false;
      await until(async () => {
        const { rows } = await client.query<{ pids: number }>(BLOCKED);
        blocked = (rows[0]?.pids ?? 0) >= sessions;
        return blocked || ended;
      });
      return blocked;
    },
    async drop() {
      for (const close of closings) await close().catch(() => {});
      await server.administer(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}
