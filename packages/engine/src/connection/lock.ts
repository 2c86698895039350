import { Problem } from '@erp/kit/problem';
import { pooledConnection, sharesServerSession } from './pooled-connection.ts';
import type { Session } from './session.ts';

/** One runner per database: the arguments of the advisory lock, "erp" and "migr" in ASCII. */
export const LOCK = '(6648432, 1835623282)';

/** Condition on a row `l` of pg_locks: it is the session that holds the lock on this database. */
export const IS_HELD = `l.locktype = 'advisory' AND l.granted
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
        AND (l.classid::bigint, l.objid::bigint) = ${LOCK} AND l.objsubid = 2`;

/** Who holds the lock. */
export interface Holder {
  readonly pid: number;
  /** Its application_name, which names command, host and process of a runner; empty when we may not see it. */
  readonly application: string;
  /** How long its session has been connected, in seconds. */
  readonly seconds: number;
}

/**
 * Takes the lock, by asking again and again: a session that waits inside pg_advisory_lock holds a snapshot, and
 * CREATE INDEX CONCURRENTLY of the holder would wait for that snapshot for ever.
 *
 * @param timeout milliseconds to wait at most.
 * @param onWait called about once a second while another runner is at work.
 * @throws {Problem} `lock_timeout`, naming the holder; `pooled_connection` where the lock would not stay with us.
 */
export async function takeLock(
  session: Session,
  timeout: number,
  onWait: (holder: Holder | undefined, waited: number) => void,
): Promise<void> {
  const start = Date.now();
  let told = 0;
  let sticky = false;
  for (;;) {
    // Behind a pool it is another process that answers; then the lock is not touched before we know that pool.
    const [row] = await session.query<{ direct: boolean; taken: boolean | null }>(
      `SELECT pg_backend_pid() = $1 AS direct,
              CASE WHEN pg_backend_pid() = $1 OR $2 THEN pg_try_advisory_lock${LOCK} END AS taken`,
      [session.pid, sticky],
    );
    if (row?.taken === true) {
      holders.add(session);
      return;
    }
    if (row?.direct === false && !sticky) {
      if (await sharesServerSession(session)) throw pooledConnection();
      sticky = true;
      continue;
    }
    const waited = Date.now() - start;
    if (waited >= timeout) throw lockTimeout(await findHolder(session), timeout);
    if (waited - told >= 1000) {
      told = waited;
      onWait(await findHolder(session), waited);
    }
    // Jitter keeps runners that were started together from asking together.
    await new Promise((resolve) => setTimeout(resolve, 30 + Math.random() * 120));
  }
}

/**
 * Refuses a connection behind a pool that gives the server session away, for commands that find nothing to do: what they
 * say of the database would be the word of whoever answered.
 *
 * @throws {Problem} `pooled_connection`.
 */
export async function assertNoPool(session: Session): Promise<void> {
  const [row] = await session.query<{ direct: boolean }>('SELECT pg_backend_pid() = $1 AS direct', [
    session.pid,
  ]);
  if (row?.direct === false && (await sharesServerSession(session))) throw pooledConnection();
}

/** Sessions that have taken the lock and not given it back. */
const holders = new WeakSet<Session>();

/** Whether a session works under the lock; scratch databases need none. */
export function worksUnderLock(session: Session): boolean {
  return holders.has(session);
}

/**
 * Takes the lock of a session for a transaction as well: a step may release all that the session holds, but nothing that
 * its transaction does. False where another runner has it already.
 */
export const HOLD_IN_TRANSACTION = `pg_try_advisory_xact_lock${LOCK}`;

/** At the end of such a transaction: the session has the lock once, whatever a step did with it. */
export const HOLD_ON = `SELECT pg_advisory_unlock${LOCK}, pg_advisory_lock${LOCK}`;

/** Gives the lock back. Closing the session, or losing it, does the same. */
export async function releaseLock(session: Session): Promise<void> {
  holders.delete(session);
  await session.query(`SELECT pg_advisory_unlock${LOCK}`);
}

async function findHolder(session: Session): Promise<Holder | undefined> {
  const [holder] = await session.query<Holder>(
    `SELECT l.pid, coalesce(a.application_name, '') AS application,
            coalesce(extract(epoch FROM now() - a.backend_start), 0)::int AS seconds
       FROM pg_locks l LEFT JOIN pg_stat_activity a USING (pid)
      WHERE ${IS_HELD}`,
  );
  return holder;
}

function lockTimeout(holder: Holder | undefined, timeout: number): Problem {
  const who = holder?.application || 'another session';
  return new Problem({
    code: 'lock_timeout',
    message: `Another runner is at work on this database, and did not finish within ${timeout / 1000} s.`,
    detail: holder && `${who}, server process ${holder.pid}, connected for ${holder.seconds} s`,
    hint:
      'Wait for it, or give a longer --lock-timeout.' +
      (holder ? ` To end it: SELECT pg_terminate_backend(${holder.pid});` : ''),
  });
}
