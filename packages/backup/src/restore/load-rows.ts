import { explainStepError, type Session } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';
import { makeMonths } from '../database/months.ts';
import type { CopyProgress } from '../database/progress.ts';
import { DROP_MARK } from '../database/restore-target.ts';
import { withSiblings, workOff } from '../database/side-by-side.ts';
import { sqlName } from '../database/sql-name.ts';
import type { Knex } from '../database/transaction.ts';
import { bytesOf, type Manifest, type TableRows } from '../files/manifest.ts';
import type { Backup } from '../files/read-backup.ts';
import { isLarge, loadTable, type RowCheck } from './load-table.ts';
import { isTakenOff, type PutBack, putBack, readLoaded, readPutBack, takeOff } from './put-back.ts';

/** The parts of the time that a load takes, as measured. */
const PART = { rows: 0.6, keys: 0.2, foreignKeys: 0.2 } as const;

/**
 * What the sessions of a load have. The log need not be on the disk at each commit: it is written in order, and the mark
 * is taken away by a commit that waits for all of it.
 */
const SETTINGS =
  "SET maintenance_work_mem = '256MB'; SET work_mem = '64MB'; SET jit = off; SET synchronous_commit = off";

/** A load at work. */
interface Loading {
  readonly session: Session;
  /** Those that do the work side by side. */
  readonly workers: readonly Session[];
  readonly backup: Backup;
  readonly check: RowCheck;
  readonly progress: CopyProgress;
}

/**
 * Puts the rows of a backup in place of those that migrations made: keys, indexes and triggers are taken off, months made
 * before; then each table is filled and checked in a transaction of its own, several side by side, and gets back what
 * was taken off. What is done is noted in the schema that marks the restore, so that a run that was interrupted is gone
 * on with; the last transaction sets the sequences and takes the mark away.
 *
 * @throws {Problem} `restore_table_missing`, `restore_differs`, `restore_refused`.
 */
export async function loadRows(
  session: Session,
  backup: Backup,
  { jobs, check }: { readonly jobs: number; readonly check: RowCheck },
  progress: CopyProgress,
): Promise<void> {
  const { tables } = backup.manifest;
  await explained(session, async () => {
    if (await isTakenOff(session)) return;
    progress.stage('Taking keys and indexes off …');
    await session.transaction(async (trx) => {
      await makeMonths(trx, backup.manifest.months);
      await assertTables(trx, tables);
      await takeOff(trx, tables.map(sqlName), tables.filter(isLarge).map(sqlName));
    });
  });
  const prepare = async (sibling: Session) => void (await sibling.query(SETTINGS));
  await withSiblings(session, jobs, prepare, async (workers) => {
    const loading = { session, workers, backup, check, progress };
    await fillTables(loading);
    await explained(session, () => fillLoginAccounts(session, tables));
    await putForeignKeysBack(loading);
    await putAllBack(workers[0] ?? session, 'trigger');
  });
  await explained(session, () =>
    session.transaction(async (trx) => {
      await setSequences(trx, backup.manifest);
      await trx.raw(DROP_MARK);
    }),
  );
}

/** Fills the tables, the largest first; each gets its keys and indexes back and has its statistics taken. */
async function fillTables({ session, workers, backup, check, progress }: Loading): Promise<void> {
  const { manifest } = backup;
  const [partitioned, loaded, keys] = await explained(session, async () => [
    await readPartitioned(session),
    await readLoaded(session),
    byTable(await readPutBack(session, 'key')),
  ]);
  const all = bytesOf(manifest);
  const differing: string[] = [];
  let sent = 0;
  await workOff(workers, largestFirst(manifest.tables), (worker, table) =>
    explained(worker, async () => {
      const title = `${table.schema}.${table.name}`;
      const began = performance.now();
      const told = (rows: number, bytes: number) => {
        sent += bytes;
        progress.rows(title, rows, (PART.rows * sent) / all);
      };
      const name = sqlName(table);
      if (!loaded.has(name)) {
        const difference = await loadTable(worker, backup, table, {
          partitioned: partitioned.has(name),
          check,
          sent: told,
        });
        if (difference !== undefined) return void differing.push(difference);
      }
      for (const each of keys.get(name) ?? []) await putBack(worker, each);
      if (table.rows > 0) await worker.query(`ANALYZE ${name}`);
      progress.table(title, table.rows, performance.now() - began);
    }),
  );
  if (differing.length > 0) throw differs(differing);
}

async function readPartitioned(session: Session): Promise<ReadonlySet<string>> {
  const tables = await session.query<{ schema: string; name: string }>(
    `SELECT n.nspname AS schema, c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'p'`,
  );
  return new Set(tables.map(sqlName));
}

