import type { TestDatabase } from './database.ts';
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

type SampleRow = Readonly<Record<string, unknown>>;

/** The sample row of a table, or another one beside it. */
type RowOf = (table: string, tenant: TestTenant, another?: 'another') => Promise<SampleRow>;

interface ForeignKey {
  readonly table: string;
  readonly columns: readonly string[];
  readonly parent: string;
  readonly parentColumns: readonly string[];
}

interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly required: boolean;
  readonly generated: boolean;
}

interface Check {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly definition: string;
}

interface Catalog {
  readonly columns: readonly Column[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly Check[];
}

/**
 * Puts a row of each test tenant into every tenant table that has none yet, parents first, and reads them back.
 * Values come from the catalog: defaults, foreign keys, value lists of checks; text that a check refuses is tried
 * in other forms until one passes.
 *
 * @param tables names of the tables wanted; what they refer to is filled too.
 */
export async function fillTables(
  database: TestDatabase,
  tables: readonly string[],
  samples: SampleValues = {},
): Promise<FilledTable[]> {
  const catalog = await readCatalog(database);
  const filled = new Map<string, SampleRow>();
  const underWay = new Set<string>();
  const rowOf: RowOf = async (table, tenant, another) => {
    if (another === 'another') {
      return insertRow(database, catalog, table, tenant, samples[table] ?? {}, rowOf, underWay);
    }
    const key = `${table} ${tenant.id}`;
    const known = filled.get(key) ?? (await firstRow(database, table, tenant));
    underWay.add(table);
    const row =
      known ?? (await insertRow(database, catalog, table, tenant, samples[table] ?? {}, rowOf, underWay));
    underWay.delete(table);
    filled.set(key, row);
    return row;
  };
  const wanted = tables.filter((table) =>
    catalog.columns.some((each) => each.table === table && each.column === 'tenant_id'),
  );
  const result: FilledTable[] = [];
  for (const name of wanted.sort()) {
    result.push({
      name,
      columns: catalog.columns
        .filter((each) => each.table === name && !each.generated)
        .map((each) => each.column),
      foreignKeys: catalog.foreignKeys.filter((each) => each.table === name),
      rows: { a: await rowOf(name, database.tenants.a), b: await rowOf(name, database.tenants.b) },
    });
  }
  return result;
}

async function insertRow(
  database: TestDatabase,
  catalog: Catalog,
  table: string,
  tenant: TestTenant,
  given: Readonly<Record<string, unknown>>,
  rowOf: RowOf,
  underWay: ReadonlySet<string>,
): Promise<SampleRow> {
  const row: Record<string, unknown> = { tenant_id: tenant.id };
  const optional = new Set<string>();
  const columns = catalog.columns.filter((each) => each.table === table);
  for (const foreignKey of catalog.foreignKeys.filter((each) => each.table === table)) {
    const needed = foreignKey.columns.some((name) =>
      columns.some((each) => each.column === name && each.required),
    );
    if (!needed || foreignKey.parent === table || foreignKey.columns.join() === 'tenant_id') continue;
    // Two tables that point at each other: the reference that closes the circle stays empty.
    if (underWay.has(foreignKey.parent)) continue;
    const parent = await parentRow(database, foreignKey, tenant, rowOf);
    for (const column of foreignKey.columns) {
      if (columns.some((each) => each.column === column && !each.required)) optional.add(column);
    }
    foreignKey.columns.forEach((column, i) => {
      if (columns.some((each) => each.column === column && each.generated)) return;
      row[column] ??= parent[foreignKey.parentColumns[i] ?? ''];
    });
  }
  const tries = new Map<string, number>();
  for (const { column, type } of columns.filter((each) => each.required && row[each.column] === undefined)) {
    row[column] = candidates(catalog, table, column, type)[0];
    tries.set(column, 0);
  }
  // A time that others refer to, e.g. that of a partitioned table: to the millisecond, which is all that a Date keeps.
  const referred = catalog.foreignKeys.filter((each) => each.parent === table);
  for (const { column, type } of columns) {
    if (type !== 'timestamptz' || !referred.some((each) => each.parentColumns.includes(column))) continue;
    row[column] ??= new Date().toISOString();
  }
  Object.assign(row, given);

  for (let attempt = 0; ; attempt++) {
    try {
      return await insertAndRead(database, table, row);
    } catch (error) {
      const { code, constraint, detail } = error as { code?: string; constraint?: string; detail?: string };
      const check = catalog.checks.find((each) => each.name === constraint && each.table === table);
      const column = check?.columns.find((each) => tries.has(each) && !(each in given));
      const type = columns.find((each) => each.column === column)?.type ?? 'text';
      const next =
        column === undefined
          ? undefined
          : candidates(catalog, table, column, type)[(tries.get(column) ?? 0) + 1];
      // Two references to one table that must not be the same row, e.g. a set and what is in it.
      const twin = check === undefined ? undefined : twinOf(catalog, check, row);
      if (code === '23514' && twin !== undefined && attempt === 0) {
        row[twin.column] = (await rowOf(twin.parent, tenant, 'another'))[twin.parentColumn];
        continue;
      }
      const taken = /^Key \(([^)]*)\)/.exec(detail ?? '')?.[1]?.split(', ') ?? [];
      const same = taken.find((each) => tries.has(each) && typeof row[each] === 'string');
      if (code === '23505' && same !== undefined && attempt <= 40) {
        row[same] = `${row[same]}2`;
        continue;
      }
      // A reference that says more than the row can keep, e.g. the order of a lead that is still new.
      const spare =
        check?.columns.filter((each) => optional.has(each) && each in row && !(each in given)) ?? [];
      if (code === '23514' && next === undefined && spare.length > 0) {
        for (const each of spare) delete row[each];
        continue;
      }
      // One of several references has to be there, e.g. what an exclusion excludes: the first will do.
      const absent = catalog.foreignKeys.find(
        (each) =>
          each.table === table &&
          each.columns.some(
            (name) => name !== 'tenant_id' && !(name in row) && check?.columns.includes(name),
          ),
      );
      if (code === '23514' && column === undefined && absent !== undefined && attempt <= 40) {
        const parent = await parentRow(database, absent, tenant, rowOf);
        absent.columns.forEach((name, i) => {
          row[name] ??= parent[absent.parentColumns[i] ?? ''];
        });
        continue;
      }
      if (code !== '23514' || column === undefined || next === undefined || attempt > 40) {
        throw new Error(
          `no sample row for ${table}: ${(error as Error).message}. Give testDomain a sample value.`,
          {
            cause: error,
          },
        );
      }
      tries.set(column, (tries.get(column) ?? 0) + 1);
      row[column] = next;
    }
  }
}

