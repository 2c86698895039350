import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '@erp/kit/problem';
import type { Session } from './session.ts';

/** Pools that take turns show it at once; those that hand out the last one first, when somebody is in between. */
const ROUNDS = 3;

/** Milliseconds; a pool in session mode that is full lets the second connection wait. */
const PATIENCE = 3000;

/**
 * Whether a pool hands the server's session to another client between two statements of ours, as PgBouncer does in
 * transaction mode. Found out without leaving anything in a session: a second connection is opened by the same way,
 * and both ask which server process they have.
 */
export async function sharesServerSession(session: Session): Promise<boolean> {
  const other = await session.openSibling();
  try {
    const own = await processOf(session);
    for (let round = 0; round < ROUNDS; round++) {
      if ((await processOf(session)) !== own) return true;
      const meeting = other.transaction(async () => {
        const theirs = await processOf(other);
        // A pool of one would let us wait for the other one for ever.
        return theirs === own || (await processOf(session)) !== own;
      });
      if (await Promise.race([meeting.catch(() => false), pause(PATIENCE, false)])) return true;
    }
    return false;
  } finally {
    await other.close();
  }
}

/** The problem of a connection on which neither locks nor settings stay. */
export function pooledConnection(): Problem {
  return new Problem({
    code: 'pooled_connection',
    message: 'This connection goes through a pool that gives the server session away after each transaction.',
    detail:
      'The lock that keeps two runners apart belongs to a server session. Behind such a pool (PgBouncer with pool_mode = transaction, ' +
      'port 6543 of Supabase) it would stay with somebody else.',
    hint: 'Nothing was changed. Let DATABASE_URL name the server itself, or a pool in session mode.',
  });
}

async function processOf(session: Session): Promise<number | undefined> {
  const [row] = await session.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return row?.pid;
}
