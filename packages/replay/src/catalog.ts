import type { Client } from 'pg';

/** A tenant table, as far as a replay has to know it. */
export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Columns that the application may write. */
  readonly insertable: ReadonlySet<string>;
  /** Columns that are the number of a row of another tenant table, with its name. */
  readonly parents: ReadonlyMap<string, string>;
  /** Columns of the primary key but for the tenant. */
  readonly key: readonly string[];
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly generated: boolean;
}

/** Every table with a tenant, by its name. */
export type Catalog = ReadonlyMap<string, Table>;

/** Reads what the tables of a database are like; only those with a tenant. */
export async function readCatalog(client: Client): Promise<Catalog> {
  const { rows } = await client.query<{
    name: string;
    columns: (Column & { insertable: boolean })[];
    key: string[];
  }>(CATALOG);
  const keys = (await client.query<KeyColumn>(KEYS)).rows;
  return new Map(
    rows.map(({ name, columns, key }) => [
      name,
      {
        name,
        columns,
        insertable: new Set(columns.filter((column) => column.insertable).map((column) => column.name)),
        parents: parentsOf(name, keys),
        key,
      },
    ]),
  );
}

/** A column of a foreign key, and the one that it refers to. */
interface KeyColumn {
  readonly table: string;
  readonly own: string;
  readonly parent: string;
  readonly theirs: string;
}

/** What the columns of a table number: a column may refer to one that refers on. */
function parentsOf(table: string, keys: readonly KeyColumn[]): ReadonlyMap<string, string> {
  const numbered = (name: string, column: string, seen: readonly string[]): string | undefined => {
    for (const { parent, theirs } of keys.filter((each) => each.table === name && each.own === column)) {
      if (theirs === 'id') return parent;
      const at = `${parent}.${theirs}`;
      const further = seen.includes(at) ? undefined : numbered(parent, theirs, [...seen, at]);
      if (further !== undefined) return further;
    }
    return undefined;
  };
  const columns = new Set(keys.filter((each) => each.table === table).map(({ own }) => own));
  return new Map(
    [...columns].flatMap((column) => {
      const parent = numbered(table, column, []);
      return parent === undefined ? [] : [[column, parent] as const];
    }),
  );
}

const KEYS = `
  SELECT f.conrelid::regclass::text AS table, a.attname AS own, f.confrelid::regclass::text AS parent, b.attname AS theirs
    FROM pg_constraint f
    CROSS JOIN LATERAL unnest(f.conkey, f.confkey) AS k (own, theirs)
    JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.own AND a.attname <> 'tenant_id'
    JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = k.theirs
   WHERE f.contype = 'f' AND f.conparentid = 0
     AND EXISTS (SELECT FROM pg_attribute t WHERE t.attrelid = f.confrelid AND t.attname = 'tenant_id')
   ORDER BY f.conname`;

const CATALOG = `
  SELECT c.relname AS name,
    (SELECT json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod),
        'generated', a.attgenerated <> '',
        'insertable', a.attgenerated = '' AND has_column_privilege('erp_app', c.oid, a.attnum, 'INSERT')) ORDER BY a.attnum)
       FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped) AS columns,
    (SELECT coalesce(json_agg(a.attname ORDER BY k.place), '[]') FROM pg_constraint p
       CROSS JOIN LATERAL unnest(p.conkey) WITH ORDINALITY AS k (number, place)
       JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.number AND a.attname <> 'tenant_id'
      WHERE p.contype = 'p' AND p.conrelid = c.oid) AS key
  FROM pg_class c
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
    AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'tenant_id')
  ORDER BY c.relname`;
