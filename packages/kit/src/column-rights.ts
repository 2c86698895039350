/**
 * Which columns of a tenant table the application writes. Frozen like `@erp/kit/schema`: applied migrations call these
 * functions, and golden files pin their SQL.
 */
import type { Knex } from 'knex';

/** What the application may write of a table. What is not said stays as it is. */
export interface ColumnRights {
  /** Columns that an inserted row may name, `tenant_id` included; an empty list: no row is inserted by hand. */
  readonly insert?: readonly string[];
  /** Columns that may be changed; an empty list: nothing is changed by hand. */
  readonly update?: readonly string[];
  /** `false`: no row is deleted by hand. */
  readonly delete?: false;
}

/**
 * Leaves the application (`erp_app`) the writing of some columns of a table; the others belong to functions and triggers,
 * which run as `erp_definer`. Policies stay as they are: they say which rows, this says what of them.
 *
 * @param table a table of `createTenantTable`, on which the application has the rights of its policies.
 */
export async function restrictColumns(knex: Knex, table: string, rights: ColumnRights): Promise<void> {
  await knex.raw(`REVOKE ${commands(rights)} ON ${table} FROM erp_app`);
  const granted = [
    ...(rights.insert?.length ? [`INSERT (${rights.insert.join(', ')})`] : []),
    ...(rights.update?.length ? [`UPDATE (${rights.update.join(', ')})`] : []),
  ];
  if (granted.length > 0) await knex.raw(`GRANT ${granted.join(', ')} ON ${table} TO erp_app`);
}

/** The inverse of `restrictColumns`, with the same rights: the application writes every column again. */
export async function openColumns(knex: Knex, table: string, rights: ColumnRights): Promise<void> {
  // A right on the table beside one on a column would come to the same, and show up as a difference.
  await knex.raw(`REVOKE ${commands(rights)} ON ${table} FROM erp_app`);
  await knex.raw(`GRANT ${commands(rights)} ON ${table} TO erp_app`);
}

function commands(rights: ColumnRights): string {
  return [
    ...(rights.insert === undefined ? [] : ['INSERT']),
    ...(rights.update === undefined ? [] : ['UPDATE']),
    ...(rights.delete === undefined ? [] : ['DELETE']),
  ].join(', ');
}
