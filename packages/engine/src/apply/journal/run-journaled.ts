import type { Session } from '../../connection/session.ts';
import { RESTORE_SESSION } from '../../connection/session-settings.ts';
import { journalBody } from './relay.ts';

/**
 * Runs the body of a step outside a transaction, noting each of its statements; goes on with what the journal has of it.
 * The step has to be noted as in progress.
 *
 * @param name recorded name of the step.
 * @param kept is told how many of its statements are kept, now and whenever there are more.
 * @throws {Problem} `statement_undecided`, `step_not_repeatable` or `session_lost` when only a person knows how to go on.
 */
export async function runJournaled(
  session: Session,
  name: string,
  kept: (statements: number) => void,
  body: () => Promise<void>,
): Promise<void> {
  const journal = await journalBody((sql, values) => session.query(sql, values), name, kept);
  kept(journal.kept());
  try {
    await session.relayed(journal.relay, body);
    await journal.end();
  } catch (error) {
    await journal.abandon();
    // When the connection is gone, so is what is to be restored.
    if (session.touched()) await session.query(RESTORE_SESSION).catch(() => undefined);
    throw error;
  }
  if (session.touched()) await session.query(RESTORE_SESSION);
}
