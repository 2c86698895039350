import { Problem } from '@erp/kit/problem';

/** Signals that end a process, and their numbers. */
const NUMBERS: Partial<Record<NodeJS.Signals, number>> = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15 };
const SIGNALS = Object.keys(NUMBERS) as NodeJS.Signals[];

const cleanups = new Set<() => Promise<void>>();
let describe = () => 'Nothing was changed by this command.';
let ending = false;

/** Says from now on something else when the process is ended from outside. */
export function sayWhenEnded(say: () => string): void {
  describe = say;
}

/**
 * Has something done before a signal ends the process, e.g. a scratch database dropped.
 *
 * @returns forgets it again.
 */
export function cleanUpWhenEnded(cleanup: () => Promise<void>): () => void {
  cleanups.add(cleanup);
  return () => void cleanups.delete(cleanup);
}

/** How an end that nobody asked for is told. */
export interface EndingTold {
  /** A person or the machine ended the process: two sentences, and the same for a program. */
  interrupted(text: string, problem: Problem): void;
  /** Code of a step ended it, or failed where nobody waited for it. */
  failed(problem: Problem): void;
}

/**
 * Says what is kept when a person or the machine ends the process, and ends it with the code that the signal asks for.
 * The server rolls back by itself what was not committed. A second signal ends it at once.
 *
 * Also finds out that a migration or factory has ended the process itself, which would look as if all was well, and what
 * fails in a promise or timer that nobody waits for.
 *
 * @returns to be called when the command has come to its end.
 */
export function watchEnding(told: EndingTold): () => void {
  const end = (code: number) => {
    ending = true;
    void Promise.allSettled([...cleanups].map((cleanup) => cleanup())).then(() => process.exit(code));
  };
  const onSignal = (signal: NodeJS.Signals) => {
    const code = 128 + (NUMBERS[signal] ?? 0);
    if (ending) process.exit(code);
    const [message, detail] = [signal === 'SIGINT' ? 'Interrupted.' : 'Ended.', describe()];
    told.interrupted(`${message} ${detail}`, new Problem({ code: 'interrupted', message, detail }));
    end(code);
  };
  const onFailure = (error: unknown) => {
    if (ending) return;
    told.failed(notAwaited(error));
    end(1);
  };
  const onExit = () => {
    if (ending) return;
    told.failed(
      new Problem({
        code: 'process_ended',
        message: 'Code of a migration or factory ended the process (process.exit).',
        detail: describe(),
        hint: 'Take process.exit out of it; to stop a run, throw an error.',
      }),
    );
    process.exitCode = 1;
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.on('uncaughtException', onFailure);
  process.once('exit', onExit);
  return () => {
    process.off('exit', onExit);
    process.off('uncaughtException', onFailure);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
}

function notAwaited(error: unknown): Problem {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return new Problem({
    code: 'not_awaited',
    message: `Code failed that nobody waited for: ${message}`,
    detail: [describe(), stack].join('\n'),
    hint: 'In a migration or factory, await every promise, and leave no timer behind. Where the lines above name none of these, report it.',
    cause: error,
  });
}