/** Foreign keys come back one after the other, and are then held to the rows of many tables at the same time. */
async function putForeignKeysBack({ session, workers, backup, progress }: Loading): Promise<void> {
  progress.stage('Checking foreign keys …');
  await putAllBack(workers[0] ?? session, 'foreign key');
  const keys = byTable(await explained(session, () => readPutBack(session, 'validation')));
  const tables = largestFirst(backup.manifest.tables).map(sqlName);
  const known = new Set(tables);
  const others = [...keys.keys()].filter((name) => !known.has(name));
  let done = 0;
  await workOff(workers, [...tables, ...others], (worker, name) =>
    explained(worker, async () => {
      for (const each of keys.get(name) ?? []) {
        progress.rows(each.name, 0, 1 - PART.foreignKeys * (1 - done / (tables.length + others.length)));
        await putBack(worker, each);
      }
      done += 1;
    }),
  );
}

/** Puts back what closes tables to others, one after the other. */
async function putAllBack(session: Session, stage: 'foreign key' | 'trigger'): Promise<void> {
  await explained(session, async () => {
    for (const each of await readPutBack(session, stage)) await putBack(session, each);
  });
}

function byTable(entries: readonly PutBack[]): ReadonlyMap<string, readonly PutBack[]> {
  const found = new Map<string, PutBack[]>();
  for (const each of entries) found.set(each.table, [...(found.get(each.table) ?? []), each]);
  return found;
}

function largestFirst(tables: readonly TableRows[]): TableRows[] {
  const bytes = ({ chunks }: TableRows) => chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
  return [...tables].sort((a, b) => bytes(b) - bytes(a));
}

/** What the server said, with what holds now; a connection that was lost is told as that. */
async function explained<Result>(session: Session, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw refused(explainStepError('Loading', error, session.failureOf(error), session.endedBy()));
  }
}

function refused(explained: Problem): Problem {
  if (explained.code !== 'sql_failed') return explained;
  return new Problem({
    code: 'restore_refused',
    message: `The server refused what the restore did: ${explained.message}`,
    detail: explained.detail,
    hint: 'The database is marked as one that is being restored. When the reason is gone, the same command goes on with what is left.',
    cause: explained.cause,
  });
}

/**
 * @throws {Problem} `restore_table_missing`: somebody made it by hand, so no migration does.
 */
async function assertTables(trx: Knex, tables: readonly TableRows[]): Promise<void> {
  const { rows } = await trx.raw<{ rows: { name: string; kind: string | null; missing: string[] }[] }>(
    `SELECT t.name, c.relkind AS kind, ARRAY(
       SELECT k FROM jsonb_array_elements_text(t.columns) k WHERE NOT EXISTS (
         SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = k AND NOT a.attisdropped AND a.attgenerated = '')) AS missing
     FROM jsonb_to_recordset(?::jsonb) AS t (name text, columns jsonb) LEFT JOIN pg_class c ON c.oid = to_regclass(t.name) ORDER BY t.name`,
    [JSON.stringify(tables.map((table) => ({ name: sqlName(table), columns: table.columns })))],
  );
  const absent = rows.flatMap(({ name, kind, missing }) =>
    kind === null ? [name] : missing.map((column) => `${name}.${column}`),
  );
  if (absent.length > 0) {
    throw new Problem({
      code: 'restore_table_missing',
      message: `The backup has rows for ${absent.length} tables or columns that the migrations do not make.`,
      detail: absent.slice(0, 10).join('\n'),
      hint: 'They were made by hand where the backup was taken. Write the migration that makes them, and take another backup; or, to have this one, make them in the marked database by hand and run the command again.',
    });
  }
}

/**
 * Where a login service keeps auth.users, it is no part of a backup. A stand-in for it gets the accounts that users refer
 * to, so that the backup can be restored, and verified, without that service.
 */
async function fillLoginAccounts(session: Session, tables: readonly TableRows[]): Promise<void> {
  if (tables.some(({ schema, name }) => schema === 'auth' && name === 'users')) return;
  const [row] = await session.query<{ standIn: boolean }>(
    `SELECT obj_description(to_regnamespace('auth'), 'pg_namespace') ~ '^Stand-in' AND to_regclass('public.sys_users') IS NOT NULL AS "standIn"`,
  );
  if (row?.standIn !== true) return;
  await session.query(
    'INSERT INTO auth.users (id) SELECT auth_user_id FROM sys_users WHERE auth_user_id IS NOT NULL ON CONFLICT DO NOTHING',
  );
}

async function setSequences(trx: Knex, { sequences }: Manifest): Promise<void> {
  if (sequences.length === 0) return;
  await trx.raw(
    `SELECT setval(to_regclass(s.name), s.value, s.called)
     FROM jsonb_to_recordset(?::jsonb) AS s (name text, value bigint, called boolean)`,
    [
      JSON.stringify(
        sequences.map((each) => ({ name: sqlName(each), value: each.lastValue, called: each.isCalled })),
      ),
    ],
  );
}

function differs(differing: readonly string[]): Problem {
  return new Problem({
    code: 'restore_differs',
    message: `${differing.length} tables do not hold what was backed up.`,
    detail: differing.slice(0, 10).join('\n'),
    hint: 'No row of them was kept, and the database is marked. Take another backup (pnpm erp backup list), and look at what this server does with rows that it takes.',
  });
}
