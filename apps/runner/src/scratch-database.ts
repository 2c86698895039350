import { randomBytes } from 'node:crypto';
import { openSession, type Session, type StatementWatch } from '@erp/engine/session';
import { Problem } from '@erp/kit/problem';
import type { ConnectionSettings } from '@erp/postgres/connection';
import type { Database } from './database.ts';

/**
 * Runs the work on a new, empty database beside the chosen one, and drops it afterwards.
 *
 * @param session on the chosen database; its role needs CREATEDB.
 * @param watch sees every statement of the scratch session.
 * @throws what the server says when it does not let us make a database.
 */
export async function withScratchDatabase<Result>(
  session: Session,
  settings: ConnectionSettings,
  work: (scratch: Session) => Promise<Result>,
  watch?: StatementWatch,
): Promise<Result> {
  const name = `erp_scratch_${randomBytes(6).toString('hex')}`;
  // Not the server's default template: what an administrator put there is not what our migrations make.
  await session.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  try {
    const scratch = await openSession({ ...settings, database: name }, watch);
    try {
      return await work(scratch);
    } finally {
      await scratch.close();
    }
  } finally {
    await session.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }
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
 * @param purpose what it is for, as the beginning of a sentence: `A baseline needs a scratch database to compare with`.
 * @throws {Problem} `scratch_forbidden`
 */
export async function requireScratch(session: Session, database: Database, purpose: string): Promise<void> {
  if (await mayCreateDatabases(session)) return;
  throw new Problem({
    code: 'scratch_forbidden',
    message: `${purpose}, and this role may not create one.`,
    detail: `It is connected to ${database.description}.`,
    hint: 'Let an administrator run: ALTER ROLE <this role> CREATEDB; or connect as a role that may.',
  });
}
