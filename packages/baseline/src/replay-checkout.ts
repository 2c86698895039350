import { takeFingerprint } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import { planMigrations } from '@erp/engine/plan';
import type { Project } from '@erp/engine/project';
import type { WithScratch } from '@erp/scratch/scratch-database';
import { type ReplayedStep, replaySteps } from './replay-steps.ts';
import { settledBy } from './settled.ts';

export type { ReplayedStep };

/** Told how far a replay is. */
export interface ReplayProgress {
  /** All steps are about to be run. */
  started(steps: number): void;
  /** A step is at work, the how manieth of all, counted from 1; a function may be run twice. */
  running(name: string, place: number): void;
}

/**
 * What every step of the checkout makes, whichever of them were chosen: what others make is no difference.
 *
 * @param live on the database that is compared; only read.
 * @throws {Problem} that explains the failing step.
 */
export async function replayCheckout(
  live: Session,
  workspace: Project,
  withScratch: WithScratch,
  progress: ReplayProgress,
): Promise<ReplayedStep[]> {
  const settled = settledBy((await takeFingerprint(live)).lines);
  const planned = planMigrations(workspace, { exists: false, rows: [] }).steps;
  const steps = planned.map(({ step }) => step);
  const names = steps.map(({ name }) => name);
  return withScratch((scratch) => {
    progress.started(steps.length);
    const onStep = (name: string) => progress.running(name, names.indexOf(name) + 1);
    return replaySteps(scratch, steps, { onStep, settled });
  });
}
