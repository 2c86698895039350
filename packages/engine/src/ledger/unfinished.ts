import type { Problem } from '@erp/kit/problem';
import type { Session } from '../connection/session.ts';
import type { Direction } from './begun.ts';
import { noJournal, undecided } from './journal-problems.ts';
import { kindOfName } from './recorded-name.ts';

/** A step outside a transaction that is under way, or whose run ended in the middle of it. */
export interface Unfinished {
  readonly name: string;
  readonly begun: Date;
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

/** Reads what was begun and not finished, without changing anything; see `readBegun` for a run. */
export async function readUnfinished(session: Pick<Session, 'query'>): Promise<Unfinished[]> {
  const [found] = await session.query<{ noted: boolean; journaled: boolean }>(
    `SELECT to_regclass('public.knex_migrations_begun') IS NOT NULL AS noted,
       to_regclass('public.knex_migrations_journal') IS NOT NULL AS journaled`,
  );
  if (found?.noted !== true) return [];
  if (!found.journaled) {
    return session.query<Unfinished>(
      'SELECT name, begun_at AS begun, NULL AS direction, 0 AS kept, NULL AS open FROM public.knex_migrations_begun ORDER BY begun_at, name',
    );
  }
  return session.query<Unfinished>(
    `SELECT b.name, b.begun_at AS begun, b.direction,
       (SELECT count(*)::integer FROM public.knex_migrations_journal k WHERE k.name = b.name AND k.state = 'kept') AS kept,
       (SELECT json_build_object('place', l.place, 'statement', l.statement, 'judged', l.probe ->> 'kind' <> 'unknown')
          FROM public.knex_migrations_journal l
         WHERE l.name = b.name AND l.state = 'begun'
           AND NOT EXISTS (SELECT FROM public.knex_migrations_journal n WHERE n.name = l.name AND n.place > l.place AND n.state <> 'not kept')) AS open
     FROM public.knex_migrations_begun b ORDER BY b.begun_at, b.name`,
  );
}

/** What has to be decided by a person before anything can go on; undefined where the next run finds out by itself. */
export function inDoubt({ name, direction, open }: Unfinished): Problem | undefined {
  if (kindOfName(name) !== 'migration') return undefined;
  if (direction === null) return noJournal(name);
  return open === null || open.judged ? undefined : undecided(name, open);
}
