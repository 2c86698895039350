import type { Problem } from '@erp/kit/problem';
import type { Session } from '../connection/session.ts';
import { noJournal, undecided } from './journal-problems.ts';
import { CREATE_LEDGER } from './ledger-tables.ts';
import { kindOfName } from './recorded-name.ts';

/** Which way a step goes. */
export type Direction = 'up' | 'down';

/** A step outside a transaction that was begun and never finished: a run ended in the middle of it. */
export interface ProgressNote {
  readonly name: string;
  /** Null where an earlier release noted it, which did not say. */
  readonly direction: Direction | null;
}

/**
 * Reads what was begun and not finished. A ledger that only stock Knex or an earlier release has written so far has no
 * place for such notes, and gets what it lacks.
 *
 * @returns by recorded name, in the order in which they were begun.
 */
export async function readProgressNotes(session: Session): Promise<Map<string, ProgressNote>> {
  const [found] = await session.query<{ ours: boolean }>(
    `SELECT to_regclass('public.knex_migrations_begun') IS NOT NULL
        AND to_regclass('public.knex_migrations_journal') IS NOT NULL AS ours`,
  );
  if (found?.ours !== true) await session.query(CREATE_LEDGER);
  const rows = await session.query<ProgressNote>(
    'SELECT name, direction FROM public.knex_migrations_begun ORDER BY begun_at, name',
  );
  return new Map(rows.map((row) => [row.name, row]));
}

/** Notes that a step outside a transaction begins. */
export async function noteInProgress(session: Session, name: string, direction: Direction): Promise<void> {
  await session.query(
    'INSERT INTO public.knex_migrations_begun (name, direction) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET direction = EXCLUDED.direction WHERE knex_migrations_begun.direction IS DISTINCT FROM EXCLUDED.direction',
    [name, direction],
  );
}

/** The number of the transaction that noted it; a run that goes on with the step does not note it again. */
export async function inProgressSince(session: Session, name: string): Promise<string> {
  const [note] = await session.query<{ since: string }>(
    'SELECT xmin::text AS since FROM public.knex_migrations_begun WHERE name = $1',
    [name],
  );
  if (note === undefined) throw new Error(`Nobody noted that ${name} was begun.`);
  return note.since;
}

/** Drops the note, and what its statements left in the journal: the step is finished. */
export async function forgetInProgress(session: Session, name: string): Promise<void> {
  await session.query(
    'WITH gone AS (DELETE FROM public.knex_migrations_journal WHERE name = $1) DELETE FROM public.knex_migrations_begun WHERE name = $1',
    [name],
  );
}

/** A step outside a transaction that is under way, or whose run ended in the middle of it. */
export interface StepInProgress {
  readonly name: string;
  /** When it was begun. */
  readonly since: Date;
  /** Null where an earlier release noted it. */
  readonly direction: Direction | null;
  /** How many of its statements are kept. */
  readonly kept: number;
  /** The statement that the run ended in; null when it ended between two. */
  readonly open: {
    readonly place: number;
    readonly statement: string;
    /** Whether the database tells if it was done. */
    readonly judged: boolean;
  } | null;
}

/** Reads what was begun and not finished, without changing anything; see `readProgressNotes` for a run. */
export async function readStepsInProgress(session: Pick<Session, 'query'>): Promise<StepInProgress[]> {
  const [found] = await session.query<{ noted: boolean; journaled: boolean }>(
    `SELECT to_regclass('public.knex_migrations_begun') IS NOT NULL AS noted,
       to_regclass('public.knex_migrations_journal') IS NOT NULL AS journaled`,
  );
  if (found?.noted !== true) return [];
  if (!found.journaled) {
    return session.query<StepInProgress>(
      'SELECT name, begun_at AS since, NULL AS direction, 0 AS kept, NULL AS open FROM public.knex_migrations_begun ORDER BY begun_at, name',
    );
  }
  return session.query<StepInProgress>(
    `SELECT b.name, b.begun_at AS since, b.direction,
       (SELECT count(*)::integer FROM public.knex_migrations_journal k WHERE k.name = b.name AND k.state = 'kept') AS kept,
       (SELECT json_build_object('place', l.place, 'statement', l.statement, 'judged', l.probe ->> 'kind' <> 'unknown')
          FROM public.knex_migrations_journal l
         WHERE l.name = b.name AND l.state = 'begun'
           AND NOT EXISTS (SELECT FROM public.knex_migrations_journal n WHERE n.name = l.name AND n.place > l.place AND n.state <> 'not kept')) AS open
     FROM public.knex_migrations_begun b ORDER BY b.begun_at, b.name`,
  );
}

/** What has to be decided by a person before anything can go on; undefined where the next run finds out by itself. */
export function inDoubt({ name, direction, open }: StepInProgress): Problem | undefined {
  if (kindOfName(name) !== 'migration') return undefined;
  if (direction === null) return noJournal(name);
  return open === null || open.judged ? undefined : undecided(name, open);
}

/** Whether the ledger has a place for such notes; one that stock Knex or an earlier release has written may not. */
export async function canNoteProgress(session: Session): Promise<boolean> {
  const [found] = await session.query<{ journal: boolean }>(
    "SELECT to_regclass('public.knex_migrations_journal') IS NOT NULL AS journal",
  );
  return found?.journal === true;
}
