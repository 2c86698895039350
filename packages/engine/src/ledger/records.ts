import type { Session } from '../connection/session.ts';
import { STEP_MILLISECONDS, STEP_RECORDED, TRANSACTION_NUMBER } from '../connection/shared-transaction.ts';
import type { RecordedVersion } from './function-versions.ts';

/** What is recorded of a step beyond its name and batch. */
export interface LedgerEntry extends RecordedVersion {
  readonly name: string;
  readonly batch: number;
  readonly checksum: string;
  /** Null: the time since the last record of the transaction. */
  readonly duration_ms: number | null;
}

/** Records one applied step, for `values` as `recordValues` gives them and the number of the transaction. */
export const RECORD = `INSERT INTO public.knex_migrations (name, batch, migration_time, checksum, undo, content, duration_ms)
SELECT $1::text, $2::integer, now(), $3::text, $4::jsonb, $5::text, coalesce($6::integer, ${STEP_MILLISECONDS})
 WHERE ${TRANSACTION_NUMBER} = $7 RETURNING ${STEP_RECORDED}`;

/** Takes the record of one step away, by its id and the number of the transaction. */
export const FORGET = `DELETE FROM public.knex_migrations WHERE id = $1 AND ${TRANSACTION_NUMBER} = $2 RETURNING ${STEP_RECORDED}`;

/** The values of `RECORD` for a line, but for the number of the transaction; durations in whole milliseconds. */
export function recordValues(entry: LedgerEntry): unknown[] {
  const undo = entry.undo === null ? null : JSON.stringify(entry.undo);
  const duration = entry.duration_ms === null ? null : Math.round(entry.duration_ms);
  return [entry.name, entry.batch, entry.checksum, undo, entry.content, duration];
}

/** Takes the lines of a step away that is recorded anew. */
export async function forgetEarlier(session: Session, name: string): Promise<void> {
  await session.enqueue('DELETE FROM public.knex_migrations WHERE name = $1', [name]);
}

/** What is recorded of a step that was not run; it took no time. */
export type UntimedEntry = Omit<LedgerEntry, 'batch' | 'duration_ms'>;

/** Records steps that were not run, in the given order. */
export async function recordUntimed(
  session: Session,
  batch: number,
  entries: readonly UntimedEntry[],
): Promise<void> {
  await session.query(
    `INSERT INTO public.knex_migrations (name, batch, migration_time, checksum, undo, content)
     SELECT line ->> 'name', $1, now(), line ->> 'checksum', nullif(line -> 'undo', 'null'), line ->> 'content'
       FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY AS given (line, place) ORDER BY place`,
    [batch, JSON.stringify(entries)],
  );
}

/** Whether anything is recorded. */
export async function holdsRecords(session: Session): Promise<boolean> {
  const [found] = await session.query<{ rows: boolean }>(
    'SELECT EXISTS (SELECT FROM public.knex_migrations) AS rows',
  );
  return found?.rows === true;
}

/**
 * Query for the lines of steps ($2, their names) that were written since a transaction ($1, its number), each with the
 * place of its statement in its transaction.
 */
export const RECORDED_SINCE = `SELECT name, cmin::text::bigint AS command
      FROM public.knex_migrations WHERE name = ANY ($2) AND age(xmin) <= age($1::xid8::xid)`;
