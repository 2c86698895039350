import { appendFileSync } from 'node:fs';
import { discoverDomains } from '@erp/engine/discover';
import { takeFingerprint } from '@erp/engine/fingerprint';
import { openSession, type Session } from '@erp/engine/session';
import type { ConnectionSettings } from '@erp/postgres/connection';
import { prepareDemo } from '@erp/seed/demo';
import { DEFAULT_STORY } from '@erp/seed/tenants';
import { migrateAll, rollbackAll } from '@erp/testing/apply-all';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';
import { type Cut, logStatements } from '@erp/testing/statement-log';

/** Something that a runner does to a database. */
export type Work = (settings: ConnectionSettings) => Promise<void>;

/** A database that work is done on, and may be struck. */
export type Target = Pick<EmptyDatabase, 'settings' | 'drop'>;

/** One way to strike work down while it is done; `struck` does the work and ends, whatever became of it. */
export interface Strike {
  readonly name: string;
  struck(database: Target, work: Work): Promise<void>;
}

/** What was tried, and how often it came out well. */
export interface Tally {
  readonly what: string;
  readonly points: number;
  readonly survived: number;
}

/** How many points of each kind are tried: POINTS, 24 by default; `all` are all statements there are. */
export const POINTS =
  process.env.POINTS === 'all' ? Number.POSITIVE_INFINITY : Number(process.env.POINTS ?? 24);

/** Prints what was tried as a table, and adds its lines to the file FAULTS_TABLE when there is one. */
export function publish(tallies: readonly Tally[]): void {
  const lines = tallies.map(({ what, points, survived }) => `| ${what} | ${points} | ${survived} |\n`);
  process.stdout.write(`\n| what is struck | points | survived |\n|---|---|---|\n${lines.join('')}`);
  const file = process.env.FAULTS_TABLE;
  if (file) appendFileSync(file, lines.join(''));
}

/** Work of the engine on the checkout at a path. */
export function workOn(root: () => string): { readonly up: Work; readonly down: Work; readonly sow: Work } {
  return {
    up: (settings) =>
      inSession(settings, async (session) => migrateAll(session, await discoverDomains(root()))),
    down: (settings) =>
      inSession(settings, async (session) =>
        rollbackAll(session, await discoverDomains(root()), { kind: 'all' }),
      ),
    sow: (settings) =>
      inSession(settings, async (session) => {
        const demo = await prepareDemo(session, await discoverDomains(root()), {
          story: DEFAULT_STORY,
          tenants: 1,
          scale: 1,
          besideOthers: true,
        });
        await demo.sow(await demo.plan(), { rows() {}, step() {}, filled() {}, committed() {} }, 0);
      }),
  };
}

/** Opens a session, does the work in it and closes it, also when the other side is gone. */
export async function inSession(
  settings: ConnectionSettings,
  work: (session: Session) => Promise<void>,
): Promise<void> {
  const session = await openSession(settings);
  try {
    await work(session);
  } finally {
    await session.close().catch(() => {});
  }
}

/**
 * Does work on a database of its own for each strike, strikes it down, lets `finish` end it by a plain run, and
 * compares with what comes out undisturbed: schema, ledger, how many rows are where, and nothing left behind.
 *
 * @param prepare makes the database that the work begins with.
 */
export async function survives(
  what: string,
  prepare: () => Promise<Target>,
  work: Work,
  finish: Work,
  strikes: readonly Strike[],
): Promise<Tally> {
  const undisturbed = await prepare();
  await finish(undisturbed.settings);
  const expected = await stateOf(undisturbed);
  await undisturbed.drop();
  const bad: string[] = [];
  for (const { name, struck } of strikes) {
    const database = await prepare();
    await struck(database, work);
    await untilNobodyIsThere(database);
    const failed = await finish(database.settings).then(
      () => '',
      (error: Error) => error.message,
    );
    if (failed !== '' || (await stateOf(database)) !== expected)
      bad.push(`${name}: ${failed || 'another state'}`);
    await database.drop();
  }
  expect(bad).toEqual([]);
  return { what, points: strikes.length, survived: strikes.length - bad.length };
}

