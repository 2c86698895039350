import type { Knex } from 'knex';

/**
 * Lets rows in that bring everything with them: triggers would derive again what they have derived already, and COPY
 * refuses a table whose row security binds the role, as a role without BYPASSRLS is bound by FORCE.
 *
 * @param tables names as SQL takes them.
 * @returns closes them again; in the same transaction, so that nobody ever sees a table open.
 */
export async function openTables(trx: Knex, tables: readonly string[]): Promise<() => Promise<void>> {
  const { rows } = await trx.raw<{ rows: { table: string; bound: boolean; forced: boolean }[] }>(
    `SELECT c.oid::regclass::text AS "table", row_security_active(c.oid) AS bound, c.relforcerowsecurity AS forced
     FROM unnest(?::text[]) WITH ORDINALITY AS t (name, place) JOIN pg_class c ON c.oid = t.name::regclass
     ORDER BY t.place`,
    [[...tables]],
  );
  if (rows.length === 0) return async () => {};
  await trx.raw(
    rows
      .map(
        ({ table, bound }) =>
          `ALTER TABLE ${table} DISABLE TRIGGER USER${bound ? ', NO FORCE ROW LEVEL SECURITY' : ''}`,
      )
      .join('; '),
  );
  return async () => {
    await trx.raw(
      rows
        .map(
          ({ table, forced }) =>
            `ALTER TABLE ${table} ENABLE TRIGGER USER${forced ? ', FORCE ROW LEVEL SECURITY' : ''}`,
        )
        .join('; '),
    );
  };
}
