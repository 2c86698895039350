import type { Session } from '../connection/session.ts';
import { explainStepError } from '../connection/sql-error.ts';
import { PartlyApplied } from '../ledger/partly-applied.ts';

/** A run of steps that share one transaction, or one step that cannot share any. */
export type Segment<Item> =
  | { readonly shared: true; readonly steps: Item[]; readonly last: boolean }
  | { readonly shared: false; readonly step: Item; readonly last: boolean };

/** Cuts a sequence into runs that share a transaction and single steps that do not. */
export function cutSegments<Item>(steps: readonly Item[], shares: (item: Item) => boolean): Segment<Item>[] {
  const segments: Segment<Item>[] = [];
  steps.forEach((step, i) => {
    const last = i === steps.length - 1;
    const before = segments.at(-1);
    if (!shares(step)) segments.push({ shared: false, step, last });
    else if (before?.shared === true)
      segments.splice(-1, 1, { ...before, steps: [...before.steps, step], last });
    else segments.push({ shared: true, steps: [step], last });
  });
  return segments;
}

/** What a failure leaves of the step that is running, in a sentence. */
export type Remains = () => string;

/**
 * Runs the work of one segment, and says which of its steps failed and what is left of it.
 *
 * @param committed names of the steps that earlier segments have committed.
 * @param work is given a function to call with the name of each step that it comes to; for a step outside a transaction
 *   also with how many of its statements are kept.
 * @throws {Problem} `PartlyApplied` when anything was committed before.
 */
export async function explainFailure(
  session: Session,
  committed: readonly string[],
  work: (at: (name: string, kept?: () => number) => void, remains: Remains) => Promise<void>,
): Promise<void> {
  let current = '';
  let keptNow: (() => number) | undefined;
  const remains = () => {
    if (keptNow === undefined) return 'Nothing of this transaction was kept.';
    return keptNow() === 0
      ? `Nothing of ${current} was kept.`
      : `${countStatements(keptNow())} of ${current} ${keptNow() === 1 ? 'is' : 'are'} kept; the next run goes on behind.`;
  };
  try {
    await work((name, kept) => {
      current = name;
      keptNow = kept;
    }, remains);
  } catch (error) {
    const failure = session.failureOf(error);
    const problem = explainStepError(failure?.step || current, error, failure, session.endedBy(), remains());
    const kept = keptNow?.() ?? 0;
    const all = kept > 0 ? [...committed, `${current} (${countStatements(kept)})`] : committed;
    throw all.length > 0 ? new PartlyApplied(problem, all) : problem;
  }
}

function countStatements(count: number): string {
  return `${count} statement${count === 1 ? '' : 's'}`;
}
