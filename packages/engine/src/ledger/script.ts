import { LOCK } from '../connection/lock.ts';
import type { UntimedEntry } from './records.ts';

/** Statement of a script for psql that stops it when it is run twice, out of order, or against another database than it was made for. */
export function expectApplied(applied: number): string {
  return `DO $guard$
DECLARE
  applied bigint := 0;
BEGIN
  PERFORM pg_advisory_xact_lock${LOCK};
  IF to_regclass('public.knex_migrations') IS NOT NULL THEN
    SELECT count(*) INTO applied FROM public.knex_migrations;
  END IF;
  IF applied <> ${applied} THEN
    RAISE EXCEPTION 'this script expects ${applied} applied steps and finds %', applied
      USING HINT = 'Run the files in the order of their numbers, each once; or make new ones: pnpm plan --sql';
  END IF;
END
$guard$;`;
}

/** Statement of a script that takes the lines of a step away which is recorded anew. */
export function forgetInScript(name: string): string {
  return `DELETE FROM public.knex_migrations WHERE name = '${name}';`;
}

/** Statement of a script that records a step, and its values. */
export function recordInScript(
  { name, checksum, undo, content }: UntimedEntry,
  batch: number,
): { readonly sql: string; readonly values: readonly unknown[] } {
  return {
    sql: `INSERT INTO public.knex_migrations (name, batch, migration_time, checksum, undo, content, duration_ms)
VALUES ($1, $2, now(), $3, $4, $5, NULL);`,
    values: [name, batch, checksum, undo && JSON.stringify(undo), content],
  };
}

/** The statement for a person who takes the record of a step away by hand. */
export function forgetByHand(name: string): string {
  return `DELETE FROM knex_migrations WHERE name = '${name}';`;
}
