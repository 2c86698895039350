import type { Demo } from './demo.ts';
import type { Row, Value } from './row.ts';
import { JOB, type Player, type Step } from './step.ts';

/** What happens, and the rows of the demo that it leaves behind. */
export interface Story {
  readonly domain: string;
  readonly name: string;
  readonly steps: readonly Step[];
  readonly rows: readonly StoryRow[];
}

/** A row of the demo that a story leaves behind. */
export interface StoryRow {
  readonly table: string;
  readonly row: Row;
  /** Columns that were written as they are, because no function writes the row. */
  readonly given: ReadonlySet<string>;
}

/** What a story is told by: in the order of what happens, though the moments decide. */
export interface StoryBuilder {
  /** A function is called, or whatever else happens. */
  step(at: Value | undefined, by: Value | undefined, what: string, play: Play): void;
  /** The same, after everything else that happens at the moment, in other stories too. */
  afterwards(at: Value | undefined, by: Value | undefined, what: string, play: Play): void;
  /**
   * A row that no function writes is inserted, by who made it and when it was made.
   *
   * @param differently values that the row begins with, where later steps lead to what the demo has.
   */
  insert(table: string, row: Row, differently?: Inserting): void;
  /** Rows that functions make or change are expected to come out as the demo has them. */
  expect(table: string, rows: readonly Row[]): void;
}

interface Inserting {
  readonly at?: Value | undefined;
  readonly by?: Value | undefined;
  readonly begins?: Readonly<Record<string, Value>>;
  /** Columns that are left to defaults and triggers. */
  readonly leaves?: readonly string[];
  /** Whether it comes after everything else that happens at the moment. */
  readonly last?: boolean;
}

/** What one domain tells of. */
export interface DomainStories {
  readonly domain: string;
  stories(demo: Demo): readonly Story[];
  /** How rows that functions make are found again: by whom they belong to, in which order. */
  readonly pairs?: Readonly<Record<string, Pairing>>;
  /** Columns that hold the number of a row without a foreign key, with the table that it is in. */
  readonly numbers?: Readonly<Record<string, Readonly<Record<string, (row: Row) => string | undefined>>>>;
  /** Columns with numbers of rows inside of a text or a value, or with one of several that would be right. */
  readonly translates?: Readonly<Record<string, Readonly<Record<string, Translation>>>>;
  /** Columns whose values no function can come to, and why. */
  readonly notDerivable?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Tables in which there are more rows than the demo has, and why. */
  readonly more?: Readonly<Record<string, string>>;
  /** Tables whose rows are no part of a story, and why. */
  readonly leftOut?: Readonly<Record<string, string>>;
}

type Translation = (
  value: Value,
  row: Row,
  numberThere: (table: string, number: Value) => Value,
  demo: Demo,
) => Value;

/** How the rows that belong to one thing are told apart. */
export interface Pairing {
  /** Columns that are the same for the rows of one thing. */
  readonly within: readonly string[];
  /** Columns that order the rows of one thing. */
  readonly order: readonly string[];
}

/** Tells the stories of a domain. */
export function storiesOf(demo: Demo, domain: string, owner: string) {
  const told: Story[] = [];
  return {
    told,
    tell(name: string, how: (story: StoryBuilder) => void): void {
      const steps: Step[] = [];
      const rows: StoryRow[] = [];
      how(builderOf(demo, owner, steps, rows));
      told.push({ domain, name, steps, rows });
    },
  };
}

function builderOf(demo: Demo, owner: string, steps: Step[], rows: StoryRow[]): StoryBuilder {
  const who = (by: Value | undefined) => (by === null ? JOB : by === undefined ? owner : String(by));
  const add = (at: Value | undefined, by: Value | undefined, what: string, last: boolean, play: Play) => {
    if (typeof at !== 'string') throw new Error(`${what}: the demo does not say when.`);
    steps.push({ at, by: who(by), what, last, play: async (player) => void (await play(player)) });
  };
  return {
    step: (at, by, what, play) => add(at, by, what, false, play),
    afterwards: (at, by, what, play) => add(at, by, what, true, play),
    insert(
      table,
      row,
      { at = row.created_at, by = authorOf(demo, table, row), begins = {}, leaves = [], last = false } = {},
    ) {
      const { columns, insertable } = demo.table(table);
      // A job may write what the application may not: it imports.
      const written =
        by === null ? columns.filter((each) => !each.generated).map((each) => each.name) : [...insertable];
      const given = new Set(written.filter((column) => !OWN.has(column) && !leaves.includes(column)));
      add(at, by, `insert into ${table}`, last, (player) => player.insert(table, row, [...given], begins));
      rows.push({ table, row, given: new Set([...given].filter((column) => !(column in begins))) });
    },
    expect(table, made) {
      for (const row of made) rows.push({ table, row, given: new Set() });
    },
  };
}

type Play = (player: Player) => Promise<unknown>;

/** Columns that the database fills in for everybody. */
const OWN = new Set([
  'id',
  'tenant_id',
  'created_at',
  'updated_at',
  'created_by',
  'updated_by',
  'recorded_by',
  'uploaded_by',
]);

/** Who made a row: as it says, else whoever owns the tenant. */
function authorOf(demo: Demo, table: string, row: Row): Value | undefined {
  for (const column of ['created_by', 'recorded_by', 'uploaded_by']) {
    if (demo.table(table).columns.some(({ name }) => name === column)) return row[column];
  }
  return undefined;
}
