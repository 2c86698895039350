/**
 * Who wrote a row. Frozen like schema.ts, whose words these are.
 */
import type { Knex } from 'knex';

/** The columns of a table that name its authors; null for one that the table does not have. */
export interface AuthorColumns {
  /** Who made the row, `created_by` unless said otherwise. */
  readonly created?: 'created_by' | 'recorded_by' | 'uploaded_by' | null;
  /** Who changed it last, `updated_by` unless said otherwise. */
  readonly updated?: 'updated_by' | null;
}

/**
 * Lets the database say who wrote a row: the entered user, whatever the application sends. Services and imports say it
 * themselves. The trigger wakes only where a tenant is entered, so bulk loads do without it.
 */
export async function stampAuthors(knex: Knex, table: string, columns: AuthorColumns = {}): Promise<void> {
  const created = columns.created === undefined ? 'created_by' : (columns.created ?? '');
  const updated = columns.updated === undefined ? 'updated_by' : (columns.updated ?? '');
  await knex.raw(
    `CREATE TRIGGER tr_${table}_authors BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW ` +
      "WHEN (current_setting('app.tenant_id', true) <> '') " +
      `EXECUTE FUNCTION app.stamp_authors('${created}', '${updated}')`,
  );
}

/** The inverse of `stampAuthors`. */
export async function stopStampingAuthors(knex: Knex, table: string): Promise<void> {
  await knex.raw(`DROP TRIGGER tr_${table}_authors ON ${table}`);
}
