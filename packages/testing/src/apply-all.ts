import { applyPlan, applyRollback, SILENT, settleInProgress } from '@erp/engine/apply';
import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { planMigrations, planRollback, type RollbackTarget } from '@erp/engine/plan';
import type { Project } from '@erp/engine/project';

/** Migrates a test database the way `erp migrate` does, without lock and without a word. */
export async function migrateAll(
  session: Session,
  workspace: Project,
  only?: readonly string[],
): Promise<void> {
  const ledger = await readLedger(session);
  const plan = planMigrations(workspace, ledger, { only });
  if (plan.steps.length > 0) await applyPlan(session, ledger, plan, SILENT);
}

/** Rolls a test database back the way `erp rollback` does. */
export async function rollbackAll(
  session: Session,
  workspace: Project,
  target: RollbackTarget,
): Promise<void> {
  const ledger = await readLedger(session);
  await settleInProgress(session, workspace, ledger, SILENT);
  const plan = planRollback(workspace, ledger, target);
  await applyRollback(session, plan, SILENT);
}
