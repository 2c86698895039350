import { randomBytes } from 'node:crypto';
import type { TestDatabase } from '@erp/testing/database';
import type { FilledTable } from '@erp/testing/sample-rows';
import pg from 'pg';
import { layTraps, type Shadow, TRAPPED } from './shadowing.ts';

/** What the attack did, for who wants to know how far it came. */
export interface FunctionAttack {
  /** One line for each way in which code of the caller ran with the rights of somebody else. */
  readonly breaches: readonly string[];
  /** How many names were shadowed. */
  readonly traps: number;
  /** The definer functions that the login may execute, called with every set of arguments. */
  readonly called: readonly string[];
  /** Those of them that came to their end at least once. */
  readonly completed: readonly string[];
}

interface Callable {
  readonly key: string;
  readonly sql_name: string;
  readonly names: readonly string[];
  /** Qualified type names of the arguments. */
  readonly types: readonly string[];
}

/**
 * As a real login in a role of the application, lays traps for every name that a body may mean and then calls every
 * definer function that the login may execute, and writes to the tables so that their triggers run. The login gets
 * TEMPORARY for this: that it has not got it otherwise is another wall, which is tried first.
 *
 * @param role the role that the login is in.
 * @param tables whose triggers are tried, and whose rows lend the arguments.
 * @param only names of functions; all when absent.
 */
