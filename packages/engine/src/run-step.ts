import { Problem, throwProblems } from '@erp/kit/problem';
import type { Knex } from 'knex';
import { orphansOf, undoOfFunction } from './function-undo.ts';
import type { LedgerRow } from './ledger.ts';
import { bindLink, constraintOf, orphanRows, referringColumn, unbindLink, validateLink } from './link-sql.ts';
import { loadStep } from './load-step.ts';
import type { PlannedStep, Reason } from './plan.ts';
import { sendFunction } from './send-function.ts';
import type { Session } from './session.ts';
import {
  type FunctionStep,
  kindOfName,
  type LinkStep,
  type MigrationStep,
  type ReferenceStep,
  type Step,
} from './step.ts';
import { readFunctionText } from './steps/function-envelope.ts';

/** What a step leaves for the ledger. */
export interface StepResult {
  readonly undo: readonly string[] | null;
  readonly content: string | null;
}

const NOTHING: StepResult = { undo: null, content: null };

/**
 * Loads the code of steps, all at once, so that no transaction is open while files are read and compiled.
 *
 * @throws {Problem} what `loadStep` throws, of all that do not load.
 */
export async function loadSteps(steps: readonly (Step | undefined)[]): Promise<void> {
  const loaded = await Promise.allSettled(
    steps.map(async (step) => {
      if (step?.kind === 'migration' || step?.kind === 'reference') await loadStep(step);
      if (step?.kind === 'function') await import('libpg-query');
    }),
  );
  const failures = loaded.flatMap((each): unknown[] => (each.status === 'rejected' ? [each.reason] : []));
  for (const failure of failures) if (!(failure instanceof Problem)) throw failure;
  throwProblems(failures.filter((failure) => failure instanceof Problem));
}

/**
 * Runs a step forward.
 *
 * @param knex the transaction, or the session's Knex for a step outside one.
 */
export async function runForward(
  session: Session,
  knex: Knex,
  { step, reason }: PlannedStep,
): Promise<StepResult> {
  switch (step.kind) {
    case 'migration':
    case 'reference':
      await (await loadStep(step)).up(knex);
      return NOTHING;
    case 'function':
      return replaceFunction(session, step, reason);
    case 'link':
      await bindWholeLink(session, step);
      return NOTHING;
  }
}

/** Takes a recorded step back; a function goes back to the version recorded before it, if there was one. */
export async function runBackward(
  session: Session,
  knex: Knex,
  row: LedgerRow,
  step: Step | undefined,
): Promise<void> {
  switch (kindOfName(row.name)) {
    case 'migration':
    case 'reference':
      if (step?.kind !== 'migration' && step?.kind !== 'reference')
        throw new Error(`${row.name} has no file`);
      await runDown(knex, step);
      return;
    case 'function':
      await restoreFunction(session, row);
      return;
    case 'link':
      await session.ahead(unbindLink(referringColumn(row.name)));
  }
}

/** Runs the way back of a migration or of reference data. */
export async function runDown(knex: Knex, step: MigrationStep | ReferenceStep): Promise<void> {
  await (await loadStep(step)).down(knex);
}

/** Adds the foreign key of a link to a table that holds rows, without looking at them; harmless when it is there. */
export async function bindLinkNotValid(session: Session, step: LinkStep): Promise<void> {
  const bound = await session.query<{ bound: boolean }>(
    'SELECT EXISTS (SELECT FROM pg_constraint WHERE conrelid = $1::regclass AND conname = $2) AS bound',
    [step.link.from.table, constraintOf(step.link)],
  );
  if (bound[0]?.bound !== true) await session.query(bindLink(step.link, true));
}

async function bindWholeLink(session: Session, step: LinkStep): Promise<void> {
  await session.ahead(bindLink(step.link, true));
  await refuseOrphanRows(session, step);
  await session.ahead(validateLink(step.link));
}

/**
 * Makes sure that every row of a link's table points at one that is there.
 *
 * @throws {Problem} `link_orphan_rows`, which says how to find them.
 */
export async function refuseOrphanRows(session: Session, step: LinkStep): Promise<void> {
  await session.ahead(orphanRows(step.link, 'count(*)'), [], ([found]) =>
    refuseCount(step, (found as { count: string }).count),
  );
}

function refuseCount(step: LinkStep, count: string): void {
  if (count === '0') return;
  const { from, to } = step.link;
  throw new Problem({
    code: 'link_orphan_rows',
    message: `The link ${step.name} cannot be bound: ${count} rows of ${from.table} point at no row of ${to.table}.`,
    detail: `Find them by:\n${orphanRows(step.link, 'referring.*')};`,
    hint: `Set ${from.column} to NULL or to an existing row in these, then run \`pnpm migrate\` again.`,
  });
}

async function replaceFunction(session: Session, step: FunctionStep, reason: Reason): Promise<StepResult> {
  const content = await readFunctionText(step);
  const undo = await undoOfFunction(step.name, content);
  for (const statement of sendFunction(content)) await session.ahead(statement);
  if (reason === 'new') return { undo, content };
  const before = await session.query<{ undo: string[] | null }>(
    'SELECT undo FROM public.knex_migrations WHERE name = $1 ORDER BY id DESC LIMIT 1',
    [step.name],
  );
  for (const statement of await orphansOf(step.name, content, before[0]?.undo ?? [])) {
    await session.ahead(statement);
  }
  return { undo, content };
}

async function restoreFunction(session: Session, row: LedgerRow): Promise<void> {
  const versions = await session.query<{ undo: string[] | null; content: string | null }>(
    'SELECT undo, content FROM public.knex_migrations WHERE name = $1 AND id <= $2 ORDER BY id DESC LIMIT 2',
    [row.name, row.id],
  );
  for (const statement of versions[0]?.undo ?? []) await session.ahead(statement);
  const previous = versions[1]?.content;
  if (previous === undefined || previous === null) return;
  for (const statement of sendFunction(previous)) await session.ahead(statement);
}
