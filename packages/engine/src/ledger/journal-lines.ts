import type { Ask } from '../connection/ask.ts';
import type { Probe } from './probe.ts';

/** What is known of a statement: it was sent and nobody saw it end; its work is kept; it left nothing. */
export type LineState = 'begun' | 'kept' | 'not kept';

/** One statement of a step outside a transaction, as it is noted. */
export interface JournalLine {
  /** Counted from 1, over all that the step sends; settings of the session are not counted. */
  readonly place: number;
  /** Its text as it may be shown. */
  readonly statement: string;
  readonly hash: string;
  readonly state: LineState;
  /** What tells whether it has done its work, where no transaction does. */
  readonly probe: Probe | null;
  /** See `writeOutcome`; null where nobody saw it. */
  readonly outcome: string | null;
}

/** Reads what is noted of a step, in order. */
export async function readLines(ask: Ask, name: string): Promise<JournalLine[]> {
  return ask<JournalLine>(
    `SELECT place, statement, hash, state, probe, outcome FROM public.knex_migrations_journal WHERE name = $1 ORDER BY place`,
    [name],
  );
}

/** Writes lines, in the place of those that are there. */
export async function writeLines(ask: Ask, name: string, lines: readonly JournalLine[]): Promise<void> {
  await ask(
    `INSERT INTO public.knex_migrations_journal (name, place, statement, hash, state, probe, outcome)
     SELECT $1, place, statement, hash, state, nullif(probe, 'null'), outcome
       FROM pg_catalog.jsonb_to_recordset($2::jsonb) AS line (place integer, statement text, hash text, state text, probe jsonb, outcome text)
     ON CONFLICT (name, place) DO UPDATE SET (statement, hash, state, probe, outcome) =
       (EXCLUDED.statement, EXCLUDED.hash, EXCLUDED.state, EXCLUDED.probe, EXCLUDED.outcome)`,
    [name, JSON.stringify(lines)],
  );
}

/** Forgets what is noted at the end of a step and left nothing: it is tried again. */
export async function forgetFailed(ask: Ask, name: string): Promise<void> {
  await ask(
    `DELETE FROM public.knex_migrations_journal WHERE name = $1 AND place > (
       SELECT coalesce(max(place), 0) FROM public.knex_migrations_journal WHERE name = $1 AND state <> 'not kept')`,
    [name],
  );
}
