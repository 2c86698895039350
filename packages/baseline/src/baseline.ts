import type { Step, StepOrder } from '@erp/engine/project';
import {
  type Difference,
  differencesOf,
  isThing,
  type StepDifferences,
  withoutParts,
} from './live-differences.ts';
import { type Facts, gatherFacts } from './live-facts.ts';
import { findReached, type Reached, showsAny } from './reached.ts';
import type { ReplayedStep } from './replay-steps.ts';

/** Why a step is not marked. */
export type Verdict =
  /** Nothing of it is there, nor of what comes after it. */
  | { readonly kind: 'absent' }
  /** Some of it is there, but not all, or not as the steps make it. */
  | { readonly kind: 'differs'; readonly differences: readonly Difference[] }
  /** Nothing of it is there, though a later step of its domain, or one that names it by `after`, is. */
  | { readonly kind: 'missing'; readonly differences: readonly Difference[] }
  /** It is there as the step makes it, but a step that it needs is not. */
  | { readonly kind: 'waits'; readonly for: string }
  /** It changes rows only, and no later step shows that it was run. */
  | { readonly kind: 'unseen' };

/** What a database has of the steps that its ledger lacks. */
export interface Comparison {
  /** Steps to record, in the order of a fresh install. */
  readonly matching: readonly Step[];
  /** All others, in that order. */
  readonly rest: readonly { readonly step: Step; readonly verdict: Verdict }[];
  /** Steps among `matching` that change rows only: later ones show, or a person said, that they were run. */
  readonly trusted: readonly Step[];
  /** What the database has beyond what any step makes, on tables of `matching`; none of it does harm. */
  readonly besides: readonly string[];
}

/** What is compared. */
export interface ComparisonInput {
  readonly order: StepOrder;
  /** Every step of the checkout, replayed in the order of a fresh install. */
  readonly replayed: readonly ReplayedStep[];
  /** Lines of the live schema. */
  readonly live: readonly string[];
  /** Names of steps that the ledger has: they are taken as they are. */
  readonly recorded: ReadonlySet<string>;
  /** Names of steps that may be marked. */
  readonly candidates: ReadonlySet<string>;
  /** Names of migrations that change rows only and were run, as a person says. */
  readonly trusted: ReadonlySet<string>;
}

/**
 * Finds the steps whose every object a database has as the step makes it. A later step may have changed or dropped
 * what an earlier one made: what counts is what all marked steps together leave.
 *
 * Every difference is found at once, against what all steps that the database got to leave together. Then follows what
 * can be marked in spite of them. A migration is marked only when those before it in its domain and those that it
 * names by `after` are, and no step is marked on a domain that differs. Newer migrations of a domain below, of which
 * there is nothing yet, hinder nobody: they are as pending as they would be had the rest been applied by a run.
 */
export function compareWithLive(input: ComparisonInput): Comparison {
  const { candidates, recorded, replayed } = input;
  const steps = replayed.map(({ step }) => step);
  const chosen = new Set(
    steps.map((step) => step.name).filter((name) => candidates.has(name) || recorded.has(name)),
  );
  const facts = gatherFacts(replayed, input.live);
  const reached = findReached(facts, chosen, recorded);
  const verdicts = new Map<string, Verdict>();
  for (const name of chosen) if (!reached.names.has(name)) verdicts.set(name, { kind: 'absent' });
  for (const [name, verdict] of judgeDifferent(reached.differences, candidates)) verdicts.set(name, verdict);
  const marked = leaveOut(facts, input, reached, verdicts);
  const matching = steps.filter((step) => candidates.has(step.name) && marked.has(step.name));
  const made = new Set(matching.flatMap((step) => [...(facts.subjectsOf.get(step.name) ?? [])]));
  return {
    matching,
    rest: steps.flatMap((step) => {
      const verdict = verdicts.get(step.name);
      return verdict === undefined ? [] : [{ step, verdict }];
    }),
    trusted: matching.filter((step) => facts.blank.has(step.name)),
    besides: facts.harmless.filter((line) => made.has(line.subject)).map((line) => line.object),
  };
}

/** What is to be said of the steps with differences. */
function judgeDifferent(
  all: ReadonlyMap<string, StepDifferences>,
  candidates: ReadonlySet<string>,
): [name: string, Verdict][] {
  const different = new Map([...all].filter(([name]) => candidates.has(name)));
  const differences = withoutParts(different);
  const makers = new Map(
    [...different].flatMap(([name, { list }]) =>
      list.flatMap(({ line }) => (isThing(line) ? [[line.subject, name] as const] : [])),
    ),
  );
  return [...different].map(([name, { list, present }]) => {
    const own = differences.get(name) ?? [];
    // All of it is part of a table that another step makes, and that is missing as a whole.
    const [first] = list;
    if (own.length === 0)
      return [name, { kind: 'waits', for: makers.get(first?.line.subject ?? '') ?? name }];
    return [name, { kind: present ? 'differs' : 'missing', differences: own }];
  });
}

