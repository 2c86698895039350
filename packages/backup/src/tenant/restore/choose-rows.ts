import { sqlColumns } from '../../database/sql-name.ts';
import type { Knex } from '../../database/transaction.ts';
import type { ComparedTable } from './compare-rows.ts';

/** What was asked for. */
export interface Wish {
  /** Tables; all when not given. */
  readonly only?: readonly string[] | undefined;
  /** Whether rows of these tables that were changed since come back as they were. */
  readonly changed: boolean;
}

interface ForeignKey {
  readonly child: string;
  readonly parent: string;
  readonly childColumns: readonly string[];
  readonly parentColumns: readonly string[];
  /** What becomes of the child when the parent goes. */
  readonly action: 'cascade' | 'set_null' | 'other';
}

interface Joined {
  readonly key: ForeignKey;
  readonly child: ComparedTable;
  readonly parent: ComparedTable;
}

/** Columns that follow a change of others. */
const STAMPS = "'{updated_at,updated_by}'::text[]";

/**
 * Marks what comes back. Of missing rows those that were asked for, what went with them by a foreign key, and what they
 * refer to. Of changed rows what follows from that: a reference that is NULL now and was to a row that comes back; and
 * what the database keeps by itself (columns that the application may not write: figures, dates of the last order) where
 * a row that comes back counts for it and none that is new since does. All of a changed row where that was asked for.
 */
export async function chooseRows(trx: Knex, tables: readonly ComparedTable[], wish: Wish): Promise<void> {
  const asked = tables.filter(({ name }) => wish.only?.includes(name) ?? true);
  for (const { differing } of asked) {
    await trx.raw(`UPDATE ${differing} SET "~back" = true WHERE "~state" = 'missing'`);
    if (wish.changed)
      await trx.raw(`UPDATE ${differing} SET "~take" = "~differs" WHERE "~state" = 'changed'`);
  }
  const joined = await joinTables(trx, tables);
  if (wish.only !== undefined) while ((await reachOut(trx, joined)) > 0);
  await takeReferences(trx, joined);
  await markFresh(trx, joined);
  const kept = await keptColumns(trx);
  while ((await takeFigures(trx, joined, kept)) > 0);
  for (const { differing } of tables)
    await trx.raw(
      `UPDATE ${differing} SET "~take" = "~differs" WHERE "~take" <> '{}' AND ("~take" || ${STAMPS}) @> "~differs"`,
    );
}

/** Foreign keys between tables in which something is missing, changed or new. */
async function joinTables(trx: Knex, tables: readonly ComparedTable[]): Promise<readonly Joined[]> {
  const { rows } = await trx.raw<{ rows: ForeignKey[] }>(FOREIGN_KEYS);
  const byName = new Map(tables.map((table) => [table.name, table]));
  return rows.flatMap((key) => {
    const [child, parent] = [byName.get(key.child), byName.get(key.parent)];
    return child === undefined || parent === undefined ? [] : [{ key, child, parent }];
  });
}

/** Takes missing rows along by the foreign keys, down where a row went with its parent, up where it needs one. */
async function reachOut(trx: Knex, joined: readonly Joined[]): Promise<number> {
  let reached = 0;
  for (const { key, child, parent } of joined) {
    if (child.missing === 0 || parent.missing === 0) continue;
    const both = `${match(key, 'c', 'p')} AND c."~state" = 'missing' AND p."~state" = 'missing'`;
    if (key.action === 'cascade')
      reached += await count(
        trx,
        `UPDATE ${child.differing} c SET "~back" = true FROM ${parent.differing} p WHERE NOT c."~back" AND p."~back" AND ${both}`,
      );
    reached += await count(
      trx,
      `UPDATE ${parent.differing} p SET "~back" = true FROM ${child.differing} c WHERE NOT p."~back" AND c."~back" AND ${both}`,
    );
  }
  return reached;
}

/** References that became NULL when what they pointed at went. */
async function takeReferences(trx: Knex, joined: readonly Joined[]): Promise<void> {
  for (const { key, child, parent } of joined) {
    if (key.action !== 'set_null' || child.changed === 0 || parent.missing === 0) continue;
    const columns = key.childColumns.filter((column) => column !== 'tenant_id');
    const now = child.key
      .map((column) => `n.${sqlColumns([column])} = c.${sqlColumns([column])}`)
      .join(' AND ');
    await trx.raw(
      `UPDATE ${child.differing} c SET "~take" = c."~take" || ARRAY(
         SELECT k FROM unnest(?::text[]) k WHERE k = ANY (c."~differs") AND k <> ALL (c."~take"))
       FROM ${parent.differing} p, public.${sqlColumns([child.name])} n
       WHERE c."~state" = 'changed' AND p."~back" AND ${match(key, 'c', 'p')} AND ${now}
         AND (${columns.map((column) => `n.${sqlColumns([column])} IS NULL`).join(' OR ')})`,
      [columns],
    );
  }
}

