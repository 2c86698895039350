import { explainLostConnection, openSession, type Session } from '@erp/engine/connection';
import {
  type ConnectionSettings,
  connectionFromEnvironment,
  describeConnection,
} from '@erp/postgres/connection';
import { embeddedDirectory, embeddedStatus, openEmbedded } from '@erp/postgres/embedded';
import { applicationName, type Invocation } from './invocation.ts';

/** Says that the embedded server is about to start, unless it runs; the first start makes its data, which takes a moment. */
export async function sayWhenStarting(invocation: Invocation): Promise<void> {
  const { state } = await embeddedStatus({ directory: embeddedDirectory(invocation.root) });
  if (state === 'absent') invocation.stage('Making the embedded PostgreSQL and starting it …');
  else if (state !== 'running') invocation.stage('Starting the embedded PostgreSQL …');
}

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
  await sayWhenStarting(invocation);
  const server = await openEmbedded({ directory: embeddedDirectory(invocation.root) });
  return {
    settings: server.settings,
    description: 'the embedded PostgreSQL',
    close: () => server.close(),
  };
}

/**
 * Opens a session on the chosen database, runs the work and closes everything, whatever happens.
 *
 * @throws {Problem} `connection_lost` when the server or the network ends the connection; else what the work throws.
 */
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
    } catch (error) {
      throw explainLostConnection(`erp ${command}`, error, session.endedBy()) ?? error;
    } finally {
      await session.close();
    }
  } finally {
    await database.close();
  }
}
