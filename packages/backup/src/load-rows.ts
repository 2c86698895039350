import { explainStepError, type Session } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';
import { takeOff } from '@erp/seed/bulk-load';
import { openTables } from '@erp/seed/open-tables';
import { analyzeWritten } from '@erp/seed/statistics';
import { lineBlocks } from './line-blocks.ts';
import type { Manifest, TableRows } from './manifest.ts';
import { makeMonths } from './months.ts';
import type { CopyProgress } from './progress.ts';
import { type Backup, linesOf } from './read-backup.ts';
import { requireRoom } from './restore-room.ts';
import { DROP_MARK } from './restore-target.ts';
import { rowDigest } from './row-digest.ts';
import { sqlColumns, sqlName } from './sql-name.ts';

type Knex = Parameters<Parameters<Session['transaction']>[0]>[0];

/** The parts of the time that a load takes, as measured. */
const PART = { fill: 0.4, keys: 0.45, compare: 0.15 } as const;

/** Bytes at a time, where rows are read to be digested. */
const BLOCK = 1024 * 1024;

/** A load at work. */
interface Loading {
  readonly session: Session;
  readonly trx: Knex;
  readonly backup: Backup;
  readonly progress: CopyProgress;
}

/**
 * Puts the rows of a backup in place of those that migrations made, in one transaction: with keys, indexes and triggers
 * taken off, months made before, sequences set, everything compared. Ends the mark of a restore.
 *
 * @throws {Problem} `restore_table_missing`, `restore_differs`, `sql_failed`.
 */
export async function loadRows(session: Session, backup: Backup, progress: CopyProgress): Promise<void> {
  const { tables } = backup.manifest;
  const names = tables.map(sqlName);
  try {
    await session.transaction(async (trx) => {
      await trx.raw(
        "SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL work_mem = '64MB'; SET LOCAL jit = off",
      );
      const loading = { session, trx, backup, progress };
      await makeMonths(trx, backup.manifest.months);
      const plain = await assertTables(trx, tables);
      await requireRoom(trx, plain);
      const close = await openTables(trx, names);
      const { restore } = await takeOff(trx, plain);
      await trx.raw(`TRUNCATE ${names.join(', ')}`);
      // What could not be taken off is checked when all rows are there.
      await trx.raw('SET CONSTRAINTS ALL DEFERRED');
      await fillTables(loading, new Set(plain));
      await fillLoginAccounts(trx, tables);
      await trx.raw('SET CONSTRAINTS ALL IMMEDIATE');
      for (const [place, { name, sql }] of restore.entries()) {
        progress.rows(name, 0, PART.fill + (PART.keys * place) / restore.length);
        await trx.raw(sql.replaceAll('?', '\\?'));
      }
      await setSequences(trx, backup.manifest);
      await compareRows(loading);
      await close();
      progress.stage('Statistics …');
      await analyzeWritten(trx);
      await trx.raw(DROP_MARK);
    });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw refused(explainStepError('Loading', error, session.failureOf(error), session.endedBy()));
  }
}

/** What the server said, with what holds now; a connection that was lost is told as that. */
function refused(explained: Problem): Problem {
  if (explained.code !== 'sql_failed') return explained;
  return new Problem({
    code: 'restore_refused',
    message: `The server refused what the restore did: ${explained.message}`,
    detail: explained.detail,
    hint: 'No row was kept; the database is marked. When the reason is gone, the same command begins again with the rows.',
    cause: explained.cause,
  });
}

/**
 * @returns names of the tables that are not partitioned.
 * @throws {Problem} `restore_table_missing`: somebody made it by hand, so no migration does.
 */
async function assertTables(trx: Knex, tables: readonly TableRows[]): Promise<string[]> {
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
  return rows.flatMap(({ name, kind }) => (kind === 'r' ? [name] : []));
}

async function fillTables({ session, backup, progress }: Loading, plain: ReadonlySet<string>): Promise<void> {
  const { manifest } = backup;
  const all = manifest.tables.flatMap(({ chunks }) => chunks).reduce((sum, { bytes }) => sum + bytes, 0) || 1;
  let sent = 0;
  for (const table of manifest.tables) {
    if (table.rows === 0) continue;
    const began = performance.now();
    const title = `${table.schema}.${table.name}`;
    async function* lines() {
      let rows = 0;
      let place = 0;
      for await (const block of linesOf(backup, table.chunks)) {
        yield block;
        const chunk = table.chunks[place];
        place += 1;
        rows += chunk?.rows ?? 0;
        sent += chunk?.bytes ?? 0;
        progress.rows(title, rows, (PART.fill * sent) / all);
      }
    }
    // The table was emptied in this transaction, so its rows need no later visit by VACUUM; of months COPY cannot know that.
    const freeze = plain.has(sqlName(table)) ? ' (FREEZE)' : '';
    await session.copyIn(
      `COPY ${sqlName(table)} (${sqlColumns(table.columns)}) FROM STDIN${freeze}`,
      lines(),
    );
    progress.table(title, table.rows, performance.now() - began);
  }
}

/**
 * Where a login service keeps auth.users, it is no part of a backup. A stand-in for it gets the accounts that users refer
 * to, so that the backup can be restored, and verified, without that service.
 */
async function fillLoginAccounts(trx: Knex, tables: readonly TableRows[]): Promise<void> {
  if (tables.some(({ schema, name }) => schema === 'auth' && name === 'users')) return;
  const { rows } = await trx.raw<{ rows: { standIn: boolean }[] }>(
    `SELECT obj_description(to_regnamespace('auth'), 'pg_namespace') ~ '^Stand-in' AND to_regclass('public.sys_users') IS NOT NULL AS "standIn"`,
  );
  if (rows[0]?.standIn !== true) return;
  await trx.raw(
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

/** @throws {Problem} `restore_differs`. */
async function compareRows({ session, backup, progress }: Loading): Promise<void> {
  const { tables } = backup.manifest;
  const all = tables.reduce((sum, { rows }) => sum + rows, 0) || 1;
  const differing: string[] = [];
  let compared = 0;
  for (const table of tables) {
    const digest = rowDigest();
    const sql = `COPY (SELECT ${sqlColumns(table.columns)} FROM ${sqlName(table)}) TO STDOUT`;
    for await (const block of lineBlocks(session.copyOut(sql), BLOCK)) digest.add(block);
    compared += digest.rows;
    progress.rows(`${table.schema}.${table.name}`, digest.rows, 1 - PART.compare * (1 - compared / all));
    if (digest.rows === table.rows && digest.hash === table.hash) continue;
    differing.push(
      `${table.schema}.${table.name}: ${table.rows} rows with hash ${table.hash} were backed up, ${digest.rows} with ${digest.hash} came`,
    );
  }
  if (differing.length === 0) return;
  throw new Problem({
    code: 'restore_differs',
    message: `${differing.length} tables do not hold what was backed up.`,
    detail: differing.slice(0, 10).join('\n'),
    hint: 'No row was kept. Take another backup (pnpm erp backup list), and look at what this server does with rows that it takes.',
  });
}
