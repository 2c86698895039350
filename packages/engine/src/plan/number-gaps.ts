import { domainOfName, numberOfName } from '../ledger/recorded-name.ts';
import type { Step } from '../steps/step.ts';

/** A pending migration whose number leaves out others behind the migration before it. */
export interface NumberGap {
  readonly pending: string;
  /** The migration before it in its domain; undefined for the first one. */
  readonly before: string | undefined;
  /** The first and the last number that no migration has. */
  readonly from: number;
  readonly to: number;
}

/**
 * Numbers that no migration has, in front of pending ones. They are allowed, as in Knex and the other tools of the
 * field: the order needs none, and branches that were given numbers of their own leave them. But a file that somebody
 * forgot to add looks the same, so they are mentioned.
 *
 * @param steps every step of the project, the migrations of each domain in the order of their numbers.
 */
export function findNumberGaps(
  steps: readonly Step[],
  recorded: { has(name: string): boolean },
): NumberGap[] {
  const last = new Map<string, string>();
  return steps.flatMap((step) => {
    if (step.kind !== 'migration') return [];
    const before = last.get(domainOfName(step.name));
    last.set(domainOfName(step.name), step.name);
    const from = numberOfName(before ?? '') + 1;
    const to = numberOfName(step.name) - 1;
    return recorded.has(step.name) || to < from ? [] : [{ pending: step.name, before, from, to }];
  });
}
