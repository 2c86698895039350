import { openSession, type Session } from '@erp/engine/session';
import {
  type ConnectionSettings,
  connectionFromEnvironment,
  describeConnection,
} from '@erp/postgres/connection';
import { embeddedDirectory, openEmbedded } from '@erp/postgres/embedded';
import { applicationName, type Invocation } from './invocation.ts';

/** A database chosen by the environment, and the server under it if that is ours. */
export interface Database {
  readonly settings: ConnectionSettings;
  /** For people, without the password. */
  readonly description: string;
  close(): Promise<void>;
}

/** The database of DATABASE_URL or the PG* variables; without them the embedded server, started if need be. */
async function openDatabase(invocation: Invocation): Promise<Database> {
  const settings = connectionFromEnvironment(invocation.env);
  if (settings !== undefined) {
    return { settings, description: describeConnection(settings), close: async () => {} };
  }
  invocation.flash('Starting the embedded PostgreSQL …');
  const server = await openEmbedded({ directory: embeddedDirectory(invocation.root) });
  return {
    settings: server.settings,
    description: 'the embedded PostgreSQL',
    close: () => server.close(),
  };
}

/** Opens a session on the chosen database, runs the work and closes everything, whatever happens. */
export async function withSession<Result>(
  invocation: Invocation,
  command: string,
  work: (session: Session, database: Database) => Promise<Result>,
): Promise<Result> {
  const database = await openDatabase(invocation);
  try {
    const session = await openSession({ ...database.settings, application_name: applicationName(command) });
    try {
      return await work(session, database);
    } finally {
      await session.close();
    }
  } finally {
    await database.close();
  }
}