/**
 * Leaves out, in addition to the steps that have a verdict, those that cannot be marked because of them; adds their
 * verdicts.
 *
 * @returns the names of the steps that are marked.
 */
function leaveOut(
  facts: Facts,
  input: ComparisonInput,
  reached: Reached,
  verdicts: Map<string, Verdict>,
): ReadonlySet<string> {
  const { order, candidates } = input;
  const steps = facts.replayed.map(({ step }) => step);
  const marked = new Set([...reached.names].filter((name) => !verdicts.has(name)));
  const leave = (name: string, verdict: Verdict) => {
    marked.delete(name);
    verdicts.set(name, verdict);
  };
  // What is left out takes with it what needs it, and uncovers what it would have changed: again, until all agree.
  for (let before = -1; before !== marked.size; ) {
    before = marked.size;
    const found = differencesOf(facts, marked);
    const uncovered = steps.filter(({ name }) => found.has(name) && candidates.has(name) && marked.has(name));
    // All are judged by what was left out before any of them.
    const judged = uncovered.map(({ name }) => [name, changerOf(facts, reached, verdicts, found.get(name))]);
    for (const [name = '', by] of judged) leave(name, { kind: 'waits', for: by ?? name });
    if (uncovered.length === 0)
      for (const name of unvouched(facts, input, marked)) leave(name, { kind: 'unseen' });
    const stopped = dependentsOfLeft(order, steps, marked, verdicts);
    for (const [place, { name, kind, domain }] of steps.entries()) {
      if (!stopped.has(name) || !candidates.has(name) || !marked.has(name)) continue;
      const needs = order.prerequisitesOf(name);
      const stops = steps.find(
        (each) => each.kind === 'migration' && needs.has(each.name) && verdicts.has(each.name),
      );
      // What only takes away, or changes rows, seems to be there when nothing is.
      const present =
        kind === 'function' || (reached.ends.get(domain) ?? -1) >= place || showsAny(facts, place);
      leave(name, present ? { kind: 'waits', for: stops?.name ?? name } : { kind: 'absent' });
    }
  }
  return marked;
}

/** The names of the steps that cannot be marked, because of migrations that are not. */
function dependentsOfLeft(
  order: StepOrder,
  steps: readonly Step[],
  marked: ReadonlySet<string>,
  verdicts: ReadonlyMap<string, Verdict>,
): ReadonlySet<string> {
  const there = new Set(
    steps.flatMap((step) => (step.kind === 'migration' && marked.has(step.name) ? [step.domain] : [])),
  );
  const faulty: string[] = [];
  const stopped = new Set<string>();
  const broken = new Set<string>();
  for (const step of steps) {
    if (step.kind !== 'migration') continue;
    if (broken.has(step.domain) || step.after.some((name) => verdicts.has(name))) stopped.add(step.name);
    const kind = verdicts.get(step.name)?.kind;
    if (kind === undefined) continue;
    broken.add(step.domain);
    const isAbsent = kind === 'absent' || kind === 'unseen';
    if (!isAbsent || !there.has(step.domain)) faulty.push(step.name);
  }
  for (const name of order.dependentsOf(faulty)) stopped.add(name);
  return stopped;
}

/**
 * The step left out that changed what a marked one made, or has the difference that the marked one seems to have now
 * that it is left out.
 */
function changerOf(
  facts: Facts,
  { differences }: Reached,
  verdicts: ReadonlyMap<string, Verdict>,
  ofStep: StepDifferences | undefined,
): string | undefined {
  for (const { raw, place, difference } of ofStep?.list ?? []) {
    const later = facts.eventsOf
      .get(raw)
      ?.find(
        (event) =>
          event.place > place && event.made === (difference.expected === null) && verdicts.has(event.name),
      );
    if (later !== undefined) return later.name;
    for (const [name, { list }] of differences) if (list.some((each) => each.raw === raw)) return name;
  }
  return undefined;
}

/** Marked migrations that change rows only, and that neither a later one of their domain nor a person vouches for. */
function unvouched(facts: Facts, input: ComparisonInput, marked: ReadonlySet<string>): string[] {
  const found: string[] = [];
  const vouched = new Set<string>();
  for (const { step } of [...input.replayed].reverse()) {
    const { name, domain } = step;
    if (step.kind !== 'migration' || !marked.has(name)) continue;
    if (!facts.blank.has(name) || input.trusted.has(name) || input.recorded.has(name)) vouched.add(domain);
    else if (!vouched.has(domain)) found.push(name);
  }
  return found;
}