/** Schema, ledger, how many rows are where, and what a broken run may leave behind, as text to compare. */
export async function stateOf({ settings }: Pick<Target, 'settings'>): Promise<string> {
  const session = await openSession(settings);
  try {
    const { lines } = await takeFingerprint(session);
    const recorded = await session
      .query<{ name: string }>('SELECT name FROM knex_migrations ORDER BY name')
      .catch(() => []);
    const left = await session.query(
      `SELECT conname::text AS left FROM pg_constraint WHERE NOT convalidated
       UNION ALL SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid
       UNION ALL SELECT tgname FROM pg_trigger WHERE tgenabled = 'D'
       UNION ALL SELECT 'advisory lock' FROM pg_locks WHERE locktype = 'advisory'
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    const rows = await session.query<{ counts: string }>(
      `SELECT string_agg(format('%s %s', relname, (xpath('/row/n/text()', query_to_xml(
           format('SELECT count(*) AS n FROM %I', relname), false, true, '')))[1]), ', ' ORDER BY relname) AS counts
         FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
           AND relname !~ '^knex_migrations'`,
    );
    return JSON.stringify({ lines, recorded: recorded.map(({ name }) => name), left, rows });
  } finally {
    await session.close();
  }
}

/** Cuts of the wire before and behind statements, evenly spread over all that the work sends. */
export async function cutsOf(
  prepare: () => Promise<Target>,
  work: Work,
  points = POINTS,
): Promise<readonly Strike[]> {
  const counted = await prepare();
  const log = await logStatements(counted.settings);
  await work(log.settings);
  await log.close();
  await counted.drop();
  const statements = log.statements().length;
  const step = Math.max(1, (2 * statements) / points);
  return Array.from({ length: Math.min(points, 2 * statements) }, (_, n) => {
    const at = Math.floor(n * step);
    const cut: Cut = { statement: Math.floor(at / 2) + 1, when: at % 2 === 0 ? 'before' : 'after' };
    return {
      name: `${cut.when} statement ${cut.statement} of ${statements}`,
      struck: async (database, struck) => {
        const wire = await logStatements(database.settings, cut);
        await struck(wire.settings).catch(() => {});
        await wire.close();
      },
    };
  });
}

/** Moments spread over the time that the work takes. */
export function moments(
  seconds: number,
  strike: (database: Target, work: Work, delay: number) => Promise<void>,
): readonly Strike[] {
  const count = Math.min(POINTS, 24);
  return Array.from({ length: count }, (_, n) => {
    const delay = Math.floor((seconds * 1000 * (n + 1)) / count);
    return {
      name: `after ${delay} ms`,
      struck: (database, work) => strike(database, work, delay),
    };
  });
}

/** The server ends every session of the database after a while. */
export async function terminate(database: Target, work: Work, delay: number): Promise<void> {
  const running = work(database.settings).catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, delay));
  await ask(
    database,
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await running;
}

/** An empty database on which some work was done already. */
export const preparedBy = (work: Work) => async (): Promise<Target> => {
  const database = await emptyDatabase();
  await work(database.settings);
  return database;
};

/** The server may still be busy with what it was handed last. */
async function untilNobodyIsThere(database: Target): Promise<void> {
  for (let i = 0; i < 1000; i++) {
    const rows = await ask(
      database,
      'SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** Asks one question over a connection of its own. */
export async function ask<Row = Record<string, unknown>>(
  { settings }: Pick<Target, 'settings'>,
  sql: string,
): Promise<Row[]> {
  const session = await openSession(settings);
  try {
    return await session.query<Row>(sql);
  } finally {
    await session.close();
  }
}
