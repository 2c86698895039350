import type { Session } from '../connection/session.ts';

/** What the ledger knows of a record beyond what a plan needs. */
export interface LedgerDetails {
  /** Null where somebody wrote the line by hand. */
  readonly time: Date | null;
  /** The role that applied it; null for a step that stock Knex recorded. */
  readonly by: string | null;
}

/** Reads when and by whom lines of the ledger were written, by their ids. */
export async function readLedgerDetails(
  session: Pick<Session, 'query'>,
  ids: readonly number[],
): Promise<Map<number, LedgerDetails>> {
  if (ids.length === 0) return new Map();
  // By way of JSON, because a ledger that only stock Knex has written lacks the column.
  const rows = await session.query<{ id: number } & LedgerDetails>(
    "SELECT id, migration_time AS time, to_jsonb(line) ->> 'applied_by' AS by FROM public.knex_migrations line WHERE id = ANY ($1)",
    [ids],
  );
  return new Map(rows.map(({ id, time, by }) => [id, { time, by }]));
}
