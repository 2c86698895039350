import { createInterface } from 'node:readline/promises';
import { Problem } from '@erp/kit/problem';
import type { Invocation } from './invocation.ts';

/** Questions to a person, one after the other. */
export interface Dialog {
  /** The answer without white space around it; empty once the person has ended the input. */
  ask(question: string): Promise<string>;
  close(): void;
}

/** Opens a dialog on the terminal. */
export function openDialog(): Dialog {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise<string>((resolve) => terminal.once('close', () => resolve('')));
  return {
    ask: async (question) =>
      (await Promise.race([terminal.question(question).catch(() => ''), ended])).trim(),
    close: () => terminal.close(),
  };
}

/** Whether an answer agrees. */
export function isYes(answer: string): boolean {
  return /^y(es)?$/i.test(answer);
}

/**
 * Asks a person to agree.
 *
 * @throws {Problem} `not_confirmed` when the answer is anything but yes, or nobody is there to give one.
 */
export async function confirm(invocation: Invocation, question: string): Promise<void> {
  const answer = await answerTo(invocation, question, '[y/N]');
  if (!isYes(answer)) {
    throw new Problem({ code: 'not_confirmed', message: 'Nothing was changed.' });
  }
}

/**
 * Asks a person to type the name of what is gone afterwards.
 *
 * @throws {Problem} `not_confirmed` when the answer is anything else, or nobody is there to give one.
 */
export async function confirmByName(invocation: Invocation, question: string, name: string): Promise<void> {
  const answer = await answerTo(invocation, question, 'Type its name:');
  if (answer !== name) {
    throw new Problem({
      code: 'not_confirmed',
      message: `"${answer}" is not ${name}. Nothing was changed.`,
    });
  }
}

async function answerTo(invocation: Invocation, question: string, wanted: string): Promise<string> {
  if (!invocation.interactive) {
    throw new Problem({
      code: 'not_confirmed',
      message: `${question} Nobody is there to answer.`,
      hint: 'Nothing was changed. Give --yes to go on without being asked.',
    });
  }
  const dialog = openDialog();
  const answer = await dialog.ask(`${question} ${wanted} `);
  dialog.close();
  return answer;
}
