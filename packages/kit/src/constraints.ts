/**
 * Constraints that Knex has no word for. Frozen like `@erp/kit/schema`: applied migrations call these functions, and
 * golden files pin their SQL.
 */
import type { Knex } from 'knex';

/** A unique key, beside its columns. */
export interface UniqueKey {
  /** What stands after `uq_<table>_` where the columns would make too long a name. */
  readonly called?: string;
  /** Only rows for which this holds, e.g. `deleted_at IS NULL`: the key is an index then, and no constraint. */
  readonly where?: string;
}

/**
 * A unique key in which two NULLs are the same, named `uq_<table>_<columns>`: one row per product where the variant is
 * empty, one name among the roots of a tree. Give the columns without `tenant_id`: it is put in front.
 */
export async function uniqueNullsNotDistinct(
  knex: Knex,
  table: string,
  columns: readonly string[],
  key: UniqueKey = {},
): Promise<void> {
  const name = uniqueName(table, columns, key);
  const list = ['tenant_id', ...columns].join(', ');
  await knex.raw(
    key.where === undefined
      ? `ALTER TABLE ${table} ADD CONSTRAINT ${name} UNIQUE NULLS NOT DISTINCT (${list})`
      : `CREATE UNIQUE INDEX ${name} ON ${table} (${list}) NULLS NOT DISTINCT WHERE ${key.where}`,
  );
}

/** The inverse of `uniqueNullsNotDistinct`, with the same columns and key. */
export async function dropUniqueNullsNotDistinct(
  knex: Knex,
  table: string,
  columns: readonly string[],
  key: UniqueKey = {},
): Promise<void> {
  const name = uniqueName(table, columns, key);
  await knex.raw(
    key.where === undefined ? `ALTER TABLE ${table} DROP CONSTRAINT ${name}` : `DROP INDEX ${name}`,
  );
}

/** Rows that exclude each other. */
export interface Exclusion {
  /** Columns that are equal in both, besides `tenant_id`. */
  readonly same: readonly string[];
  /** The range that must not overlap, e.g. `tstzrange(start_time, end_time)`. */
  readonly overlaps: string;
  /** Only rows for which this holds. */
  readonly where?: string;
  /** Checked at the end of the statement, or by `SET CONSTRAINTS` of the transaction, so that two rows can be swapped. */
  readonly deferrable?: true;
}

/**
 * No two rows of a tenant with the same columns and overlapping ranges: no member in two shifts at once. Refused with
 * 23P01. Needs the extension btree_gist, which the domain system installs.
 *
 * @param called what stands after `ex_<table>_` in its name, e.g. `staff_id_time`.
 */
export async function exclude(
  knex: Knex,
  table: string,
  called: string,
  { same, overlaps, where, deferrable }: Exclusion,
): Promise<void> {
  const equal = ['tenant_id', ...same].map((column) => `${column} WITH =`).join(', ');
  await knex.raw(
    `ALTER TABLE ${table} ADD CONSTRAINT ex_${table}_${called} EXCLUDE USING gist (${equal}, ${overlaps} WITH &&)` +
      (where === undefined ? '' : ` WHERE (${where})`) +
      (deferrable === true ? ' DEFERRABLE INITIALLY IMMEDIATE' : ''),
  );
}

/** The inverse of `exclude`. */
export async function dropExclusion(knex: Knex, table: string, called: string): Promise<void> {
  await knex.raw(`ALTER TABLE ${table} DROP CONSTRAINT ex_${table}_${called}`);
}

/** A foreign key within the tenant that comes later than its table. */
export interface LateForeignKey {
  /** The column that it refers to, `id` unless said otherwise. */
  readonly parentColumn?: string;
  /** What becomes of the row, e.g. `CASCADE` or `SET NULL (product_id)`; nothing: its parent stays. */
  readonly onDelete?: string;
  /** `false` where an index of the table already starts with the columns. */
  readonly index?: false;
}

/**
 * `tenantForeign` for a table that is there, and may be full: `(tenant_id, column) → parent (tenant_id, parentColumn)`,
 * deferrable, with its index. From the first statement on no row is written past the constraint; then the rows are asked,
 * and if any point at no parent, nothing is changed: the error (23503) says how many they are, and the query that shows
 * them. Knows nothing of domains: what points at another domain that is no dependency is a link.
 */
export async function addTenantForeign(
  knex: Knex,
  table: string,
  column: string,
  parent: string,
  { parentColumn = 'id', onDelete, index }: LateForeignKey = {},
): Promise<void> {
  const name = `fk_${table}_${column}`;
  if (index !== false)
    await knex.raw(`CREATE INDEX ix_${table}_${column} ON ${table} (tenant_id, ${column})`);
  await knex.raw(
    `ALTER TABLE ${table} ADD CONSTRAINT ${name} FOREIGN KEY (tenant_id, ${column}) ` +
      `REFERENCES ${parent} (tenant_id, ${parentColumn})` +
      (onDelete === undefined ? '' : ` ON DELETE ${onDelete}`) +
      ' DEFERRABLE INITIALLY IMMEDIATE NOT VALID',
  );
  const orphans =
    `FROM ${table} c LEFT JOIN ${parent} p ON p.tenant_id = c.tenant_id AND p.${parentColumn} = c.${column} ` +
    `WHERE c.${column} IS NOT NULL AND p.tenant_id IS NULL`;
  // PostgreSQL would name one row, where a person needs them all.
  await knex.raw(`DO $orphans$
DECLARE
  v_rows bigint;
BEGIN
  SELECT count(*) INTO v_rows ${orphans};
  IF v_rows > 0 THEN
    RAISE EXCEPTION '% rows of ${table} name a ${column} that ${parent} does not have.', v_rows
      USING ERRCODE = 'foreign_key_violation', TABLE = '${table}', CONSTRAINT = '${name}',
      DETAIL = 'Nothing was changed. Find them by: SELECT c.tenant_id, c.${column}, count(*) ${orphans} GROUP BY 1, 2;',
      HINT = 'Add the missing rows to ${parent} under these numbers, or change these rows, then migrate again.';
  END IF;
END
$orphans$`);
  await knex.raw(`ALTER TABLE ${table} VALIDATE CONSTRAINT ${name}`);
}

/** The inverse of `addTenantForeign`. */
export async function dropTenantForeign(
  knex: Knex,
  table: string,
  column: string,
  { index }: Pick<LateForeignKey, 'index'> = {},
): Promise<void> {
  await knex.raw(`ALTER TABLE ${table} DROP CONSTRAINT fk_${table}_${column}`);
  if (index !== false) await knex.raw(`DROP INDEX ix_${table}_${column}`);
}

function uniqueName(table: string, columns: readonly string[], { called }: UniqueKey): string {
  return `uq_${table}_${called ?? columns.join('_')}`;
}
