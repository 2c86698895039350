import type { Session } from '../connection/session.ts';
import { CREATE_LEDGER } from './ledger.ts';

/** Which way a step outside a transaction was going; null where an earlier release noted it, which did not say. */
export type Direction = 'up' | 'down';

/** A step outside a transaction that was begun and never finished: a run ended in the middle of it. */
export interface Begun {
  readonly name: string;
  readonly direction: Direction | null;
}

/**
 * Reads what was begun and not finished. A ledger that only stock Knex or an earlier release has written so far has no
 * place for such notes, and gets what it lacks.
 *
 * @returns by recorded name, in the order in which they were begun.
 */
export async function readBegun(session: Session): Promise<Map<string, Begun>> {
  const [found] = await session.query<{ ours: boolean }>(
    `SELECT to_regclass('public.knex_migrations_begun') IS NOT NULL
        AND to_regclass('public.knex_migrations_journal') IS NOT NULL AS ours`,
  );
  if (found?.ours !== true) await session.query(CREATE_LEDGER);
  const rows = await session.query<Begun>(
    'SELECT name, direction FROM public.knex_migrations_begun ORDER BY begun_at, name',
  );
  return new Map(rows.map((row) => [row.name, row]));
}

/** Notes that a step outside a transaction begins. */
export async function noteBegun(session: Session, name: string, direction: Direction): Promise<void> {
  await session.query(
    'INSERT INTO public.knex_migrations_begun (name, direction) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET direction = EXCLUDED.direction WHERE knex_migrations_begun.direction IS DISTINCT FROM EXCLUDED.direction',
    [name, direction],
  );
}

/** The number of the transaction that noted it; a run that goes on with the step does not note it again. */
export async function begunSince(session: Session, name: string): Promise<string> {
  const [note] = await session.query<{ since: string }>(
    'SELECT xmin::text AS since FROM public.knex_migrations_begun WHERE name = $1',
    [name],
  );
  if (note === undefined) throw new Error(`Nobody noted that ${name} was begun.`);
  return note.since;
}

/** Takes the note back, and what its statements left in the journal: the step is finished. */
export async function forgetBegun(session: Session, name: string): Promise<void> {
  await session.query(
    'WITH gone AS (DELETE FROM public.knex_migrations_journal WHERE name = $1) DELETE FROM public.knex_migrations_begun WHERE name = $1',
    [name],
  );
}
