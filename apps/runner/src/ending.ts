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

/**
 * Says what is kept when a person or the machine ends the process, and ends it with the code that the signal asks for.
 * The server rolls back by itself what was not committed. A second signal ends it at once.
 *
 * Also finds out that a migration or factory has ended the process itself, which would look as if all was well.
 *
 * @returns to be called when the command has come to its end.
 */
export function watchEnding(): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    const code = 128 + (NUMBERS[signal] ?? 0);
    if (ending) process.exit(code);
    ending = true;
    process.stderr.write(`\n${signal === 'SIGINT' ? 'Interrupted' : 'Ended'}. ${describe()}\n`);
    void Promise.allSettled([...cleanups].map((cleanup) => cleanup())).then(() => process.exit(code));
  };
  const onExit = () => {
    if (ending) return;
    process.stderr.write(
      `Problem: Code of a migration or factory ended the process (process.exit).\n  ${describe()}\nNext: Take process.exit out of it; to stop a run, throw an error.\n`,
    );
    process.exitCode = 1;
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  process.once('exit', onExit);
  return () => {
    process.off('exit', onExit);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
}
