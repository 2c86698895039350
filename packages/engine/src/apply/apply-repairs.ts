import { Problem } from '@erp/kit/problem';
import type { Session } from '../connection/session.ts';
import { readProgressNotes } from '../ledger/in-progress.ts';
import {
  changeChecksum,
  changeName,
  changeStep,
  decideStatement,
  finishStep,
  forgetProgress,
  forgetUpTo,
  type LedgerChange,
  startOver,
} from '../ledger/repair-statements.ts';
import type { Interrupted, Repair } from '../plan/repair.ts';

/**
 * Writes repairs into the ledger, all or none. Call it with the runner's lock held.
 *
 * @throws {Problem} `ledger_changed` when a record is not any more what the person was shown.
 */
export async function applyRepairs(session: Session, repairs: readonly Repair[]): Promise<void> {
  // Notes of an earlier release get the columns that they lack.
  if (repairs.some(({ kind }) => kind === 'interrupted' || kind === 'unfinished'))
    await readProgressNotes(session);
  await session.transaction(async () => {
    await session.query("SET LOCAL lock_timeout = '10s'");
    for (const repair of repairs) {
      const changed = await session.query(...statementOf(repair));
      if (changed.length > 0) continue;
      throw new Problem({
        code: 'ledger_changed',
        message: `Somebody else changed what is recorded of ${repair.name} in the meantime.`,
        hint: 'Nothing was repaired. Look again: pnpm erp repair --dry-run',
      });
    }
  });
}

function statementOf(repair: Repair): LedgerChange {
  switch (repair.kind) {
    case 'edited':
      return changeChecksum(repair.row, repair.step.checksum);
    case 'renamed':
      return repair.edited ? changeStep(repair.row, repair.step) : changeName(repair.row, repair.step.name);
    case 'missing':
      return forgetUpTo(repair.row);
    case 'unfinished':
      return forgetProgress(repair.name);
    case 'interrupted':
      return statementOfChoice(repair);
  }
}

function statementOfChoice({ name, inProgress, step, choice }: Interrupted): LedgerChange {
  const { direction, open } = inProgress;
  switch (choice) {
    case 'done':
    case 'again':
      return decideStatement(name, open?.place ?? 0, choice === 'done' ? 'kept' : 'not kept');
    case 'finished':
      return finishStep(name, direction, step.checksum);
    case 'start-over':
      return startOver(name, direction);
    case undefined:
      throw new Error(`nobody has said what to do about ${name}`);
  }
}
