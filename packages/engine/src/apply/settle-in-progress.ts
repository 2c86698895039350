import { Problem, throwProblems } from '@erp/kit/problem';
import type { Ask } from '../connection/ask.ts';
import type { Session } from '../connection/session.ts';
import {
  forgetInProgress,
  inDoubt,
  type ProgressNote,
  readProgressNotes,
  readStepsInProgress,
} from '../ledger/in-progress.ts';
import { forgetFailed, readLines } from '../ledger/journal-lines.ts';
import { noJournal, undecided } from '../ledger/journal-problems.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { DROP_LEDGER } from '../ledger/ledger-tables.ts';
import { kindOfName } from '../ledger/recorded-name.ts';
import { holdsRecords } from '../ledger/records.ts';
import type { Project } from '../project/project.ts';
import { unbindNotValid } from '../steps/link.ts';
import type { Step } from '../steps/step.ts';
import { judge } from './journal/probe.ts';
import type { Progress } from './progress.ts';
import { explainFailure } from './segments.ts';
import { finishUndo } from './undo-nontransactional.ts';

/**
 * Brings what earlier runs have begun to an end before a rollback, so that what is recorded is what is there: what was
 * being rolled back is rolled back, what was being applied and left nothing is forgotten. Call it with the runner's lock held.
 *
 * @throws {Problem} `step_unfinished` for a step that is applied by half; problems of the step that is finished.
 */
export async function settleInProgress(
  session: Session,
  project: Project,
  ledger: Ledger,
  progress: Progress,
): Promise<void> {
  if (!ledger.exists) return;
  const inProgress = [...(await readProgressNotes(session)).values()];
  throwProblems((await readStepsInProgress(session)).flatMap((each) => inDoubt(each) ?? []));
  const problems: Problem[] = [];
  for (const each of inProgress) {
    const problem = await settle(session, each, project.order.byName.get(each.name), progress);
    if (problem !== undefined) problems.push(problem);
  }
  throwProblems(problems);
  if (inProgress.length > 0 && !(await holdsRecords(session))) await session.query(DROP_LEDGER);
}

async function settle(
  session: Session,
  { name, direction }: ProgressNote,
  step: Step | undefined,
  progress: Progress,
): Promise<Problem | undefined> {
  if (kindOfName(name) === 'link') {
    await unbindNotValid(session, name);
    await forgetInProgress(session, name);
    return undefined;
  }
  if (step?.kind !== 'migration') return withoutFile(name);
  if (direction === 'down') {
    await explainFailure(session, [], async (at) => {
      let kept = 0;
      at(name, () => kept);
      await finishUndo(session, step, (statements) => {
        kept = statements;
        progress.keptInPart(name, statements);
      });
    });
    return undefined;
  }
  if (direction === null) return noJournal(name);
  return forgetEmpty(session, name);
}

/** A run that has left nothing of a step is forgotten. */
async function forgetEmpty(session: Session, name: string): Promise<Problem | undefined> {
  const ask: Ask = (sql, values) => session.query(sql, values);
  await forgetFailed(ask, name);
  const lines = await readLines(ask, name);
  const [first] = lines;
  if (lines.length === 1 && first?.state === 'begun' && first.probe !== null) {
    const verdict = await judge(first.probe, ask);
    if (verdict === 'unknown') return undecided(name, first);
    if (verdict === 'not kept') lines.pop();
  }
  if (lines.length > 0) {
    return new Problem({
      code: 'step_unfinished',
      message: `${name} is applied by half: a run ended in its middle, and ${lines.length === 1 ? 'its first statement is' : `${lines.length} of its statements are`} kept.`,
      detail: lines.map(({ place, statement }) => `${place}  ${statement}`).join('\n'),
      hint: `${name} was not rolled back. To finish it: pnpm migrate. Once you have undone by hand what is kept: pnpm erp repair ${name} --choose start-over --yes`,
    });
  }
  await forgetInProgress(session, name);
  return undefined;
}

function withoutFile(name: string): Problem {
  return new Problem({
    code: 'step_unfinished',
    message: `A run ended in the middle of ${name}, of which this checkout has no file.`,
    hint: `Nothing was changed. Check out the version that began it; or, when no file could end it: pnpm erp repair ${name} --yes`,
  });
}
