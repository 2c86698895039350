import { appendFileSync } from 'node:fs';
import { takeFingerprint } from '@erp/engine/catalog';
import { openSession, type Session } from '@erp/engine/connection';
import { discoverDomains, type Project } from '@erp/engine/project';
import type { ConnectionSettings } from '@erp/postgres/connection';
import { installDomains, rollBackDomains } from '@erp/scratch/install';
import { prepareDemo } from '@erp/seed/demo';
import { SILENT } from '@erp/seed/progress';
import { joinTestServer } from '@erp/test-database/server';
import { type Cut, logStatements } from '@erp/test-database/statement-log';
import { until } from '@erp/test-database/until';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

/** Something that a runner does to a database. */
export type Work = (settings: ConnectionSettings) => Promise<void>;

/** A database that work is done on, and may be killed. */
export type Target = Pick<EmptyDatabase, 'settings' | 'drop'>;

/** One way to end work while it is done. */
export interface Fault {
  readonly name: string;
  /**
   * Does the work, injects the fault, and ends when both are over.
   *
   * @returns whether the fault met the work: it ended before its time.
   */
  inject(database: Target, work: Work): Promise<boolean>;
}

/** What was tried, how often it hit the work in its middle, and how often all came out well. */
export interface Tally {
  readonly what: string;
  readonly points: number;
  /** Undefined where nobody is killed. */
  readonly hit?: number;
  readonly survived: number;
}

/** How many points of each kind are tried: POINTS, 24 by default; `all` are all statements there are. */
export const POINTS =
  process.env.POINTS === 'all' ? Number.POSITIVE_INFINITY : Number(process.env.POINTS ?? 24);

const tallies: Tally[] = [];

/** Notes what was tried, for `publish`. */
export function note(tally: Tally): Tally {
  tallies.push(tally);
  return tally;
}

/** Prints what this file of tests has tried as a table, and adds its lines to the file FAULTS_TABLE when there is one. */
export function publish(): void {
  const lines = tallies.map(
    ({ what, points, hit, survived }) => `| ${what} | ${points} | ${hit ?? '–'} | ${survived} |\n`,
  );
  process.stdout.write(
    `\n| what is killed | points | in the middle | survived |\n|---|---|---|---|\n${lines.join('')}`,
  );
  const file = process.env.FAULTS_TABLE;
  if (file) appendFileSync(file, lines.join(''));
}