export async function attackFunctions(
  database: TestDatabase,
  role: 'erp_app' | 'authenticated',
  shadow: Shadow,
  tables: readonly FilledTable[],
  only?: readonly string[],
): Promise<FunctionAttack> {
  const login = `attacker_${process.pid}_${randomBytes(4).toString('hex')}`;
  const owner = await database.connect();
  await owner.query(`CREATE ROLE ${login} LOGIN PASSWORD '${login}' IN ROLE ${role}`);
  const client = new pg.Client({ ...database.settings, user: login, password: login } as pg.ClientConfig);
  const breaches = new Set<string>();
  let doing = '';
  client.on('notice', ({ message }) => {
    if (message?.startsWith(TRAPPED)) breaches.add(`${doing}: ${message}`);
  });
  client.on('error', () => {});
  await client.connect();
  try {
    for (const make of ['CREATE TEMP TABLE probe ()', 'CREATE DOMAIN pg_temp.jsonb AS pg_catalog.jsonb']) {
      const refused = await client.query(make).then(
        () => '',
        (error) => error.code,
      );
      if (refused !== '42501') breaches.add(`${role} may make temporary objects: ${make}`);
    }
    await client.query('DISCARD TEMP').catch(() => {});
    await owner.query(`GRANT TEMPORARY ON DATABASE ${database.settings.database} TO ${login}`);
    const traps = await layTraps(client, shadow);

    const { id, ownerId } = database.tenants.a;
    const attempt = async (statements: readonly string[], values: unknown[] = []): Promise<boolean> => {
      try {
        await client.query(`BEGIN; SELECT app.enter_tenant(${id}, ${ownerId})`);
        for (const statement of statements.slice(0, -1)) await client.query(statement);
        await client.query(statements.at(-1) ?? '', values);
        await client.query('SET CONSTRAINTS ALL IMMEDIATE');
        return true;
      } catch {
        return false;
      } finally {
        await client.query('ROLLBACK');
      }
    };

    const called: string[] = [];
    const completed = new Set<string>();
    for (const each of await callables(owner, login)) {
      if (only !== undefined && !only.includes(/\.(\w+)\(/.exec(each.key)?.[1] ?? '')) continue;
      called.push(each.key);
      for (const [set, value] of Object.entries(ARGUMENTS)) {
        doing = `${each.key}, ${set}`;
        const values = each.types.map((type, n) => literal(value(type, each.names[n] ?? '', tables), type));
        const settings = set === 'settings' ? SETTINGS : [];
        if (await attempt([...settings, `SELECT * FROM ${each.sql_name}(${values.join(', ')})`]))
          completed.add(each.key);
      }
    }
    for (const table of tables) {
      for (const [statement, value] of await writesOf(owner, role, table)) {
        doing = `triggers of ${table.name}, ${statement.split(' ')[0]}`;
        await attempt([...SETTINGS.slice(0, 3), statement], value === undefined ? [] : [value]);
      }
    }
    return { breaches: [...breaches], traps, called, completed: [...completed] };
  } finally {
    await client.end();
    await untilGone(owner, login);
    await owner.query(`DROP OWNED BY ${login}; DROP ROLE ${login}`);
  }
}

/** What a careless EXECUTE would run. */
const PAYLOADS = [
  "x' || pg_temp.trap() || '",
  'pg_temp.trap()',
  "x'); SELECT pg_temp.trap(); --",
  '"; SELECT pg_temp.trap(); --',
];

/** Settings that functions read and a caller writes. */
const SETTINGS: readonly string[] = [
  ...['app.request_id', 'app.user_agent', 'app.client_ip'].map(
    (name) => `SELECT pg_catalog.set_config('${name}', ${quote(PAYLOADS[0] ?? '')}, true)`,
  ),
  `SELECT pg_catalog.set_config('request.headers', ${quote(JSON.stringify({ 'x-request-id': PAYLOADS[0], 'user-agent': PAYLOADS[1] }))}, true)`,
  `SELECT pg_catalog.set_config('request.jwt.claims', ${quote(JSON.stringify({ role: PAYLOADS[0] }))}, true)`,
  `SELECT pg_catalog.set_config('search_path', 'pg_temp, public, app', true)`,
  // A backslash in a literal of a body means something else then.
  `SELECT pg_catalog.set_config('standard_conforming_strings', 'off', true)`,
];

type Argument = (type: string, name: string, tables: readonly FilledTable[]) => string | undefined;

/** Sets of arguments: nothing, what is in the tables under the name of the argument, and what a careless body would run. */
const ARGUMENTS: Readonly<Record<string, Argument>> = {
  nothing: () => undefined,
  samples: sampleOf,
  settings: sampleOf,
  ...Object.fromEntries(
    PAYLOADS.map((payload): [string, Argument] => [
      `payload ${payload}`,
      (type, name, tables) => {
        if (/\.(text|varchar|bpchar|name)$/.test(type)) return payload;
        if (/\.jsonb?$/.test(type)) return JSON.stringify({ [payload]: payload });
        if (/\._(text|varchar)$/.test(type)) return `{${JSON.stringify(payload)}}`;
        return sampleOf(type, name, tables);
      },
    ]),
  ),
};

function sampleOf(type: string, name: string, tables: readonly FilledTable[]): string {
  const column = name.replace(/^p_/, '');
  const thing = column.replace(/_id$/, '');
  const found =
    tables.map((table) => table.rows.a[column]).find((value) => value != null) ??
    (column.endsWith('_id')
      ? tables.find((table) => [thing, `${thing}s`].some((each) => table.name.endsWith(each)))?.rows.a.id
      : undefined);
  if (found != null && typeof found !== 'object') return String(found);
  if (found instanceof Date) return found.toISOString();
  const base = type.replace(/^pg_catalog\./, '');
  if (base.startsWith('_')) return '{}';
  return PLAIN[base] ?? 'x';
}

const PLAIN: Readonly<Record<string, string>> = {
  int2: '1',
  int4: '1',
  int8: '1',
  numeric: '1',
  float8: '1',
  bool: 'true',
  date: '2026-01-01',
  timestamptz: '2026-01-01T00:00:00Z',
  interval: '1 day',
  uuid: '00000000-0000-0000-0000-000000000001',
  jsonb: '[{"product_name": "x", "sku": "x", "quantity": 1, "unit_price": 1}]',
  json: '{}',
  inet: '127.0.0.1',
};

function literal(value: string | undefined, type: string): string {
  return `${value === undefined ? 'NULL' : quote(value)}::${type}`;
}

function quote(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

/** The definer functions of ours that somebody may execute. */
async function callables(owner: pg.Client, login: string): Promise<Callable[]> {
  const { rows } = await owner.query<Callable>(
    `SELECT p.oid::regprocedure::text AS key, format('%I.%I', n.nspname, p.proname) AS sql_name,
            coalesce(p.proargnames, '{}') AS names,
            ARRAY(SELECT format('%I.%I', tn.nspname, t.typname) FROM unnest(p.proargtypes) WITH ORDINALITY u(oid, place)
                    JOIN pg_type t ON t.oid = u.oid JOIN pg_namespace tn ON tn.oid = t.typnamespace ORDER BY place) AS types
       FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
      WHERE p.prosecdef AND p.prokind = 'f' AND n.nspname !~ '^pg_' AND p.prorettype NOT IN ('trigger'::regtype, 'event_trigger'::regtype)
        AND has_schema_privilege($1, n.oid, 'USAGE') AND has_function_privilege($1, p.oid, 'EXECUTE')
      ORDER BY 1`,
    [login],
  );
  return rows;
}

/** An insert, an update of every column that may be written, and a delete. */
async function writesOf(owner: pg.Client, role: string, table: FilledTable): Promise<[string, string?][]> {
  const { rows } = await owner.query<{ name: string; inserted: boolean; updated: boolean }>(
    `SELECT quote_ident(a.attname) AS name, a.attname = ANY ($3) AND a.attname <> 'id' AND a.attgenerated = ''
              AND has_column_privilege($1, a.attrelid, a.attnum, 'INSERT') AS inserted,
            a.attname = ANY ($3) AND a.attgenerated = '' AND has_column_privilege($1, a.attrelid, a.attnum, 'UPDATE') AS updated
       FROM pg_attribute a WHERE a.attrelid = format('public.%I', $2::text)::regclass AND a.attnum > 0 AND NOT a.attisdropped`,
    [role, table.name, table.columns],
  );
  const name = `public."${table.name}"`;
  const inserted = rows.filter((row) => row.inserted).map((row) => row.name);
  const updated = rows.filter((row) => row.updated).map((row) => `${row.name} = ${row.name}`);
  const writes: [string, string?][] = [[`DELETE FROM ${name}`]];
  if (updated.length > 0) writes.unshift([`UPDATE ${name} SET ${updated.join(', ')}`]);
  if (inserted.length > 0) {
    const list = inserted.join(', ');
    writes.unshift([
      `INSERT INTO ${name} (${list}) SELECT ${list} FROM pg_catalog.json_populate_record(NULL::${name}, $1::pg_catalog.json)`,
      JSON.stringify(table.rows.a),
    ]);
  }
  return writes;
}

/** A backend drops its temporary objects when its client has gone already. */
async function untilGone(owner: pg.Client, login: string): Promise<void> {
  for (;;) {
    const { rows } = await owner.query('SELECT FROM pg_stat_activity WHERE usename = $1', [login]);
    if (rows.length === 0) return;
  }
}
