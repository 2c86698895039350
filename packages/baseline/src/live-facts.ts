import type { ReplayedStep } from './replay-steps.ts';
import { readSchemaLine, type SchemaLine } from './schema-line.ts';

/** A line of the live schema, taken apart. */
export interface LiveLine extends SchemaLine {
  readonly line: string;
}

/** A step makes a line, or takes it away. */
interface Event {
  readonly name: string;
  readonly place: number;
  readonly made: boolean;
}

/** What can be said before any step is marked. */
export interface Facts {
  /** Every step in the order of a fresh install; its place here is how others name it. */
  readonly replayed: readonly ReplayedStep[];
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

/** Reads off the replayed steps and the live schema what does not depend on which steps are marked. */
export function gatherFacts(replayed: readonly ReplayedStep[], live: readonly string[]): Facts {
  const eventsOf = new Map<string, Event[]>();
  const makersOf = new Map<string, { first: number; last: number }>();
  const subjectsOf = new Map<string, Set<string>>();
  const grantees = new Set(['PUBLIC', '<owner>']);
  const standIns = standInSchemas(replayed, live);
  replayed.forEach(({ step, added, removed }, place) => {
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
  const lines = live.map((line) => ({ ...readSchemaLine(line), line }));
  const strange = lines.filter(
    ({ line, subject }) => !eventsOf.has(line) && !standIns.has(schemaOf(subject)),
  );
  // Others may look at our tables and make them quicker; what is said of a row, and who may change it, is ours.
  const isHarmless = ({ kind, text, grantee }: SchemaLine) =>
    kind === 'comment' ||
    (kind === 'index' && !text.startsWith('CREATE UNIQUE')) ||
    (kind === 'grant' && !grantees.has(grantee));
  return {
    replayed,
    live: new Set(live),
    liveObjects: new Map(lines.map((line) => [line.object, line])),
    makersOf,
    eventsOf,
    foreign: strange.filter((line) => !isHarmless(line)),
    harmless: strange.filter(isHarmless),
    subjectsOf,
    blank: new Set(replayed.filter(changesRowsOnly).map(({ step }) => step.name)),
    standIns,
  };
}

/** Migrations that change nothing that a comparison can see: rows alone, or nothing at all. */
export function changesRowsOnly({ step, added, removed }: ReplayedStep): boolean {
  return step.kind === 'migration' && added.length + removed.length === 0;
}

/**
 * Whether a line of a step shows that something of it is there. A schema may be there for other reasons, and a line
 * because an earlier step made it.
 */
export function shows(facts: Facts, line: string, place: number): boolean {
  return (
    facts.live.has(line) &&
    facts.makersOf.get(line)?.first === place &&
    readSchemaLine(line).kind !== 'schema'
  );
}

/** The schema of a table or function, by its title. */
export function schemaOf(subject: string): string {
  return subject.split('.')[0] ?? '';
}

/**
 * Schemas that a migration makes only where the real thing is missing, and says so by a comment that begins with
 * "Stand-in": when the database has the real thing, only the names in it are compared.
 */
function standInSchemas(replayed: readonly ReplayedStep[], live: readonly string[]): ReadonlySet<string> {
  const lines = new Set(live);
  const schemas = new Set<string>();
  for (const line of replayed.flatMap(({ added }) => added)) {
    const schema = /^comment on schema (\S+): Stand-in /.exec(line)?.[1];
    if (schema !== undefined && !lines.has(line) && lines.has(`schema ${schema}`)) schemas.add(schema);
  }
  return schemas;
}
