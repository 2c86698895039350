import type { Client } from 'pg';
import type { Catalog, Table } from './catalog.ts';
import { type Row, readRows, text } from './row.ts';

/** The rows of a demo tenant: what the stories are read from. */
export interface Demo {
  readonly tenant: string;
  readonly catalog: Catalog;
  table(name: string): Table;
  /** All rows of a table, in the order of their numbers. */
  rows(table: string): readonly Row[];
  /** The row with a number. */
  row(table: string, number: unknown): Row;
  /** The rows whose column has a value. */
  of(table: string, column: string, value: unknown): readonly Row[];
}

/** Reads every table of a tenant into memory: a demo at scale 1 has some 15,000 to 45,000 rows. */
export async function readDemo(client: Client, catalog: Catalog, tenant: string): Promise<Demo> {
  const tables = new Map<string, readonly Row[]>();
  for (const table of catalog.values()) tables.set(table.name, await readRows(client, table, tenant));
  const indexes = new Map<string, Map<string, Row[]>>();
  const rows = (table: string) => {
    const found = tables.get(table);
    if (found === undefined) throw new Error(`There is no tenant table ${table}.`);
    return found;
  };
  const of = (table: string, column: string, value: unknown) => {
    const name = `${table}.${column}`;
    let index = indexes.get(name);
    if (index === undefined) {
      index = new Map();
      for (const row of rows(table)) {
        const key = String(row[column]);
        const list = index.get(key);
        if (list === undefined) index.set(key, [row]);
        else list.push(row);
      }
      indexes.set(name, index);
    }
    return index.get(text(value as never)) ?? [];
  };
  return {
    tenant,
    catalog,
    table(name) {
      const found = catalog.get(name);
      if (found === undefined) throw new Error(`There is no tenant table ${name}.`);
      return found;
    },
    rows,
    of,
    row(table, number) {
      const [found] = of(table, 'id', number);
      if (found === undefined) throw new Error(`The demo has no row ${String(number)} in ${table}.`);
      return found;
    },
  };
}
