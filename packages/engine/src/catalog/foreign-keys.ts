import type { Session } from '../connection/session.ts';

/** A foreign key of the live schema. */
export interface ForeignKey {
  readonly table: string;
  /** In the order of the key, like `foreignColumns`. */
  readonly columns: readonly string[];
  readonly foreignTable: string;
  readonly foreignColumns: readonly string[];
  readonly name: string;
}

/**
 * Every foreign key once. What the information schema lists cannot be joined to that: it knows constraints by name, a
 * name is unique within its table only, and every partition bears a copy of the keys of its table under the same name.
 * The catalog says which are such copies (`conparentid`), and which column goes with which.
 *
 * Shown to people by `erp foreign-keys --sql` and docs/queries.md; a test holds the page to it.
 */
export const FOREIGN_KEYS_SQL = `SELECT c.conrelid::regclass::text AS "table",
       array_agg(a.attname::text ORDER BY k.place) AS columns,
       c.confrelid::regclass::text AS foreign_table,
       array_agg(f.attname::text ORDER BY k.place) AS foreign_columns,
       c.conname::text AS name
  FROM pg_constraint c
 CROSS JOIN unnest(c.conkey, c.confkey) WITH ORDINALITY AS k (attnum, foreign_attnum, place)
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.attnum
  JOIN pg_attribute f ON f.attrelid = c.confrelid AND f.attnum = k.foreign_attnum
 WHERE c.contype = 'f'
   AND c.conparentid = 0 -- not the copy that a partition bears
   AND c.connamespace = 'public'::regnamespace
 GROUP BY c.oid, c.conrelid, c.confrelid, c.conname
 ORDER BY 1, 5`;

/** Reads the foreign keys of the tables in `public`, sorted by table and name. */
export async function readForeignKeys(session: Session): Promise<ForeignKey[]> {
  const rows = await session.query<{
    table: string;
    columns: string[];
    foreign_table: string;
    foreign_columns: string[];
    name: string;
  }>(FOREIGN_KEYS_SQL);
  return rows.map(({ table, columns, foreign_table, foreign_columns, name }) => ({
    table,
    columns,
    foreignTable: foreign_table,
    foreignColumns: foreign_columns,
    name,
  }));
}