/** Work of the engine on the checkout at a path, which is read once: it stays as it is. */
export function workOn(root: () => string): {
  readonly up: Work;
  readonly down: Work;
  /** Rolls back what came after the first migration of `base`, if that was done. */
  readonly back: Work;
  readonly load: Work;
} {
  let read: Promise<Project> | undefined;
  const onProject =
    (work: (session: Session, project: Project) => Promise<unknown>): Work =>
    (settings) =>
      inSession(settings, async (session) => {
        read ??= discoverDomains(root());
        await work(session, await read);
      });
  return {
    back: onProject((session, project) =>
      rollBackDomains(session, project, { kind: 'to', migration: 'base/0001' }),
    ),
    up: onProject((session, project) => installDomains(session, project)),
    down: onProject((session, project) => rollBackDomains(session, project, { kind: 'all' })),
    load: onProject(async (session, project) => {
      const demo = await prepareDemo(session, project, { tenants: 1, scale: 1, allowExistingTenants: true });
      await demo.load(await demo.plan(), SILENT, 0);
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

/** What is killed, and what has to come out. */
export interface Trial {
  readonly what: string;
  /** Makes the database that the work begins with. */
  prepare(): Promise<Target>;
  readonly work: Work;
  /** A plain run that ends what was begun. */
  readonly finish: Work;
  /** A question whose answer has to be the same, beside schema, ledger and numbers of rows: one row with `content`. */
  readonly content?: string;
  /** Whether the work is one transaction: then the fault itself leaves all or nothing. */
  readonly whole?: boolean;
}

/**
 * Does work on a database of its own for each fault, injects it, lets `finish` end it by a plain run, and
 * compares with what comes out undisturbed: schema, ledger, how many rows are where, and nothing left behind.
 *
 * @param faultsOf is told how many milliseconds the work takes undisturbed.
 */
export async function survives(
  { what, prepare, work, finish, content, whole = false }: Trial,
  faultsOf: (milliseconds: number) => Promise<readonly Fault[]> | readonly Fault[],
): Promise<Tally> {
  const stateOf = async (target: Target) =>
    (await readState(target)) +
    (content === undefined ? '' : JSON.stringify(await ask(target, content).catch(() => [])));
  const undisturbed = await prepare();
  const beginning = await stateOf(undisturbed);
  const start = performance.now();
  await work(undisturbed.settings);
  const duration = performance.now() - start;
  const done = await stateOf(undisturbed);
  await finish(undisturbed.settings);
  const expected = await stateOf(undisturbed);
  await undisturbed.drop();
  const bad: string[] = [];
  let hit = 0;
  const faults = await faultsOf(duration);
  for (const { name, inject } of faults) {
    const database = await prepare();
    if (await inject(database, work)) hit += 1;
    await untilNobodyIsThere(database);
    if (whole && ![beginning, done].includes(await stateOf(database))) bad.push(`${name}: applied by half`);
    const failed = await finish(database.settings).then(
      () => '',
      (error: Error) => error.message,
    );
    if (failed !== '' || (await stateOf(database)) !== expected)
      bad.push(`${name}: ${failed || 'another state'}`);
    await database.drop();
  }
  const tally = note({ what, points: faults.length, hit, survived: faults.length - bad.length });
  expect(bad).toEqual([]);
  expect(hit).toBeGreaterThan(0);
  return tally;
}

/** Schema, ledger, how many rows are where, and what a broken run may leave behind, as text to compare. */
export async function readState({ settings }: Pick<Target, 'settings'>): Promise<string> {
  const session = await openSession(settings);
  try {
    const { lines } = await takeFingerprint(session);
    const recorded = await session
      .query<{ name: string }>(
        "SELECT name FROM knex_migrations UNION ALL SELECT 'begun: ' || name FROM knex_migrations_begun ORDER BY name",
      )
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

/**
 * Cuts of the wire, evenly spread over those that are of concern.
 *
 * @param concerns chooses cuts in what the work sends; before and behind every statement when not given.
 */
export async function cutsOf(
  prepare: () => Promise<Target>,
  work: Work,
  points = POINTS,
  concerns: (statements: readonly string[]) => readonly Cut[] = around,
): Promise<readonly Fault[]> {
  const counted = await prepare();
  const log = await logStatements(counted.settings);
  await work(log.settings);
  await log.close();
  await counted.drop();
  const statements = log.statements();
  const cuts = concerns(statements);
  const step = Math.max(1, cuts.length / points);
  return Array.from({ length: Math.min(points, cuts.length) }, (_, n) => {
    const cut = cuts[Math.floor(n * step)] as Cut;
    return {
      name: `${cut.when} statement ${cut.statement} of ${statements.length}, ${statements[cut.statement - 1]?.slice(0, 60)}`,
      inject: async (database, work) => {
        const wire = await logStatements(database.settings, cut);
        const hit = await isKilled(work(wire.settings));
        await wire.close();
        return hit;
      },
    };
  });
}

/** Before and behind every statement. */
export function around(statements: readonly string[]): readonly Cut[] {
  return statements.flatMap((_, place): Cut[] => [
    { statement: place + 1, when: 'before' },
    { statement: place + 1, when: 'after' },
  ]);
}

/**
 * Behind each of these statements, and before the first one: for the database a cut before a statement is one behind the
 * statement that was answered last.
 *
 * @param places of statements, counted from 0, in their order.
 */
export function behind(places: readonly number[]): readonly Cut[] {
  const [first = 0] = places;
  return [
    { statement: first + 1, when: 'before' },
    ...places.map((place): Cut => ({ statement: place + 1, when: 'after' })),
  ];
}

/**
 * The cuts that leave something of their own: before the first statement, behind each one outside a transaction that is no
 * mere question, before each COMMIT and behind it. Within a transaction all is rolled back wherever it is cut, so that its
 * middle and its end stand for the rest.
 */
export function cutsOfEachKind(statements: readonly string[]): readonly Cut[] {
  const cuts: Cut[] = [{ statement: 1, when: 'before' }];
  let begun: number | undefined;
  for (const [place, sql] of statements.entries()) {
    const statement = place + 1;
    if (/^(COMMIT|ROLLBACK(?! TO))\b/.test(sql)) {
      if (begun !== undefined) cuts.push({ statement: Math.floor((begun + statement) / 2), when: 'after' });
      cuts.push({ statement, when: 'before' }, { statement, when: 'after' });
      begun = undefined;
    } else if (/^BEGIN\b/.test(sql)) begun = statement;
    else if (begun === undefined && !/^(SELECT|SET|SHOW)\b/.test(sql))
      cuts.push({ statement, when: 'after' });
  }
  return cuts;
}

/** Moments spread over the time that the work takes. */
export const moments =
  (inject: (database: Target, work: Work, delay: number) => Promise<boolean>) =>
  (milliseconds: number): readonly Fault[] => {
    const count = Math.min(POINTS, 24);
    return Array.from({ length: count }, (_, n) => {
      const delay = Math.floor((milliseconds * (n + 0.5)) / count);
      return {
        name: `after ${delay} ms`,
        inject: (database, work) => inject(database, work, delay),
      };
    });
  };

/** The server ends every session of the database after a while. */
export async function terminate(database: Target, work: Work, delay: number): Promise<boolean> {
  const killed = isKilled(work(database.settings));
  await new Promise((resolve) => setTimeout(resolve, delay));
  await ask(
    database,
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  return killed;
}

/** Whether work ends before its time. */
export function isKilled(work: Promise<void>): Promise<boolean> {
  return work.then(
    () => false,
    () => true,
  );
}

/** Databases on which some work was done already: the first is kept, and the others are copies of it. */
export function preparedBy(work: Work): () => Promise<Target> {
  let template: Promise<Target> | undefined;
  let copies = 0;
  const make = async () => {
    const database = await emptyDatabase();
    await work(database.settings);
    return database;
  };
  afterAll(async () => (await template)?.drop());
  return async () => {
    template ??= make();
    const { settings } = await template;
    const { administer } = await joinTestServer();
    copies += 1;
    const name = `${settings.database}_${copies}`;
    await administer(`CREATE DATABASE ${name} TEMPLATE ${settings.database} STRATEGY file_copy`);
    return {
      settings: { ...settings, database: name },
      drop: async () => void (await administer(`DROP DATABASE ${name} WITH (FORCE)`)),
    };
  };
}

/** The server may still be busy with what it was handed last. */
async function untilNobodyIsThere({ settings }: Target): Promise<void> {
  const { administer } = await joinTestServer();
  await until(async () => {
    const sessions = await administer('SELECT FROM pg_stat_activity WHERE datname = $1', [settings.database]);
    return sessions.length === 0;
  });
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
