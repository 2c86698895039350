import type { Session } from '../connection/session.ts';
import { inSharedTransaction } from '../connection/shared-transaction.ts';
import {
  forgetInProgress,
  inProgressSince,
  noteInProgress,
  type ProgressNote,
} from '../ledger/in-progress.ts';
import { RECORD, recordValues } from '../ledger/records.ts';
import type { PlannedStep } from '../plan/plan.ts';
import type { Project } from '../project/project.ts';
import { runForward } from '../steps/kinds.ts';
import { assertNoOrphanRows, bindLinkNotValid, validateLink } from '../steps/link.ts';
import type { LinkStep, MigrationStep } from '../steps/step.ts';
import { runJournaled } from './journal/run-journaled.ts';
import type { Progress } from './progress.ts';
import { assertRecordsKept, type ExpectedRecords } from './records-kept.ts';
import { assertLiveKeysDeclared } from './undeclared-keys.ts';
import { finishUndo } from './undo-nontransactional.ts';

/** What a run that applies a step outside a transaction tells and is told. */
export interface NontransactionalRun {
  readonly project: Project;
  readonly batch: number;
  /** What earlier runs left in progress; the step is added. */
  readonly inProgress: Map<string, ProgressNote>;
  readonly progress: Progress;
  /** What the ledger has to hold behind the step. */
  readonly records: ExpectedRecords;
  /** Is told how many statements of the step are kept. */
  kept(statements: number): void;
}

/**
 * Applies a step that cannot share a transaction: it is noted as in progress, run, and recorded. When a run ends in between, the
 * next one finds the note and goes on. What a rollback has begun to undo is undone first.
 */
export async function applyNontransactional(
  session: Session,
  planned: PlannedStep,
  run: NontransactionalRun,
): Promise<void> {
  const { step } = planned;
  const { name, checksum } = step;
  const start = performance.now();
  run.progress.started(name, 'up');
  if (step.kind === 'link') await bindLink(session, step, run);
  else if (step.kind === 'migration') await runMigration(session, planned, step, run);
  await inSharedTransaction(session, async ({ record }) => {
    if (step.kind === 'link') await session.query(validateLink(step.link));
    const duration_ms = performance.now() - start;
    const entry = { undo: null, content: null, name, batch: run.batch, checksum, duration_ms };
    await record(name, RECORD, recordValues(entry));
    await assertLiveKeysDeclared(session, run.project, [step], await inProgressSince(session, name));
    await forgetInProgress(session, name);
    await assertRecordsKept(session, run.records, [step]);
  });
  run.progress.finished(name, 'up', performance.now() - start);
}

async function runMigration(
  session: Session,
  planned: PlannedStep,
  step: MigrationStep,
  { inProgress, progress, kept }: NontransactionalRun,
): Promise<void> {
  const { name } = step;
  const told = (statements: number) => {
    kept(statements);
    progress.keptInPart(name, statements);
  };
  if (inProgress.get(name)?.direction === 'down') await finishUndo(session, step, told);
  inProgress.set(name, { name, direction: 'up' });
  await noteInProgress(session, name, 'up');
  await runJournaled(
    session,
    name,
    told,
    async () => void (await runForward(session, session.knex, planned)),
  );
}

/** The constraint is there, but its rows are not looked at yet; that is done when the step is recorded. */
async function bindLink(
  session: Session,
  step: LinkStep,
  { inProgress, kept }: NontransactionalRun,
): Promise<void> {
  // All rows are read for this, so it is done before anything is locked; validating has the last word.
  await assertNoOrphanRows(session, step);
  inProgress.set(step.name, { name: step.name, direction: 'up' });
  await inSharedTransaction(session, async () => {
    await noteInProgress(session, step.name, 'up');
    await bindLinkNotValid(session, step);
  });
  kept(1);
}
