import { Problem } from '@erp/kit/problem';
import { sqlColumns } from '../database/sql-name.ts';
import type { Knex } from '../database/transaction.ts';

/** What became of the people of a tenant. */
export interface People {
  /** Those who were here already: by the account that they log in with, else by their e-mail. */
  readonly matched: number;
  readonly added: number;
  /** Those who have another number here. */
  readonly renumbered: number;
  /** Those who cannot log in here, since the login service does not know their account. */
  readonly withoutLogin: number;
}

/** People who are named; the others are counted. */
const SHOWN = 6;

/** What is known of the archive's people. */
export interface PeopleOfArchive {
  /** The temporary table with the rows of sys_users, and its columns. */
  readonly users: { readonly temporary: string; readonly columns: readonly string[] };
  /** The temporary table with their accounts, where the archive has them. */
  readonly accounts: { readonly temporary: string; readonly columns: readonly string[] } | undefined;
  /** The number of the tenant there and here. */
  readonly tenant: { readonly there: string; readonly here: string };
}

/**
 * Finds the people of an archive among those who are here, and adds the others, with their numbers where these are free.
 * Makes the temporary table `import_people`: the number there, the number here.
 *
 * @throws {Problem} `tenant_person_conflict`.
 */
export async function matchPeople(trx: Knex, archive: PeopleOfArchive): Promise<People> {
  const { matched } = await identifyPeople(trx, archive.users.temporary);
  const withoutLogin = await addPeople(trx, archive);
  const counted = await trx.raw<{ rows: { all: number; renumbered: number }[] }>(
    'SELECT count(*)::int AS "all", count(*) FILTER (WHERE here <> there)::int AS renumbered FROM pg_temp.import_people',
  );
  const { all, renumbered } = counted.rows[0] ?? { all: 0, renumbered: 0 };
  return { matched, added: all - matched, renumbered, withoutLogin };
}

/**
 * Finds people among those who are here, and numbers for the others; adds nobody.
 *
 * @param users the temporary table with rows of sys_users.
 * @returns how many were found, and whether some have another number here.
 * @throws {Problem} `tenant_person_conflict`.
 */
export async function identifyPeople(
  trx: Knex,
  users: string,
): Promise<{ readonly matched: number; readonly renumbered: boolean }> {
  await trx.raw(MATCH.replaceAll(':users', users));
  await assertNoConflict(trx);
  const { rows } = await trx.raw<{ rows: { matched: number }[] }>(
    'SELECT count(here)::int AS matched FROM pg_temp.import_people',
  );
  await trx.raw(GIVE_NUMBERS);
  const other = await trx.raw<{ rows: { renumbered: boolean }[] }>(
    'SELECT coalesce(bool_or(here <> there), false) AS renumbered FROM pg_temp.import_people',
  );
  return { matched: rows[0]?.matched ?? 0, renumbered: other.rows[0]?.renumbered === true };
}

async function assertNoConflict(trx: Knex): Promise<void> {
  const { rows } = await trx.raw<{ rows: { who: string }[] }>(
    `SELECT coalesce(email, 'person ' || there) AS who FROM pg_temp.import_people
     WHERE conflict OR here IN (SELECT here FROM pg_temp.import_people GROUP BY here HAVING count(*) > 1) ORDER BY 1`,
  );
  if (rows.length === 0) return;
  const more = rows.length > SHOWN ? [`and ${rows.length - SHOWN} more`] : [];
  throw new Problem({
    code: 'tenant_person_conflict',
    message: `${rows.length} people of the tenant have the e-mail of a person here who logs in with another account.`,
    detail: [...rows.slice(0, SHOWN).map(({ who }) => who), ...more].join('\n'),
    hint: 'Nothing was kept. If they are the same, give both the same auth_user_id; if not, change the e-mail of one.',
  });
}

/**
 * Adds the people who are new here.
 *
 * @param wanted a condition on `p.here`, when not all of them are to come.
 * @returns how many of those added cannot log in.
 */
