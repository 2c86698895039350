import type { Session } from '@erp/engine/connection';

/**
 * Works tasks off by several sessions at the same time, in their order. After a failure none is begun any more; the others
 * end what they are at.
 *
 * @throws what the first of the failing ones failed with, when nobody is at work any more.
 */
export async function workOff<Task>(
  sessions: readonly Session[],
  tasks: readonly Task[],
  work: (session: Session, task: Task) => Promise<void>,
): Promise<void> {
  const left = [...tasks];
  const failures: unknown[] = [];
  const takeTurns = async (session: Session) => {
    for (let task = left.shift(); task !== undefined; task = left.shift()) {
      try {
        await work(session, task);
      } catch (error) {
        failures.push(error);
        left.length = 0;
      }
    }
  };
  await Promise.all(sessions.map(takeTurns));
  if (failures.length > 0) throw failures[0];
}

/**
 * Opens sessions beside one, on the same database, for the time of some work.
 *
 * @param prepare is done in each of them first.
 */
export async function withSiblings<Result>(
  session: Session,
  count: number,
  prepare: (sibling: Session) => Promise<void>,
  work: (siblings: readonly Session[]) => Promise<Result>,
): Promise<Result> {
  const siblings: Session[] = [];
  try {
    while (siblings.length < count) siblings.push(await session.openSibling());
    for (const sibling of siblings) await prepare(sibling);
    return await work(siblings);
  } finally {
    for (const sibling of siblings) await sibling.close().catch(() => {});
  }
}
