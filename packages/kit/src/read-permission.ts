/**
 * Who reads a tenant table. Frozen like schema.ts, whose words these are.
 *
 * The permission is asked in a sub-select without a table: PostgreSQL answers it once per statement and, where the
 * answer is no, does not look at the table at all. A plain call would be asked again for every row.
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
export async function requireReadPermission(
  knex: Knex,
  table: string,
  permissions: readonly [string, ...string[]],
): Promise<void> {
  await knex.raw(`ALTER POLICY ${table}_select ON ${table} USING (${whoeverHolds(permissions)})`);
}

/** The inverse of `requireReadPermission`: every member of the tenant reads the table. */
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
  return whoeverHolds([...new Set([access.read, access.write, access.delete ?? access.write])]);
}

function whoeverHolds(permissions: readonly string[]): string {
  const asked = permissions.map((permission) => `app.has_permission('${permission}')`).join(' OR ');
  return `${OWN} AND (SELECT ${asked})`;
}
