import { call } from '@erp/testing/calls';
import { migratedDatabase, type TestDatabase } from '@erp/testing/database';

let database: TestDatabase;

beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());

interface CodeColumn {
  readonly table: string;
  readonly column: string;
  /** The check of the column alone that mentions a text, with the name of the column in it. */
  readonly check: string;
}

/** Columns that a list of texts is said of: more than app.allowed_values looks for, so that it can miss none. */
const LISTED = `
  SELECT c.relname AS table, a.attname AS column, pg_get_expr(k.conbin, k.conrelid) AS check
    FROM pg_class c
    JOIN pg_constraint k ON k.conrelid = c.oid AND k.contype = 'c' AND cardinality(k.conkey) = 1
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1] AND a.atttypid = 'text'::regtype
   WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
     AND pg_get_expr(k.conbin, k.conrelid) ~ 'ARRAY\\[''|\\m(= ''\\w)'
   ORDER BY 1, 2`;

test('every code column of every table says what it takes, and takes no more and no less', async () => {
  const { rows } = await database.knex.raw<{ rows: CodeColumn[] }>(LISTED);
  expect(rows.length).toBeGreaterThan(120);
  // Every text that the schema lists anywhere, and one that it lists nowhere.
  const words = [
    ...new Set(rows.flatMap(({ check }) => check.match(/(?<=')\w+(?='::text)/g) ?? [])),
    'no_such_code',
  ];
  for (const { table, column, check } of rows) {
    const allowed = await call<string[]>(database.knex, 'allowed_values', table, column);
    const { rows: taken } = await database.knex.raw(
      `SELECT v.?? AS value FROM unnest(?::text[]) AS v (??) WHERE ${check}`,
      [column, words, column],
    );
    expect({ table, column, allowed: allowed.toSorted() }).toEqual({
      table,
      column,
      allowed: taken.map(({ value }: { value: string }) => value).toSorted(),
    });
  }
});

test('a status that follows from other columns says what it can be', async () => {
  const { rows } = await database.asTenant(database.tenants.a, (trx) =>
    trx.raw("SELECT app.allowed_values('orders', 'payment_status') AS paid"),
  );
  expect(rows[0].paid.toSorted()).toEqual([
    'paid',
    'partially_paid',
    'partially_refunded',
    'refunded',
    'unpaid',
  ]);
});
