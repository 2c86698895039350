import { randomBytes } from 'node:crypto';
import { openSession, type Session } from '@erp/engine/session';
import type { ConnectionSettings } from '@erp/postgres/connection';

/**
 * Runs the work on a new, empty database beside the chosen one, and drops it afterwards.
 *
 * @param session on the chosen database; its role needs CREATEDB.
 * @throws what the server says when it does not let us make a database.
 */
export async function withScratchDatabase<Result>(
  session: Session,
  settings: ConnectionSettings,
  work: (scratch: Session) => Promise<Result>,
): Promise<Result> {
  const name = `erp_scratch_${randomBytes(6).toString('hex')}`;
  // Not the server's default template: what an administrator put there is not what our migrations make.
  await session.query(`CREATE DATABASE ${name} TEMPLATE template0`);
  try {
    const scratch = await openSession({ ...settings, database: name });
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
