import { applyPlan } from '@erp/engine/apply';
import { applyRollback } from '@erp/engine/apply-rollback';
import { type Ledger, readLedger } from '@erp/engine/ledger';
import { orderSteps } from '@erp/engine/order';
import { planMigrations } from '@erp/engine/plan';
import { planRollback, type RollbackTarget } from '@erp/engine/plan-rollback';
import { SILENT } from '@erp/engine/progress';
import type { Session } from '@erp/engine/session';
import { settleBegun } from '@erp/engine/settle-begun';
import type { Workspace } from '@erp/engine/workspace';

/**
 * Migrates a scratch database the way `erp migrate` does, without lock and without a word.
 *
 * @param only names of domains: they and what they depend on; all domains when none are named.
 * @throws {Problem} that explains the failing step.
 */
export async function installDomains(
  session: Session,
  workspace: Workspace,
  only?: readonly string[],
): Promise<void> {
  const ledger = await readLedger(session);
  const plan = planMigrations(workspace, orderSteps(workspace.domains), ledger, { only });
  if (plan.steps.length > 0) await applyPlan(session, ledger, plan, SILENT);
}

/**
 * Gives an empty scratch database exactly the steps that another database has, in the order of a fresh install.
 *
 * @param ledger of the other database.
 * @throws {Problem} that explains the failing step.
 */
export async function installRecorded(
  scratch: Session,
  workspace: Workspace,
  ledger: Pick<Ledger, 'rows'>,
): Promise<void> {
  const recorded = new Set(ledger.rows.map((row) => row.name));
  const empty = { exists: false, rows: [] };
  const plan = planMigrations(workspace, orderSteps(workspace.domains), empty);
  const steps = plan.steps.filter(({ step }) => recorded.has(step.name));
  await applyPlan(scratch, empty, { ...plan, steps }, SILENT);
}

/**
 * Rolls a scratch database back the way `erp rollback` does, without lock and without a word.
 *
 * @throws {Problem} that explains the failing step.
 */
export async function rollBackDomains(
  session: Session,
  workspace: Workspace,
  target: RollbackTarget,
): Promise<void> {
  const order = orderSteps(workspace.domains);
  const ledger = await readLedger(session);
  await settleBegun(session, order, ledger, SILENT);
  const plan = planRollback(workspace, order, ledger, target);
  await applyRollback(session, plan, SILENT);
}
