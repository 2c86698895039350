import type { Session } from './session.ts';

/** A step outside a transaction that is under way, or whose run ended in the middle of it. */
export interface Unfinished {
  readonly name: string;
  readonly begun: Date;
}

/** Reads what was begun and not finished, without changing anything; see `readBegun` for a run. */
export async function readUnfinished(session: Pick<Session, 'query'>): Promise<Unfinished[]> {
  const [found] = await session.query<{ there: boolean }>(
    "SELECT to_regclass('public.knex_migrations_begun') IS NOT NULL AS there",
  );
  if (found?.there !== true) return [];
  return session.query<Unfinished>(
    'SELECT name, begun_at AS begun FROM public.knex_migrations_begun ORDER BY begun_at, name',
  );
}
