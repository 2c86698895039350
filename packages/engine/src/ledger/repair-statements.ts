import type { Direction } from './in-progress.ts';
import type { LineState } from './journal-lines.ts';
import type { LedgerRow } from './ledger.ts';

/**
 * A statement that changes the ledger as a person has confirmed, and its values. It returns a row, or none where the
 * ledger is not any more what the person was shown.
 */
export type LedgerChange = readonly [sql: string, values: readonly unknown[]];

/** What a migration is called, and what it holds. */
interface Recorded {
  readonly name: string;
  readonly checksum: string;
}

/** The recorded checksum becomes another one. */
export function changeChecksum(row: LedgerRow, checksum: string): LedgerChange {
  return [
    'UPDATE public.knex_migrations SET checksum = $3 WHERE id = $1 AND checksum = $2 RETURNING id',
    [row.id, row.checksum, checksum],
  ];
}

/** The record gets another name. */
export function changeName(row: LedgerRow, name: string): LedgerChange {
  return [
    'UPDATE public.knex_migrations SET name = $3 WHERE id = $1 AND name = $2 RETURNING id',
    [row.id, row.name, name],
  ];
}

/** The record gets another name and checksum. */
export function changeStep(row: LedgerRow, { name, checksum }: Recorded): LedgerChange {
  // Stock Knex writes no checksum, and a ledger of its own has no column for one.
  if (row.checksum === null) return changeName(row, name);
  return [
    'UPDATE public.knex_migrations SET name = $4, checksum = $5 WHERE id = $1 AND name = $2 AND checksum = $3 RETURNING id',
    [row.id, row.name, row.checksum, name, checksum],
  ];
}

/** The record is dropped, with the earlier ones of its name. */
export function forgetUpTo({ id, name }: LedgerRow): LedgerChange {
  return ['DELETE FROM public.knex_migrations WHERE name = $1 AND id <= $2 RETURNING id', [name, id]];
}

/** The note that a step is in progress is dropped, with its statements. */
export function forgetProgress(name: string): LedgerChange {
  return [
    `WITH gone AS (DELETE FROM public.knex_migrations_journal WHERE name = $1)
     DELETE FROM public.knex_migrations_begun WHERE name = $1 RETURNING name`,
    [name],
  ];
}

/** What became of the statement that a run ended in. */
export function decideStatement(name: string, place: number, state: LineState): LedgerChange {
  return [
    `UPDATE public.knex_migrations_journal SET state = $3, outcome = NULL
      WHERE name = $1 AND place = $2 AND state = 'begun' RETURNING name`,
    [name, place, state],
  ];
}

/** A step in progress is done as a whole: recorded when it went up, gone when it went down. */
export function finishStep(name: string, direction: Direction | null, checksum: string): LedgerChange {
  return [
    `WITH lines AS (DELETE FROM public.knex_migrations_journal WHERE name = $1),
       note AS (DELETE FROM public.knex_migrations_begun WHERE name = $1 AND direction IS NOT DISTINCT FROM $2 RETURNING name),
       recorded AS (INSERT INTO public.knex_migrations (name, batch, migration_time, checksum)
         SELECT name, (SELECT coalesce(max(batch), 0) + 1 FROM public.knex_migrations), now(), $3
           FROM note WHERE $2::text IS DISTINCT FROM 'down')
     SELECT name FROM note`,
    [name, direction, checksum],
  ];
}

/** A step in progress begins again at its first statement. */
export function startOver(name: string, direction: Direction | null): LedgerChange {
  return [
    `WITH lines AS (DELETE FROM public.knex_migrations_journal WHERE name = $1)
     UPDATE public.knex_migrations_begun SET direction = coalesce(direction, 'up')
      WHERE name = $1 AND direction IS NOT DISTINCT FROM $2 RETURNING name`,
    [name, direction],
  ];
}
