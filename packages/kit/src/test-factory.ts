import type { Knex } from 'knex';
import type { Tables } from 'knex/types/tables.js';
import type { Factory, InsertedRow, TableName } from './factory.ts';

/** A row as the database has it. */
export type StoredRow<Table extends TableName> = Knex.ResolveTableType<Tables[Table], 'base'>;

type Overrides<Table extends TableName> = Partial<InsertedRow<Table>>;

/** How a row of another table is made, with the columns that are given. */
export interface RowMaker {
  create(trx: Knex, overrides?: object): Promise<object>;
}

/** Rows that belong to a row: who makes them, and which column of theirs points back. */
export interface Children {
  readonly of: () => RowMaker;
  readonly by: string;
  /** How many a row has that goes through milestones, when the test does not say. */
  readonly atLeast?: number;
}

/** What a row for tests is, beyond what its factory says of the demo's rows. */
export interface TestDefinition<
  Table extends TableName,
  Traits extends string,
  Kids extends string,
  Milestones extends string,
> {
  /** Columns that a row takes from the factory; all others are the database's defaults. */
  readonly columns: readonly (keyof InsertedRow<Table> & string)[];
  /** What a test wants otherwise than the demo has it. */
  readonly defaults?: Overrides<Table>;
  /** Rows that it cannot do without, by the column that points at them; made unless the column is given. */
  readonly parents?: { readonly [Column in keyof InsertedRow<Table>]?: () => RowMaker };
  readonly traits?: { readonly [Trait in Traits]: Overrides<Table> };
  readonly children?: { readonly [Kid in Kids]: Children };
  /** What the application does with a row, in the order in which it does it. */
  readonly milestones?: {
    readonly [Milestone in Milestones]: (trx: Knex, row: StoredRow<Table>) => Promise<unknown>;
  };
  /**
   * The function by which the application makes such a row, where it may not insert one. A test that names the tenant
   * (`tenant_id`) inserts it all the same, as an import does.
   */
  readonly through?: {
    /** Columns that the function takes. */
    readonly takes: readonly (keyof InsertedRow<Table> & string)[];
    /** Columns that it fills by itself, so that an import has to bring them. */
    readonly fills?: readonly (keyof InsertedRow<Table> & string)[];
    /** Calls it; returns the id of the row. */
    readonly call: (trx: Knex, row: Overrides<Table>) => Promise<string>;
  };
}

/** How many rows of each kind belong to a row, or what each of them is to be. */
type Belonging<Kids extends string> = { readonly [Kid in Kids]?: number | readonly object[] };

/** Rows of a table for tests. A value: what specializes it gives another one. */
interface Rows<Table extends TableName, Traits extends string, Kids extends string, Milestones extends string>
  extends RowMaker {
  readonly table: Table;
  /** A row as a value, with what its traits say; touches no database. */
  build(overrides?: Overrides<Table>): InsertedRow<Table>;
  /**
   * Inserts a row into the tenant that the transaction has entered, or that `tenant_id` names, after the rows that it
   * cannot do without and before those that belong to it, and takes it to its milestone.
   *
   * @returns the row as the database has it.
   */
  create(trx: Knex, overrides?: Overrides<Table> & Belonging<Kids>): Promise<StoredRow<Table>>;
  /** So many rows, one after the other. */
  createList(
    trx: Knex,
    count: number,
    overrides?: Overrides<Table> & Belonging<Kids>,
  ): Promise<StoredRow<Table>[]>;
  /** These rows, and what each trait and each milestone makes of them, by name: for who tries them all. */
  variations(): readonly (readonly [name: string, rows: RowMaker])[];
  /** The same rows, taken through the functions of the application up to a milestone. */
  upTo(milestone: Milestones): TestFactory<Table, Traits, Kids, Milestones>;
}

/** Rows for tests, with a method for each trait: `leads.lost().create(trx)`. */
export type TestFactory<
  Table extends TableName,
  Traits extends string = never,
  Kids extends string = never,
  Milestones extends string = never,
> = Rows<Table, Traits, Kids, Milestones> & {
  readonly [Trait in Traits]: () => TestFactory<Table, Traits, Kids, Milestones>;
};

/**
 * Rows of a table for tests, with the values of the factory that makes the demo's rows.
 *
 * @throws {TypeError} for a trait that is called like a method.
 */
export function testFactory<
  Table extends TableName,
  Story,
  Item,
  Traits extends string = never,
  Kids extends string = never,
  Milestones extends string = never,
>(
  factory: Factory<Table, Story, Item>,
  definition: TestDefinition<Table, Traits, Kids, Milestones>,
): TestFactory<Table, Traits, Kids, Milestones> {
  const made: unknown = specialized(makerOf(factory, definition), { traits: {}, milestone: undefined });
  // The names of its traits are known to the type alone.
  return made as TestFactory<Table, Traits, Kids, Milestones>;
}

/** What a factory was specialized to. */
interface Chosen {
  readonly traits: object;
  readonly milestone: string | undefined;
}

type Values = Record<string, unknown>;

/** Makes rows of one table, whatever they are specialized to. */
interface Maker {
  readonly table: string;
  readonly traits: Readonly<Record<string, object>>;
  readonly milestones: readonly string[];
  nextRow(imported: boolean): Values;
  create(trx: Knex, chosen: Chosen, overrides?: Values): Promise<Values>;
}

