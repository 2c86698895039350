import type { Step, StepOrder } from '@erp/engine/project';
import type { Comparison } from './baseline.ts';
import type { Difference } from './live-differences.ts';

/** A step that a person has to look at: migrating would fail on it, or make something else of the database. */
export interface Conflict {
  readonly step: Step;
  /** What the database has otherwise than the step makes it. */
  readonly differences: readonly Difference[];
  /** The step that is missing before it, when the step itself is as it should be. */
  readonly outOfOrder: string | null;
}

/**
 * Every step that keeps a database from being recorded, in the order of a fresh install. Functions are not among them,
 * since migrating replaces them; nor is what waits only for one of these.
 *
 * A migration that is missing where later ones are there is one conflict, told of the first step that stands on it,
 * with what is missing.
 */
export function conflictsOf({ rest }: Comparison, order: StepOrder): Conflict[] {
  const verdicts = new Map(rest.map(({ step, verdict }) => [step.name, verdict]));
  const told = new Set<string>();
  const conflicts: Conflict[] = [];
  for (const { step, verdict } of rest) {
    if (step.kind === 'function') continue;
    if (verdict.kind === 'differs') {
      conflicts.push({ step, differences: verdict.differences, outOfOrder: null });
    } else if (verdict.kind === 'missing') {
      const missing = step.name;
      const on = rest.find(
        (each) =>
          (each.verdict.kind === 'waits' || each.verdict.kind === 'differs') &&
          each.step.kind !== 'function' &&
          each.step.name !== missing &&
          order.prerequisitesOf(each.step.name).has(missing),
      );
      conflicts.push({ step: on?.step ?? step, differences: verdict.differences, outOfOrder: missing });
    } else if (verdict.kind === 'waits' && verdicts.get(verdict.for)?.kind === 'absent') {
      // A domain below, of which nothing is there.
      if (told.has(verdict.for)) continue;
      told.add(verdict.for);
      conflicts.push({ step, differences: [], outOfOrder: verdict.for });
    }
  }
  return conflicts;
}
