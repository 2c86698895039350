import { takeFingerprint } from './fingerprint.ts';
import { loadSteps, runForward } from './run-step.ts';
import { cutSegments, explainFailure } from './segments.ts';
import type { Session } from './session.ts';
import type { Step } from './step.ts';

/** What one step changed, as lines of the fingerprint. */
export interface ReplayedStep {
  readonly step: Step;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/**
 * Runs steps on an empty scratch database and writes down what each one changes. Reference data is left out: rows
 * are no part of a schema. Nothing is committed, as long as no step needs to be outside a transaction; so roles,
 * which belong to the whole server, are not left behind either.
 *
 * @param steps in the order of a fresh install.
 * @throws {Problem} that explains the failing step.
 */
export async function replaySteps(
  scratch: Session,
  steps: readonly Step[],
  onStep: (name: string) => void,
): Promise<ReplayedStep[]> {
  const run = steps.filter((step) => step.kind !== 'reference');
  await loadSteps(run);
  const replayed: ReplayedStep[] = [];
  let before = new Set((await takeFingerprint(scratch)).lines);
  const look = async (step: Step) => {
    const after = new Set((await takeFingerprint(scratch)).lines);
    replayed.push({ step, added: without(after, before), removed: without(before, after) });
    before = after;
  };
  const shares = (step: Step) => step.kind !== 'migration' || step.transactional;
  for (const segment of cutSegments(run, shares)) {
    await explainFailure(scratch, [], async (at) => {
      const runOne = async (knex: Session['knex'], step: Step) => {
        at(step.name);
        onStep(step.name);
        await scratch.guarded(() => runForward(scratch, knex, { step, reason: 'new' }));
        await look(step);
      };
      if (!segment.shared) await runOne(scratch.knex, segment.step);
      else {
        await inTransaction(scratch, !segment.last, async (knex) => {
          for (const step of segment.steps) await runOne(knex, step);
        });
      }
    });
  }
  return replayed;
}

/** Runs the work in a transaction, which is kept only for steps that need to see it from outside. */
async function inTransaction(
  scratch: Session,
  keep: boolean,
  work: (knex: Session['knex']) => Promise<void>,
): Promise<void> {
  const done = new Error('rolled back on purpose');
  await scratch
    .transaction(async (trx) => {
      await work(trx);
      if (!keep) throw done;
    })
    .catch((error: unknown) => {
      if (error !== done) throw error;
    });
}

function without(lines: ReadonlySet<string>, others: ReadonlySet<string>): string[] {
  return [...lines].filter((line) => !others.has(line));
}
