import { applyPlan, applyRollback, SILENT } from '@erp/engine/apply';
import { compareLines, type Fingerprint, type SchemaDifference, takeFingerprint } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import { domainOfName, kindOfName, readLedger } from '@erp/engine/ledger';
import { planMigrations, planRollback } from '@erp/engine/plan';
import type { Project, StepOrder } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import { installDomains } from '@erp/scratch/install';
import type { WithScratch } from '@erp/scratch/scratch-database';
import type { DumpAndRestore } from './dump-and-restore.ts';
import type { PathRun, UpgradePath } from './upgrade-paths.ts';

/** Where a path went wrong. */
export interface Divergence {
  /** Number of the run on the path, from 1 on. */
  readonly run: number;
  /** What the schema should be like after that run. */
  readonly expected: string;
  /** How it differs from that; undefined when a step failed. */
  readonly difference: SchemaDifference | undefined;
  /** What the failing step said. */
  readonly problem: Problem | undefined;
}

/** One step, one way, and what it changed. */
export interface TracedStep {
  readonly name: string;
  readonly direction: 'up' | 'down';
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Runs the paths of one checkout, on scratch databases. */
export interface PathRunner {
  /** What every path has to lead to. */
  freshInstall(): Promise<Fingerprint>;
  /** Runs a path; undefined when it leads to where it should. */
  run(path: UpgradePath): Promise<Divergence | undefined>;
  /** Runs as far as a divergence step by step, one run for each, and tells what each step changed. */
  trace(runs: readonly PathRun[]): Promise<TracedStep[]>;
}

/**
 * Makes a runner. Each path is run by the code that `erp migrate` and `erp rollback` run, with its commits, on a
 * database of its own.
 *
 * After each run that leaves whole domains, the schema has to be that of a fresh install of just these: so a rollback
 * that forgets something is found even when going up again hides it.
 *
 * @param withScratch gives the work an empty database.
 * @param dumpAndRestore what runs paths of the kind `restore`; they need it.
 */
export function pathRunner(
  workspace: Project,
  order: StepOrder,
  withScratch: WithScratch,
  dumpAndRestore?: DumpAndRestore,
): PathRunner {
  const install = installer(workspace, withScratch);

  /** Goes on from one run of a path; behind a restore on the restored database, while the dumped one waits. */
  const runFrom = async (
    scratch: Session,
    path: UpgradePath,
    from: number,
  ): Promise<Divergence | undefined> => {
    for (const [i, run] of path.runs.entries()) {
      if (i < from) continue;
      if ('restore' in run) {
        return withScratch(async (restored) => {
          const failed = await attempt(i, () => restore(scratch, restored));
          return failed ?? (await lookAt(restored, i)) ?? runFrom(restored, path, i + 1);
        });
      }
      const failed = await attempt(i, () => executeRun(scratch, workspace, run));
      const divergence = failed ?? (await lookAt(scratch, i));
      if (divergence !== undefined) return divergence;
    }
    return undefined;
  };
  const restore = async (from: Session, to: Session) => {
    if (dumpAndRestore === undefined) throw new Error('There is nothing to dump and restore with.');
    await dumpAndRestore(await nameOf(from), await nameOf(to));
  };
  /** Whether the schema is what it should be, where whole domains are there. */
  const lookAt = async (scratch: Session, i: number): Promise<Divergence | undefined> => {
    const there = await wholeDomains(scratch, order);
    if (there === undefined) return undefined;
    const expected = await install(there);
    const found = await takeFingerprint(scratch);
    if (found.hash === expected.hash) return undefined;
    const difference = compareLines(expected.lines, found.lines);
    return { run: i + 1, expected: installOf(there, order), difference, problem: undefined };
  };

  return {
    freshInstall: () => install(order.domains),
    run: (path) => withScratch((scratch) => runFrom(scratch, path, 0)),
    trace: (runs) => withScratch((scratch) => traceRuns(scratch, workspace, runs)),
  };
}

/** Fresh installs of just these domains, each made once. */
function installer(workspace: Project, withScratch: WithScratch) {
  const installs = new Map<string, Promise<Fingerprint>>();
  return (domains: readonly string[]): Promise<Fingerprint> => {
    const key = domains.join(' ');
    const known = installs.get(key);
    if (known !== undefined) return known;
    const made = withScratch(async (scratch) => {
      if (domains.length > 0) await installDomains(scratch, workspace, domains);
      return takeFingerprint(scratch);
    });
    installs.set(key, made);
    return made;
  };
}

/** What an install of just these domains is called. */
function installOf(domains: readonly string[], order: StepOrder): string {
  if (domains.length === order.domains.length) return 'a fresh install';
  return domains.length === 0 ? 'an empty database' : `a fresh install of ${domains.join(', ')}`;
}

/** Runs step by step, as far as nothing fails. */
async function traceRuns(
  scratch: Session,
  workspace: Project,
  runs: readonly PathRun[],
): Promise<TracedStep[]> {
  const traced: TracedStep[] = [];
  let before = (await takeFingerprint(scratch)).lines;
  const look = async (name: string, direction: 'up' | 'down') => {
    const after = (await takeFingerprint(scratch)).lines;
    const { missing, extra } = compareLines(before, after);
    traced.push({ name, direction, added: extra, removed: missing });
    before = after;
  };
  for (const run of runs) {
    if ('restore' in run) continue;
    try {
      await executeRun(scratch, workspace, run, look);
    } catch (error) {
      // What came before the failing step has been seen; the failure itself is known.
      if (!(error instanceof Problem)) throw error;
      break;
    }
  }
  return traced;
}

/**
 * The first step that does not change what it changes in a fresh install, looking only at what the divergence is about
 * where that leads to one.
 */
export function firstToDiffer(
  fresh: readonly TracedStep[],
  traced: readonly TracedStep[],
  difference: SchemaDifference,
): { readonly step: TracedStep; readonly difference: SchemaDifference } | undefined {
  const usual = new Map(fresh.map((step) => [step.name, step]));
  const about = new Set([...difference.missing, ...difference.extra]);
  const differing = traced.flatMap((step) => {
    const known = usual.get(step.name);
    if (known === undefined) return [];
    const [added, removed] =
      step.direction === 'up' ? [known.added, known.removed] : [known.removed, known.added];
    const gained = compareLines(added, step.added);
    const lost = compareLines(removed, step.removed);
    const found = {
      missing: [...gained.missing, ...lost.extra],
      extra: [...gained.extra, ...lost.missing],
    };
    return isEmpty(found) ? [] : [{ step, difference: found }];
  });
  const guilty = differing.find(({ difference: { missing, extra } }) =>
    [...missing, ...extra].some((line) => about.has(line)),
  );
  return guilty ?? differing[0];
}

/** What a run fails with, as a divergence. */
async function attempt(i: number, run: () => Promise<void>): Promise<Divergence | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { run: i + 1, expected: '', difference: undefined, problem: error };
  }
}

