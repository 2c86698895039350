import { join } from 'node:path';
import { openSession, type Session } from '@erp/engine/connection';
import { openEmbedded } from '@erp/postgres/embedded';
import { withScratchDatabase } from '@erp/scratch/scratch-database';
import { cleanUpWhenEnded } from './ending.ts';
import { applicationName, type Invocation } from './invocation.ts';

/** So many that a whole schema with years of months can be made in one transaction: the lock table grows with them. */
const CONNECTIONS = 500;

/**
 * Gives the work an empty database on a server of its own, which nobody else uses and which is gone afterwards: always the
 * embedded one, never that of DATABASE_URL.
 */
export async function withRestoreServer<Result>(
  invocation: Invocation,
  command: string,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  invocation.stage('Starting a scratch server …');
  const server = await openEmbedded({
    directory: join(invocation.root, '.erp', 'restore-drill'),
    fast: true,
    discard: true,
    maxConnections: CONNECTIONS,
  });
  const settings = {
    ...server.settings,
    database: 'postgres',
    application_name: applicationName(command),
  };
  try {
    const session = await openSession(settings);
    try {
      return await withScratchDatabase(session, settings, work, { whenEnded: cleanUpWhenEnded });
    } finally {
      await session.close();
    }
  } finally {
    await server.close();
  }
}
