import type { Session } from '../connection/session.ts';
import type { StepStatement } from './step-kind.ts';

/**
 * Sends the statements of a step in their order. None is waited for, except where the next one depends on an answer.
 *
 * @throws {Problem} what an answer is refused with; where statements are sent ahead, when it has come.
 */
export async function sendStatements(
  session: Session,
  statements: AsyncIterable<StepStatement>,
): Promise<void> {
  for await (const { sql, values, answered } of statements) await session.enqueue(sql, values, answered);
}
