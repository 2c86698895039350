import type { TestDatabase } from '@erp/testing/database';
import type { FilledTable } from '@erp/testing/sample-rows';
import pg, { type Client, type QueryResult } from 'pg';

/** A way in which somebody may try to get across the border between tenants, as SQL run before the commands. */
export const attacks = {
  'no tenant': () => "SELECT set_config('app.tenant_id', '', true)",
  'other tenant': (a: Side) => `SELECT app.enter_tenant(${a.id}, ${a.ownerId})`,
  'setting changed inside': (a: Side, b: Side) =>
    `SELECT app.enter_tenant(${a.id}, ${a.ownerId}); SELECT set_config('app.tenant_id', '${b.id}', true)`,
  // Not across the border, but without the right: the tenant's own rows, for a member who may only look.
  'no permission': (a: Side) =>
    `SELECT app.enter_tenant(${a.id}, ${a.ownerId}); SELECT set_config('app.permissions', '', true)`,
  // A member who holds nothing looks at what asks a permission for reading; with each of the permissions it is there.
  'no read permission': (a: Side) =>
    `SELECT app.enter_tenant(${a.id}, ${a.ownerId}); SELECT set_config('app.permissions', '', true)`,
  'forged foreign key': (a: Side) => `SELECT app.enter_tenant(${a.id}, ${a.ownerId})`,
} as const;

/** One of them, by its name. */
export type Attack = keyof typeof attacks;

interface Side {
  readonly id: string;
  readonly ownerId: string;
}

/**
 * Lets tenant a try to read, write and delete rows of tenant b in one table, as the application role.
 *
 * @param client a connection of the owner, the same for many tables: a server has fewer connections than a large
 *   domain has attacks.
 * @returns one line for each breach: rows that were seen, content that changed, a forged reference that was taken.
 */
export async function attackTable(
  database: TestDatabase,
  client: Client,
  table: FilledTable,
  attack: Attack,
): Promise<string[]> {
  const { a, b } = database.tenants;
  const breaches: string[] = [];
  const breach = (what: string) => breaches.push(`${table.name}, ${attack}: ${what}`);
  const before = await contentOf(client, table.name);
  const prepare = `BEGIN; SET LOCAL ROLE erp_app; ${attacks[attack](a, b)}`;

  if (attack === 'forged foreign key') {
    for (const taken of await forgedReferences(client, table, prepare)) breach(`took ${taken}`);
  } else if (attack === 'no read permission') {
    for (const what of await readsAmiss(client, table, prepare)) breach(what);
  } else if (attack === 'no permission') {
    const inserted = await attempt(client, prepare, insertOf(table, table.rows.a));
    if ('rows' in inserted || inserted.code === '23505') breach('an insert got past the policy');
    // Without reading a column: those who may not read would not get to the policies of the commands otherwise.
    for (const command of [`UPDATE ${table.name} SET created_at = now()`, `DELETE FROM ${table.name}`]) {
      const result = await attempt(client, prepare, command, 'ROLLBACK');
      if ('rows' in result && result.rows > 0) breach(`${command} touched ${result.rows} rows`);
    }
  } else {
    // Whose rows must not be seen: all of them without a tenant, those of the other one otherwise.
    const foreign = attack === 'no tenant' ? 'true' : `tenant_id <> ${a.id}`;
    const seen = await attempt(client, prepare, `SELECT FROM ${table.name} WHERE ${foreign}`);
    if ('rows' in seen && seen.rows > 0) breach(`saw ${seen.rows} rows`);
    const inserted = await attempt(client, prepare, insertOf(table, table.rows.b));
    // A unique violation would come before a missing policy shows; the row check comes first where there is one.
    if ('rows' in inserted || inserted.code === '23505') breach('an insert got past the policy');
    for (const command of [
      `UPDATE ${table.name} SET tenant_id = tenant_id WHERE ${foreign}`,
      `UPDATE ${table.name} SET tenant_id = ${b.id} WHERE tenant_id = ${a.id}`,
      `DELETE FROM ${table.name} WHERE ${foreign}`,
    ]) {
      const result = await attempt(client, prepare, command);
      if ('rows' in result && result.rows > 0) breach(`${command} touched ${result.rows} rows`);
    }
    for (const what of await blindWrites(database, client, table, prepare)) breach(what);
  }
  if ((await contentOf(client, table.name)) !== before) breach('the content changed');
  return breaches;
}

