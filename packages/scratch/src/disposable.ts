import { openSession, type Session } from '@erp/engine/connection';
import { openTestServer } from '@erp/postgres/disposable';
import { withScratchDatabase } from './scratch-database.ts';

/**
 * Runs the work on an empty database of the throw-away server, for commands that describe the checkout and need no
 * database of anybody. The server is that of a test run, started when there is none.
 *
 * @throws what the work throws.
 */
export async function withDisposableDatabase<Result>(
  work: (scratch: Session) => Promise<Result>,
): Promise<Result> {
  const server = await openTestServer();
  try {
    const session = await openSession({ ...server.settings, database: 'postgres' });
    try {
      return await withScratchDatabase(session, server.settings, work);
    } finally {
      await session.close();
    }
  } finally {
    await server.close();
  }
}
