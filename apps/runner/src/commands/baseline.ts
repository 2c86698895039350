import { type Comparison, compareWithLive } from '@erp/baseline/baseline';
import { conflictsOf } from '@erp/baseline/conflicts';
import { changesRowsOnly } from '@erp/baseline/live-facts';
import { type ReplayedStep, replayCheckout } from '@erp/baseline/replay-checkout';
import { markApplied } from '@erp/engine/apply';
import { takeFingerprint } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import { type Ledger, readLedger } from '@erp/engine/ledger';
import { planMigrations } from '@erp/engine/plan';
import {
  discoverDomains,
  type Project,
  resolveMigration,
  type Step,
  type StepOrder,
} from '@erp/engine/project';
import { Problem, throwProblems } from '@erp/kit/problem';
import { requireScratch } from '@erp/scratch/scratch-database';
import { type Database, withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { type BaselineResult, baselineAsJson, printBaseline } from '../print-baseline.ts';
import { countOf } from '../print-plan.ts';
import { withRunnerLock } from '../runner-lock.ts';
import { scratchBeside } from '../scratch.ts';
import type { BaselineOptions } from './baseline.command.ts';

/** What the ledger lacks of what was chosen. */
interface Unrecorded {
  readonly ledger: Ledger;
  /** Steps that can be compared. */
  readonly candidates: readonly Step[];
  readonly reference: readonly Step[];
}

/**
 * `erp baseline`: discover, take the lock, replay the steps on a scratch database, compare with the live one, and
 * record what matches, in one transaction.
 */
export async function baseline(invocation: Invocation, options: BaselineOptions): Promise<void> {
  const workspace = await discoverDomains(invocation.root);
  const named = options.assumeApplied ?? options.trust ?? [];
  const assumed = new Set(named.map((name) => resolveMigration(workspace, name)));
  await withSession(invocation, 'baseline', async (session, database) => {
    const first = await readUnrecorded(session, workspace, options);
    if (first.candidates.length === 0) {
      sayNothingToDo(invocation, first, options);
      return;
    }
    const compare = async (): Promise<void> => {
      // Another runner may have recorded some while this one waited.
      const current = await readUnrecorded(session, workspace, options);
      if (current.candidates.length === 0) {
        sayNothingToDo(invocation, current, options);
        return;
      }
      // Of a part that is there to the letter, nothing else has to be known; any difference may be what others made.
      for (const only of options.only === undefined ? [undefined] : [options.only, undefined]) {
        const replayed = await replay(invocation, session, database, workspace, only);
        assertNotComparable(replayed, assumed);
        const result = await compareAndRecord(session, workspace.order, replayed, current, assumed, {
          marks: options.dryRun !== true,
          onlyWhole: only !== undefined,
        });
        if (result === undefined) continue;
        report(invocation, workspace.order, { ...result, reference: current.reference }, options);
        return;
      }
    };
    if (options.dryRun === true) await compare();
    else await withRunnerLock(invocation, session, options.lockTimeout, compare);
  });
}

/**
 * Compares, and records what matches if it is to, in one transaction.
 *
 * @returns undefined, with nothing recorded, where everything had to match and does not.
 */
async function compareAndRecord(
  session: Session,
  order: StepOrder,
  replayed: readonly ReplayedStep[],
  { ledger, candidates }: Unrecorded,
  assumed: ReadonlySet<string>,
  { marks, onlyWhole }: { readonly marks: boolean; readonly onlyWhole: boolean },
): Promise<{ comparison: Comparison; batch: number | undefined } | undefined> {
  return session.transaction(async () => {
    await session.query("SET LOCAL lock_timeout = '10s'");
    const comparison = compareWithLive({
      order,
      replayed,
      live: (await takeFingerprint(session)).lines,
      recorded: new Set(ledger.rows.map((row) => row.name)),
      candidates: new Set(candidates.map((step) => step.name)),
      trusted: assumed,
    });
    const { matching, besides } = comparison;
    if (onlyWhole && (matching.length < candidates.length || besides.length > 0)) return undefined;
    return {
      comparison,
      batch: marks && matching.length > 0 ? await markApplied(session, ledger, matching) : undefined,
    };
  });
}

function report(
  invocation: Invocation,
  order: StepOrder,
  found: Omit<BaselineResult, 'dryRun'>,
  options: BaselineOptions,
): void {
  const result = { ...found, dryRun: options.dryRun === true };
  const conflicts = conflictsOf(result.comparison, order);
  if (options.json === true) invocation.json(baselineAsJson(result, conflicts));
  else for (const line of printBaseline(result, conflicts)) invocation.stdout(line);
  if (conflicts.length > 0) process.exitCode = result.batch === undefined ? 1 : 3;
}

/** @throws {Problem} what stands between ledger and checkout: that is to be repaired first. */
async function readUnrecorded(
  session: Session,
  workspace: Project,
  options: BaselineOptions,
): Promise<Unrecorded> {
  const ledger = await readLedger(session);
  const plan = planMigrations(workspace, ledger, options);
  throwProblems(plan.history.problems);
  const steps = plan.steps.filter(({ reason }) => reason === 'new').map(({ step }) => step);
  return {
    ledger,
    candidates: steps.filter((step) => step.kind !== 'reference'),
    reference: steps.filter((step) => step.kind === 'reference'),
  };
}

/** Replays the checkout, or some domains of it, beside the chosen database and says how far that is. */
async function replay(
  invocation: Invocation,
  session: Session,
  database: Database,
  workspace: Project,
  only: readonly string[] | undefined,
): Promise<ReplayedStep[]> {
  await requireScratch(session, database, 'A baseline needs a scratch database to compare with');
  const reported = new Set<number>();
  let all = 0;
  const progress = {
    started(steps: number) {
      all = steps;
      invocation.stage(`Replaying ${countOf(all, 'step')} on a scratch database …`);
    },
    running(name: string, place: number) {
      invocation.statusLine(`Replaying [${place}/${all}] ${name}`);
      // Without a terminal, a line now and then; small checkouts need none.
      if (place % 50 !== 0 || reported.has(place) || invocation.interactive) return;
      reported.add(place);
      invocation.stderr(`Replayed ${place} of ${all} steps.`);
    },
  };
  return replayCheckout(session, workspace, scratchBeside(session, database), progress, only);
}

/** @throws {Problem} `trust_not_needed` for what can be compared: a person's word does not stand above that. */
function assertNotComparable(replayed: readonly ReplayedStep[], assumed: ReadonlySet<string>): void {
  const seen = replayed.filter((each) => assumed.has(each.step.name) && !changesRowsOnly(each));
  throwProblems(
    seen.map(
      ({ step }) =>
        new Problem({
          code: 'trust_not_needed',
          message: `${step.name} changes the schema, so it is compared and not assumed.`,
          hint: 'Nothing was recorded. Leave it out of --assume-applied.',
        }),
    ),
  );
}

function sayNothingToDo(invocation: Invocation, { reference }: Unrecorded, options: BaselineOptions): void {
  if (options.json === true) {
    const comparison = { matching: [], rest: [], trusted: [], besides: [] };
    const result = { comparison, reference, batch: undefined, dryRun: options.dryRun === true };
    invocation.json(baselineAsJson(result, []));
    return;
  }
  const part = options.only === undefined && options.to === undefined ? '' : ' that was asked for';
  invocation.stdout(
    reference.length === 0
      ? `Nothing to record: the ledger has every step${part}.`
      : `Nothing to record: the ledger has every step${part} but the reference data of ${reference.map((step) => step.domain).join(', ')}, which pnpm migrate writes.`,
  );
}
