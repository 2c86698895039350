import { migratedDatabase } from '@erp/testing/database';

/** GIN indexes on JSON that a function uses, with its name; docs/decisions/0014 says when there is one. */
const ASKED_BY: Readonly<Record<string, string>> = {};

test('an index on JSON has a function that can use it', async () => {
  const database = await migratedDatabase();
  try {
    const { rows } = await database.knex.raw<{ rows: { name: string }[] }>(`
      SELECT DISTINCT c.relname AS name
        FROM pg_index i
        JOIN pg_class c ON c.oid = i.indexrelid AND c.relnamespace = 'public'::regnamespace
        JOIN pg_am m ON m.oid = c.relam AND m.amname = 'gin'
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) AND a.atttypid IN ('jsonb'::regtype, 'json'::regtype)
       ORDER BY 1`);
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(ASKED_BY));
  } finally {
    await database.drop();
  }
});
