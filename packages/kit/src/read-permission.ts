/**
 * Who reads a tenant table. Frozen like schema.ts, whose words these are.
 *
 * The tenant and the permission are one comparison: the function answers the tenant to whoever holds one of the
 * permissions and NULL to others, so PostgreSQL asks it once where a scan of the index starts, and needs no sub-plan.
 * What other shapes cost is in docs/benchmarks/row-security.md.
 */
import type { Knex } from 'knex';

const OWN = 'tenant_id = app.current_tenant_id()';

/**
 * From now on a row of the table is read by members who hold one of the permissions: the one for reading first, then
 * those that write the table, because UPDATE, DELETE and RETURNING see rows by the same policy. Foreign keys, triggers
 * of definer functions and the service roles are not asked.
 *
 * @param table a table of `createTenantTable`, whose policy for SELECT is called `<table>_select`.
 */
export async function restrictReading(
  knex: Knex,
  table: string,
  permissions: readonly [string, ...string[]],
): Promise<void> {
  await knex.raw(`ALTER POLICY ${table}_select ON ${table} USING (${readBy(permissions)})`);
}

/** The inverse of `restrictReading`: every member of the tenant reads the table. */
export async function openReading(knex: Knex, table: string): Promise<void> {
  await knex.raw(`ALTER POLICY ${table}_select ON ${table} USING (${OWN})`);
}

/** The condition of a new table's policy for SELECT: the tenant, and what `read` asks. */
export function readCondition(access: {
  readonly read?: string;
  readonly write: string;
  readonly delete?: string;
}): string {
  if (access.read === undefined) return OWN;
  return readBy([...new Set([access.read, access.write, access.delete ?? access.write])]);
}

/**
 * What applied migrations call: the permissions in a sub-select, which costs a sub-plan per table and statement. New ones
 * call `restrictReading`; tables that have this get it by `readByOneComparison`.
 */
export async function requireReadPermission(
  knex: Knex,
  table: string,
  permissions: readonly [string, ...string[]],
): Promise<void> {
  await knex.raw(`ALTER POLICY ${table}_select ON ${table} USING (${inSubSelect(permissions)})`);
}

/**
 * Turns the policies that `requireReadPermission` made into those of `restrictReading`: the same permissions, taken
 * from the policies themselves.
 */
export async function readByOneComparison(knex: Knex, tables: readonly string[]): Promise<void> {
  await knex.raw(
    rewritten(
      tables,
      "has_permission[(]''([a-z0-9_.]+)''",
      "format('tenant_id = app.tenant_read_by(%L)', v_asked)",
    ),
  );
}

/** The inverse of `readByOneComparison`. */
export async function readBySubSelect(knex: Knex, tables: readonly string[]): Promise<void> {
  await knex.raw(
    rewritten(
      tables,
      '[{,]([a-z0-9_.]+)',
      `(SELECT '${OWN} AND (SELECT ' || string_agg(format('app.has_permission(%L)', each), ' OR ' ORDER BY place) || ')'
            FROM unnest(v_asked) WITH ORDINALITY asked(each, place))`,
    ),
  );
}

function readBy(permissions: readonly string[]): string {
  return `tenant_id = app.tenant_read_by('{${permissions.join(',')}}')`;
}

function inSubSelect(permissions: readonly string[]): string {
  const asked = permissions.map((permission) => `app.has_permission('${permission}')`).join(' OR ');
  return `${OWN} AND (SELECT ${asked})`;
}

/** A block that finds the permissions in each table's policy for SELECT and gives the policy another condition. */
function rewritten(tables: readonly string[], permission: string, condition: string): string {
  return `DO $read$
  DECLARE
    v_table text;
    v_asked text[];
  BEGIN
    FOREACH v_table IN ARRAY '{${tables.join(',')}}'::text[] LOOP
      SELECT array_agg(found.parts[1] ORDER BY found.place) INTO v_asked
      FROM pg_catalog.pg_policy p,
        regexp_matches(pg_get_expr(p.polqual, p.polrelid), '${permission}', 'g') WITH ORDINALITY found(parts, place)
      WHERE p.polrelid = format('public.%I', v_table)::regclass AND p.polname = v_table || '_select';
      IF v_asked IS NULL THEN
        RAISE EXCEPTION 'The policy %_select asks no permission.', v_table;
      END IF;
      EXECUTE format('ALTER POLICY %I ON public.%I USING (%s)', v_table || '_select', v_table, ${condition});
    END LOOP;
  END
  $read$`;
}
