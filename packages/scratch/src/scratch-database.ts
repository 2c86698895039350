import { randomBytes } from 'node:crypto';
import { openSession, type Session, type StatementWatch } from '@erp/engine/connection';
import { Problem } from '@erp/kit/problem';
import type { ConnectionSettings } from '@erp/postgres/connection';

/** Gives the work a scratch database, with a session that the watch looks into. */
export type WithScratch = <Result>(
  work: (scratch: Session) => Promise<Result>,
  watch?: StatementWatch,
) => Promise<Result>;

/** What a process does that may be ended from outside. */
export interface ScratchOptions {
  /** Sees every statement of the scratch session. */
  readonly watch?: StatementWatch | undefined;
  /** Has something done before a signal ends the process; what it returns forgets it again. */
  readonly whenEnded?: (cleanup: () => Promise<void>) => () => void;
}

/** Scratch databases of this process; more than one when several workers have one each. */
let open = 0;

/**
 * Runs the work on a new, empty database beside the chosen one, and drops it afterwards, also when a person or the
 * machine ends the process. What a killed process left behind is dropped by the next one.
 *
 * @param session on the chosen database; its role needs CREATEDB.
 * @param settings of the chosen database.
 * @throws what the server says when it does not let us make a database.
 */
export async function withScratchDatabase<Result>(
  session: Session,
  settings: ConnectionSettings,
  work: (scratch: Session) => Promise<Result>,
  { watch, whenEnded = () => () => {} }: ScratchOptions = {},
): Promise<Result> {
  if (open === 0) await dropAbandoned(session);
  const [maker] = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  const name = `erp_scratch_${maker?.pid}_${randomBytes(6).toString('hex')}`;
  const drop = async () => {
    await session.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  const dropped = whenEnded(drop);
  open += 1;
  try {
    // Not the server's default template: what an administrator put there is not what our migrations make.
    await session.query(`CREATE DATABASE ${name} TEMPLATE template0${await inUnicode(session)}`);
    const scratch = await openSession({ ...settings, database: name }, watch);
    try {
      return await work(scratch);
    } finally {
      await scratch.close();
    }
  } finally {
    await drop();
    dropped();
    open -= 1;
  }
}

/** A server that was set up with another encoding makes its databases in that one, if nothing else is said. */
async function inUnicode(session: Session): Promise<string> {
  const [row] = await session.query<{ encoding: string }>(
    "SELECT pg_encoding_to_char(encoding) AS encoding FROM pg_database WHERE datname = 'template0'",
  );
  return row?.encoding === 'UTF8' ? '' : " ENCODING 'UTF8' LOCALE 'C'";
}

/** Drops scratch databases whose makers are gone; a database names the server process that made it. */
async function dropAbandoned(session: Session): Promise<void> {
  const abandoned = await session.query<{ name: string }>(
    `SELECT d.datname AS name FROM pg_database d
      WHERE d.datname ~ '^erp_scratch_[0-9]+_[0-9a-f]{12}$'
        AND pg_has_role(d.datdba, 'USAGE')
        AND NOT EXISTS (SELECT FROM pg_stat_activity a WHERE a.pid = split_part(d.datname, '_', 3)::int OR a.datid = d.oid)`,
  );
  // Somebody else may be at it as well.
  for (const { name } of abandoned) await session.query(`DROP DATABASE IF EXISTS ${name}`).catch(() => {});
}

/** Whether the role of a session may make a scratch database. */
export async function mayCreateDatabases(session: Session): Promise<boolean> {
  const [role] = await session.query<{ may: boolean }>(
    'SELECT rolcreatedb OR rolsuper AS may FROM pg_roles WHERE rolname = current_user',
  );
  return role?.may === true;
}

/**
 * Makes sure that a command can have its scratch database.
 *
 * @param database where the session is, for people.
 * @param purpose what it is for, as the beginning of a sentence: `A baseline needs a scratch database to compare with`.
 * @throws {Problem} `scratch_forbidden`
 */
export async function requireScratch(
  session: Session,
  database: { readonly description: string },
  purpose: string,
): Promise<void> {
  if (await mayCreateDatabases(session)) return;
  throw new Problem({
    code: 'scratch_forbidden',
    message: `${purpose}, and this role may not create one.`,
    detail: `It is connected to ${database.description}.`,
    hint: 'Let an administrator run: ALTER ROLE <this role> CREATEDB; or connect as a role that may.',
  });
}
