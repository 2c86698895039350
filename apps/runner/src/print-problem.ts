import { Problem, Problems } from '@erp/kit/problem';
import pc from 'picocolors';
import { refusedFile } from './refused-file.ts';

/** A problem as lines for people: message, evidence, next move. Several are set apart and counted. */
export function printProblem(error: unknown): string {
  if (error instanceof Problems) {
    const parts = error.problems.map(printOne);
    return [...parts, `${error.problems.length} problems. Nothing was changed.`].join('\n\n');
  }
  return printOne(error);
}

/** A problem as a value for programs. */
export function problemAsJson(error: unknown): object {
  const errors = error instanceof Problems ? error.problems : [error];
  return { version: 1, problems: errors.map(problemFields) };
}

function printOne(error: unknown): string {
  const { message, detail, hint } = problemFields(error);
  const lines = [`${pc.red('Problem:')} ${message}`];
  if (detail) lines.push(...detail.split('\n').map((line) => `  ${line}`));
  if (hint) lines.push(`${pc.bold('Next:')} ${hint}`);
  return lines.join('\n');
}

/** The four fields of a problem; anything unexpected is put into the same shape. */
export function problemFields(error: unknown) {
  const problem = error instanceof Error && !(error instanceof Problem) ? refusedFile(error) : error;
  if (problem instanceof Problem) {
    return { code: problem.code, message: problem.message, detail: problem.detail, hint: problem.hint };
  }
  const unexpected = error instanceof Error ? error : new Error(String(error));
  return { code: 'unexpected', message: unexpected.message, detail: unexpected.stack, hint: undefined };
}
