import { joinTestServer } from '@erp/test-database/server';
import type { TestDatabase } from './database.ts';
import { LOCK_STRENGTHS, type LockStrength } from './lock-strength.ts';
import { readWalRecord, type WalRecord } from './wal-record.ts';

/** A lock of a row that was there before the transaction: a thing for which it may have had to wait. */
export interface RowLock {
  readonly table: string;
  /** The number of the row; empty where it has none, or was removed in the meantime. */
  readonly id: string;
  readonly strength: LockStrength;
}

/** What one transaction locked, in the order in which it did. */
export type LockSequence = readonly RowLock[];

/**
 * Runs work and tells the order in which each of its transactions locked rows: by functions, their triggers, checks and
 * cascades of foreign keys.
 *
 * Read from the write-ahead log, into which the server writes each row lock when it is taken: nothing is planted in
 * the database, so nothing is changed or missed. Rows that a transaction made itself are left out, since nobody
 * else can ask for them. Needs a superuser, PostgreSQL 16 or later and its extension pg_walinspect.
 *
 * @returns one sequence for each transaction that locked something.
 */
export async function traceLocks(
  database: TestDatabase,
  work: () => Promise<unknown>,
): Promise<LockSequence[]> {
  const trace = await startLockTrace(database);
  await work();
  return trace.sequences();
}

/** Begins what `traceLocks` does; `sequences` tells what was locked since. */
export async function startLockTrace(
  database: TestDatabase,
): Promise<{ sequences(): Promise<LockSequence[]> }> {
  const server = await joinTestServer();
  await server.exclusively('pg_walinspect', () =>
    server.administer('CREATE EXTENSION IF NOT EXISTS pg_walinspect'),
  );
  const before = await rowsByPlace(database);
  const start = await endOfLog(database);
  return {
    async sequences() {
      const end = await endOfLog(database);
      const records = await server.administer<WalRecord>(RECORDS, [start, end, database.settings.database]);
      return readSequences(records, await tablesByFile(database), before, await rowsByPlace(database));
    },
  };
}

const RECORDS = `
  SELECT r.xid::text, r.resource_manager || ' ' || r.record_type AS type, r.description, r.block_ref AS blocks
    FROM pg_get_wal_records_info($1, $2) r, pg_database d
   WHERE d.datname = $3 AND (
     r.resource_manager IN ('Heap', 'Heap2') AND r.xid <> '0' AND r.block_ref LIKE '%/' || d.oid || '/%'
     OR r.resource_manager = 'MultiXact' OR r.resource_manager = 'Transaction')
   ORDER BY r.start_lsn`;

/** The end of the log, once all that was done so far has been written out. */
async function endOfLog(database: TestDatabase): Promise<string> {
  const client = await database.connect();
  await client.query('SET synchronous_commit = on');
  await client.query("SELECT pg_logical_emit_message(true, 'erp', 'all before this is written out')");
  const { rows } = await client.query('SELECT pg_current_wal_flush_lsn()::text AS lsn');
  return rows[0]?.lsn;
}

/** Names of tables by the file that holds them; partitions under the name of their table. */
async function tablesByFile(database: TestDatabase): Promise<ReadonlyMap<string, string>> {
  const { rows } = await database.knex.raw<{ rows: { file: string; table: string }[] }>(`
    SELECT pg_relation_filenode(c.oid)::text AS file, coalesce(root.relname, c.relname) AS "table"
      FROM pg_class c LEFT JOIN pg_class root ON c.relispartition AND root.oid = pg_partition_root(c.oid)
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`);
  return new Map(rows.map((row) => [row.file, row.table]));
}

/** Numbers of all rows by the place where they lie. */
async function rowsByPlace(database: TestDatabase): Promise<ReadonlyMap<string, string>> {
  const { rows: tables } = await database.knex.raw<{ rows: { sql: string }[] }>(`
    SELECT format('SELECT %L || translate(ctid::text, ''()'', ''/'') AS place, id::text FROM ONLY %s',
             pg_relation_filenode(c.oid), c.oid::regclass) AS sql
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'id'
     WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace`);
  const { rows } = await database.knex.raw<{ rows: { place: string; id: string }[] }>(
    tables.map((table) => table.sql).join(' UNION ALL '),
  );
  return new Map(rows.map((row) => [row.place, row.id]));
}

interface Running {
  readonly locks: { row: string; table: string; strength: LockStrength }[];
  readonly own: Set<string>;
  readonly held: Map<string, number>;
}

function readSequences(
  records: readonly WalRecord[],
  tables: ReadonlyMap<string, string>,
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): LockSequence[] {
  // A row moves with each update: `row` is the place where it was seen first, under which it is known here.
  const rowAt = new Map<string, string>();
  const lastPlace = new Map<string, string>();
  const top = subtransactions(records);
  const groups = new Map<string, ReadonlyMap<string, LockStrength>>();
  const running = new Map<string, Running>();

  for (const record of records) {
    const change = readWalRecord(record);
    if (change === undefined) continue;
    if (change.kind === 'group') {
      groups.set(change.group, change.members);
      continue;
    }
    const table = tables.get(change.file);
    if (table === undefined) continue;
    const xid = top.get(record.xid) ?? record.xid;
    const transaction: Running = running.get(xid) ?? { locks: [], own: new Set(), held: new Map() };
    running.set(xid, transaction);
    for (const place of change.made) {
      rowAt.set(place, `${place}#${record.xid}`);
      if (change.locked === undefined) transaction.own.add(`${place}#${record.xid}`);
    }
    if (change.locked === undefined) continue;
    const { place, group } = change.locked;
    const strength =
      (group === undefined ? undefined : groups.get(group)?.get(record.xid)) ?? change.locked.strength;
    const row = rowAt.get(place) ?? place;
    rowAt.set(place, row);
    for (const moved of change.made) {
      rowAt.set(moved, row);
      lastPlace.set(row, moved);
    }
    const level = LOCK_STRENGTHS.indexOf(strength);
    if (transaction.own.has(row) || (transaction.held.get(row) ?? -1) >= level) continue;
    transaction.held.set(row, level);
    transaction.locks.push({ row, table, strength });
  }

  const idOf = (row: string) =>
    before.get(row) ?? after.get(lastPlace.get(row) ?? row.replace(/#.*/, '')) ?? '';
  return [...running.values()]
    .filter((transaction) => transaction.locks.length > 0)
    .map((transaction) =>
      transaction.locks.map(({ row, table, strength }) => ({ table, id: idOf(row), strength })),
    );
}

/** The transaction that each subtransaction belongs to, as the end of the transaction tells. */
function subtransactions(records: readonly WalRecord[]): ReadonlyMap<string, string> {
  const top = new Map<string, string>();
  for (const { type, xid, description } of records) {
    if (!/^Transaction (COMMIT|ABORT)/.test(type)) continue;
    const list = /subxacts:((?: \d+)+)/.exec(description)?.[1] ?? '';
    for (const child of list.trim().split(' ')) top.set(child, xid);
  }
  return top;
}
