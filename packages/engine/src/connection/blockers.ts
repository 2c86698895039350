import { IS_HELD } from './lock.ts';
import type { Session } from './session.ts';

/** A session that another one waits for. */
export interface Blocker {
  readonly pid: number;
  /** Its application_name, or its user where it has none; empty when we may not see it. */
  readonly application: string;
  /** What it does, as pg_stat_activity says it: `active`, `idle in transaction`. */
  readonly state: string;
  /** How long its transaction has been open, in seconds. */
  readonly seconds: number;
  /** The table that is waited for; empty when it is not a table. */
  readonly table: string;
}

/**
 * The session that works is the one that holds the runner's lock: behind a pool in session mode its number is not the
 * one that the client was told ($1), which may be that of anybody.
 */
const BLOCKERS = `WITH worker AS (
  SELECT coalesce((SELECT l.pid FROM pg_locks l WHERE ${IS_HELD}), $1::integer) AS pid)
SELECT a.pid, coalesce(nullif(a.application_name, ''), a.usename, '') AS application,
       coalesce(a.state, '') AS state,
       coalesce(extract(epoch FROM clock_timestamp() - a.xact_start), 0)::int AS seconds,
       coalesce((SELECT min(l.relation::regclass::text) FROM pg_locks l
                  WHERE l.pid = worker.pid AND NOT l.granted), '') AS table
  FROM worker CROSS JOIN unnest(pg_blocking_pids(worker.pid)) AS blocking (pid)
  JOIN pg_stat_activity a ON a.pid = blocking.pid
 ORDER BY a.xact_start LIMIT 1`;

/** Milliseconds before the first look, and between looks. */
const PAUSE = 1000;

/**
 * Watches from a second connection for whom a session waits while it works. The connection is opened when the work has
 * taken a second, and does nothing but look; when it cannot be had, nobody is named.
 *
 * @param found called for each new blocker.
 * @returns what the work returns; `last` in its argument is the last one found.
 */
export async function withBlockersWatched<Result>(
  session: Session,
  found: (blocker: Blocker) => void,
  work: (last: () => Blocker | undefined) => Promise<Result>,
): Promise<Result> {
  let last: Blocker | undefined;
  const stop = watch(session, (blocker) => {
    if (blocker.pid !== last?.pid) found(blocker);
    last = blocker;
  });
  try {
    return await work(() => last);
  } finally {
    await stop();
  }
}

/** @returns what ends the watch, and waits until its connection is closed. */
function watch(session: Session, seen: (blocker: Blocker) => void): () => Promise<void> {
  let sibling: Promise<Session> | undefined;
  let look = Promise.resolve();
  let stopped = false;
  let timer: NodeJS.Timeout;
  const again = () => {
    timer = setTimeout(() => {
      sibling ??= session.openSibling();
      look = sibling
        .then((other) => other.query<Blocker>(BLOCKERS, [session.pid]))
        .then(([blocker]) => {
          if (blocker !== undefined) seen(blocker);
          if (!stopped) again();
        })
        .catch(() => {});
    }, PAUSE);
  };
  again();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await look;
    await sibling?.then((other) => other.close()).catch(() => {});
  };
}

/** Says who holds what, for people: `psql, server process 12, idle in transaction for 40 s, holds crm_leads`. */
export function describeBlocker({ application, pid, state, seconds, table }: Blocker): string {
  const who = [application || 'another session', `server process ${pid}`];
  return `${who.join(', ')}, ${state || 'at work'} for ${seconds} s, holds ${table || 'what is needed'}`;
}
