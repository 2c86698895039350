import type { Session } from '@erp/engine/connection';
import { MARK } from '../database/restore-target.ts';
import type { Knex } from '../database/transaction.ts';

/** When something that was taken off comes back: keys and indexes with the rows of their table, foreign keys when all have theirs. */
type Stage = 'key' | 'foreign key' | 'validation' | 'trigger';

/** A statement that gives a table back what was taken off it. */
export interface PutBack {
  readonly id: number;
  readonly table: string;
  readonly name: string;
  readonly sql: string;
  /** What has to be done afterwards, in a transaction of its own. */
  readonly then: string | null;
}

/** What has still to be put back, and the tables whose rows are there: what the next run goes on with. */
const PUT_BACK = `${MARK}.put_back`;
const LOADED = `${MARK}.loaded`;

/** Whether keys, indexes and triggers were taken off by an earlier run; it is done wholly or not at all. */
export async function isTakenOff(session: Session): Promise<boolean> {
  const [row] = await session.query<{ there: boolean }>(
    `SELECT to_regclass('${LOADED}') IS NOT NULL AS there`,
  );
  return row?.there === true;
}

/**
 * Takes foreign keys off tables, has their triggers keep still and lets their owner's rows in; off those that will have
 * many rows keys and indexes too. How each of them comes back is kept in the schema that marks the restore, in the same
 * transaction.
 *
 * @param tables names as SQL takes them; partitioned ones as one.
 * @param large those of them that will have many rows.
 */
export async function takeOff(trx: Knex, tables: readonly string[], large: readonly string[]): Promise<void> {
  await trx.raw(`
    CREATE TABLE ${PUT_BACK} (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, stage text, "table" text, name text, take_off text, sql text, then_sql text);
    CREATE TABLE ${LOADED} ("table" text PRIMARY KEY)`);
  for (const found of [FOREIGN_KEYS, KEYS, TRIGGERS])
    await trx.raw(`INSERT INTO ${PUT_BACK} (stage, "table", name, take_off, sql, then_sql) ${found}`, {
      tables: [...tables],
      large: [...large],
    });
  const { rows } = await trx.raw<{ rows: { sql: string }[] }>(TAKING_OFF);
  if (rows.length > 0) await trx.raw(rows.map(({ sql }) => sql.replaceAll('?', '\\?')).join(';\n'));
}

/** The names of the tables whose rows are there. */
export async function readLoaded(session: Session): Promise<ReadonlySet<string>> {
  const rows = await session.query<{ table: string }>(`SELECT "table" FROM ${LOADED}`);
  return new Set(rows.map(({ table }) => table));
}

/** Notes that the rows of a table are there; part of the transaction that brings them. */
export async function noteLoaded(trx: Knex, table: string): Promise<void> {
  await trx.raw(`INSERT INTO ${LOADED} VALUES (?)`, [table]);
}

/** What has still to be put back at a stage, in order. */
export async function readPutBack(session: Session, stage: Stage): Promise<PutBack[]> {
  return session.query<PutBack>(
    `SELECT id, "table", name, sql, then_sql AS "then" FROM ${PUT_BACK} WHERE stage = $1 ORDER BY id`,
    [stage],
  );
}

/** Puts back, and forgets that it has to be done; what has to be done then is left. */
export async function putBack(session: Session, each: PutBack): Promise<void> {
  const noted =
    each.then === null
      ? `DELETE FROM ${PUT_BACK} WHERE id = ${each.id}`
      : `UPDATE ${PUT_BACK} SET stage = 'validation', sql = then_sql, then_sql = NULL WHERE id = ${each.id}`;
  // Statements that are sent together are a transaction.
  await session.query(`${each.sql}; ${noted}`);
}

/** The name of a table as `sqlName` writes it. */
const nameOf = (table: string) =>
  `(SELECT format('"%s"."%s"', replace(n.nspname, '"', '""'), replace(t.relname, '"', '""'))
    FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace WHERE t.oid = ${table})`;

/**
 * A foreign key comes back without a look at the rows and is validated afterwards: validating closes no table to the others
 * that are at it, adding does. Between partitioned tables there is no key that waits to be validated.
 */
