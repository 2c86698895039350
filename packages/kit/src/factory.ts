import type { Knex } from 'knex';
import type { Tables } from 'knex/types/tables.js';
import { copyText } from './copy-text.ts';
import type { DemoTenant } from './demo-tenant.ts';
import { Draw, hashText, mixKey } from './draw.ts';
import { sampleTenant } from './sample-tenant.ts';

/** A table of the workspace: a name that some domain's tables.ts has joined to Knex's own. */
export type TableName = keyof Tables & string;

/** What is written into a table, without Knex.Raw: a generated cell is a plain value. */
export type InsertedRow<Table extends TableName> = {
  [Column in keyof Insert<Table>]: Exclude<Insert<Table>[Column], Knex.Raw>;
};

type Insert<Table extends TableName> = Knex.ResolveTableType<Tables[Table], 'insert'>;

/**
 * A cell: a value, or a function of the item that the row is about. A function that draws gets numbers of its own
 * key (seed, tenant, table, column, row), so that no other column feels whether it is there.
 */
export type Cell<Item, Value> =
  | Constant<Value>
  | ((item: Item, draw: Draw, tenant: DemoTenant, id: number) => Value);

type Constant<Value> = Value extends (...args: never[]) => unknown ? never : Value;

/** The cells of a row. tenant_id and, where the table has one, id are the factory's business. */
export type Cells<Table extends TableName, Item> = {
  [Column in keyof Omit<InsertedRow<Table>, 'tenant_id' | 'id'>]: Cell<Item, InsertedRow<Table>[Column]>;
};

export interface Definition<Table extends TableName, Story, Item> {
  /** How many aggregates a tenant has in one unit of scale. */
  count(tenant: DemoTenant): number;
  /** True for what does not grow with the scale: stores, platforms. */
  readonly fixed?: boolean;
  /** What there is to know of one aggregate, computed from its number alone; 0 is the first. */
  story(tenant: DemoTenant, number: number): Story;
  /** The rows of an aggregate, where it is not exactly one. */
  rows?(story: Story, tenant: DemoTenant): readonly Item[];
  /** The most rows that an aggregate can have; numbers of rows leave room for them. 1 when not given. */
  readonly most?: number;
  /** False where the primary key is not `(tenant_id, id)`. */
  readonly identity?: boolean;
  readonly cells: Cells<Table, Item>;
  /** For `create`: columns that point at a row of another factory, which is made first unless the column is given. */
  readonly parents?: { readonly [Column in keyof InsertedRow<Table>]?: Parent };
  /** For `create`: what is else in a row whose neighbors are not there, e.g. references that may be empty. */
  readonly alone?: Partial<InsertedRow<Table>>;
  /** Named variations for tests: `orders.build({}, { traits: ['cancelled'] })`. */
  readonly traits?: { readonly [name: string]: Partial<InsertedRow<Table>> };
}

/** Where `create` takes a reference from. */
export type Parent =
  | (() => AnyFactory)
  /** A column of the parent that another reference made: keeps composite references together. */
  | { readonly from: string; readonly column: string };

export interface RowOptions {
  readonly traits?: readonly string[];
  /** Number of the aggregate, or the next one that has rows; the next one of the process when not given. */
  readonly number?: number;
  readonly tenant?: DemoTenant;
}

/** One definition of a table's rows, for unit tests, for single rows and for millions of them. */
export interface Factory<Table extends TableName, Story, Item> {
  readonly table: Table;
  /** Columns that it writes, in the order of `copy`. */
  readonly columns: readonly string[];
  readonly fixed: boolean;
  /** Whether its rows take their number from the factory. */
  readonly identity: boolean;
  count(tenant: DemoTenant): number;
  story(tenant: DemoTenant, number: number): Story;
  rows(tenant: DemoTenant, number: number): readonly Item[];
  /** The id of a row: of the aggregate's first one, unless an index says which. */
  id(number: number, index?: number): number;
  /** A row as a value; touches no database. */
  build(overrides?: Partial<InsertedRow<Table>>, options?: RowOptions): InsertedRow<Table>;
  /**
   * Inserts one row into the current tenant of the transaction, and before it the rows that it cannot do without.
   *
   * @returns the row as the database has it.
   */
  create(
    trx: Knex,
    overrides?: Partial<InsertedRow<Table>>,
    options?: RowOptions,
  ): Promise<Record<string, unknown>>;
  /** The rows of the aggregates `from` up to, and not including, `to`, as lines for COPY in text format. */
  copy(tenant: DemoTenant, from: number, to: number): { readonly text: string; readonly rows: number };
}

// biome-ignore lint/suspicious/noExplicitAny: the list of a domain's factories holds all kinds of them.
export type AnyFactory = Factory<any, any, any>;

/** Aggregates without a row that are passed over at most: none has so many but by mistake. */
const SEARCHED = 10_000;

