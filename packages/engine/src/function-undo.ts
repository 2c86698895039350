import { readFunctionFile } from './function-file.ts';
import type { Step } from './step.ts';
import { readFunctionText } from './steps/function-envelope.ts';

/**
 * The statements that take back what a function file makes: its triggers, then its functions, newest first.
 *
 * @param name recorded name of the step, for the error.
 * @param sql the file's text; parsed by PostgreSQL's own parser.
 * @throws {Problem} what `readFunctionFile` throws.
 */
export async function undoOfFunction(name: string, sql: string): Promise<readonly string[]> {
  return (await readFunctionFile(name, sql)).undo;
}

/** What the ledger keeps of a function beyond its name; nothing of any other step. */
export interface FunctionRecord {
  readonly content: string | null;
  readonly undo: readonly string[] | null;
}

/** Reads what the ledger is to keep of a step that is recorded without being run. */
export async function recordOfFunction(step: Step): Promise<FunctionRecord> {
  if (step.kind !== 'function') return { content: null, undo: null };
  const content = await readFunctionText(step);
  return { content, undo: await undoOfFunction(step.name, content) };
}

/**
 * What an applied version of a function file made and the new text does not make any more: a trigger taken out of the
 * file, another signature.
 *
 * @param undone what takes the applied version back.
 * @returns the statements that drop the rest.
 */
export async function orphansOf(name: string, sql: string, undone: readonly string[]): Promise<string[]> {
  if (undone.length === 0) return [];
  const undo = await undoOfFunction(name, sql);
  return undone.filter((statement) => !undo.includes(statement));
}
