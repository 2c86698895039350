import { type Analysis, analyzePlan } from '@erp/analyze/analyze';
import { applyPlan, SILENT } from '@erp/engine/apply';
import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { type Plan, planMigrations } from '@erp/engine/plan';
import type { Project } from '@erp/engine/project';
import { type WithScratch, withScratchDatabase } from '@erp/scratch/scratch-database';

type Settings = Parameters<typeof withScratchDatabase>[1];

/**
 * What migrations do to tables that are there when their turn comes, as an installation meets them that has all steps
 * before them: by `erp plan --analyze` of the one step.
 *
 * @param session on an empty database, which gets the steps before the last of these migrations.
 * @param settings of that database.
 * @param migrations recorded names, e.g. `crm/0022_add_loyalty_tier`.
 * @returns by recorded name, each a table with its strongest lock and what else takes long.
 * @throws {Problem} of the step that fails.
 */
export async function measureLocks(
  project: Project,
  session: Session,
  settings: Settings,
  migrations: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, readonly string[]>();
  const withScratch: WithScratch = (work, watch) => withScratchDatabase(session, settings, work, { watch });
  for (const name of migrations) {
    const ledger = await readLedger(session);
    const plan = planMigrations(project, ledger);
    const turn = plan.steps.findIndex(({ step }) => step.name === name);
    if (turn < 0) throw new Error(`${name} is no migration of the checkout that is still to come`);
    const before: Plan = { ...plan, steps: plan.steps.slice(0, turn) };
    if (turn > 0) await applyPlan(session, ledger, before, SILENT);
    const analysis = await analyzePlan({
      workspace: project,
      ledger: await readLedger(session),
      plan: { ...plan, steps: plan.steps.slice(turn, turn + 1) },
      exceptions: [],
      live: session,
      progress: SILENT,
      withScratch,
    });
    if (analysis.failure !== undefined) throw analysis.failure;
    found.set(name, effectsOf(analysis));
  }
  return found;
}

/** From the weakest to the strongest; of several on one table the strongest counts. */
const LOCKS: readonly (readonly [mode: string, title: string])[] = [
  ['ShareUpdateExclusiveLock', 'SHARE UPDATE EXCLUSIVE'],
  ['ShareLock', 'SHARE'],
  ['ShareRowExclusiveLock', 'SHARE ROW EXCLUSIVE'],
  ['ExclusiveLock', 'EXCLUSIVE'],
  ['AccessExclusiveLock', 'ACCESS EXCLUSIVE'],
];

function effectsOf({ statements }: Analysis): string[] {
  const strongest = new Map<string, number>();
  for (const { table, mode } of statements.flatMap(({ locks }) => locks)) {
    const strength = LOCKS.findIndex(([each]) => each === mode);
    strongest.set(table, Math.max(strength, strongest.get(table) ?? strength));
  }
  const rewritten = new Set(statements.flatMap(({ rewrites }) => rewrites));
  const read = new Set(statements.flatMap(({ scans }) => scans));
  return [...strongest].sort().map(([table, strength]) => {
    const long = rewritten.has(table) ? ', written anew' : read.has(table) ? ', all its rows read' : '';
    return `\`${table}\` ${LOCKS[strength]?.[1] ?? 'in another way'}${long}`;
  });
}
