import { LOCK_ATTEMPTS, retryWhileLocked } from '../connection/lock-retry.ts';
import type { Session } from '../connection/session.ts';
import {
  inSharedTransaction,
  restoreSettings,
  type SharedTransaction,
} from '../connection/shared-transaction.ts';
import { type LedgerRow, readLedger } from '../ledger/ledger.ts';
import { DROP_LEDGER } from '../ledger/ledger-tables.ts';
import { FORGET } from '../ledger/records.ts';
import type { RollbackPlan, UndoStep } from '../plan/plan-rollback.ts';
import { loadSteps, runBackward } from '../steps/kinds.ts';
import type { Progress } from './progress.ts';
import { assertRecordsKept } from './records-kept.ts';
import { cutSegments, explainFailure } from './segments.ts';
import { beginUndo, finishUndo } from './undo-nontransactional.ts';

/**
 * Rolls steps back, under the same promises as `applyPlan`. Call it with the runner's lock held.
 *
 * @throws {Problem} that explains the failing step; `irreversible` when a migration says that it cannot be undone;
 *   `PartlyApplied` when an earlier part was committed.
 */
export async function applyRollback(
  session: Session,
  plan: RollbackPlan,
  progress: Progress,
  attempts = LOCK_ATTEMPTS,
): Promise<void> {
  await loadSteps(plan.steps.map(({ step }) => step));
  if (plan.steps.length === 0) return;
  const before = await readLedger(session);
  const gone = new Set<number>();
  const committed: string[] = [];
  const inProgress = new Set<number>();
  const shares = ({ step }: UndoStep) => !(step?.kind === 'migration' && !step.transactional);
  for (const segment of cutSegments(plan.steps, shares)) {
    const toNothing = plan.toNothing && segment.last;
    await explainFailure(session, committed, (at, remains) =>
      retryWhileLocked(session, attempts, progress, remains, async () => {
        if (segment.shared) {
          await inSharedTransaction(session, async (shared) => {
            for (const undo of segment.steps) {
              at(undo.row.name);
              await undoShared(session, shared, undo, progress);
              gone.add(undo.row.id);
            }
            const steps = segment.steps.map(({ step }) => step);
            const stays = ({ id }: LedgerRow) => !gone.has(id);
            await assertRecordsKept(session, { before, stays, recorded: [], batch: 0 }, steps);
            if (toNothing) await session.query(DROP_LEDGER);
          });
        } else {
          let kept = 0;
          at(segment.step.row.name, () => kept);
          await undoNontransactional(session, segment.step, inProgress, progress, (statements) => {
            kept = statements;
          });
          if (toNothing) await session.query(DROP_LEDGER);
        }
      }),
    );
    for (const { row } of segment.shared ? segment.steps : [segment.step]) gone.add(row.id);
    progress.committed();
    committed.push(...(segment.shared ? segment.steps : [segment.step]).map(({ row }) => row.name));
  }
}

async function undoShared(
  session: Session,
  shared: SharedTransaction,
  undo: UndoStep,
  progress: Progress,
): Promise<void> {
  const { row, step, recordOnly } = undo;
  progress.started(row.name, 'down');
  await session.inStep(row.name, async () => {
    if (!recordOnly) await runBackward(session, shared.knex, row, step);
    await restoreSettings(session);
    await shared.record(row.name, FORGET, [row.id], (milliseconds) =>
      progress.finished(row.name, 'down', milliseconds),
    );
  });
}

async function undoNontransactional(
  session: Session,
  { row, step }: UndoStep,
  inProgress: Set<number>,
  progress: Progress,
  kept: (statements: number) => void,
): Promise<void> {
  if (step?.kind !== 'migration') return;
  const start = performance.now();
  progress.started(row.name, 'down');
  // Once, also when it is tried again because of a lock.
  if (!inProgress.has(row.id)) await beginUndo(session, row);
  inProgress.add(row.id);
  await finishUndo(session, step, (statements) => {
    kept(statements);
    progress.keptInPart(row.name, statements);
  });
  progress.finished(row.name, 'down', performance.now() - start);
}
