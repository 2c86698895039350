import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { ConnectionSettings } from '@erp/postgres/connection';
import { CHECKOUT, environmentOf } from './erp-environment.ts';
import { type Outcome, runErp } from './run-erp.ts';

const HOST = join(import.meta.dirname, 'erp-host.js');
const LOADER = join(CHECKOUT, 'packages', 'engine', 'src', 'source', 'import-typescript.js');
const PROGRAM = join(CHECKOUT, 'apps', 'runner', 'src', 'main.ts');

/** Processes that wait for a command; they end with the process that runs the tests. */
const idle: ChildProcess[] = [];

/** How many of them wait; a test that needs more at once has them end again. */
const WAITING = 2;

/**
 * Runs a command as `runErp` does, in a process that stays for the next ones: a fifth of the time, for tests of what a
 * command does and says. What is about the process itself, such as killing it, needs `runErp`, and so does the embedded
 * server, which a process holds until it ends. Commands beside each other have a process each.
 *
 * @throws when the process ends under the command.
 */
export async function askErp(
  root: string,
  database: ConnectionSettings | string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = {},
): Promise<Outcome> {
  // Node that reads TypeScript by itself keeps a module for good, and tests write modules anew.
  if (Reflect.get(process.features, 'typescript')) return runErp(root, database, args, undefined, env);
  const host = idle.pop() ?? startHost();
  host.channel?.ref();
  const outcome = await new Promise<Outcome>((resolve, reject) => {
    const ended = (code: number | null) =>
      reject(new Error(`The process of erp ${args.join(' ')} ended with ${code}.`));
    host.once('exit', ended);
    host.once('message', (answer) => {
      host.off('exit', ended);
      resolve(answer as Outcome);
    });
    host.send({ root, args, env: withoutUndefined(environmentOf(database, env)) });
  });
  host.channel?.unref();
  if (idle.length < WAITING) idle.push(host);
  else host.disconnect();
  return outcome;
}

function startHost(): ChildProcess {
  const host = fork(HOST, [LOADER, PROGRAM, CHECKOUT], {
    // Not what Jest itself was started with.
    execArgv: [],
    env: environmentOf(undefined),
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  host.unref();
  return host;
}

function withoutUndefined(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}
