import type { Session } from '@erp/engine/connection';
import { isNotLedger, LEDGER_TABLE, type Ledger } from '@erp/engine/ledger';
import type { DatabaseFacts, Month, RoleState, SequenceState } from '../files/manifest.ts';
import { sqlName } from './sql-name.ts';

/**
 * What a backup says about its database, read in the transaction of its snapshot.
 *
 * @param schemas those that migrations make.
 * @param others all other schemas.
 */
export async function readDatabaseFacts(
  session: Session,
  ledger: Ledger,
  schemas: readonly string[],
  others: readonly string[],
): Promise<DatabaseFacts> {
  const [server] =
    await session.query<Pick<DatabaseFacts, 'takenAt' | 'database' | 'encoding' | 'server' | 'role' | 'lsn'>>(
      SERVER,
    );
  if (server === undefined) throw new Error('The server did not say who it is.');
  return {
    ...server,
    system: await readSystem(session),
    ledger: ledger.rows.map(({ name, batch, checksum }) => ({ name, batch, checksum })),
    months: await session.query<Month>(MONTHS),
    sequences: await readSequences(session, schemas),
    roles: await session.query<RoleState>(ROLES, [schemas]),
    leftOut: await readLeftOut(session, others),
  };
}

/** What tells the server of a session from all others; null where the role may not know. */
export async function readSystem(session: Session): Promise<string | null> {
  const [row] = await session.query<{ system: string | null }>(
    `SELECT CASE WHEN has_function_privilege('pg_control_system()', 'EXECUTE')
       THEN (SELECT system_identifier::text FROM pg_control_system()) END AS system`,
  );
  return row?.system ?? null;
}

async function readSequences(session: Session, schemas: readonly string[]): Promise<SequenceState[]> {
  const found = await session.query<{ schema: string; name: string }>(
    `SELECT n.nspname::text AS schema, c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind = 'S' AND n.nspname = ANY ($1) AND (n.nspname <> 'public' OR ${isNotLedger('c.relname')} OR c.relname = '${LEDGER_TABLE}_id_seq')
     ORDER BY 1, 2`,
    [schemas],
  );
  if (found.length === 0) return [];
  const states = found.map(
    (sequence, place) =>
      `SELECT ${place} AS place, last_value::text AS "lastValue", is_called AS "isCalled" FROM ${sqlName(sequence)}`,
  );
  const rows = await session.query<{ place: number; lastValue: string; isCalled: boolean }>(
    states.join('\nUNION ALL\n'),
  );
  return rows.map(({ place, lastValue, isCalled }) => ({
    ...(found[place] as { schema: string; name: string }),
    lastValue,
    isCalled,
  }));
}

async function readLeftOut(session: Session, others: readonly string[]): Promise<string[]> {
  const schemas = await session.query<{ schema: string; tables: string }>(
    `SELECT n.nspname AS schema, count(*) AS tables FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = ANY ($1) AND c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition GROUP BY 1 ORDER BY 1`,
    [others],
  );
  const [objects] = await session.query<{ count: string }>(
    'SELECT count(*) AS count FROM pg_largeobject_metadata',
  );
  const large = Number(objects?.count ?? 0);
  return [
    ...schemas.map(
      ({ schema, tables }) => `schema ${schema} with ${tables} tables, which no migration makes`,
    ),
    ...(large > 0 ? [`${large} large objects`] : []),
  ];
}

const SERVER = `
  SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "takenAt", current_database()::text AS database,
    (SELECT pg_encoding_to_char(encoding)::text FROM pg_database WHERE datname = current_database()) AS encoding,
    current_setting('server_version') AS server, current_user::text AS role,
    CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END::text AS lsn`;

/** The months that are attached, and those that were put away in schema archive. */
const MONTHS = `
  SELECT p.relname::text AS "table", c.relname::text AS partition, false AS archived,
    to_date(substring(c.relname FROM '_y(\\d{4}m\\d{2})$'), 'YYYY"m"MM')::text AS month
  FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid JOIN pg_class p ON p.oid = i.inhparent
  WHERE p.relkind = 'p' AND p.relnamespace = 'public'::regnamespace AND c.relname ~ '_y\\d{4}m\\d{2}$'
  UNION ALL
  SELECT substring(c.relname FROM '^(.*)_y\\d{4}m\\d{2}$'), c.relname::text, true,
    to_date(substring(c.relname FROM '_y(\\d{4}m\\d{2})$'), 'YYYY"m"MM')::text
  FROM pg_class c WHERE c.relnamespace = to_regnamespace('archive') AND c.relkind = 'r' AND c.relname ~ '_y\\d{4}m\\d{2}$'
  ORDER BY 1, 4`;

/** Roles that own something in the schemas, are named by a policy or were granted something, and who they belong to. */
const ROLES = `
  WITH relation AS (
    SELECT c.* FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = ANY ($1)
  ), named AS (
    SELECT relowner AS oid FROM relation
    UNION SELECT a.grantee FROM relation, aclexplode(relacl) a
    UNION SELECT unnest(p.polroles) FROM pg_policy p JOIN relation r ON r.oid = p.polrelid
    UNION SELECT p.proowner FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = ANY ($1)
  )
  SELECT r.rolname::text AS name, r.rolcanlogin AS login, r.rolsuper AS superuser, r.rolbypassrls AS "bypassesRowSecurity",
    ARRAY(SELECT DISTINCT g.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid ORDER BY 1) AS "memberOf"
  FROM named JOIN pg_roles r USING (oid) ORDER BY 1`;
