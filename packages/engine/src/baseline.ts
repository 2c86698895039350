import type { StepOrder } from './order.ts';
import type { ReplayedStep } from './replay.ts';
import { readSchemaLine, type SchemaLine } from './schema-line.ts';
import type { Step } from './step.ts';

/** One thing that a database has otherwise than a step makes it. */
export interface Difference {
  /** `column public.crm_leads.email` */
  readonly object: string;
  /** What the step makes; null when it makes no such thing, or takes it away. */
  readonly expected: string | null;
  /** What the database has; null when there is no such thing. Empty text: it is there, and there is no more to say. */
  readonly found: string | null;
  /** The step of the checkout that makes what was found, if one does. */
  readonly madeBy: string | null;
}

/** Why a step is not marked. */
export type Verdict =
  /** Nothing of it is there. */
  | { readonly kind: 'absent' }
  /** Some of it is there, but not all, or not as the step makes it. */
  | { readonly kind: 'differs'; readonly differences: readonly Difference[] }
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
 * what an earlier one made: what counts is what all marked steps together leave. A migration is marked only when all
 * that it needs is; a function also needs no other function.
 */
export function compareWithLive(input: ComparisonInput): Comparison {
  const { order, candidates, recorded, replayed } = input;
  const steps = replayed.map(({ step }) => step);
  const marked = new Set(
    steps.map((step) => step.name).filter((name) => candidates.has(name) || recorded.has(name)),
  );
  const facts = gatherFacts(input);
  const verdicts = new Map<string, Verdict>();
  const leave = (name: string, verdict: Verdict) => {
    marked.delete(name);
    verdicts.set(name, verdict);
  };
  // What is left out takes with it what needs it, and uncovers what it would have changed: again, until all agree.
  for (;;) {
    const found = differencesOf(facts, input, marked);
    const failing = steps.filter(({ name }) => found.has(name) && candidates.has(name) && marked.has(name));
    const unseen = failing.length > 0 ? [] : unvouched(facts, input, marked);
    if (failing.length + unseen.length === 0) break;
    // All are judged by what was left out before any of them.
    const judged = failing.map(({ name }) => [name, judge(facts, verdicts, found.get(name))] as const);
    for (const [name, verdict] of judged) leave(name, verdict);
    for (const name of unseen) leave(name, { kind: 'unseen' });
    const migrations = failing.filter((step) => step.kind === 'migration').map((step) => step.name);
    const stopped = order.dependentsOf([...migrations, ...unseen]);
    for (const { name } of steps) {
      if (!stopped.has(name) || !candidates.has(name) || !marked.has(name)) continue;
      const needs = order.prerequisitesOf(name);
      const stops = steps.find((each) => needs.has(each.name) && verdicts.has(each.name));
      leave(name, { kind: 'waits', for: stops?.name ?? name });
    }
  }
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

/**
 * What is to be said of a step with differences. Where the database has what a later step leaves, which is itself not
 * marked, this is no difference: the later step says what is wrong.
 */
function judge(facts: Facts, verdicts: ReadonlyMap<string, Verdict>, finding: Finding | undefined): Verdict {
  const list = finding?.list ?? [];
  const covers = (line: Observed) =>
    (facts.eventsOf.get(line.raw) ?? []).find(({ name, place, made }) => {
      const verdict = verdicts.get(name);
      return (
        place > line.place &&
        made === (line.difference.expected === null) &&
        (verdict?.kind === 'differs' || verdict?.kind === 'waits')
      );
    });
  const own = list.filter((line) => covers(line) === undefined);
  const [first] = list;
  if (own.length === 0 && first !== undefined) {
    return { kind: 'waits', for: covers(first)?.name ?? '' };
  }
  return finding?.present === true ? { kind: 'differs', differences: withoutParts(own) } : { kind: 'absent' };
}

/** A difference with the line that it is about. */
interface Observed {
  readonly place: number;
  /** The line of the fingerprint; for what no step makes, that of the database. */
  readonly raw: string;
  readonly line: SchemaLine;
  readonly difference: Difference;
}

/**
 * Whether a database has what some functions make together, and nothing more on them.
 *
 * @param live lines of the live schema.
 */
export function settledBy(
  live: readonly string[],
): (change: Pick<ReplayedStep, 'added' | 'removed'>) => boolean {
  const lines = new Set(live);
  const bySubject = new Map<string, number>();
  for (const line of live) {
    const { subject } = readSchemaLine(line);
    bySubject.set(subject, (bySubject.get(subject) ?? 0) + 1);
  }
  return ({ added, removed }) => {
    if (!added.every((line) => lines.has(line)) || removed.some((line) => lines.has(line))) return false;
    const made = added.map(readSchemaLine);
    const routines = new Set(made.flatMap((line) => (line.kind === 'routine' ? [line.subject] : [])));
    return [...routines].every(
      (subject) => made.filter((line) => line.subject === subject).length === bySubject.get(subject),
    );
  };
}

/** The differences of one step, and whether anything of it is there at all. */
interface Finding {
  readonly list: readonly Observed[];
  readonly present: boolean;
}

interface LiveLine extends SchemaLine {
  readonly line: string;
}

/** A step makes a line, or takes it away. */
interface Event {
  readonly name: string;
  readonly place: number;
  readonly made: boolean;
}

/** What can be said before any step is marked. */
interface Facts {
  readonly live: ReadonlySet<string>;
  readonly liveObjects: ReadonlyMap<string, LiveLine>;
  /** The first and the last step that make a line, as places in the order. */
  readonly makersOf: ReadonlyMap<string, { readonly first: number; readonly last: number }>;
  /** The steps that make a line or take it away, in order. */
  readonly eventsOf: ReadonlyMap<string, readonly Event[]>;
  /** What the database has, no step makes, and is not harmless. */
  readonly foreign: readonly LiveLine[];
  readonly harmless: readonly LiveLine[];
  /** Tables, functions and schemas by the step that makes them. */
  readonly subjectsOf: ReadonlyMap<string, ReadonlySet<string>>;
  /** Migrations that change nothing that can be seen. */
  readonly blank: ReadonlySet<string>;
  /** Schemas that are not compared; see `standInSchemas`. */
  readonly standIns: ReadonlySet<string>;
}

function gatherFacts(input: ComparisonInput): Facts {
  const eventsOf = new Map<string, Event[]>();
  const makersOf = new Map<string, { first: number; last: number }>();
  const subjectsOf = new Map<string, Set<string>>();
  const grantees = new Set(['PUBLIC', '<owner>']);
  const standIns = standInSchemas(input);
  input.replayed.forEach(({ step, added, removed }, place) => {
    const happened = (line: string, made: boolean) =>
      eventsOf.set(line, [...(eventsOf.get(line) ?? []), { name: step.name, place, made }]);
    for (const line of removed) happened(line, false);
    for (const line of added) happened(line, true);
    const subjects = new Set<string>();
    for (const line of added) {
      makersOf.set(line, { first: makersOf.get(line)?.first ?? place, last: place });
      const { kind, subject, grantee } = readSchemaLine(line);
      if (grantee !== '') grantees.add(grantee);
      if (kind === 'relation' || kind === 'routine' || kind === 'schema') subjects.add(subject);
    }
    subjectsOf.set(step.name, subjects);
  });
  const lines = input.live.map((line) => ({ ...readSchemaLine(line), line }));
  const strange = lines.filter(
    ({ line, subject }) => !eventsOf.has(line) && !standIns.has(schemaOf(subject)),
  );
  // Others may look at our tables and make them quicker; what is said of a row, and who may change it, is ours.
  const isHarmless = ({ kind, text, grantee }: SchemaLine) =>
    kind === 'comment' ||
    (kind === 'index' && !text.startsWith('CREATE UNIQUE')) ||
    (kind === 'grant' && !grantees.has(grantee));
  return {
    live: new Set(input.live),
    liveObjects: new Map(lines.map((line) => [line.object, line])),
    makersOf,
    eventsOf,
    foreign: strange.filter((line) => !isHarmless(line)),
    harmless: strange.filter(isHarmless),
    subjectsOf,
    blank: new Set(
      input.replayed
        .filter(({ added, removed }) => added.length + removed.length === 0)
        .flatMap(({ step }) => (step.kind === 'migration' ? [step.name] : [])),
    ),
    standIns,
  };
}

/** By step: what the database has otherwise than the marked steps together leave it. */
function differencesOf(
  facts: Facts,
  input: ComparisonInput,
  marked: ReadonlySet<string>,
): Map<string, Finding> {
  // The last marked step that makes or takes away a line answers for it.
  const answering = new Map<string, { readonly place: number; readonly made: boolean }>();
  const makerOfSubject = new Map<string, number>();
  input.replayed.forEach(({ step, added, removed }, place) => {
    if (!marked.has(step.name)) return;
    for (const line of removed) answering.set(line, { place, made: false });
    for (const line of added) answering.set(line, { place, made: true });
    for (const subject of facts.subjectsOf.get(step.name) ?? []) makerOfSubject.set(subject, place);
  });
  const found = new Map<number, Observed[]>();
  const present = new Set<number>();
  const paired = new Set<string>();
  const note = (observed: Observed) => {
    const list = found.get(observed.place);
    if (list === undefined) found.set(observed.place, [observed]);
    else list.push(observed);
  };

  for (const [text, { place, made }] of answering) {
    const line = readSchemaLine(text);
    const there = facts.live.has(text);
    const instead = made && !there ? facts.liveObjects.get(line.object) : undefined;
    if (facts.standIns.has(schemaOf(line.subject)) && (instead !== undefined || !isThing(line))) continue;
    // A schema may be there for other reasons than this step, and a line because an earlier step made it.
    if (there && made && line.kind !== 'schema' && facts.makersOf.get(text)?.first === place)
      present.add(place);
    if (there === made) continue;
    if (instead !== undefined) {
      paired.add(instead.line);
      const maker = facts.makersOf.get(instead.line);
      if (maker === undefined || maker.last > place) present.add(place);
    }
    const difference = {
      object: line.object,
      expected: made ? line.text : null,
      found: made ? (instead?.text ?? null) : line.text,
      madeBy: nameOf(input, facts.makersOf.get(instead?.line ?? (made ? '' : text))?.last),
    };
    note({ place, raw: text, line, difference });
  }
  for (const line of facts.foreign) {
    const place = makerOfSubject.get(line.subject);
    if (place === undefined || paired.has(line.line)) continue;
    present.add(place);
    const difference = { object: line.object, expected: null, found: line.text, madeBy: null };
    note({ place, raw: line.line, line, difference });
  }
  return new Map(
    [...found].map(([place, list]) => [nameOf(input, place) ?? '', { list, present: present.has(place) }]),
  );
}

/** A table or a function, as against what is said of one. */
function isThing({ kind }: SchemaLine): boolean {
  return kind === 'relation' || kind === 'routine';
}

/**
 * Leaves out what goes without saying: the columns of a table that is missing as a whole, and what was to go and is
 * still there where what should be in its place is listed already.
 */
function withoutParts(list: readonly Observed[]): Difference[] {
  const gone = new Set(
    list.flatMap(({ line, difference }) =>
      isThing(line) && difference.found === null ? [line.subject] : [],
    ),
  );
  const expected = new Set(
    list.flatMap(({ difference }) => (difference.expected === null ? [] : [difference.object])),
  );
  return list
    .filter(({ line, difference }) => difference.found !== null || isThing(line) || !gone.has(line.subject))
    .filter(({ difference }) => difference.expected !== null || !expected.has(difference.object))
    .map(({ difference }) => difference);
}

function nameOf({ replayed }: ComparisonInput, place: number | undefined): string | null {
  return place === undefined ? null : (replayed[place]?.step.name ?? null);
}

function schemaOf(subject: string): string {
  return subject.split('.')[0] ?? '';
}

/**
 * Schemas that a migration makes only where the real thing is missing, and says so by a comment that begins with
 * "Stand-in": when the database has the real thing, only the names in it are compared.
 */
function standInSchemas({ replayed, live }: ComparisonInput): ReadonlySet<string> {
  const lines = new Set(live);
  const schemas = new Set<string>();
  for (const line of replayed.flatMap(({ added }) => added)) {
    const schema = /^comment on schema (\S+): Stand-in /.exec(line)?.[1];
    if (schema !== undefined && !lines.has(line) && lines.has(`schema ${schema}`)) schemas.add(schema);
  }
  return schemas;
}

/** Marked migrations that change rows only, and that neither a later migration nor a person vouches for. */
function unvouched(facts: Facts, input: ComparisonInput, marked: ReadonlySet<string>): string[] {
  const { order, recorded, trusted, replayed } = input;
  const vouched = new Set<string>();
  const migrations = replayed
    .filter(({ step }) => step.kind === 'migration' && marked.has(step.name))
    .map(({ step }) => step.name);
  if (!migrations.some((name) => facts.blank.has(name))) return [];
  for (const name of migrations) {
    if (facts.blank.has(name) && !trusted.has(name) && !recorded.has(name)) continue;
    for (const needed of order.prerequisitesOf(name)) vouched.add(needed);
  }
  return migrations.filter((name) => !vouched.has(name));
}
