import { throwProblems } from '@erp/kit/problem';
import { LOCK_ATTEMPTS, retryWhileLocked } from '../connection/lock-retry.ts';
import type { Session } from '../connection/session.ts';
import {
  inSharedTransaction,
  restoreSettings,
  type SharedTransaction,
} from '../connection/shared-transaction.ts';
import { inDoubt, type ProgressNote, readProgressNotes, readStepsInProgress } from '../ledger/in-progress.ts';
import { type Ledger, nextBatch, readLedger } from '../ledger/ledger.ts';
import { CREATE_LEDGER } from '../ledger/ledger-tables.ts';
import { forgetEarlier, RECORD, recordValues } from '../ledger/records.ts';
import type { Plan, PlannedStep } from '../plan/plan.ts';
import { kindOf, loadSteps, runForward } from '../steps/kinds.ts';
import { applyNontransactional } from './apply-nontransactional.ts';
import { checkFunctions } from './check-functions.ts';
import { requireUnicode } from './encoding.ts';
import { requireLockRoom } from './lock-room.ts';
import type { Progress } from './progress.ts';
import { assertRecordsKept, type ExpectedRecords } from './records-kept.ts';
import { cutSegments, explainFailure } from './segments.ts';
import { assertKeysDeclared, assertLiveKeysDeclared } from './undeclared-keys.ts';

/** What a caller may say about how a plan is applied. */
export interface ApplyOptions {
  /** How often to try again what gave up on a lock; see `retryWhileLocked`. */
  readonly attempts?: number | undefined;
  /** Names of the links to bind without looking at rows first; found out by `linksOnRows` when nothing is said. */
  readonly linksOnRows?: ReadonlySet<string>;
}

/**
 * Applies a plan. Each step's change and its record commit together; all steps that can share a transaction do, so
 * that an ordinary run is all or nothing. Call it with the runner's lock held.
 *
 * @returns the number of the batch that was written.
 * @throws {Problem} `server_encoding` for a new database that is not encoded in UTF8; what `assertKeysDeclared`, `loadSteps` and `checkFunctions` find before anything is applied; one that explains the failing step; `PartlyApplied` when an earlier part was committed.
 */
export async function applyPlan(
  session: Session,
  ledger: Ledger,
  plan: Plan,
  progress: Progress,
  options: ApplyOptions = {},
): Promise<number> {
  const { attempts = LOCK_ATTEMPTS } = options;
  if (!ledger.exists) await requireUnicode(session);
  await assertKeysDeclared(plan);
  await loadSteps(plan.steps.map(({ step }) => step));
  await checkFunctions(plan, ledger, session);
  const batch = nextBatch(ledger);
  let ready = ledger.exists;
  const inProgress = ready ? await readProgressNotes(session) : new Map<string, ProgressNote>();
  if (inProgress.size > 0) await assertNoDoubts(session, plan);
  const live = options.linksOnRows ?? (await linksOnRows(session, plan));
  const expected = recordsBehind(ready ? await readLedger(session) : ledger, plan, batch);
  const committed: string[] = [];

  const segments = cutSegments(plan.steps, (step) => !isNontransactional(step, live, inProgress));
  for (const segment of segments) if (segment.shared) await requireLockRoom(session, segment.steps);

  for (const segment of segments) {
    const names = (segment.shared ? segment.steps : [segment.step]).map(({ step }) => step.name);
    await explainFailure(session, committed, (at, remains) =>
      retryWhileLocked(session, attempts, progress, remains, async () => {
        if (segment.shared) {
          await inSharedTransaction(session, async (shared) => {
            if (!ready) await session.enqueue(CREATE_LEDGER);
            for (const planned of segment.steps) {
              at(planned.step.name);
              await applyShared(session, shared, planned, batch, progress);
            }
            const steps = segment.steps.map(({ step }) => step);
            await assertLiveKeysDeclared(session, plan.project, steps, shared.number, at);
            await assertRecordsKept(session, expected([...committed, ...names]), steps);
          });
        } else {
          let kept = 0;
          at(segment.step.step.name, () => kept);
          if (!ready) await session.query(CREATE_LEDGER);
          ready = true;
          await applyNontransactional(session, segment.step, {
            project: plan.project,
            batch,
            inProgress,
            progress,
            records: expected([...committed, ...names]),
            kept: (statements) => {
              kept = statements;
            },
          });
        }
      }),
    );
    progress.committed();
    ready = true;
    committed.push(...names);
  }
  return batch;
}

/** What the ledger has to hold behind some steps of a plan, by their names. */
function recordsBehind(
  before: Ledger,
  plan: Plan,
  batch: number,
): (recorded: readonly string[]) => ExpectedRecords {
  const replaced = new Set(
    plan.steps.flatMap(({ step }) => (kindOf(step).replacesRecord ? [step.name] : [])),
  );
  return (recorded) => ({ before, recorded, batch, stays: ({ name }) => !replaced.has(name) });
}

async function applyShared(
  session: Session,
  shared: SharedTransaction,
  planned: PlannedStep,
  batch: number,
  progress: Progress,
): Promise<void> {
  const { step } = planned;
  const { name, checksum } = step;
  progress.started(name, 'up');
  await session.inStep(name, async () => {
    const result = await runForward(session, shared.knex, planned);
    await restoreSettings(session);
    if (kindOf(step).replacesRecord && planned.reason !== 'new') await forgetEarlier(session, name);
    const entry = recordValues({ ...result, name, batch, checksum, duration_ms: null });
    await shared.record(name, RECORD, entry, (milliseconds) => progress.finished(name, 'up', milliseconds));
  });
}

/** Links whose referring table holds rows already: their rows are checked after the others can work again. */
export async function linksOnRows(session: Session, plan: Plan): Promise<ReadonlySet<string>> {
  const links = plan.steps.flatMap(({ step }) => (step.kind === 'link' ? [step] : []));
  if (links.length === 0) return new Set();
  const tables = await session.query<{ name: string }>(
    'SELECT name FROM unnest($1::text[]) AS name WHERE to_regclass(name) IS NOT NULL',
    [[...new Set(links.map(({ link }) => link.from.table))]],
  );
  if (tables.length === 0) return new Set();
  const filled = await session.query<{ name: string }>(
    tables
      .map(({ name }) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM ${name})`)
      .join(' UNION ALL '),
  );
  const names = new Set(filled.map(({ name }) => name));
  return new Set(links.filter(({ link }) => names.has(link.from.table)).map(({ name }) => name));
}

/** What only a person can decide is asked for before anything is applied. */
async function assertNoDoubts(session: Session, plan: Plan): Promise<void> {
  const planned = new Set(plan.steps.map(({ step }) => step.name));
  const inProgress = await readStepsInProgress(session);
  throwProblems(inProgress.flatMap((each) => (planned.has(each.name) ? (inDoubt(each) ?? []) : [])));
}

/** What was begun outside a transaction is finished there, whatever its file says now. */
function isNontransactional(
  { step }: PlannedStep,
  live: ReadonlySet<string>,
  inProgress: ReadonlyMap<string, ProgressNote>,
): boolean {
  if (step.kind === 'migration') return !step.transactional || inProgress.has(step.name);
  return step.kind === 'link' && (live.has(step.name) || inProgress.has(step.name));
}
