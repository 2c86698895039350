import { openSession, type Session } from '@erp/engine/connection';
import { type BareDatabase, bareDatabase } from '@erp/test-database/database';

/** An empty database of its own, gone after `drop`. */
export interface EmptyDatabase extends BareDatabase {
  /** An engine session as the owner; closed by `drop`. */
  session(): Promise<Session>;
}

/** A new database with nothing in it. */
export async function emptyDatabase(): Promise<EmptyDatabase> {
  const database = await bareDatabase();
  return {
    ...database,
    session: async () => database.closing(await openSession(database.settings)),
  };
}
