import type { Filling } from './database.ts';
import { type Catalog, type Column, type ForeignKey, readCatalog } from './sample-catalog.ts';
import {
  candidates,
  type Draft,
  mendDraft,
  parentRow,
  type SampleRow,
  type Sampling,
} from './sample-draft.ts';
import type { TestTenant } from './tenants.ts';

/** Values that cannot be guessed, by table and column. */
export type SampleValues = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** A tenant table with one row of each of the two tenants in it. */
export interface FilledTable {
  readonly name: string;
  readonly columns: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly rows: { readonly a: SampleRow; readonly b: SampleRow };
}

/**
 * Puts a row of each test tenant into every tenant table that has none yet, parents first, and reads them back.
 * Values come from the catalog: defaults, foreign keys, value lists of checks; text that a check refuses is tried
 * in other forms until one passes.
 *
 * @param tables names of the tables wanted; what they refer to is filled too.
 * @throws {Error} for a row that cannot be guessed, with what refused it.
 */
export async function fillTables(
  database: Filling,
  tables: readonly string[],
  samples: SampleValues = {},
): Promise<FilledTable[]> {
  const catalog = await readCatalog(database);
  const filled = new Map<string, SampleRow>();
  const underWay = new Set<string>();
  const insert = (table: string, tenant: TestTenant) =>
    insertRow(sampling, table, tenant, samples[table] ?? {}, underWay);
  const sampling: Sampling = {
    database,
    catalog,
    async rowOf(table, tenant, another) {
      if (another === 'another') return insert(table, tenant);
      const key = `${table} ${tenant.id}`;
      const known = filled.get(key) ?? (await firstRow(database, table, tenant));
      underWay.add(table);
      const row = known ?? (await insert(table, tenant));
      underWay.delete(table);
      filled.set(key, row);
      return row;
    },
  };
  const wanted = tables.filter((table) =>
    catalog.columns.some((each) => each.table === table && each.column === 'tenant_id'),
  );
  const { a, b } = database.tenants;
  const result: FilledTable[] = [];
  for (const name of wanted.sort()) {
    result.push({
      name,
      columns: catalog.columns
        .filter((each) => each.table === name && !each.generated)
        .map((each) => each.column),
      foreignKeys: catalog.foreignKeys.filter((each) => each.table === name),
      rows: { a: await sampling.rowOf(name, a), b: await sampling.rowOf(name, b) },
    });
  }
  return result;
}

async function insertRow(
  sampling: Sampling,
  table: string,
  tenant: TestTenant,
  given: SampleRow,
  underWay: ReadonlySet<string>,
): Promise<SampleRow> {
  const draft = await draftRow(sampling, table, tenant, given, underWay);
  for (let attempt = 0; ; attempt++) {
    try {
      return await insertAndRead(sampling.database, table, draft.row);
    } catch (cause) {
      if (await mendDraft(sampling, draft, cause, attempt)) continue;
      throw new Error(
        `no sample row for ${table}: ${(cause as Error).message}. Give testDomain a sample value.`,
        { cause },
      );
    }
  }
}

/** What a row has to have: its references, a guess for each other column, and what is given. */
async function draftRow(
  sampling: Sampling,
  table: string,
  tenant: TestTenant,
  given: SampleRow,
  underWay: ReadonlySet<string>,
): Promise<Draft> {
  const { catalog } = sampling;
  const columns = catalog.columns.filter((each) => each.table === table);
  const row: Record<string, unknown> = { tenant_id: tenant.id };
  const optional = new Set<string>();
  for (const foreignKey of neededKeys(catalog, table, columns)) {
    // Two tables that point at each other: the reference that closes the circle stays empty.
    if (underWay.has(foreignKey.parent)) continue;
    const parent = await parentRow(sampling, foreignKey, tenant);
    foreignKey.columns.forEach((name, i) => {
      const column = columns.find((each) => each.column === name);
      if (column?.required === false) optional.add(name);
      if (column?.generated !== true) row[name] ??= parent[foreignKey.parentColumns[i] ?? ''];
    });
  }
  const guesses = new Map<string, number>();
  for (const { column, type } of columns.filter((each) => each.required && row[each.column] === undefined)) {
    row[column] = candidates(catalog, table, column, type)[0];
    guesses.set(column, 0);
  }
  // A time that others refer to, e.g. that of a partitioned table: to the millisecond, which is all that a Date keeps.
  const referred = catalog.foreignKeys.filter((each) => each.parent === table);
  for (const { column, type } of columns) {
    if (type !== 'timestamptz' || !referred.some((each) => each.parentColumns.includes(column))) continue;
    row[column] ??= new Date().toISOString();
  }
  Object.assign(row, given);
  return { table, tenant, given, row, guesses, optional };
}

/** Foreign keys without which a row cannot be. */
function neededKeys({ foreignKeys }: Catalog, table: string, columns: readonly Column[]): ForeignKey[] {
  const required = new Set(columns.filter((each) => each.required).map((each) => each.column));
  return foreignKeys.filter(
    (each) =>
      each.table === table &&
      each.columns.some((name) => required.has(name)) &&
      each.parent !== table &&
      each.columns.join() !== 'tenant_id',
  );
}

async function insertAndRead(database: Filling, table: string, row: SampleRow): Promise<SampleRow> {
  const written = Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, plain(value) ? JSON.stringify(value) : value]),
  );
  const [inserted] = await database.knex(table).insert(written).returning('*');
  return inserted as SampleRow;
}

async function firstRow(
  database: Filling,
  table: string,
  tenant: TestTenant,
): Promise<SampleRow | undefined> {
  return (await database.knex(table).where({ tenant_id: tenant.id }).first()) as SampleRow | undefined;
}

function plain(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Date) && !Buffer.isBuffer(value);
}
