import { Problem } from '@erp/kit/problem';
import type { JournalLine } from './journal-lines.ts';

/** The ways on from a step of which only a person can say what the database has of it, as commands. */
export function waysOn(name: string, choices: readonly Choice[]): string[] {
  return choices.map((choice) => `pnpm erp repair ${name} --choose ${choice} --yes   ${MEANING[choice]}`);
}

/** What a person may say about a step whose run ended in the middle of it. */
export const CHOICES = ['done', 'again', 'finished', 'start-over'] as const;
/** One of them. */
export type Choice = (typeof CHOICES)[number];

/** The choices about a step as a whole, which are there even when no statement is in doubt. */
export const WHOLE: readonly Choice[] = ['finished', 'start-over'];

/** What each choice says. */
export const MEANING: Readonly<Record<Choice, string>> = {
  done: 'the statement has done its work: go on behind it',
  again: 'it has not, or may be run twice: run it again',
  finished: 'the rest of the step was done by hand: it is done as a whole',
  'start-over': 'what was kept was undone by hand, or may be run twice: begin at the first statement',
};

/** A run ended in the middle of a statement, and nothing in the database tells whether it was done. */
export function undecided(name: string, line: Pick<JournalLine, 'place' | 'statement'>): Problem {
  return new Problem({
    code: 'statement_undecided',
    message: `A run ended in the middle of statement ${line.place} of ${name}; whether it was done, only a person can tell.`,
    detail: `${line.place === 1 ? 'It is the first one' : `Kept are statements 1 to ${line.place - 1}`}. In doubt: ${line.statement}`,
    hint: `Nothing was changed now. Look at the data, then choose:\n${waysOn(name, CHOICES).join('\n')}`,
  });
}

/** A step was begun by a release that noted no statements. */
export function noJournal(name: string): Problem {
  return new Problem({
    code: 'statements_unknown',
    message: `A run of an earlier release ended in the middle of ${name}; it did not note which statements were kept.`,
    detail: 'Compare the file with the database.',
    hint: `Nothing was changed now. Choose:\n${waysOn(name, WHOLE).join('\n')}`,
  });
}

/** A step was run again from its beginning, and did something else than the first time. */
export function notRepeatable(
  name: string,
  line: Pick<JournalLine, 'place' | 'statement' | 'state'>,
  now: string | undefined,
): Problem {
  return new Problem({
    code: 'step_not_repeatable',
    message: `${name} does not send the same statements as in the run that ended in its middle.`,
    detail: `Statement ${line.place} was, and ${line.state === 'kept' ? 'is kept' : 'left nothing'}: ${line.statement}\n${now === undefined ? 'Now the step ends before it.' : `Now it is: ${now}`}`,
    hint: `Nothing was changed now. Was the file edited? Give it back its first statements: what stands behind those that are kept may change. Or choose:\n${waysOn(name, WHOLE).join('\n')}`,
  });
}

/** A step made a temporary table, and its session is gone. */
export function sessionLost(name: string, line: Pick<JournalLine, 'place' | 'statement'>): Problem {
  return new Problem({
    code: 'session_lost',
    message: `${name} cannot go on: the temporary table of its statement ${line.place} went with the session of the run that ended.`,
    detail: line.statement,
    hint: `Nothing was changed now. Choose:\n${waysOn(name, WHOLE).join('\n')}`,
  });
}

/** A step ended without ending the transaction that it began. */
export function leftOpen(name: string): Problem {
  return new Problem({
    code: 'transaction_left_open',
    message: `${name} began a transaction and did not end it.`,
    detail: 'What it did in it is rolled back.',
    hint: `Commit it in ${name}, then run the command again.`,
  });
}

/**
 * A statement outside a transaction that would write to the ledger: nothing could undo it when the step is recorded.
 *
 * @param shown the statement without what is secret in it.
 */
export function writesRecords(name: string, shown: string): Problem {
  return new Problem({
    code: 'ledger_touched',
    message: `${name} would change the records of what is applied, which belong to the runner.`,
    detail: shown,
    hint: 'Take the statement out of the step; a record is put right by pnpm erp repair.',
  });
}