/** The second of two references to the same row that a check compares. */
function twinOf(
  catalog: Catalog,
  check: Check,
  row: SampleRow,
): { column: string; parent: string; parentColumn: string } | undefined {
  const compared = catalog.foreignKeys
    .filter((each) => each.table === check.table)
    .flatMap((each) =>
      each.columns.map((column, i) => ({
        column,
        parent: each.parent,
        parentColumn: each.parentColumns[i] ?? '',
      })),
    )
    .filter(({ column }) => column !== 'tenant_id' && check.columns.includes(column));
  return compared.find((second) =>
    compared.some(
      (first) =>
        first.column < second.column &&
        first.parent === second.parent &&
        // A member is a person, of whom each tenant of a test has one.
        first.parent !== 'sys_tenant_members' &&
        row[first.column] !== undefined &&
        row[first.column] === row[second.column],
    ),
  );
}

/** A parent outside the tenant tables is a user or a permission, which are there already. */
async function parentRow(
  database: TestDatabase,
  foreignKey: ForeignKey,
  tenant: TestTenant,
  rowOf: RowOf,
): Promise<SampleRow> {
  if (foreignKey.columns.includes('tenant_id')) return rowOf(foreignKey.parent, tenant);
  const own = foreignKey.parent === 'sys_users' ? { id: tenant.ownerId } : {};
  return (await database.knex(foreignKey.parent).where(own).first()) as SampleRow;
}

