import { writeFileSync } from 'node:fs';
import { discoverDomains, findWorkspaceRoot } from '@erp/engine/discover';
import { takeFingerprint } from '@erp/engine/fingerprint';
import { openSession } from '@erp/engine/session';
import type { Workspace } from '@erp/engine/workspace';
import type { ConnectionSettings } from '@erp/postgres/connection';
import { prepareDemo } from '@erp/seed/demo';
import { DEFAULT_STORY } from '@erp/seed/tenants';
import { migrateAll, rollbackAll } from '@erp/testing/apply-all';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';
import { type Cut, logStatements } from '@erp/testing/statement-log';
import { runErp } from '../test/run-erp.ts';

/**
 * A runner on all domains that is struck down, again and again, wherever it is; then a plain run ends what was begun.
 * Whatever is struck, the database must come out as if nothing had happened. Not part of `pnpm test`: it takes a
 * while. POINTS (24) says how many points of each kind are tried; `all` cuts at every statement there is.
 */
const root = findWorkspaceRoot(import.meta.dirname);
const points =
  process.env['POINTS'] === 'all' ? Number.POSITIVE_INFINITY : Number(process.env['POINTS'] ?? 24);

jest.setTimeout(24 * 60 * 60_000);

type Work = (settings: ConnectionSettings) => Promise<void>;
type Struck = (database: EmptyDatabase, work: Work) => Promise<void>;

let workspace: Workspace;
const tried: { what: string; points: number; survived: number }[] = [];

beforeAll(async () => {
  workspace = await discoverDomains(root);
});
afterAll(() => {
  const table = [
    '| what is struck | points | survived |',
    '|---|---|---|',
    ...tried.map(({ what, points: all, survived }) => `| ${what} | ${all} | ${survived} |`),
  ].join('\n');
  process.stdout.write(`\n${table}\n`);
  const file = process.env['FAULTS_TABLE'];
  if (file) writeFileSync(file, `${table}\n`);
});

async function inSession(
  settings: ConnectionSettings,
  work: (session: Awaited<ReturnType<typeof openSession>>) => Promise<void>,
): Promise<void> {
  const session = await openSession(settings);
  try {
    await work(session);
  } finally {
    await session.close().catch(() => {});
  }
}

const up: Work = (settings) => inSession(settings, (session) => migrateAll(session, workspace));
const down: Work = (settings) =>
  inSession(settings, (session) => rollbackAll(session, workspace, { kind: 'all' }));
const sow: Work = (settings) =>
  inSession(settings, async (session) => {
    const demo = await prepareDemo(session, workspace, {
      story: DEFAULT_STORY,
      tenants: 1,
      scale: 1,
      besideOthers: true,
    });
    await demo.sow(await demo.plan(), { rows() {}, step() {}, filled() {}, committed() {} }, 0);
  });

/** Schema, ledger, and how many rows are where; and nothing that a broken run may leave. */
async function stateOf(database: EmptyDatabase): Promise<string> {
  const session = await database.session();
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

async function untilNobodyIsThere(database: EmptyDatabase): Promise<void> {
  const client = await database.connect();
  for (let i = 0; i < 1000; i++) {
    const { rows } = await client.query(
      'SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
    );
    if (rows.length === 0) break;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await client.end();
}

/** Strikes the work down in each of the ways, lets `finish` end it, and compares with the undisturbed state. */
async function survives(
  what: string,
  prepare: () => Promise<EmptyDatabase>,
  work: Work,
  finish: Work,
  strikes: (work: Work) => Promise<readonly { name: string; strike: Struck }[]>,
): Promise<void> {
  const undisturbed = await prepare();
  await finish(undisturbed.settings);
  const expected = await stateOf(undisturbed);
  await undisturbed.drop();
  const bad: string[] = [];
  const all = await strikes(work);
  for (const { name, strike } of all) {
    const database = await prepare();
    await strike(database, work);
    await untilNobodyIsThere(database);
    const failed = await finish(database.settings).then(
      () => '',
      (error: Error) => error.message,
    );
    if (failed !== '' || (await stateOf(database)) !== expected)
      bad.push(`${name}: ${failed || 'another state'}`);
    await database.drop();
  }
  tried.push({ what, points: all.length, survived: all.length - bad.length });
  expect(bad).toEqual([]);
}

/** Cuts of the wire before and behind statements, evenly spread over all that the work sends. */
const cutsOf = (prepare: () => Promise<EmptyDatabase>) => async (work: Work) => {
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
      strike: async (database: EmptyDatabase, struck: Work) => {
        const wire = await logStatements(database.settings, cut);
        await struck(wire.settings).catch(() => {});
        await wire.close();
      },
    };
  });
};

