import { type SQL, sql } from 'drizzle-orm';
import * as columns from 'drizzle-orm/pg-core';
import type { Knex } from 'knex';
import type { Tables } from 'knex/types/tables.js';
import type { Pool } from 'pg';

/**
 * Tables as Drizzle takes them, with the types of the `tables` of domains that were imported: a column of codes takes its
 * codes only, and a generated one is neither inserted nor changed.
 */
export type DrizzleTables<Name extends keyof Tables = keyof Tables> = {
  readonly [Table in Name]: Tables[Table] extends Knex.CompositeTableType<infer Row, infer Given>
    ? columns.PgTableWithColumns<{
        name: Table;
        schema: undefined;
        dialect: 'pg';
        columns: { [Column in keyof Row]: DrizzleColumn<Table, Column & string, Row[Column], Given> };
      }>
    : never;
};

type DrizzleColumn<Table extends string, Name extends string, Value, Given> = columns.PgColumn<{
  name: Name;
  tableName: Table;
  dataType: 'custom';
  columnType: 'PgCustomColumn';
  data: NonNullable<Value>;
  driverParam: unknown;
  notNull: null extends Value ? false : true;
  hasDefault: Name extends keyof Given
    ? Record<never, never> extends Pick<Given, Name>
      ? true
      : false
    : true;
  isPrimaryKey: false;
  isAutoincrement: false;
  hasRuntimeDefault: false;
  enumValues: undefined;
  identity: undefined;
  generated: Name extends keyof Given ? undefined : { type: 'always' };
}>;

/** A column as the catalog has it. */
interface CatalogColumn {
  readonly table: string;
  readonly name: string;
  /** Name of its type, of an array that of its elements. */
  readonly type: string;
  readonly array: boolean;
  readonly generated: boolean;
}

/**
 * Reads tables from the catalog, once when an application starts, so that nothing has to be generated or kept up:
 * `const { orders } = await drizzleTables(pool, ['orders'])`.
 *
 * Drizzle names every column of a table when it inserts. Where the application may not say all of them, PostgreSQL
 * refuses that (42501): such rows are made by the functions of the domain, by `callsOf`.
 *
 * @param names tables of domains whose `tables` the application imports.
 * @throws {TypeError} when the database has no such table.
 */
export async function drizzleTables<Name extends keyof Tables & string>(
  pool: Pick<Pool, 'query'>,
  names: readonly Name[],
): Promise<DrizzleTables<Name>> {
  const { rows } = await pool.query<CatalogColumn>(COLUMNS, [names]);
  const tables = names.map((name) => {
    const own = rows.filter(({ table }) => table === name);
    if (own.length === 0)
      throw new TypeError(`The database has no table ${name}: pnpm status says what is not applied.`);
    return [name, columns.pgTable(name, Object.fromEntries(own.map((each) => [each.name, builderOf(each)])))];
  });
  return Object.fromEntries(tables) as unknown as DrizzleTables<Name>;
}

/** What the builders of all types have in common; Drizzle's own type of it knows the value of each. */
interface Builder extends columns.PgColumnBuilderBase {
  array(): Builder;
  generatedAlwaysAs(as: SQL): Builder;
}

function builderOf({ name, type, array, generated }: CatalogColumn): columns.PgColumnBuilderBase {
  const builder = (BUILDERS[type] ?? columns.text)(name) as Builder;
  const whole = array ? builder.array() : builder;
  return generated ? whole.generatedAlwaysAs(NOTHING) : whole;
}

/** Only asked whether it is there: Drizzle makes no tables. */
const NOTHING: SQL = sql``;

/** Values as those of tables.ts: 64-bit integers and numerics are texts, times are Date. */
const BUILDERS: Readonly<Record<string, (name: string) => columns.PgColumnBuilderBase>> = {
  bool: columns.boolean,
  int2: columns.smallint,
  int4: columns.integer,
  float4: columns.real,
  float8: columns.doublePrecision,
  date: (name) => columns.date(name, { mode: 'date' }),
  timestamp: (name) => columns.timestamp(name),
  timestamptz: (name) => columns.timestamp(name, { withTimezone: true }),
  json: columns.json,
  jsonb: columns.jsonb,
  bytea: columns.customType<{ data: Buffer }>({ dataType: () => 'bytea' }),
};

const COLUMNS = `
  SELECT c.relname AS "table", a.attname AS name, coalesce(e.typname, t.typname) AS type,
         e.oid IS NOT NULL AS "array", a.attgenerated <> '' AS generated
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_type e ON e.oid = t.typelem AND t.typcategory = 'A'
   WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY ($1)
   ORDER BY c.relname, a.attnum`;
