import { randomBytes } from 'node:crypto';
import type { TestDatabase } from '@erp/testing/database';
import type { FilledTable } from '@erp/testing/sample-rows';
import pg from 'pg';
import { ARGUMENTS, literal, SETTINGS } from './attack-arguments.ts';
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
  const attacker = await signInAttacker(database, role);
  const { client, owner, login } = attacker;
  try {
    await tryTemporary(attacker);
    await owner.query(`GRANT TEMPORARY ON DATABASE ${database.settings.database} TO ${login}`);
    const traps = await layTraps(client, shadow);
    const asked = (await callables(owner, login)).filter(
      ({ key }) => only?.includes(/\.(\w+)\(/.exec(key)?.[1] ?? '') ?? true,
    );
    const completed = new Set<string>();
    for (const each of asked) if (await callWithAll(attacker, each, tables)) completed.add(each.key);
    for (const table of tables) await writeTo(attacker, table);
    const called = asked.map(({ key }) => key);
    return { breaches: [...attacker.breaches], traps, called, completed: [...completed] };
  } finally {
    await client.end();
    await untilGone(owner, login);
    await owner.query(`DROP OWNED BY ${login}; DROP ROLE ${login}`);
  }
}

/** A login that attacks, and what it has come to. */
interface Attacker {
  readonly login: string;
  readonly role: string;
  readonly client: pg.Client;
  /** A session of the owner, who reads the catalog and drops the login. */
  readonly owner: pg.Client;
  readonly breaches: Set<string>;
  /** Enters the tenant, runs the statements and undoes all; tells whether they went through. */
  attempt(doing: string, statements: readonly string[]): Promise<boolean>;
}

async function signInAttacker(database: TestDatabase, role: string): Promise<Attacker> {
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
  const { id, ownerId } = database.tenants.a;
  const attempt: Attacker['attempt'] = async (what, statements) => {
    doing = what;
    const begin = `BEGIN; SELECT app.enter_tenant(${id}, ${ownerId})`;
    try {
      // In one piece: thousands of answers would be waited for otherwise.
      await client.query([begin, ...statements, 'SET CONSTRAINTS ALL IMMEDIATE', 'ROLLBACK'].join('; '));
      return true;
    } catch {
      await client.query('ROLLBACK');
      return false;
    }
  };
  return { login, role, client, owner, breaches, attempt };
}

/** The wall in front: without TEMPORARY no trap can be laid. */
async function tryTemporary({ client, role, breaches }: Attacker): Promise<void> {
  for (const make of ['CREATE TEMP TABLE probe ()', 'CREATE DOMAIN pg_temp.jsonb AS pg_catalog.jsonb']) {
    const refused = await client.query(make).then(
      () => '',
      (error) => error.code,
    );
    if (refused !== '42501') breaches.add(`${role} may make temporary objects: ${make}`);
  }
  await client.query('DISCARD TEMP').catch(() => {});
}

/** Calls a function with every set of arguments; tells whether it came to its end with one of them. */
async function callWithAll(
  { attempt }: Attacker,
  { key, names, types, sql_name }: Callable,
  tables: readonly FilledTable[],
): Promise<boolean> {
  let completed = false;
  for (const [set, value] of Object.entries(ARGUMENTS)) {
    const values = types.map((type, n) => literal(value(type, names[n] ?? '', tables), type));
    const settings = set === 'settings' ? SETTINGS : [];
    const call = `SELECT * FROM ${sql_name}(${values.join(', ')})`;
    if (await attempt(`${key}, ${set}`, [...settings, call])) completed = true;
  }
  return completed;
}

/** Writes to a table, so that its triggers run. */
async function writeTo({ attempt, owner, role }: Attacker, table: FilledTable): Promise<void> {
  for (const statement of await writesOf(owner, role, table)) {
    const doing = `triggers of ${table.name}, ${statement.split(' ')[0]}`;
    await attempt(doing, [...SETTINGS.slice(0, 3), statement]);
  }
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
async function writesOf(owner: pg.Client, role: string, table: FilledTable): Promise<string[]> {
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
  const writes = [`DELETE FROM ${name}`];
  if (updated.length > 0) writes.unshift(`UPDATE ${name} SET ${updated.join(', ')}`);
  if (inserted.length > 0) {
    const list = inserted.join(', ');
    const row = literal(JSON.stringify(table.rows.a), 'pg_catalog.json');
    writes.unshift(
      `INSERT INTO ${name} (${list}) SELECT ${list} FROM pg_catalog.json_populate_record(NULL::${name}, ${row})`,
    );
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