/** Moments spread over the time that the work takes. */
const moments =
  (strike: (database: EmptyDatabase, work: Work, delay: number) => Promise<void>, seconds: number) =>
  async () => {
    const count = Math.min(points, 24);
    return Array.from({ length: count }, (_, n) => {
      const delay = Math.floor((seconds * 1000 * (n + 1)) / count);
      return {
        name: `after ${delay} ms`,
        strike: (database: EmptyDatabase, work: Work) => strike(database, work, delay),
      };
    });
  };

const terminate = (database: EmptyDatabase, work: Work, delay: number): Promise<void> =>
  new Promise((resolve, reject) => {
    const running = work(database.settings).catch(() => {});
    setTimeout(async () => {
      const client = await database.connect();
      await client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      await client.end();
      running.then(resolve, reject);
    }, delay);
  });

const killCommand =
  (...args: string[]) =>
  async (database: EmptyDatabase, _work: Work, delay: number): Promise<void> => {
    await runErp(root, database.settings, args, (kill) => setTimeout(() => kill('SIGKILL'), delay));
  };

/** A database that has everything, from the template of this run, without the tenants of the tests. */
const installed = async () => {
  const database = await emptyDatabase();
  await up(database.settings);
  return database;
};

test('the wire is cut during a migrate of all domains', () =>
  survives('wire, migrate', emptyDatabase, up, up, cutsOf(emptyDatabase)));

test('the wire is cut during a rollback of all domains', () =>
  survives('wire, rollback', installed, down, down, cutsOf(installed)));

test('the wire is cut during a rollback, and migrating ends it', () =>
  survives('wire, rollback, then migrate', installed, down, up, cutsOf(installed)));

test('the wire is cut during a seed', () => survives('wire, seed', installed, sow, sow, cutsOf(installed)));

test('the server ends the session of a migrate', () =>
  survives('pg_terminate_backend, migrate', emptyDatabase, up, up, moments(terminate, 3)));

test('the server ends the session of a seed', () =>
  survives('pg_terminate_backend, seed', installed, sow, sow, moments(terminate, 4)));

test('the runner is killed during a migrate', () =>
  survives('SIGKILL, migrate', emptyDatabase, up, up, moments(killCommand('migrate'), 4)));

test('the runner is killed during a rollback', () =>
  survives(
    'SIGKILL, rollback',
    installed,
    down,
    down,
    moments(killCommand('rollback', '--all', '--yes'), 3),
  ));

test('sixteen runners are started, and one of them is killed', async () => {
  const undisturbed = await emptyDatabase();
  await up(undisturbed.settings);
  const expected = await stateOf(undisturbed);
  await undisturbed.drop();
  const rounds = Math.min(points, 4);
  let survived = 0;
  for (let round = 0; round < rounds; round++) {
    const database = await emptyDatabase();
    const outcomes = await Promise.all(
      Array.from({ length: 16 }, (_, n) =>
        runErp(root, database.settings, ['migrate'], (kill) => {
          if (n === 0) setTimeout(() => kill('SIGKILL'), 4_000 + round * 2_500);
        }),
      ),
    );
    const failed = outcomes.slice(1).filter(({ code }) => code !== 0);
    if (failed.length === 0 && (await stateOf(database)) === expected) survived += 1;
    await database.drop();
  }
  tried.push({ what: 'SIGKILL of one of sixteen runners', points: rounds, survived });
  expect(survived).toBe(rounds);
});