const FOREIGN_KEYS = `
  SELECT 'foreign key', k.table, k.name, format('DROP CONSTRAINT %s', k.name),
    format('ALTER TABLE %s ADD CONSTRAINT %s %s%s', k.table, k.name, k.definition, CASE WHEN k.waits THEN ' NOT VALID' END)
      || coalesce(format('; COMMENT ON CONSTRAINT %s ON %s IS %L', k.name, k.table, k.comment), ''),
    CASE WHEN k.waits THEN format('ALTER TABLE %s VALIDATE CONSTRAINT %s', k.table, k.name) END
  FROM (
    SELECT ${nameOf('c.conrelid')} AS "table", quote_ident(c.conname) AS name, pg_get_constraintdef(c.oid) AS definition,
      c.convalidated AND r.relkind <> 'p' AND f.relkind <> 'p' AS waits, obj_description(c.oid, 'pg_constraint') AS comment
    FROM pg_constraint c JOIN pg_class r ON r.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid
    WHERE c.contype = 'f' AND c.conparentid = 0 AND NOT r.relispartition
      AND (c.conrelid = ANY (:tables::text[]::regclass[]) OR c.confrelid = ANY (:tables::text[]::regclass[]))
  ) AS k ORDER BY k.table, k.name`;

/**
 * Keys before what needs them; of a partitioned table with those of its partitions. A key that a view groups by cannot be dropped
 * without the view, so it stays.
 */
const KEYS = `
  SELECT 'key', k.table, k.name,
    CASE WHEN k.constraint IS NULL THEN format('DROP INDEX %s', k.name) ELSE format('DROP CONSTRAINT %s', k.constraint) END,
    CASE WHEN k.constraint IS NULL
      THEN k.index || coalesce(format('; COMMENT ON INDEX %s IS %L', k.name, k.comment), '')
      ELSE format('ALTER TABLE %s ADD CONSTRAINT %s %s', k.table, k.constraint, k.definition)
        || coalesce(format('; COMMENT ON CONSTRAINT %s ON %s IS %L', k.constraint, k.table, k.comment), '') END,
    NULL
  FROM (
    SELECT ${nameOf('i.indrelid')} AS "table", ${nameOf('i.indexrelid')} AS name, i.indisprimary AS first,
      quote_ident(c.conname) AS constraint, pg_get_constraintdef(c.oid) AS definition,
      regexp_replace(pg_get_indexdef(i.indexrelid), ' ON ONLY ', ' ON ') AS index,
      coalesce(obj_description(c.oid, 'pg_constraint'), obj_description(i.indexrelid, 'pg_class')) AS comment
    FROM pg_index i
    LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.conrelid = i.indrelid AND c.contype IN ('p', 'u', 'x')
    WHERE i.indrelid = ANY (:large::text[]::regclass[]) AND NOT i.indisreplident AND NOT i.indisclustered
      AND NOT EXISTS (
        SELECT FROM pg_depend d
        WHERE d.refclassid = 'pg_constraint'::regclass AND d.refobjid = c.oid AND d.classid = 'pg_rewrite'::regclass)
  ) AS k ORDER BY k.table, k.first DESC, k.name`;

/**
 * Triggers would derive again what rows bring with them, and COPY refuses a table whose row security binds the role, as a
 * role without BYPASSRLS is bound by FORCE.
 */
const TRIGGERS = `
  SELECT 'trigger', k.table, 'triggers',
    'DISABLE TRIGGER USER' || CASE WHEN k.bound THEN ', NO FORCE ROW LEVEL SECURITY' ELSE '' END,
    format('ALTER TABLE %s ENABLE TRIGGER USER', k.table) || CASE WHEN k.forced THEN ', FORCE ROW LEVEL SECURITY' ELSE '' END,
    NULL
  FROM (
    SELECT ${nameOf('c.oid')} AS "table", row_security_active(c.oid) AS bound, c.relforcerowsecurity AS forced
    FROM pg_class c WHERE c.oid = ANY (:tables::text[]::regclass[])
  ) AS k ORDER BY k.table`;

/** One ALTER TABLE per table and stage: each takes its locks once. Foreign keys go before the keys that they need. */
const TAKING_OFF = `
  SELECT format('ALTER TABLE %s %s', "table", string_agg(take_off, ', ' ORDER BY id)) AS sql, min(id) AS first
  FROM ${PUT_BACK} WHERE take_off !~ '^DROP INDEX' GROUP BY stage, "table"
  UNION ALL
  SELECT take_off, id FROM ${PUT_BACK} WHERE take_off ~ '^DROP INDEX'
  ORDER BY first`;
