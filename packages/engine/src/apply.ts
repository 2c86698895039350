import { Problem } from '@erp/kit/problem';
import type { Knex } from 'knex';
import { clearConcurrentIndexes } from './concurrent-indexes.ts';
import {
  CREATE_LEDGER,
  DROP_LEDGER,
  type Ledger,
  nextBatch,
  RECORD,
  readBegun,
  recordValues,
} from './ledger.ts';
import { validateLink } from './link-sql.ts';
import type { Plan, PlannedStep } from './plan.ts';
import type { RollbackPlan, UndoStep } from './plan-rollback.ts';
import { bindLinkNotValid, runBackward, runForward } from './run-step.ts';
import type { Session } from './session.ts';
import { explainStepError } from './sql-error.ts';
import type { LinkStep, Step } from './step.ts';

/** A step that waits for a table makes all who come after it wait too: rather give up, and let the run be repeated. */
const LOCK_TIMEOUT = "SET LOCAL lock_timeout = '10s'";

/** Told about progress, for people who watch. Times are milliseconds. */
export interface Progress {
  started(name: string, direction: 'up' | 'down'): void;
  finished(name: string, direction: 'up' | 'down', duration: number): void;
}

/** A run stopped after some of it was committed: only a run with steps outside a transaction can. */
export class PartlyApplied extends Problem {
  /** Names of the steps that were committed, in order. */
  readonly committed: readonly string[];

  constructor(cause: Problem, committed: readonly string[]) {
    super({
      code: cause.code,
      message: cause.message,
      detail: [cause.detail, `Committed before: ${committed.join(', ')}`].filter(Boolean).join('\n'),
      hint: cause.hint,
      cause,
    });
    this.committed = committed;
  }
}

/**
 * Applies a plan. Each step's change and its record commit together; all steps that can share a transaction do, so
 * that an ordinary run is all or nothing. Call it with the runner's lock held.
 *
 * @returns the number of the batch that was written.
 * @throws {Problem} that explains the failing step; `PartlyApplied` when an earlier part was committed.
 */
export async function applyPlan(
  session: Session,
  ledger: Ledger,
  plan: Plan,
  progress: Progress,
): Promise<number> {
  const batch = nextBatch(ledger);
  let ready = ledger.exists;
  const begun = new Set(ready ? await begunSteps(session) : []);
  const live = await linksOnRows(session, plan);
  const committed: string[] = [];

  for (const segment of cutSegments(plan.steps, (step) => !isLone(step, live, begun))) {
    const names = segment.steps.map(({ step }) => step.name);
    await explained(committed, names[0] ?? '', session, async (at) => {
      if (segment.shared) {
        await session.transaction(async (trx) => {
          await session.query(LOCK_TIMEOUT);
          if (!ready) await session.query(CREATE_LEDGER);
          for (const { step } of segment.steps) {
            at(step.name);
            await forwardAndRecord(session, trx, step, batch, progress);
          }
        });
      } else {
        if (!ready) await session.query(CREATE_LEDGER);
        for (const { step } of segment.steps) await applyAlone(session, step, batch, begun, progress);
      }
    });
    ready = true;
    committed.push(...names);
  }
  return batch;
}

/**
 * Takes steps back, under the same promises as `applyPlan`.
 *
 * @throws {Problem} as `applyPlan` does; `irreversible` when a migration says that it cannot be undone.
 */
export async function applyRollback(session: Session, plan: RollbackPlan, progress: Progress): Promise<void> {
  const committed: string[] = [];
  const segments = cutSegments(
    plan.steps,
    ({ step }) => !(step?.kind === 'migration' && !step.transactional),
  );
  for (const segment of segments) {
    const names = segment.steps.map(({ row }) => row.name);
    await explained(committed, names[0] ?? '', session, async (at) => {
      if (segment.shared) {
        await session.transaction(async (trx) => {
          await session.query(LOCK_TIMEOUT);
          for (const undo of segment.steps) {
            at(undo.row.name);
            await backwardAndForget(session, trx, undo, progress);
          }
          if (plan.toNothing && segment === segments.at(-1)) await session.query(DROP_LEDGER);
        });
      } else {
        for (const undo of segment.steps) await undoAlone(session, undo, progress);
      }
    });
    committed.push(...names);
  }
  if (plan.toNothing && segments.at(-1)?.shared === false) await session.query(DROP_LEDGER);
}

async function forwardAndRecord(
  session: Session,
  knex: Knex,
  step: Step,
  batch: number,
  progress: Progress,
): Promise<void> {
  const start = performance.now();
  progress.started(step.name, 'up');
  const result = await session.guarded(() => runForward(session, knex, step));
  const duration = performance.now() - start;
  // A step applied again replaces its line, except a function, whose earlier versions a rollback needs.
  if (step.kind === 'reference')
    await session.query('DELETE FROM knex_migrations WHERE name = $1', [step.name]);
  await session.query(
    RECORD,
    recordValues({ ...result, name: step.name, batch, checksum: step.checksum, duration_ms: duration }),
  );
  progress.finished(step.name, 'up', duration);
}