/** Rows of a table that asks a permission for reading, seen by who holds none of them or hidden from who holds one. */
async function readsAmiss(client: Client, table: FilledTable, prepare: string): Promise<string[]> {
  const { rows } = await client.query(
    `SELECT qual FROM pg_policies
      WHERE schemaname = 'public' AND tablename = $1 AND cmd = 'SELECT' AND permissive = 'PERMISSIVE' AND 'erp_app' = ANY (roles)`,
    [table.name],
  );
  const asked = /tenant_read_by\('\{([a-z0-9_.,]+)\}'/.exec(String(rows[0]?.qual))?.[1]?.split(',') ?? [];
  if (asked.length === 0) return [];
  const found: string[] = [];
  const look = (holding: string) =>
    attempt(
      client,
      `${prepare}; SELECT set_config('app.permissions', '${holding}', true)`,
      `SELECT FROM ${table.name}`,
    );
  const everyOther = await client.query(
    "SELECT coalesce(string_agg(key, ',' ORDER BY key), '') AS keys FROM sys_permissions WHERE key <> ALL ($1)",
    [asked],
  );
  for (const holding of ['', `,${everyOther.rows[0]?.keys},`]) {
    const result = await look(holding);
    if (!('rows' in result) || result.rows > 0) found.push(`is seen without ${asked.join(' or ')}`);
  }
  for (const permission of asked) {
    const result = await look(`,${permission},`);
    if (!('rows' in result) || result.rows === 0) found.push(`is not seen with ${permission}`);
  }
  return found;
}

/**
 * Writes that read no column: PostgreSQL asks the policy for SELECT only of those that do, so a policy for UPDATE or
 * DELETE that is too wide shows here alone. Taken back in any case, because they may touch the tenant's own rows.
 */
async function blindWrites(
  database: TestDatabase,
  client: Client,
  table: FilledTable,
  prepare: string,
): Promise<string[]> {
  const { a, b } = database.tenants;
  const { rows } = await client.query(
    `SELECT count(*)::int AS own FROM ${table.name} WHERE tenant_id = ${a.id}`,
  );
  const own = prepare.includes('enter_tenant') ? rows[0]?.own : 0;
  const found: string[] = [];
  const moved = await attempt(client, prepare, `UPDATE ${table.name} SET tenant_id = ${b.id}`, 'ROLLBACK');
  if ('rows' in moved && moved.rows > 0) found.push(`moved ${moved.rows} rows to another tenant`);
  const touched = await attempt(client, prepare, `UPDATE ${table.name} SET created_at = now()`, 'ROLLBACK');
  if ('rows' in touched && touched.rows > own) found.push('updated rows of others without looking at them');
  const deleted = await attempt(client, prepare, `DELETE FROM ${table.name}`, 'ROLLBACK');
  if ('rows' in deleted && deleted.rows > own) found.push('deleted rows of others without looking at them');
  return found;
}

/** References from a row of tenant a to a row of tenant b that the table takes, even from the owner of the schema. */
async function forgedReferences(client: Client, table: FilledTable, prepare: string): Promise<string[]> {
  const taken: string[] = [];
  for (const { columns, parent } of table.foreignKeys) {
    const forged = columns.filter(
      (column) => column !== 'tenant_id' && table.columns.includes(column) && table.rows.b[column] != null,
    );
    if (forged.length === 0 || !columns.includes('tenant_id')) continue;
    const row = {
      ...table.rows.a,
      ...Object.fromEntries(forged.map((column) => [column, table.rows.b[column]])),
    };
    if (forged.every((column) => table.rows.a[column] === table.rows.b[column])) continue;
    const assignments = forged.map((column, i) => `${column} = $${i + 1}`).join(', ');
    const values = forged.map((column) => table.rows.b[column]);
    for (const [begin, sql, given] of [
      [prepare, insertOf(table, row), []],
      [prepare, `UPDATE ${table.name} SET ${assignments}`, values],
      ['BEGIN', `UPDATE ${table.name} SET ${assignments} WHERE tenant_id = ${row.tenant_id}`, values],
    ] as const) {
      if (await stores(client, begin, sql, given, forged, values)) {
        taken.push(`a reference to ${parent} of another tenant`);
      }
    }
  }
  return taken;
}

/**
 * Whether the table keeps the forged values. Authors are stamped: what was sent for them is not what is stored, so
 * such a row goes back, and counts for nothing.
 */
async function stores(
  client: Client,
  prepare: string,
  sql: string,
  given: readonly unknown[],
  columns: readonly string[],
  values: readonly unknown[],
): Promise<boolean> {
  try {
    await client.query(prepare);
    const { rows } = await client.query(`${sql} RETURNING ${columns.join(', ')}`, [...given]);
    const kept = rows.some((row) => columns.every((column, i) => String(row[column]) === String(values[i])));
    await client.query(kept ? 'COMMIT' : 'ROLLBACK');
    return kept;
  } catch {
    await client.query('ROLLBACK');
    return false;
  }
}

/** Runs one command in a transaction of its own, sent in one piece, and keeps what it did unless it is to be taken back. */
async function attempt(
  client: Client,
  prepare: string,
  sql: string,
  end: 'COMMIT' | 'ROLLBACK' = 'COMMIT',
): Promise<{ rows: number } | { code: string }> {
  try {
    // Several statements have several results.
    const results = (await client.query(`${prepare}; ${sql}; ${end}`)) as unknown as QueryResult[];
    return { rows: results.at(-2)?.rowCount ?? 0 };
  } catch (error) {
    await client.query('ROLLBACK');
    return { code: (error as { code?: string }).code ?? '' };
  }
}

function insertOf(table: FilledTable, row: Readonly<Record<string, unknown>>): string {
  const columns = table.columns.filter((column) => row[column] !== undefined).join(', ');
  return `INSERT INTO ${table.name} (${columns}) SELECT ${columns} FROM json_populate_record(NULL::${table.name}, ${pg.escapeLiteral(JSON.stringify(row))})`;
}

async function contentOf(client: Client, table: string): Promise<string> {
  const { rows } = await client.query(
    `SELECT md5(coalesce(string_agg(t::text, ',' ORDER BY t::text), '')) AS sum FROM ${table} t`,
  );
  return rows[0]?.sum;
}
