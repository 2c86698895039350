import type { Database } from './api-schema.ts';

/** A foreign key, as the catalog has it. */
interface Key {
  readonly schema: string;
  readonly table: string;
  readonly name: string;
  /** Without `tenant_id`, where there are others. */
  readonly columns: readonly string[];
  readonly tableColumns: readonly string[];
}

/** A smart tag of PostGraphile: what something of the schema is called there, or not offered as. */
interface SmartTag {
  readonly kind: 'constraint' | 'class';
  /** By schema, table and name. */
  readonly match: string;
  readonly tags: Record<string, string>;
}

/**
 * Names for what a foreign key leads to: `customer_id` leads to `customer`, whether or not the tenant is part of the key.
 * A name that the table has already, or that two keys would have, is not given: PostGraphile's own stays. Tables whose rows
 * a function of schema `api` creates are not created otherwise (`create_order` and `orders`), because both would be `createOrder`.
 *
 * @param database a migrated one, whose catalog is read.
 * @param schemas those that the gateway offers.
 */
export async function smartTags(database: Database, schemas: readonly string[]): Promise<SmartTag[]> {
  const keys = (await database.query(KEYS, [schemas])).rows as Key[];
  const made = (await database.query(MADE_BY_FUNCTIONS, [schemas])).rows as {
    schema: string;
    table: string;
  }[];
  const named = keys.flatMap((key): SmartTag[] => {
    const fieldName = fieldNameOf(key, keys);
    if (fieldName === undefined) return [];
    return [{ kind: 'constraint', match: `${key.schema}.${key.table}.${key.name}`, tags: { fieldName } }];
  });
  const notMade = made.map(
    ({ schema, table }): SmartTag => ({
      kind: 'class',
      match: `${schema}.${table}`,
      tags: { behavior: '-insert' },
    }),
  );
  return [...named, ...notMade];
}

function fieldNameOf(key: Key, keys: readonly Key[]): string | undefined {
  const base = baseOf(key);
  if (base === undefined || key.tableColumns.includes(base)) return undefined;
  const same = keys.filter(
    (other) => other.table === key.table && other.schema === key.schema && baseOf(other) === base,
  );
  return same.length === 1
    ? base.replace(/_([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase())
    : undefined;
}

/** `customer_id` → `customer`; undefined for a key of several columns, and for one whose column is no number of a row. */
function baseOf({ columns }: Key): string | undefined {
  const [column = '', ...others] = columns;
  return others.length === 0 && column.endsWith('_id') ? column.slice(0, -3) : undefined;
}

const KEYS = `
  SELECT n.nspname AS schema, c.relname AS table, k.conname AS name,
         ARRAY(SELECT a.attname::text FROM unnest(k.conkey) WITH ORDINALITY AS p (number, place)
                 JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = p.number
                WHERE a.attname <> 'tenant_id' OR array_length(k.conkey, 1) = 1 ORDER BY p.place) AS columns,
         ARRAY(SELECT a.attname::text FROM pg_attribute a
                WHERE a.attrelid = k.conrelid AND a.attnum > 0 AND NOT a.attisdropped) AS "tableColumns"
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_namespace n ON n.oid = c.relnamespace
   WHERE k.contype = 'f' AND k.conparentid = 0 AND n.nspname = ANY ($1)
   ORDER BY 1, 2, 3`;

const MADE_BY_FUNCTIONS = `
  SELECT DISTINCT n.nspname AS schema, c.relname AS table
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    JOIN pg_proc p ON p.proname IN ('create_' || c.relname, 'create_' || regexp_replace(c.relname, 's$', ''))
   WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY ($1) AND p.pronamespace = to_regnamespace('api')
   ORDER BY 1, 2`;
