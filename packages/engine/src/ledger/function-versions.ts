import type { Session } from '../connection/session.ts';
import type { Ledger, LedgerRow } from './ledger.ts';

/** What the ledger keeps of a version of a step, beside what every line has. */
export interface RecordedVersion {
  /** The text of a function file, so that a later version can be rolled back to it; null for other steps. */
  readonly content: string | null;
  /** Statements that roll a function file back; null for other steps. */
  readonly undo: readonly string[] | null;
}

/** Of steps that are rolled back by their own file, or by their name. */
export const NO_VERSION: RecordedVersion = { undo: null, content: null };

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
  ledger: Pick<Ledger, 'rows'>,
): Promise<Map<string, string>> {
  return new Map(
    (await readLatest<string>(session, ledger, 'content')).map(({ name, value }) => [name, value]),
  );
}

/** Every text of function files that was applied, oldest first: the versions of one function follow each other. */
export async function readFunctionVersions(
  session: Pick<Session, 'query'>,
  ledger: Pick<Ledger, 'rows'>,
): Promise<{ name: string; text: string }[]> {
  if (ledger.rows.every((row) => row.checksum === null)) return [];
  return session.query(
    'SELECT name, content AS text FROM public.knex_migrations WHERE content IS NOT NULL ORDER BY id',
  );
}

/** A column that only function files have, as the newest line of each has it. */
async function readLatest<Value>(
  session: Pick<Session, 'query'>,
  ledger: Pick<Ledger, 'rows'>,
  column: 'undo' | 'content',
): Promise<{ name: string; value: Value }[]> {
  if (ledger.rows.every((row) => row.checksum === null)) return [];
  return session.query(
    `SELECT DISTINCT ON (name) name, ${column} AS value FROM public.knex_migrations WHERE ${column} IS NOT NULL ORDER BY name, id DESC`,
  );
}

/** What takes the version of a function file back that was applied last. */
export async function readAppliedUndo(
  session: Pick<Session, 'query'>,
  name: string,
): Promise<readonly string[]> {
  const [version] = await session.query<{ undo: string[] | null }>(
    'SELECT undo FROM public.knex_migrations WHERE name = $1 ORDER BY id DESC LIMIT 1',
    [name],
  );
  return version?.undo ?? [];
}

/** The version that a line of the ledger stands for, and the one before it. */
export async function readVersions(
  session: Pick<Session, 'query'>,
  { name, id }: Pick<LedgerRow, 'name' | 'id'>,
): Promise<RecordedVersion[]> {
  return session.query<RecordedVersion & Record<string, unknown>>(
    'SELECT undo, content FROM public.knex_migrations WHERE name = $1 AND id <= $2 ORDER BY id DESC LIMIT 2',
    [name, id],
  );
}
