import { type Facts, schemaOf, shows } from './live-facts.ts';
import { readSchemaLine, type SchemaLine } from './schema-line.ts';

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

/** A difference with the line that it is about. */
export interface Observed {
  readonly place: number;
  /** The line of the fingerprint; for what no step makes, that of the database. */
  readonly raw: string;
  readonly line: SchemaLine;
  readonly difference: Difference;
}

/** The differences of one step, and whether anything of it is there at all. */
export interface StepDifferences {
  readonly list: readonly Observed[];
  readonly present: boolean;
}

/** By step: what the database has otherwise than the marked steps together leave it. */
export function differencesOf(facts: Facts, marked: ReadonlySet<string>): Map<string, StepDifferences> {
  const { answering, makerOfSubject, firstOfSubject } = answersOf(facts, marked);
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
    if (made && shows(facts, text, place)) present.add(place);
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
      madeBy: nameOf(facts, facts.makersOf.get(instead?.line ?? (made ? '' : text))?.last),
    };
    note({ place, raw: text, line, difference });
  }
  for (const line of facts.foreign) {
    const place = makerOfSubject.get(line.subject);
    if (place === undefined || paired.has(line.line)) continue;
    // The table that it is on may be there by an earlier step, of which this one only changes something.
    if (firstOfSubject.get(line.subject) === place) present.add(place);
    const difference = { object: line.object, expected: null, found: line.text, madeBy: null };
    note({ place, raw: line.line, line, difference });
  }
  return new Map(
    [...found].map(([place, list]) => [nameOf(facts, place) ?? '', { list, present: present.has(place) }]),
  );
}

/** Which marked step answers for a line, the last that makes it or takes it away, and which for a subject. */
function answersOf(facts: Facts, marked: ReadonlySet<string>) {
  const answering = new Map<string, { readonly place: number; readonly made: boolean }>();
  const makerOfSubject = new Map<string, number>();
  const firstOfSubject = new Map<string, number>();
  facts.replayed.forEach(({ step, added, removed }, place) => {
    if (!marked.has(step.name)) return;
    for (const line of removed) answering.set(line, { place, made: false });
    for (const line of added) answering.set(line, { place, made: true });
    for (const subject of facts.subjectsOf.get(step.name) ?? []) {
      makerOfSubject.set(subject, place);
      if (!firstOfSubject.has(subject)) firstOfSubject.set(subject, place);
    }
  });
  return { answering, makerOfSubject, firstOfSubject };
}

/** A table or a function, as against what is said of one. */
export function isThing({ kind }: SchemaLine): boolean {
  return kind === 'relation' || kind === 'routine';
}

/**
 * Leaves out what goes without saying: the columns of a table that is missing as a whole, whichever step adds them, and
 * what was to go and is still there where what should be in its place is listed already.
 *
 * @returns by step; those of which nothing is left have an empty list.
 */
export function withoutParts(differences: ReadonlyMap<string, StepDifferences>): Map<string, Difference[]> {
  const all = [...differences.values()].flatMap(({ list }) => list);
  const gone = new Set(
    all.flatMap(({ line, difference }) => (isThing(line) && difference.found === null ? [line.subject] : [])),
  );
  const expected = new Set(
    all.flatMap(({ difference }) => (difference.expected === null ? [] : [difference.object])),
  );
  const isWhole = ({ line, difference }: Observed) =>
    (difference.found !== null || isThing(line) || !gone.has(line.subject)) &&
    (difference.expected !== null || !expected.has(difference.object));
  return new Map(
    [...differences].map(([name, { list }]) => [
      name,
      list.filter(isWhole).map(({ difference }) => difference),
    ]),
  );
}

function nameOf({ replayed }: Facts, place: number | undefined): string | null {
  return place === undefined ? null : (replayed[place]?.step.name ?? null);
}