async function backwardAndForget(
  session: Session,
  knex: Knex,
  undo: UndoStep,
  progress: Progress,
): Promise<void> {
  const start = performance.now();
  progress.started(undo.row.name, 'down');
  await session.guarded(() => runBackward(session, knex, undo.row, undo.step));
  await session.query('DELETE FROM knex_migrations WHERE id = $1', [undo.row.id]);
  progress.finished(undo.row.name, 'down', performance.now() - start);
}

/**
 * A step that cannot share a transaction: it is noted as begun, run, and recorded. When a run ends in between, the
 * next one finds the note and clears away what the broken attempt may have left before it starts over.
 */
async function applyAlone(
  session: Session,
  step: Step,
  batch: number,
  begun: ReadonlySet<string>,
  progress: Progress,
): Promise<void> {
  const start = performance.now();
  progress.started(step.name, 'up');
  if (step.kind === 'migration' && begun.has(step.name)) await clearConcurrentIndexes(session, step);
  await session.transaction(async () => {
    await session.query(LOCK_TIMEOUT);
    await noteBegun(session, step.name);
    if (step.kind === 'link') await bindLinkNotValid(session, step);
  });
  if (step.kind !== 'link') await runForward(session, session.knex, step);
  await session.transaction(async () => {
    if (step.kind === 'link') await session.query(validateLink(step.link));
    const duration_ms = performance.now() - start;
    await session.query(
      RECORD,
      recordValues({
        undo: null,
        content: null,
        name: step.name,
        batch,
        checksum: step.checksum,
        duration_ms,
      }),
    );
    await session.query('DELETE FROM knex_migrations_begun WHERE name = $1', [step.name]);
  });
  progress.finished(step.name, 'up', performance.now() - start);
}

/** The way back: from the moment it begins the step counts as not applied, so that migrating can finish either way. */
async function undoAlone(session: Session, undo: UndoStep, progress: Progress): Promise<void> {
  const start = performance.now();
  progress.started(undo.row.name, 'down');
  await session.transaction(async () => {
    await noteBegun(session, undo.row.name);
    await session.query('DELETE FROM knex_migrations WHERE id = $1', [undo.row.id]);
  });
  await runBackward(session, session.knex, undo.row, undo.step);
  await session.query('DELETE FROM knex_migrations_begun WHERE name = $1', [undo.row.name]);
  progress.finished(undo.row.name, 'down', performance.now() - start);
}

async function noteBegun(session: Session, name: string): Promise<void> {
  await session.query('INSERT INTO knex_migrations_begun (name) VALUES ($1) ON CONFLICT (name) DO NOTHING', [
    name,
  ]);
}

/** A ledger that only stock Knex has written so far has no notes, and lacks our columns. */
async function begunSteps(session: Session): Promise<string[]> {
  const [found] = await session.query<{ ours: boolean }>(
    "SELECT to_regclass('knex_migrations_begun') IS NOT NULL AS ours",
  );
  if (found?.ours !== true) await session.query(CREATE_LEDGER);
  return readBegun(session);
}

/** Links whose referring table holds rows already: their rows are checked after the others can work again. */
async function linksOnRows(session: Session, plan: Plan): Promise<ReadonlySet<string>> {
  const links = plan.steps.flatMap(({ step }) => (step.kind === 'link' ? [step] : []));
  const live = new Set<string>();
  for (const step of links) if (await holdsRows(session, step)) live.add(step.name);
  return live;
}

async function holdsRows(session: Session, step: LinkStep): Promise<boolean> {
  const { table } = step.link.from;
  const [made] = await session.query<{ made: boolean }>('SELECT to_regclass($1) IS NOT NULL AS made', [
    table,
  ]);
  if (made?.made !== true) return false;
  const [row] = await session.query<{ rows: boolean }>(`SELECT EXISTS (SELECT FROM ${table}) AS rows`);
  return row?.rows === true;
}

function isLone({ step }: PlannedStep, live: ReadonlySet<string>, begun: ReadonlySet<string>): boolean {
  if (step.kind === 'migration') return !step.transactional;
  return step.kind === 'link' && (live.has(step.name) || begun.has(step.name));
}

/** Cuts a sequence into runs that share a transaction and runs that cannot. */
function cutSegments<Item>(
  steps: readonly Item[],
  shares: (item: Item) => boolean,
): { readonly shared: boolean; readonly steps: Item[] }[] {
  const segments: { shared: boolean; steps: Item[] }[] = [];
  for (const item of steps) {
    const shared = shares(item);
    const last = segments.at(-1);
    if (last?.shared === true && shared) last.steps.push(item);
    else segments.push({ shared, steps: [item] });
  }
  return segments;
}

async function explained(
  committed: readonly string[],
  first: string,
  session: Session,
  work: (at: (name: string) => void) => Promise<void>,
): Promise<void> {
  let current = first;
  try {
    await work((name) => {
      current = name;
    });
  } catch (error) {
    const problem = explainStepError(current, error, session.failureOf(error));
    throw committed.length > 0 ? new PartlyApplied(problem, committed) : problem;
  }
}
