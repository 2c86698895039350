import type { Filling } from './database.ts';

/** A foreign key, column by column. */
export interface ForeignKey {
  readonly table: string;
  readonly columns: readonly string[];
  readonly parent: string;
  readonly parentColumns: readonly string[];
}

/** What a sample has to have in a column. */
export interface Column {
  readonly table: string;
  readonly column: string;
  readonly type: string;
  readonly required: boolean;
  readonly generated: boolean;
}

/** A check that a sample has to pass. */
export interface Check {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly definition: string;
}

/** What of a schema decides how a sample row looks. */
export interface Catalog {
  readonly columns: readonly Column[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly checks: readonly Check[];
}

/** Reads it; only what schema public has. */
export async function readCatalog(database: Filling): Promise<Catalog> {
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
