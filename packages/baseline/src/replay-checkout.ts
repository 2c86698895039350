import { takeFingerprint } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import { planMigrations } from '@erp/engine/plan';
import type { Project } from '@erp/engine/project';
import type { WithScratch } from '@erp/scratch/scratch-database';
import { explainedBy } from './explained-by.ts';
import { type ReplayedStep, replaySteps } from './replay-steps.ts';

export type { ReplayedStep };

/** Told how far a replay is. */
export interface ReplayProgress {
  /** All steps are about to be run. */
  started(steps: number): void;
  /** A step is at work, the how manieth of all, counted from 1; a function may be run twice. */
  running(name: string, place: number): void;
}

/**
 * What steps of the checkout make.
 *
 * @param live on the database that is compared; only read.
 * @param only names of domains: they and what they depend on; undefined for all steps. What is left out is unknown then,
 *   so what it has made on their tables looks like a difference.
 * @throws {Problem} that explains the failing step.
 */
export async function replayCheckout(
  live: Session,
  workspace: Project,
  withScratch: WithScratch,
  progress: ReplayProgress,
  only?: readonly string[],
): Promise<ReplayedStep[]> {
  const isExplained = explainedBy((await takeFingerprint(live)).lines);
  const planned = planMigrations(workspace, { exists: false, rows: [] }, { only }).steps;
  const steps = planned.map(({ step }) => step);
  const names = steps.map(({ name }) => name);
  return withScratch((scratch) => {
    progress.started(steps.length);
    const onStep = (name: string) => progress.running(name, names.indexOf(name) + 1);
    return replaySteps(scratch, steps, { onStep, isExplained });
  });
}
