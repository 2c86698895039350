/**
 * A record of what matters in a table. Frozen like schema.ts, whose words these are.
 */
import type { Knex } from 'knex';
import { sqlText } from './sql-text.ts';

/** What of a table the audit records. */
export interface AuditedChanges {
  /** Columns whose change is recorded, from what to what. Figures that functions keep are better left out. */
  readonly columns: readonly [string, ...string[]];
  /** Columns of which is recorded that they changed, and not their values: what a person would not want others to read. */
  readonly mask?: readonly string[];
  /** Condition over NEW by which a new row is recorded, such as `NEW.kind = 'adjustment'`; none is otherwise. */
  readonly addedWhen?: string;
}

/**
 * Asks for a record of who changes what matters in tables, like `auditTable`, at no cost for other changes: of the
 * columns that are named, of rows that go and, where it is said, of rows that come while a tenant is entered. A table whose
 * audit somebody has asked for by hand keeps that.
 */
export async function auditChanges(
  knex: Knex,
  tables: Readonly<Record<string, AuditedChanges>>,
): Promise<void> {
  for (const [table, changes] of Object.entries(tables)) {
    await knex.raw(
      'INSERT INTO sys_audited_tables (table_name, masked_columns, watched_columns, added_when) ' +
        `VALUES (${valuesOf(table, changes)}) ON CONFLICT (table_name) DO NOTHING`,
    );
  }
}

/** The inverse of `auditChanges`, with the same tables; call it before a table is dropped. */
export async function stopAuditingChanges(
  knex: Knex,
  tables: Readonly<Record<string, AuditedChanges>>,
): Promise<void> {
  for (const [table, changes] of Object.entries(tables)) {
    await knex.raw(
      'DELETE FROM sys_audited_tables WHERE (table_name, masked_columns, watched_columns, added_when) ' +
        `IS NOT DISTINCT FROM (${valuesOf(table, changes)})`,
    );
  }
}

function valuesOf(table: string, { columns, mask = [], addedWhen }: AuditedChanges): string {
  return [
    sqlText(table),
    `'{${mask.join(',')}}'::text[]`,
    `'{${columns.join(',')}}'::text[]`,
    addedWhen === undefined ? 'NULL' : sqlText(addedWhen),
  ].join(', ');
}