/** Changed rows that rows count for which are new since: their figures of then are not those of now with the old rows. */
async function markFresh(trx: Knex, joined: readonly Joined[]): Promise<void> {
  for (const { key, child, parent } of joined)
    if (child.new > 0 && parent.changed > 0)
      await trx.raw(
        `UPDATE ${parent.differing} p SET "~fresh" = true FROM ${child.differing} c WHERE p."~state" = 'changed' AND c."~state" = 'new' AND ${match(key, 'c', 'p')}`,
      );
}

/** @returns how many rows took figures that they had not taken before. */
async function takeFigures(
  trx: Knex,
  joined: readonly Joined[],
  kept: ReadonlyMap<string, readonly string[]>,
): Promise<number> {
  let taken = 0;
  const take = (table: ComparedTable) =>
    `"~take" = ARRAY(SELECT DISTINCT k FROM unnest(p."~take" || ARRAY(
       SELECT d FROM unnest(p."~differs") d WHERE d = ANY (${literal(kept.get(table.name) ?? [])}))) k)`;
  const open = (table: ComparedTable) =>
    `p."~state" = 'changed' AND NOT p."~fresh" AND EXISTS (
       SELECT FROM unnest(p."~differs") d WHERE d = ANY (${literal(kept.get(table.name) ?? [])}) AND d <> ALL (p."~take"))`;
  for (const { key, child, parent } of joined) {
    if (parent.changed === 0) continue;
    taken += await count(
      trx,
      `UPDATE ${parent.differing} p SET ${take(parent)} FROM ${child.differing} c
       WHERE ${open(parent)} AND (c."~back" OR c."~take" <> '{}') AND ${match(key, 'c', 'p')}`,
    );
  }
  for (const table of new Set(joined.map(({ child }) => child)))
    if (table.changed > 0)
      taken += await count(
        trx,
        `UPDATE ${table.differing} p SET ${take(table)} WHERE ${open(table)} AND p."~take" <> '{}'`,
      );
  return taken;
}

/** The columns that the application may not write, by table. */
async function keptColumns(trx: Knex): Promise<ReadonlyMap<string, readonly string[]>> {
  const { rows } = await trx.raw<{ rows: { table: string; columns: string[] }[] }>(
    `SELECT c.relname AS "table", array_agg(a.attname::text) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
       AND NOT has_column_privilege('erp_app', c.oid, a.attnum, 'UPDATE') AND a.attname NOT IN ('updated_at', 'updated_by')
     GROUP BY 1`,
  );
  return new Map(rows.map(({ table, columns }) => [table, columns]));
}

function match({ childColumns, parentColumns }: ForeignKey, child: string, parent: string): string {
  return childColumns
    .map(
      (column, place) =>
        `${child}.${sqlColumns([column])} = ${parent}.${sqlColumns([parentColumns[place] ?? ''])}`,
    )
    .join(' AND ');
}

function literal(columns: readonly string[]): string {
  return `'{${columns.map((column) => `"${column}"`).join(',')}}'::text[]`;
}

async function count(trx: Knex, sql: string): Promise<number> {
  return (await trx.raw<{ rowCount: number }>(sql)).rowCount;
}

const FOREIGN_KEYS = `
  SELECT f.relname::text AS child, t.relname::text AS parent,
    ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY k (number, place)
          JOIN pg_attribute a ON a.attrelid = f.oid AND a.attnum = k.number ORDER BY k.place) AS "childColumns",
    ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY k (number, place)
          JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number ORDER BY k.place) AS "parentColumns",
    CASE c.confdeltype WHEN 'c' THEN 'cascade' WHEN 'n' THEN 'set_null' ELSE 'other' END AS action
  FROM pg_constraint c JOIN pg_class f ON f.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid
  WHERE c.contype = 'f' AND c.conparentid = 0 AND f.relnamespace = 'public'::regnamespace AND t.relnamespace = 'public'::regnamespace
  ORDER BY child, c.conname`;
