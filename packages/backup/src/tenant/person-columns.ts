import type { Knex } from '../database/transaction.ts';

interface Reference {
  readonly from: string;
  readonly to: string;
}

/** Where the numbers of people come from. */
const PEOPLE = 'sys_users.id';

/**
 * The columns that hold the number of a person, as `table.column`: whatever refers to people, or to a column that does, by
 * foreign keys of one or more columns.
 */
export async function personColumns(trx: Knex): Promise<ReadonlySet<string>> {
  const { rows } = await trx.raw<{ rows: Reference[] }>(REFERENCES);
  const found = new Set([PEOPLE]);
  for (let before = 0; before < found.size; ) {
    before = found.size;
    for (const { from, to } of rows) if (found.has(to)) found.add(from);
  }
  found.delete(PEOPLE);
  return found;
}

/** Column by column, what refers to what. */
const REFERENCES = `
  SELECT f.relname || '.' || a.attname AS "from", t.relname || '.' || b.attname AS "to"
  FROM pg_constraint c JOIN pg_class f ON f.oid = c.conrelid JOIN pg_class t ON t.oid = c.confrelid
  CROSS JOIN LATERAL unnest(c.conkey, c.confkey) AS k (here, there)
  JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.here
  JOIN pg_attribute b ON b.attrelid = c.confrelid AND b.attnum = k.there
  WHERE c.contype = 'f' AND c.conparentid = 0 AND f.relnamespace = 'public'::regnamespace`;
