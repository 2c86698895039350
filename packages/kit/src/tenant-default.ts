/**
 * The tenant of a new row. Frozen like schema.ts, whose words these are.
 */
import type { Knex } from 'knex';

/**
 * Lets a row that names no tenant belong to the one that is entered; where none is, the error says so (42501). Whoever names
 * a tenant, as imports do, is not asked. Row security decides as before: to name another tenant than the entered one is
 * refused. For every tenant table, in the migration that makes it; a partitioned one passes it on to its months.
 */
export async function defaultToEnteredTenant(knex: Knex, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await knex.raw(`ALTER TABLE ${table} ALTER COLUMN tenant_id SET DEFAULT app.entered_tenant_id()`);
  }
}

/** The inverse of `defaultToEnteredTenant`: every row names its tenant. */
export async function requireNamedTenant(knex: Knex, tables: readonly string[]): Promise<void> {
  for (const table of tables) {
    await knex.raw(`ALTER TABLE ${table} ALTER COLUMN tenant_id DROP DEFAULT`);
  }
}
