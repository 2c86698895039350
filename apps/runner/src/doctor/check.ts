import { Problem } from '@erp/kit/problem';
import { redact } from '@erp/postgres/connection';
import { problemFields } from '../print-problem.ts';

/** One answer of `erp doctor`. */
export interface Check {
  /** What was looked at, e.g. `node`: a searchable constant. */
  readonly name: string;
  readonly ok: boolean;
  /** What was found. */
  readonly found: string;
  /** The next move, a command where there is one; null when all is well. */
  readonly next: string | null;
}

/** An answer that all is well. */
function good(name: string, found: string): Check {
  return { name, ok: true, found, next: null };
}

/** An answer that somebody has to do something. */
function bad(name: string, found: string, next: string): Check {
  return { name, ok: false, found, next };
}

/**
 * Asks one thing; what it throws is the answer. Nothing stops the other questions.
 *
 * @param look says what was found, or throws.
 * @param password of the connection, which no answer may hold.
 */
export async function ask(
  name: string,
  look: () => string | Promise<string>,
  password?: string,
): Promise<Check> {
  const hidden = (text: string) => redact(text, password === undefined ? {} : { password });
  try {
    return good(name, hidden(await look()));
  } catch (error) {
    const { message, detail, hint } = problemFields(error);
    const said = error instanceof Problem && detail ? `${message} ${detail.split('\n')[0]}` : message;
    return bad(name, hidden(said), hidden(hint ?? 'pnpm erp doctor --json'));
  }
}
