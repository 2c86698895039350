import type { Session } from '../connection/session.ts';
import { allowedValues } from './allowed-values.ts';

/** A column as the catalog has it. */
interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly array: boolean;
  readonly nullable: boolean;
  /** Whether an insert may leave it out. */
  readonly optional: boolean;
  /** Whether an insert must leave it out. */
  readonly generated: boolean;
  /** Checks of this column alone, as PostgreSQL writes them. */
  readonly checks: readonly string[];
}

/** Columns that a line has room for; Biome breaks what is longer. */
const LINE_WIDTH = 110;

/**
 * The row types of some tables, as the text of a domain's tables.ts: an interface per table, joined to Knex's own
 * `Tables`. Types are those in which pg hands values over: 64-bit integers and numerics as text, times as Date, codes
 * as the union of the values that a check allows.
 *
 * @param domain name of the domain, for the heading.
 * @param tables names of its tables.
 */
export async function writeRowTypes(
  session: Pick<Session, 'query'>,
  domain: string,
  tables: readonly string[],
): Promise<string> {
  const columns = await session.query<Column>(COLUMNS, [[...tables].sort()]);
  const byTable = groupByTable(columns);
  const names = [...byTable.keys()].sort();
  const interfaces = names.map((table) => rowInterface(table, byTable.get(table) ?? []));
  const members = names.map((table) => tableMember(table, byTable.get(table) ?? []));
  return [
    `/** Row types of ${domain}, written by \`pnpm types\` from the migrated schema. A test holds them to it. */`,
    "import type { Inserted, Updated } from '@erp/kit/row';",
    "import type { Knex } from 'knex';",
    '',
    ...interfaces,
    "declare module 'knex/types/tables.js' {",
    '  interface Tables {',
    ...members,
    '  }',
    '}',
    '',
  ].join('\n');
}

/** `crm_leads` → `CrmLeadsRow` */
export function rowTypeName(table: string): string {
  const words = table.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}Row`;
}

function rowInterface(table: string, columns: readonly Column[]): string {
  const members = columns.map(rowMember);
  return `export interface ${rowTypeName(table)} {\n${members.join('\n')}\n}\n`;
}

function rowMember(column: Column): string {
  const types = typesOf(column);
  const line = `  ${column.column}: ${types.join(' | ')};`;
  if (line.length <= LINE_WIDTH) return line;
  return `  ${column.column}:\n${types.map((type) => `    | ${type}`).join('\n')};`;
}

function tableMember(table: string, columns: readonly Column[]): string {
  const row = rowTypeName(table);
  const names = (some: readonly Column[]) => some.map((each) => `'${each.column}'`).join(' | ');
  const required = names(columns.filter((column) => !column.optional && !column.generated)) || 'never';
  const generated = names(columns.filter((column) => column.generated));
  const without = generated === '' ? '' : `, ${generated}`;
  return [
    `    ${table}: Knex.CompositeTableType<`,
    `      ${row},`,
    `      Inserted<${row}, ${required}${without}>,`,
    `      Updated<${row}${without}>`,
    '    >;',
  ].join('\n');
}

function groupByTable(columns: readonly Column[]): Map<string, Column[]> {
  const groups = new Map<string, Column[]>();
  for (const column of columns) {
    const group = groups.get(column.table);
    if (group === undefined) groups.set(column.table, [column]);
    else group.push(column);
  }
  return groups;
}

/** The members of the union that a column's type is. */
function typesOf(column: Column): string[] {
  const codes =
    column.type === 'text' && !column.array ? allowedValues(column.column, column.checks) : undefined;
  const base = TYPES[column.type] ?? 'string';
  const types = codes?.map((code) => `'${code}'`) ?? [column.array ? `${base}[]` : base];
  return column.nullable ? [...types, 'null'] : types;
}

const TYPES: Record<string, string> = {
  bool: 'boolean',
  int2: 'number',
  int4: 'number',
  float4: 'number',
  float8: 'number',
  date: 'Date',
  timestamp: 'Date',
  timestamptz: 'Date',
  json: 'unknown',
  jsonb: 'unknown',
  bytea: 'Buffer',
};

const COLUMNS = `
  SELECT c.relname AS "table", a.attname AS "column",
         CASE WHEN t.typcategory = 'A' THEN e.typname ELSE t.typname END AS type,
         t.typcategory = 'A' AS "array", NOT a.attnotnull AS nullable,
         NOT a.attnotnull OR a.atthasdef OR a.attidentity <> '' AS optional,
         a.attgenerated <> '' AS generated,
         ARRAY(SELECT pg_get_constraintdef(k.oid) FROM pg_constraint k
                WHERE k.conrelid = c.oid AND k.contype = 'c' AND k.convalidated AND k.conkey = ARRAY[a.attnum]
                ORDER BY k.conname) AS checks
    FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    JOIN pg_type t ON t.oid = a.atttypid
    LEFT JOIN pg_type e ON e.oid = t.typelem
   WHERE c.relnamespace = current_schema()::regnamespace AND c.relname = ANY ($1)
   ORDER BY c.relname, a.attnum`;
