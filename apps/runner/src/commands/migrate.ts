import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { assertHistoryAgrees, type Plan, planMigrations } from '@erp/engine/plan';
import { discoverDomains, type Project } from '@erp/engine/project';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { countOf, planAsJson, printHistory, printPlan, printWaiting } from '../print-plan.ts';
import type { MigrateOptions } from './migrate.command.ts';

/** What a run did. */
export interface MigrateResult {
  readonly plan: Plan;
  /** The number of the batch, undefined when nothing was to be done. */
  readonly batch: number | undefined;
  readonly seconds: number;
}

/** `erp migrate`: discover, order, plan; when anything is pending, take the lock, plan again, apply. */
export async function migrate(invocation: Invocation, options: MigrateOptions): Promise<void> {
  await withSession(invocation, 'migrate', async (session, database) => {
    const result = await migrateSession(invocation, session, options);
    if (options.json === true) {
      invocation.json({ ...planAsJson(result.plan), batch: result.batch ?? null });
      return;
    }
    const { plan, batch, seconds } = result;
    for (const line of [...printHistory(plan), ...printWaiting(plan)]) invocation.stderr(line);
    if (options.dryRun === true) invocation.stdout(printPlan(plan));
    else if (batch === undefined) invocation.stdout(`Nothing to do: ${database.description} is up to date.`);
    else
      invocation.stdout(
        `Applied ${countOf(plan.steps.length, 'step')} as batch ${batch} in ${seconds.toFixed(2)} s.`,
      );
  });
}

/**
 * The story of `erp migrate` on an open session; `erp demo` tells it too.
 *
 * @param project the checkout, where it was read already.
 */
export async function migrateSession(
  invocation: Invocation,
  session: Session,
  options: MigrateOptions,
  project?: Project,
): Promise<MigrateResult> {
  const start = performance.now();
  const workspace = project ?? (await discoverDomains(invocation.root));
  const found = await readLedger(session);
  const first = planMigrations(workspace, found, options);
  assertHistoryAgrees(first);
  const nothing = { plan: first, batch: undefined, seconds: 0 };
  if (first.steps.length === 0) return nothing;

  // Most runs find nothing to do, and then need nothing of what applies.
  const { applyPlan, assertKeysDeclared, checkFunctions } = await import('@erp/engine/apply');
  await checkFunctions(first, found, session);
  await assertKeysDeclared(first);
  if (options.dryRun === true) return nothing;
  const { withRunnerLock } = await import('../runner-lock.ts');
  const { showProgress } = await import('../show-progress.ts');
  return withRunnerLock(invocation, session, options.lockTimeout, async () => {
    // Another runner may have done it while this one waited.
    const ledger = await readLedger(session);
    const plan = planMigrations(workspace, ledger, options);
    const batch =
      plan.steps.length === 0
        ? undefined
        : await applyPlan(
            session,
            ledger,
            plan,
            showProgress(invocation, {
              does: 'Applying',
              steps: plan.steps.length,
              again: 'pnpm migrate',
            }),
            { attempts: options.attempts },
          );
    return { plan, batch, seconds: (performance.now() - start) / 1000 };
  });
}
