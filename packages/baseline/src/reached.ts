import type { Step } from '@erp/engine/project';
import { differencesOf, type StepDifferences } from './live-differences.ts';
import { type Facts, shows } from './live-facts.ts';

/** How far a database got. */
export interface Reached {
  /** Names of the steps whose effects it is to have: all that were marked, without those that were never run. */
  readonly names: ReadonlySet<string>;
  /** By step: what the database has otherwise than all of these steps together leave it. */
  readonly differences: ReadonlyMap<string, StepDifferences>;
  /** By domain: the place of the last migration that it got to. */
  readonly ends: ReadonlyMap<string, number>;
}

/**
 * Finds how far each domain got: to its last migration of which anything is there, or which such a migration names by
 * `after`. Of what comes behind that, nothing was run, so it is left out. What is before it has to be there in the form
 * that all of it together leaves; so one comparison finds every difference, also those of steps behind a different one.
 *
 * @param marked names of the steps that may be there.
 * @param recorded names of steps that the ledger has: they were run, whatever is there.
 */
export function findReached(
  facts: Facts,
  marked: ReadonlySet<string>,
  recorded: ReadonlySet<string>,
): Reached {
  const names = new Set(marked);
  const steps = facts.replayed.map(({ step }) => step);
  // What is left out uncovers what it would have changed: again, until nothing is left out any more.
  for (;;) {
    const differences = differencesOf(facts, names);
    const isThere = (step: Step, place: number) =>
      recorded.has(step.name) || differences.get(step.name)?.present === true || showsAny(facts, place);
    const ends = endsOf(steps, names, isThere);
    const missing = new Set<string>();
    const left = steps.filter((step, place) => {
      if (!names.has(step.name) || isThere(step, place)) return false;
      if (step.kind !== 'migration') return differences.has(step.name);
      if (place <= (ends.get(step.domain) ?? -1)) return false;
      // What only takes away, or changes rows, seems to be there when nothing is.
      if (differences.has(step.name)) missing.add(step.domain);
      return missing.has(step.domain);
    });
    if (left.length === 0) return { names, differences, ends };
    for (const { name } of left) names.delete(name);
  }
}

/** Whether the database has anything that no step before this one makes. */
export function showsAny(facts: Facts, place: number): boolean {
  return facts.replayed[place]?.added.some((line) => shows(facts, line, place)) === true;
}

/** By domain: the place of its last migration that is there, or that one which is there comes after. */
function endsOf(
  steps: readonly Step[],
  names: ReadonlySet<string>,
  isThere: (step: Step, place: number) => boolean,
): Map<string, number> {
  const placeOf = new Map(steps.map(({ name }, place) => [name, place]));
  const ends = new Map<string, number>();
  const extend = (place: number) => {
    const step = steps[place];
    if (step?.kind !== 'migration' || !names.has(step.name)) return;
    if (place > (ends.get(step.domain) ?? -1)) ends.set(step.domain, place);
  };
  // From the last one on: what a step comes after is before it.
  for (const [place, step] of [...steps.entries()].reverse()) {
    if (step.kind !== 'migration' || !names.has(step.name)) continue;
    if (place > (ends.get(step.domain) ?? -1) && isThere(step, place)) extend(place);
    if (place > (ends.get(step.domain) ?? -1)) continue;
    for (const name of step.after) extend(placeOf.get(name) ?? -1);
  }
  return ends;
}