async function insertAndRead(database: TestDatabase, table: string, row: SampleRow): Promise<SampleRow> {
  const written = Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, plain(value) ? JSON.stringify(value) : value]),
  );
  const [inserted] = await database.knex(table).insert(written).returning('*');
  return inserted as SampleRow;
}

async function firstRow(
  database: TestDatabase,
  table: string,
  tenant: TestTenant,
): Promise<SampleRow | undefined> {
  return (await database.knex(table).where({ tenant_id: tenant.id }).first()) as SampleRow | undefined;
}

function candidates(catalog: Catalog, table: string, column: string, type: string): readonly unknown[] {
  const list = catalog.checks
    .filter((each) => each.table === table && each.columns.length === 1 && each.columns[0] === column)
    .flatMap((each) => [...each.definition.matchAll(/'([^']*)'::text/g)].map((match) => match[1]));
  const base: Record<string, readonly unknown[]> = {
    text: [
      'sample',
      'sample@example.com',
      '+15550100199',
      'USD',
      'a'.repeat(64),
      'https://example.com/x',
      'UTC',
      'en-US',
    ],
    bpchar: ['USD', 'U'],
    bool: [false, true],
    date: ['2026-01-15'],
    timestamptz: ['2026-01-15T08:00:00Z', '2026-01-16T08:00:00Z'],
    time: ['08:00', '17:00'],
    jsonb: [{}, []],
    uuid: ['00000000-0000-4000-8000-000000000001'],
    bytea: [Buffer.alloc(32, 1)],
  };
  return [
    // Neither patterns nor lists of many codes in one text.
    ...list.filter((value = '') => value !== '' && value.length <= 100 && !/[\^$[\\%]/.test(value)),
    ...(base[type] ?? [1, 2, 0, 100]),
  ];
}

function plain(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !(value instanceof Date) && !Buffer.isBuffer(value);
}

async function readCatalog(database: TestDatabase): Promise<Catalog> {
  const rows = async <Row>(sql: string) => (await database.knex.raw<{ rows: Row[] }>(sql)).rows;
  return {
    columns: await rows<Column>(`
      SELECT c.relname AS "table", a.attname AS "column", t.typname AS type,
             a.attnotnull AND NOT a.atthasdef AND a.attidentity = '' AS required, a.attgenerated <> '' AS generated
        FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        JOIN pg_type t ON t.oid = a.atttypid
       WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') ORDER BY c.relname, a.attnum`),
    foreignKeys: await rows<ForeignKey>(`
      SELECT c.conrelid::regclass::text AS "table", c.confrelid::regclass::text AS parent,
             ${names('c.conrelid', 'c.conkey')} AS columns, ${names('c.confrelid', 'c.confkey')} AS "parentColumns"
        FROM pg_constraint c WHERE c.contype = 'f' AND c.conparentid = 0 ORDER BY c.conname`),
    checks: await rows<Check>(`
      SELECT c.conname AS name, c.conrelid::regclass::text AS "table", pg_get_constraintdef(c.oid) AS definition,
             ${names('c.conrelid', 'c.conkey')} AS columns
        FROM pg_constraint c WHERE c.contype = 'c' AND c.conkey IS NOT NULL AND c.conrelid <> 0`),
  };
}

const names = (relation: string, numbers: string) =>
  `(SELECT json_agg(a.attname ORDER BY k.place) FROM unnest(${numbers}) WITH ORDINALITY AS k (number, place)
      JOIN pg_attribute a ON a.attrelid = ${relation} AND a.attnum = k.number)`;
