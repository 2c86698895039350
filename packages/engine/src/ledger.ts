import type { Session } from './session.ts';
import { STEP_MILLISECONDS, STEP_RECORDED } from './shared-transaction.ts';

/** One line of the ledger: a step that the database says was applied. */
export interface LedgerRow {
  readonly id: number;
  readonly name: string;
  readonly batch: number;
  /** Null for a step that stock Knex recorded. */
  readonly checksum: string | null;
}

/** What the database says was applied, in the order in which it was. */
export interface Ledger {
  readonly exists: boolean;
  readonly rows: readonly LedgerRow[];
}

/** What is recorded of a step beyond its name and batch. */
export interface LedgerEntry {
  readonly name: string;
  readonly batch: number;
  readonly checksum: string;
  /** Statements that take a function file back; null for other steps. */
  readonly undo: readonly string[] | null;
  /** The text of a function file, so that a later version can be rolled back to it; null for other steps. */
  readonly content: string | null;
  /** Null: the time since the last record of the transaction. */
  readonly duration_ms: number | null;
}

const UNDEFINED_TABLE = '42P01';
const UNDEFINED_COLUMN = '42703';

/**
 * Reads the ledger by one query.
 *
 * @returns an empty ledger when the database has none.
 */
export async function readLedger(session: Pick<Session, 'query'>): Promise<Ledger> {
  try {
    const rows = await session.query<LedgerRow>(
      'SELECT id, name, batch, checksum FROM knex_migrations ORDER BY id',
    );
    return { exists: true, rows };
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === UNDEFINED_TABLE) return { exists: false, rows: [] };
    if (code === UNDEFINED_COLUMN) return readStockLedger(session);
    throw error;
  }
}

/** What takes the applied version of each function file back, by recorded name. */
export async function readUndo(
  session: Pick<Session, 'query'>,
  ledger: Ledger,
): Promise<Map<string, string[]>> {
  return new Map(
    (await readLatest<string[]>(session, ledger, 'undo')).map(({ name, value }) => [name, value]),
  );
}

/** The text of each function file as it was applied last, by recorded name. */
export async function readFunctionTexts(
  session: Pick<Session, 'query'>,
  ledger: Ledger,
): Promise<Map<string, string>> {
  return new Map(
    (await readLatest<string>(session, ledger, 'content')).map(({ name, value }) => [name, value]),
  );
}

/** A column that only function files have, as the newest line of each has it. */
async function readLatest<Value>(
  session: Pick<Session, 'query'>,
  ledger: Ledger,
  column: 'undo' | 'content',
): Promise<{ name: string; value: Value }[]> {
  if (ledger.rows.every((row) => row.checksum === null)) return [];
  return session.query(
    `SELECT DISTINCT ON (name) name, ${column} AS value FROM knex_migrations WHERE ${column} IS NOT NULL ORDER BY name, id DESC`,
  );
}

/** A ledger that only stock Knex has written so far has none of our columns. */
async function readStockLedger(session: Pick<Session, 'query'>): Promise<Ledger> {
  const rows = await session.query<LedgerRow>(
    'SELECT id, name, batch, NULL AS checksum FROM knex_migrations ORDER BY id',
  );
  return { exists: true, rows };
}

/**
 * The ledger as stock Knex makes it, with our columns beside. Row level security without a policy: nobody but the
 * owner has business here, whatever default privileges a platform hands out.
 */
export const CREATE_LEDGER = `CREATE TABLE IF NOT EXISTS knex_migrations (
  id serial PRIMARY KEY,
  name varchar(255),
  batch integer,
  migration_time timestamptz
);
ALTER TABLE knex_migrations
  ADD COLUMN IF NOT EXISTS checksum text,
  ADD COLUMN IF NOT EXISTS undo jsonb,
  ADD COLUMN IF NOT EXISTS content text,
  ADD COLUMN IF NOT EXISTS duration_ms integer,
  ADD COLUMN IF NOT EXISTS applied_by text DEFAULT current_user;
ALTER TABLE knex_migrations ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE knex_migrations IS 'What was applied to this database, in order. Written by the runner; stock Knex can read it.';
CREATE TABLE IF NOT EXISTS knex_migrations_begun (
  name text PRIMARY KEY,
  begun_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
ALTER TABLE knex_migrations_begun ENABLE ROW LEVEL SECURITY;
COMMENT ON TABLE knex_migrations_begun IS 'Steps outside a transaction that are under way, or whose run ended in the middle of them.'`;

/** Takes the ledger away, for a database that holds nothing of ours any more. */
export const DROP_LEDGER = 'DROP TABLE knex_migrations_begun, knex_migrations';

/** Records one applied step, for `values` as `recordValues` gives them and the moment the transaction began. */
export const RECORD = `INSERT INTO knex_migrations (name, batch, migration_time, checksum, undo, content, duration_ms)
SELECT $1::text, $2::integer, now(), $3::text, $4::jsonb, $5::text, coalesce($6::integer, ${STEP_MILLISECONDS})
 WHERE now() = $7::timestamptz RETURNING ${STEP_RECORDED}`;

/** Takes the record of one step away, by its id and the moment the transaction began. */
export const FORGET = `DELETE FROM knex_migrations WHERE id = $1 AND now() = $2::timestamptz RETURNING ${STEP_RECORDED}`;

export function recordValues(entry: LedgerEntry): unknown[] {
  const undo = entry.undo === null ? null : JSON.stringify(entry.undo);
  const duration = entry.duration_ms === null ? null : Math.round(entry.duration_ms);
  return [entry.name, entry.batch, entry.checksum, undo, entry.content, duration];
}

/** The number of the batch that a run would write now. */
export function nextBatch(ledger: Ledger): number {
  return ledger.rows.reduce((highest, row) => Math.max(highest, row.batch), 0) + 1;
}

/** The newest line of each name; functions have one for every version. */
export function currentRows(ledger: Ledger): Map<string, LedgerRow> {
  return new Map(ledger.rows.map((row) => [row.name, row]));
}
