import { releaseLock, type Session, takeLock } from '@erp/engine/connection';
import type { Invocation } from './invocation.ts';

/**
 * Runs the work while no other runner works on the database, and says for whom it waits.
 *
 * @param timeout seconds to wait at most.
 */
export async function withRunnerLock<Result>(
  invocation: Invocation,
  session: Session,
  timeout: number,
  work: () => Promise<Result>,
): Promise<Result> {
  let told = '';
  await takeLock(session, timeout * 1000, (holder, waited) => {
    const who = holder?.application || (holder ? `server process ${holder.pid}` : 'another runner');
    invocation.statusLine(`Waiting for ${who}, ${Math.round(waited / 1000)} s …`);
    if (told !== who)
      invocation.stderr(`Waiting for ${who}, which has been at work for ${holder?.seconds ?? 0} s.`);
    told = who;
  });
  try {
    return await work();
  } finally {
    // A session that was lost has lost the lock too.
    await releaseLock(session).catch(() => {});
  }
}
