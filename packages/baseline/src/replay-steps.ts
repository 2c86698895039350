import { cutSegments, explainFailure, loadSteps, runForward } from '@erp/engine/apply';
import { compareLines, followFingerprint, takeFingerprint } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import type { Step } from '@erp/engine/project';
import type { Knex } from 'knex';

/** Lines of the fingerprint that came and went. */
export interface Change {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What one step changed. */
export interface ReplayedStep extends Change {
  readonly step: Step;
}

/** What a caller may say while steps are replayed. */
export interface ReplayWatch {
  onStep(name: string): void;
  /**
   * Whether a change is of no further interest, so that the functions that made it together need not be looked at
   * one by one. Then the last of them answers for all.
   */
  isExplained(change: Change): boolean;
}

/**
 * Runs steps on an empty scratch database and writes down what each one changes. Reference data is run too: it may
 * call functions that make something. Nothing is committed, as long as no step needs to be outside a transaction; so
 * roles, which belong to the whole server, are not left behind either.
 *
 * @param steps in the order of a fresh install.
 * @throws {Problem} that explains the failing step.
 */
export async function replaySteps(
  scratch: Session,
  steps: readonly Step[],
  watch: ReplayWatch,
): Promise<ReplayedStep[]> {
  await loadSteps(steps);
  const notes = await notesOn(scratch);
  for (const segment of cutSegments(steps, (step) => step.kind !== 'migration' || step.transactional)) {
    await explainFailure(scratch, [], async (at) => {
      const run = async (knex: Knex, step: Step) => {
        at(step.name);
        watch.onStep(step.name);
        await scratch.inStep(step.name, () => runForward(scratch, knex, { step, reason: 'new' }));
      };
      if (!segment.shared) {
        await run(scratch.knex, segment.step);
        notes.keep(segment.step, await notes.look());
        return;
      }
      await inTransaction(scratch, !segment.last, async (knex) => {
        for (const group of groupFunctions(segment.steps)) {
          if (group.length > 1 && (await runTogether(group, (step) => run(knex, step)))) continue;
          for (const step of group) {
            await run(knex, step);
            notes.keep(step, await notes.look());
          }
        }
        checkFollowed(notes.lines(), (await takeFingerprint(scratch)).lines);
      });
    });
  }
  return notes.replayed;

  /** Runs functions as one; false, and undone, where what they change has to be known of each. */
  async function runTogether(group: readonly Step[], run: (step: Step) => Promise<void>): Promise<boolean> {
    await scratch.query('SAVEPOINT functions');
    for (const step of group) await run(step);
    const change = await notes.look();
    if (watch.isExplained(change)) {
      for (const step of group.slice(0, -1)) notes.keep(step, { added: [], removed: [] });
      notes.keep(group.at(-1) as Step, change);
      return true;
    }
    await scratch.query('ROLLBACK TO SAVEPOINT functions');
    // What was looked at is undone.
    await notes.look();
    return false;
  }
}

/** What each step changed, told from the lines of the schema before it and after it. */
async function notesOn(scratch: Session) {
  const replayed: ReplayedStep[] = [];
  const followed = followFingerprint(scratch);
  await followed.look();
  return {
    replayed,
    lines: () => followed.lines(),
    async look(): Promise<Change> {
      const { missing, extra } = await followed.look();
      return { added: extra, removed: missing };
    },
    keep(step: Step, change: Change) {
      replayed.push({ step, ...change });
    },
  };
}

/** What was put together from changes has to be what is there; anything else would be told as a difference. */
function checkFollowed(followed: readonly string[], whole: readonly string[]): void {
  const { missing, extra } = compareLines(whole, followed);
  const [line] = [...missing, ...extra];
  if (line !== undefined) throw new Error(`The changes of the steps do not add up to the schema: ${line}`);
}

/** Functions that follow each other together, every other step alone. */
function groupFunctions(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of steps) {
    const last = groups.at(-1);
    if (step.kind === 'function' && last?.[0]?.kind === 'function') last.push(step);
    else groups.push([step]);
  }
  return groups;
}

/** Runs the work in a transaction, which is kept only for steps that need to see it from outside. */
async function inTransaction(
  scratch: Session,
  keep: boolean,
  work: (knex: Knex) => Promise<void>,
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
