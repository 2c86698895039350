import type { Client } from 'pg';
import type { Table } from './catalog.ts';

/** A value of a row as JSON has it: times and dates are text, in UTC. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };

/** A row of a tenant table. */
export type Row = Readonly<Record<string, Value>>;

/** The number of a row, as text. */
export const numberOf = (row: Row): string => String(row.id);

/** Text of a column that is never empty. */
export const text = (value: Value | undefined): string => String(value);

/** By what a row is told from the others of its table: its number, or what else its key is made of. */
export function keyOf(table: Table, row: Row): string {
  const columns = table.key.includes('id') ? ['id'] : table.key;
  return columns.map((column) => String(row[column])).join('/');
}

/** All rows of a tenant in a table, in the order of their numbers. */
export async function readRows(client: Client, table: Table, tenant: string): Promise<readonly Row[]> {
  const { rows } = await client.query<{ row: Row }>(
    `SELECT to_jsonb(t) AS row FROM public.${table.name} t WHERE t.tenant_id = $1 ORDER BY ${['tenant_id', ...table.key].map((column) => `t.${column}`).join(', ')}`,
    [tenant],
  );
  return rows.map(({ row }) => row);
}
