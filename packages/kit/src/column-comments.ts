/**
 * What columns mean. Frozen like `@erp/kit/schema`: applied migrations call these functions, and golden files pin their
 * SQL.
 */
import type { Knex } from 'knex';
import { sqlText } from './sql-text.ts';

/** What columns mean, by table and column: what one holds, in which unit, who sets it. */
export type ColumnComments = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What the columns mean that every table of the schema has alike. */
const STANDARD = {
  id: 'Number of the row; given by the database, kept by imports.',
  tenant_id: 'Tenant that the row belongs to.',
  created_at: 'When the row was made: the time of its transaction, unless an import names another.',
  updated_at: 'When the row was changed last; kept by a trigger.',
  created_by: 'Member who made the row; empty for jobs, and for imports that name nobody.',
  updated_by: 'Member who changed the row last; empty where a job did.',
};

/** A column that means the same in every table. */
export type StandardColumn = keyof typeof STANDARD;

/** The comments of columns that mean the same in every table, as part of what `commentColumns` takes. */
export function standardColumns(...columns: readonly StandardColumn[]): Readonly<Record<string, string>> {
  return Object.fromEntries(columns.map((column) => [column, STANDARD[column]]));
}

/** Says what columns mean that their own migration left without a word. One made anew says it there, by `.comment('…')`. */
export async function commentColumns(knex: Knex, comments: ColumnComments): Promise<void> {
  for (const [table, columns] of Object.entries(comments)) {
    const statements = Object.entries(columns).map(
      ([column, comment]) => `COMMENT ON COLUMN ${table}.${column} IS ${sqlText(comment)}`,
    );
    await knex.raw(statements.join(';\n'));
  }
}

/** The inverse of `commentColumns`, for columns that had no comment before. */
export async function uncommentColumns(knex: Knex, comments: ColumnComments): Promise<void> {
  for (const [table, columns] of Object.entries(comments)) {
    const statements = Object.keys(columns).map((column) => `COMMENT ON COLUMN ${table}.${column} IS NULL`);
    await knex.raw(statements.join(';\n'));
  }
}
