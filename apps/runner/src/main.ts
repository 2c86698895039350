import { PartlyApplied } from '@erp/engine/ledger';
import { Problem, Problems } from '@erp/kit/problem';
import { connectionFromEnvironment, redact } from '@erp/postgres/connection';
import { CommanderError } from 'commander';
import { asTypedHere } from './as-typed-here.ts';
import { watchEnding } from './ending.ts';
import { printProblem, problemAsJson } from './print-problem.ts';
import { buildProgram } from './program.ts';
import { writeResult } from './standard-output.ts';

/** Exit codes of every command. */
export const EXIT = { done: 0, problem: 1, usage: 2, partly: 3 } as const;

/**
 * Runs the command line.
 *
 * @param argv arguments behind the program's name.
 * @returns the exit code: 0 done, 1 problem, 2 wrong usage, 3 applied in part.
 */
export async function main(argv: readonly string[]): Promise<number> {
  // A reader that has seen enough, such as `head`, must not end a run that is at work.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', ignoreClosedPipe);
  const json = argv.includes('--json');
  const ended = watchEnding({
    interrupted(text, problem) {
      process.stderr.write(`\n${text}\n`);
      if (json) tell(problem, json);
    },
    failed: (problem) => tell(problem, json),
  });
  try {
    await (await buildProgram(argv)).parseAsync([...argv], { from: 'user' });
    return Number(process.exitCode ?? EXIT.done);
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return EXIT.done;
      if (json) tell(usageProblem(error), json);
      return EXIT.usage;
    }
    tell(error, json);
    if (error instanceof PartlyApplied) return EXIT.partly;
    return isUsage(error) ? EXIT.usage : EXIT.problem;
  } finally {
    ended();
  }
}

/** Tells what went wrong: a program on standard output, a person on standard error. */
function tell(error: unknown, json: boolean): void {
  if (json) writeResult(withoutSecrets(JSON.stringify(problemAsJson(error), null, 2)));
  else process.stderr.write(`${withoutSecrets(asTypedHere(process.env)(printProblem(error)))}\n`);
}

/** What was typed names something that is not there, or contradicts itself: no other database would make it right. */
const USAGE = new Set([
  'usage',
  'domain_unknown',
  'migration_unknown',
  'rule_unknown',
  'tenant_unknown',
  'backup_not_found',
  'fresh_domain',
]);

function isUsage(error: unknown): boolean {
  if (error instanceof Problems) return error.problems.every(isUsage);
  return error instanceof Problem && USAGE.has(error.code);
}

/** What Commander has said to standard error, for a program that reads standard output. */
function usageProblem({ message }: CommanderError): Problem {
  return new Problem({
    code: 'usage',
    message: message.replace(/^error: /, ''),
    hint: 'erp --help lists the commands, erp <command> --help their options.',
  });
}

function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}

/** Whatever an error carries, the password of the connection is not part of what we print. */
function withoutSecrets(text: string): string {
  try {
    const settings = connectionFromEnvironment(process.env);
    return settings === undefined ? text : redact(text, settings);
  } catch {
    // The address itself is malformed; the problem that says so was written without the password.
    return text;
  }
}