/** Defines how the rows of a table are made. See docs/seeds.md. */
export function factory<Table extends TableName, Story, Item = Story>(
  table: Table,
  definition: Definition<Table, Story, Item>,
): Factory<Table, Story, Item> {
  const { most = 1, identity = true } = definition;
  const names = Object.keys(definition.cells).sort();
  const cells = names.map((name) => {
    const cell = (definition.cells as Record<string, unknown>)[name];
    return {
      name,
      make: typeof cell === 'function' ? (cell as CellFunction<Item>) : undefined,
      value: cell,
      constant: typeof cell === 'function' ? '' : copyText(cell),
      draws: typeof cell === 'function' && cell.length > 1,
      key: hashText(`${table}.${name}`),
      draw: new Draw(),
    };
  });
  const rowsOf = (story: Story, tenant: DemoTenant) =>
    definition.rows === undefined
      ? [story as unknown as Item]
      : withinMost(table, most, definition.rows(story, tenant));
  const id = (number: number, index = 0) => number * most + index + 1;
  let made = 0;

  function cellsOf(item: Item, tenant: DemoTenant, row: number): Record<string, unknown> {
    const values: Record<string, unknown> = {};
    for (const { name, make, value, key } of cells) {
      values[name] =
        make === undefined ? value : make(item, new Draw(mixKey(key, tenant.key, row)), tenant, row);
    }
    return values;
  }

  function build(overrides: Partial<InsertedRow<Table>> = {}, options: RowOptions = {}): InsertedRow<Table> {
    const tenant = options.tenant ?? sampleTenant;
    const number = firstWithRows(tenant, options.number ?? made);
    // Never back: what was made with a higher number may be in the database already.
    made = Math.max(made, number + 1);
    const [item] = rowsOf(definition.story(tenant, number), tenant);
    const row = id(number);
    return {
      tenant_id: tenant.id,
      ...(identity && { id: row }),
      ...cellsOf(item as Item, tenant, row),
      ...traitsOf(options.traits),
      ...overrides,
    } as unknown as InsertedRow<Table>;
  }

  /** The aggregate with this number, or the next one that has a row at all. */
  function firstWithRows(tenant: DemoTenant, from: number): number {
    for (let number = from; number < from + SEARCHED; number += 1)
      if (rowsOf(definition.story(tenant, number), tenant).length > 0) return number;
    throw new TypeError(`The factory of ${table} has no row of ${tenant.slug} from number ${from} on.`);
  }

  function traitsOf(traits: readonly string[] = []): object {
    return Object.assign(
      {},
      ...traits.map((name) => {
        const trait = definition.traits?.[name];
        if (trait === undefined) throw new TypeError(`The factory of ${table} has no trait "${name}".`);
        return trait;
      }),
    );
  }

  return {
    table,
    columns: ['tenant_id', ...(identity ? ['id'] : []), ...names],
    fixed: definition.fixed === true,
    identity,
    count: definition.count,
    story: definition.story,
    rows: (tenant, number) => rowsOf(definition.story(tenant, number), tenant),
    id,
    build,

    async create(trx, overrides = {}, options = {}) {
      const given: Record<string, unknown> = {
        ...definition.alone,
        ...traitsOf(options.traits),
        ...overrides,
      };
      const parents: Record<string, Record<string, unknown>> = {};
      for (const [column, parent] of Object.entries(definition.parents ?? {}) as [string, Parent][]) {
        if (given[column] !== undefined) continue;
        if (typeof parent === 'function') {
          const made = await parent().create(trx);
          parents[column] = made;
          given[column] = made.id;
        } else {
          given[column] = parents[parent.from]?.[parent.column];
        }
      }
      // Numbers of the database's own sequence keep what must be unique apart from rows that are there.
      const drawn = identity ? await nextNumber(trx, table) : undefined;
      made = Math.max(made, drawn ?? 0);
      const tenant = options.tenant ?? (await withCurrentUser(trx));
      const {
        tenant_id: _tenant,
        id: _id,
        ...row
      } = build({}, { ...options, tenant }) as Record<string, unknown>;
      const [inserted] = await trx(table as string)
        .insert({
          ...row,
          ...(drawn !== undefined && { id: drawn }),
          tenant_id: trx.raw('app.current_tenant_id()'),
          ...given,
        })
        .returning('*');
      return inserted as Record<string, unknown>;
    },

    copy(tenant, from, to) {
      const start = `${tenant.id}\t`;
      let text = '';
      let rows = 0;
      for (let number = from; number < to; number += 1) {
        const items = rowsOf(definition.story(tenant, number), tenant);
        for (let index = 0; index < items.length; index += 1) {
          const item = items[index] as Item;
          const row = number * most + index + 1;
          text += start;
          let first = true;
          if (identity) {
            text += row;
            first = false;
          }
          for (const cell of cells) {
            if (first) first = false;
            else text += '\t';
            if (cell.make === undefined) {
              text += cell.constant;
            } else {
              const draw = cell.draws ? cell.draw.restart(mixKey(cell.key, tenant.key, row)) : cell.draw;
              text += copyText(cell.make(item, draw, tenant, row));
            }
          }
          text += '\n';
          rows += 1;
        }
      }
      return { text, rows };
    },
  };
}

async function nextNumber(trx: Knex, table: string): Promise<number> {
  const answer = await trx.raw<{ rows: { id: string }[] }>(
    "SELECT nextval(pg_get_serial_sequence(?, 'id')) AS id",
    [table],
  );
  return Number(answer.rows[0]?.id);
}

type CellFunction<Item> = (item: Item, draw: Draw, tenant: DemoTenant, id: number) => unknown;

function withinMost<Item>(table: string, most: number, items: readonly Item[]): readonly Item[] {
  if (items.length > most) {
    throw new RangeError(
      `An aggregate of ${table} has ${items.length} rows, but its factory leaves room for ${most}: raise "most".`,
    );
  }
  return items;
}

/** The sample tenant, whose people are all the one who entered the current tenant: members that a row may point at. */
async function withCurrentUser(trx: Knex): Promise<DemoTenant> {
  const { rows } = await trx.raw<{ rows: { id: string | null }[] }>('SELECT app.current_user_id() AS id');
  const id = rows[0]?.id ?? null;
  const staff = id === null ? [] : sampleTenant.staff.map((member) => ({ ...member, userId: Number(id) }));
  return { ...sampleTenant, staff };
}