export async function addPeople(
  trx: Knex,
  { users, accounts, tenant }: PeopleOfArchive,
  wanted = 'true',
): Promise<number> {
  await addAccounts(trx, users.temporary, accounts, wanted);
  const values = users.columns.map((column) => {
    if (column === 'id') return 'p.here';
    if (column === 'auth_user_id')
      return 'CASE WHEN EXISTS (SELECT FROM auth.users a WHERE a.id = u.auth_user_id) THEN u.auth_user_id END';
    if (column === 'primary_tenant_id')
      return `CASE WHEN u.primary_tenant_id = ${tenant.there} THEN ${tenant.here}::bigint END`;
    return `u.${sqlColumns([column])}`;
  });
  const { rows } = await trx.raw<{ rows: { without: number }[] }>(
    `WITH added AS (
       INSERT INTO sys_users (${sqlColumns(users.columns)}) OVERRIDING SYSTEM VALUE
       SELECT ${values.join(', ')} FROM ${users.temporary} u JOIN pg_temp.import_people p ON p.there = u.id
       WHERE p.is_new AND (${wanted}) RETURNING id, auth_user_id
     )
     SELECT count(*)::int AS without FROM added a JOIN pg_temp.import_people p ON p.here = a.id
     JOIN ${users.temporary} u ON u.id = p.there WHERE a.auth_user_id IS NULL AND u.auth_user_id IS NOT NULL`,
  );
  return rows[0]?.without ?? 0;
}

/** A stand-in of a login service gets the accounts of new people; a real one keeps its own. */
async function addAccounts(
  trx: Knex,
  users: string,
  accounts: PeopleOfArchive['accounts'],
  condition: string,
): Promise<void> {
  const { rows } = await trx.raw<{ rows: { standIn: boolean }[] }>(
    `SELECT obj_description(to_regnamespace('auth'), 'pg_namespace') ~ '^Stand-in' AS "standIn"`,
  );
  if (rows[0]?.standIn !== true) return;
  const wanted = `SELECT u.auth_user_id FROM ${users} u JOIN pg_temp.import_people p ON p.there = u.id WHERE p.is_new AND (${condition}) AND u.auth_user_id IS NOT NULL`;
  if (accounts !== undefined)
    await trx.raw(
      `INSERT INTO auth.users (${sqlColumns(accounts.columns)}) SELECT ${sqlColumns(accounts.columns)} FROM ${accounts.temporary}
       WHERE id IN (${wanted}) ON CONFLICT DO NOTHING`,
    );
  await trx.raw(`INSERT INTO auth.users (id) ${wanted} ON CONFLICT DO NOTHING`);
}

/**
 * By number and moment of creation, which are the same in a backup of this database; else by account, else by e-mail. An
 * e-mail that leads to somebody else than the account does, or has another one, is a conflict.
 */
const MATCH = `
  CREATE TEMPORARY TABLE import_people ON COMMIT DROP AS
  SELECT u.id AS there, coalesce(n.id, a.id, e.id) AS here, u.email, false AS is_new,
    n.id IS NULL AND coalesce(a.id <> e.id, a.id IS NULL AND e.auth_user_id <> u.auth_user_id, false) AS conflict
  FROM :users u
  LEFT JOIN sys_users n ON n.id = u.id AND n.created_at = u.created_at
  LEFT JOIN sys_users a ON a.auth_user_id = u.auth_user_id
  LEFT JOIN sys_users e ON e.email = u.email`;

/** New people keep their numbers where nobody has them; the others get new ones. */
const GIVE_NUMBERS = `
  UPDATE pg_temp.import_people SET is_new = here IS NULL;
  UPDATE pg_temp.import_people p SET here = p.there
  WHERE p.is_new AND NOT EXISTS (SELECT FROM sys_users u WHERE u.id = p.there);
  SELECT setval(s.name, m.last) FROM (SELECT pg_get_serial_sequence('public.sys_users', 'id') AS name) s,
    (SELECT greatest((SELECT max(id) FROM sys_users), (SELECT max(here) FROM pg_temp.import_people)) AS last) m
  WHERE m.last > coalesce(pg_sequence_last_value(s.name), 0);
  UPDATE pg_temp.import_people SET here = nextval(pg_get_serial_sequence('public.sys_users', 'id'))
  WHERE is_new AND here IS NULL`;