async function nameOf(session: Session): Promise<string> {
  const [row] = await session.query<{ name: string }>('SELECT current_database() AS name');
  return row?.name ?? '';
}

function isEmpty({ missing, extra }: SchemaDifference): boolean {
  return missing.length + extra.length === 0;
}

/** @param look is called behind each step, which is then a transaction of its own; without it, all steps are one. */
async function executeRun(
  scratch: Session,
  workspace: Project,
  run: Exclude<PathRun, { restore: true }>,
  look?: (name: string, direction: 'up' | 'down') => Promise<void>,
): Promise<void> {
  const ledger = await readLedger(scratch);
  if ('down' in run) {
    const plan = planRollback(workspace, ledger, run.down);
    if (look === undefined) return applyRollback(scratch, plan, SILENT);
    for (const step of plan.steps) {
      await applyRollback(
        scratch,
        { steps: [step], toNothing: plan.toNothing && step === plan.steps.at(-1) },
        SILENT,
      );
      await look(step.row.name, 'down');
    }
    return;
  }
  const plan = planMigrations(workspace, ledger);
  const steps = run.up === 'pending' ? plan.steps : run.up.map((step) => ({ step, reason: 'new' as const }));
  if (look === undefined) {
    if (steps.length > 0) await applyPlan(scratch, ledger, { ...plan, steps }, SILENT);
    return;
  }
  for (const step of steps) {
    await applyPlan(scratch, await readLedger(scratch), { ...plan, steps: [step] }, SILENT);
    await look(step.step.name, 'up');
  }
}

/** The domains that are recorded, dependencies first; undefined when one is there in part. */
async function wholeDomains(scratch: Session, order: StepOrder): Promise<string[] | undefined> {
  const { rows } = await readLedger(scratch);
  const recorded = new Set(rows.map((row) => row.name));
  const there = new Set(rows.map((row) => domainOfName(row.name)));
  const whole = order.steps.every(
    ({ name, kind, domain }) => kind === 'link' || !there.has(domain) || recorded.has(name),
  );
  const boundLinks = [...recorded].filter((name) => kindOfName(name) === 'link').length;
  const bindable = order.steps.filter(
    (step) => step.kind === 'link' && there.has(step.domain) && there.has(step.link.domain),
  ).length;
  return whole && boundLinks === bindable ? order.domains.filter((name) => there.has(name)) : undefined;
}
