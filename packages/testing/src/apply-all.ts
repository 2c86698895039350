import { applyPlan } from '@erp/engine/apply';
import { applyRollback } from '@erp/engine/apply-rollback';
import { readLedger } from '@erp/engine/ledger';
import { orderSteps } from '@erp/engine/order';
import { planMigrations } from '@erp/engine/plan';
import { planRollback, type RollbackTarget } from '@erp/engine/plan-rollback';
import { SILENT } from '@erp/engine/progress';
import type { Session } from '@erp/engine/session';
import { settleBegun } from '@erp/engine/settle-begun';
import type { Workspace } from '@erp/engine/workspace';

/** Migrates a test database the way `erp migrate` does, without lock and without a word. */
export async function migrateAll(
  session: Session,
  workspace: Workspace,
  only?: readonly string[],
): Promise<void> {
  const ledger = await readLedger(session);
  const plan = planMigrations(workspace, orderSteps(workspace.domains), ledger, { only });
  if (plan.steps.length > 0) await applyPlan(session, ledger, plan, SILENT);
}

/** Rolls a test database back the way `erp rollback` does. */
export async function rollbackAll(
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
