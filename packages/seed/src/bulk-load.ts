import type { Knex } from 'knex';

/** What was taken off a set of tables for a bulk load, as statements that put it back. */
export interface TakenOff {
  /** Puts indexes and constraints back; each statement is one index or constraint, named for progress. */
  readonly restore: readonly { readonly name: string; readonly sql: string }[];
}

interface IndexRow {
  readonly table: string;
  readonly name: string;
  readonly constraint: string | null;
  readonly definition: string;
  readonly comment: string | null;
  readonly referencedBy: readonly string[];
}

interface ForeignKeyRow {
  readonly table: string;
  readonly name: string;
  readonly definition: string;
  readonly comment: string | null;
}

/**
 * Drops the foreign keys and indexes of tables that are about to be filled, and the foreign keys of others that point
 * at them, so that they are built and checked once at the end instead of row by row. To be called inside the
 * transaction that loads: when it fails, nothing was dropped.
 */
export async function takeOff(trx: Knex, tables: readonly string[]): Promise<TakenOff> {
  if (tables.length === 0) return { restore: [] };
  const foreignKeys = (await trx.raw<{ rows: ForeignKeyRow[] }>(FOREIGN_KEYS, { tables: [...tables] })).rows;
  const dropped = new Set(foreignKeys.map((key) => `${key.table}.${key.name}`));
  const indexes = (await trx.raw<{ rows: IndexRow[] }>(INDEXES, [[...tables]])).rows.filter((index) =>
    index.referencedBy.every((key) => dropped.has(key)),
  );
  // One ALTER TABLE per table: each takes its locks once.
  const drops = new Map<string, string[]>();
  const drop = (table: string, constraint: string) =>
    drops.set(table, [...(drops.get(table) ?? []), `DROP CONSTRAINT ${constraint}`]);
  for (const key of foreignKeys) drop(key.table, key.name);
  const script = [...drops].map(alterTable);
  drops.clear();
  for (const index of indexes) if (index.constraint !== null) drop(index.table, index.constraint);
  script.push(...[...drops].map(alterTable));
  const plain = indexes.filter((index) => index.constraint === null).map((index) => index.name);
  if (plain.length > 0) script.push(`DROP INDEX ${plain.join(', ')}`);
  if (script.length > 0) await trx.raw(script.join('; '));

  return {
    restore: [
      ...indexes.map((index) => ({
        name: index.constraint ?? index.name,
        sql:
          index.constraint === null
            ? withComment(index.definition, 'INDEX', index.name, index.comment)
            : withComment(
                `ALTER TABLE ${index.table} ADD CONSTRAINT ${index.constraint} ${index.definition}`,
                'CONSTRAINT',
                `${index.constraint} ON ${index.table}`,
                index.comment,
              ),
      })),
      ...foreignKeys.map((key) => ({
        name: key.name,
        sql: withComment(
          `ALTER TABLE ${key.table} ADD CONSTRAINT ${key.name} ${key.definition}`,
          'CONSTRAINT',
          `${key.name} ON ${key.table}`,
          key.comment,
        ),
      })),
    ],
  };
}

function alterTable([table, clauses]: readonly [string, readonly string[]]): string {
  return `ALTER TABLE ${table} ${clauses.join(', ')}`;
}

function withComment(sql: string, kind: string, name: string, comment: string | null): string {
  return comment === null ? sql : `${sql}; COMMENT ON ${kind} ${name} IS '${comment.replaceAll("'", "''")}'`;
}

/** Names come quoted where they need it, so that they can be put into statements. */
const FOREIGN_KEYS = `
  SELECT c.conrelid::regclass::text AS "table", quote_ident(c.conname) AS name, pg_get_constraintdef(c.oid) AS definition,
    obj_description(c.oid, 'pg_constraint') AS comment
  FROM pg_constraint c
  WHERE c.contype = 'f' AND c.conparentid = 0
    AND (c.conrelid = ANY (:tables::text[]::regclass[]) OR c.confrelid = ANY (:tables::text[]::regclass[]))
    AND NOT EXISTS (
      SELECT FROM pg_class p WHERE p.oid IN (c.conrelid, c.confrelid) AND (p.relkind = 'p' OR p.relispartition)
    )
  ORDER BY c.conrelid::regclass::text, c.conname`;

/**
 * Smallest first within a table, so that a broken key is found early; keys before what needs them. A key that a view
 * groups by cannot be dropped without the view, so it stays.
 */
const INDEXES = `
  SELECT i.indrelid::regclass::text AS "table", i.indexrelid::regclass::text AS name, quote_ident(c.conname) AS constraint,
    CASE WHEN c.oid IS NULL THEN pg_get_indexdef(i.indexrelid) ELSE pg_get_constraintdef(c.oid) END AS definition,
    coalesce(obj_description(c.oid, 'pg_constraint'), obj_description(i.indexrelid, 'pg_class')) AS comment,
    ARRAY(
      SELECT f.conrelid::regclass::text || '.' || quote_ident(f.conname) FROM pg_constraint f
      WHERE f.contype = 'f' AND f.conindid = i.indexrelid
    ) AS "referencedBy"
  FROM pg_index i
  LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.conrelid = i.indrelid AND c.contype IN ('p', 'u', 'x')
  WHERE i.indrelid = ANY (?::text[]::regclass[]) AND NOT i.indisreplident AND NOT i.indisclustered
    AND NOT EXISTS (
      SELECT FROM pg_depend d
      WHERE d.refclassid = 'pg_constraint'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_rewrite'::regclass
    )
  ORDER BY i.indrelid::regclass::text, i.indisprimary DESC, i.indexrelid::regclass::text`;