/** Rows by a maker, with a method for each trait that gives them specialized further. */
function specialized(maker: Maker, chosen: Chosen): RowMaker {
  const { table, milestones, nextRow } = maker;
  const rows = {
    table,
    build: (overrides: object = {}) => ({ ...nextRow(true), ...chosen.traits, ...overrides }),
    create: (trx: Knex, overrides?: Values) => maker.create(trx, chosen, overrides),
    async createList(trx: Knex, count: number, overrides?: Values) {
      const list = [];
      while (list.length < count) list.push(await maker.create(trx, chosen, overrides));
      return list;
    },
    upTo(milestone: string) {
      if (!milestones.includes(milestone))
        throw new TypeError(
          `A row of ${table} has no milestone "${milestone}"; it has ${milestones.join(', ') || 'none'}.`,
        );
      return specialized(maker, { ...chosen, milestone });
    },
    variations(): [string, RowMaker][] {
      return [
        [table, rows],
        ...methods.map(([name, make]): [string, RowMaker] => [`${table}, ${name}`, make()]),
        ...milestones.map((name): [string, RowMaker] => [`${table} up to ${name}`, rows.upTo(name)]),
      ];
    },
  };
  const methods: [string, () => RowMaker][] = Object.entries(maker.traits).map(([name, columns]) => {
    if (name in rows) throw new TypeError(`A trait of ${table} cannot be called "${name}": a method is.`);
    return [name, () => specialized(maker, { ...chosen, traits: { ...chosen.traits, ...columns } })];
  });
  return Object.freeze({ ...rows, ...Object.fromEntries(methods) });
}

function makerOf<Table extends TableName, Story, Item>(
  factory: Factory<Table, Story, Item>,
  definition: TestDefinition<Table, never, never, never>,
): Maker {
  const { parents = {}, children = {}, milestones = {}, traits = {} } = definition as unknown as Loose;
  const { nextRow, insert, readAgain } = storing(factory, definition);
  return {
    table: factory.table,
    traits,
    milestones: Object.keys(milestones),
    nextRow,
    async create(trx, chosen, overrides = {}) {
      const given = omit(overrides, Object.keys(children));
      const tenant = given.tenant_id === undefined ? {} : { tenant_id: given.tenant_id };
      const { tenant_id: _sample, ...next } = nextRow(given.tenant_id !== undefined);
      const row: Values = { ...next, ...chosen.traits, ...given };
      for (const [column, parent] of Object.entries(parents)) {
        if (row[column] === undefined) row[column] = idOf(await parent().create(trx, tenant));
      }
      const inserted = await insert(trx, row);
      for (const [name, { of, by, atLeast = 0 }] of Object.entries(children)) {
        const wanted = overrides[name] ?? (chosen.milestone === undefined ? 0 : atLeast);
        for (const each of asList(wanted)) await of().create(trx, { ...tenant, ...each, [by]: inserted.id });
      }
      if (chosen.milestone === undefined) return inserted;
      for (const [name, reach] of Object.entries(milestones)) {
        await reach(trx, inserted);
        if (name === chosen.milestone) break;
      }
      return readAgain(trx, { tenant_id: inserted.tenant_id, id: inserted.id });
    },
  };
}

/** How rows of a factory come into the database. */
function storing<Table extends TableName, Story, Item>(
  factory: Factory<Table, Story, Item>,
  definition: Pick<TestDefinition<Table, never, never, never>, 'columns' | 'defaults' | 'through'>,
) {
  const { table } = factory;

  /** The next row of the demo, as far as a test wants it. */
  function nextRow(imported: boolean): Record<string, unknown> {
    const row: Record<string, unknown> = factory.build();
    const filled = imported ? (definition.through?.fills ?? []) : [];
    const kept = ['tenant_id', ...definition.columns, ...filled].map((column) => [column, row[column]]);
    return { ...Object.fromEntries(kept), ...definition.defaults };
  }

  async function insert(trx: Knex, row: Record<string, unknown>): Promise<Record<string, unknown>> {
    const { through } = definition;
    if (through === undefined || row.tenant_id !== undefined) {
      const tenant_id = row.tenant_id ?? trx.raw('app.current_tenant_id()');
      const [inserted] = await trx(table as string)
        .insert({ ...row, tenant_id })
        .returning('*');
      return inserted;
    }
    const refused = Object.keys(row).filter(
      (column) => !(through.takes as readonly string[]).includes(column),
    );
    if (refused.length > 0)
      throw new TypeError(
        `The application cannot give a row of ${table} its ${refused.join(', ')}. Name the tenant (tenant_id) to insert it as an import does.`,
      );
    return readAgain(trx, { id: await through.call(trx, row as Overrides<Table>) });
  }

  function readAgain(trx: Knex, key: object): Promise<Record<string, unknown>> {
    return trx(table as string)
      .where(key)
      .first();
  }

  return { nextRow, insert, readAgain };
}

/** The parts of a definition by name, whatever their names are. */
interface Loose {
  readonly parents?: Readonly<Record<string, () => RowMaker>>;
  readonly children?: Readonly<Record<string, Children>>;
  readonly milestones?: Readonly<Record<string, (trx: Knex, row: object) => Promise<unknown>>>;
  readonly traits?: Readonly<Record<string, object>>;
}

function idOf(row: object): unknown {
  return 'id' in row ? row.id : undefined;
}

function omit(row: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !names.includes(name)));
}

function asList(wanted: unknown): readonly object[] {
  return Array.isArray(wanted) ? wanted : Array.from({ length: Number(wanted) }, () => ({}));
}
