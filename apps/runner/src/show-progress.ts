import type { Progress } from '@erp/engine/apply';
import { domainOfName } from '@erp/engine/ledger';
import pc from 'picocolors';
import type { Invocation } from './invocation.ts';
import { countOf } from './print-plan.ts';
import { showWaiting } from './show-waiting.ts';

/** A run of steps as a person is to see it. */
export interface WatchedRun {
  /** What happens to the steps, e.g. `Applying`. */
  readonly does: string;
  readonly steps: number;
  /** The command that goes on, e.g. `pnpm migrate`. */
  readonly again: string;
}

/**
 * Says what begins, shows the running step on a terminal, and one line for each domain that is done. Says what is kept
 * when the run is ended from outside.
 */
export function showProgress(invocation: Invocation, run: WatchedRun): Progress {
  const { steps: total, again } = run;
  let done = 0;
  let committed = 0;
  /** Statements that are kept of the step that is running. */
  let part: { readonly name: string; readonly statements: number } | undefined;
  invocation.whenEnded(() => {
    const statements = part?.statements ?? 0;
    const kept = [
      ...(committed > 0 ? [`${committed} of ${total} steps`] : []),
      ...(statements > 0 ? [`${countOf(statements, 'statement')} of ${part?.name}`] : []),
    ];
    if (kept.length === 0)
      return `Nothing was changed: the server rolls back what was not committed. Again: ${again}`;
    const verb = committed === 0 && statements === 1 ? 'is' : 'are';
    return `${kept.join(' and ')} ${verb} kept, the rest is rolled back. It goes on with: ${again}`;
  });
  invocation.stage(`${run.does} ${countOf(run.steps, 'step')} …`);
  const domains = linesByDomain(invocation);
  return {
    started(name) {
      invocation.statusLine(`[${done + 1}/${total}] ${name}`);
    },
    finished(name, _direction, duration) {
      domains.add(name, duration);
      done += 1;
      part = undefined;
      invocation.statusLine(`[${done}/${total}] ${name}`);
      if (done === total) domains.end();
    },
    waits: showWaiting(invocation),
    takenBack(why) {
      invocation.stderr(why);
      done = committed;
      domains.forget();
    },
    keptInPart(name, statements) {
      part = { name, statements };
    },
    committed() {
      committed = done;
    },
  };
}

/** One line for the steps of a domain that follow each other, once another domain has its turn. */
function linesByDomain(invocation: Invocation) {
  let current: { title: string; steps: number; duration: number } | undefined;
  const end = () => {
    if (current === undefined) return;
    invocation.stderr(
      `${pc.green('✓')} ${current.title.padEnd(14)} ${String(current.steps).padStart(3)} steps  ${(current.duration / 1000).toFixed(2)} s`,
    );
    current = undefined;
  };
  return {
    add(name: string, duration: number) {
      const title = name.includes('/links/') ? 'links' : domainOfName(name);
      if (current?.title !== title) {
        end();
        current = { title, steps: 0, duration: 0 };
      }
      current.steps += 1;
      current.duration += duration;
    },
    end,
    forget() {
      current = undefined;
    },
  };
}
