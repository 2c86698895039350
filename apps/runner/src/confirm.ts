import { createInterface } from 'node:readline/promises';
import { Problem } from '@erp/kit/problem';
import type { Invocation } from './invocation.ts';

/**
 * Asks a person to agree.
 *
 * @throws {Problem} `not_confirmed` when the answer is anything but yes, or nobody is there to give one.
 */
export async function confirm(invocation: Invocation, question: string): Promise<void> {
  if (!invocation.interactive) {
    throw new Problem({
      code: 'not_confirmed',
      message: `${question} Nobody is there to answer.`,
      hint: 'Nothing was changed. Give --yes to go on without being asked.',
    });
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) {
    throw new Problem({ code: 'not_confirmed', message: 'Nothing was changed.' });
  }
}
