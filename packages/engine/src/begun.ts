import { clearConcurrentIndexes } from './concurrent-indexes.ts';
import { CREATE_LEDGER, type Ledger } from './ledger.ts';
import type { StepOrder } from './order.ts';
import type { Session } from './session.ts';

/**
 * Reads which steps outside a transaction were begun and never finished: a run ended in the middle of them. A ledger
 * that only stock Knex has written so far has no such notes, and gets the columns that it lacks.
 *
 * @returns recorded names, in the order in which they were begun.
 */
export async function readBegun(session: Session): Promise<string[]> {
  const [found] = await session.query<{ ours: boolean }>(
    "SELECT to_regclass('public.knex_migrations_begun') IS NOT NULL AS ours",
  );
  if (found?.ours !== true) await session.query(CREATE_LEDGER);
  const rows = await session.query<{ name: string }>(
    'SELECT name FROM public.knex_migrations_begun ORDER BY begun_at, name',
  );
  return rows.map((row) => row.name);
}

/** Notes that a step outside a transaction begins. */
export async function noteBegun(session: Session, name: string): Promise<void> {
  await session.query(
    'INSERT INTO public.knex_migrations_begun (name) VALUES ($1) ON CONFLICT (name) DO NOTHING',
    [name],
  );
}

/** Takes the note back: the step is finished. */
export async function forgetBegun(session: Session, name: string): Promise<void> {
  await session.query('DELETE FROM public.knex_migrations_begun WHERE name = $1', [name]);
}

/**
 * Clears away what steps left behind whose run ended in the middle of them, in either direction, so that what is
 * recorded is what is there. For a rollback: migrating does it when it comes to such a step again.
 */
export async function clearBegun(session: Session, order: StepOrder, ledger: Ledger): Promise<void> {
  if (!ledger.exists) return;
  const steps = new Map(order.steps.map((step) => [step.name, step]));
  for (const name of await readBegun(session)) {
    const step = steps.get(name);
    if (step?.kind === 'migration') await clearConcurrentIndexes(session, step);
    await forgetBegun(session, name);
  }
}
