import { applyPlan, applyRollback, SILENT, settleInProgress } from '@erp/engine/apply';
import type { Session } from '@erp/engine/connection';
import { type Ledger, readLedger } from '@erp/engine/ledger';
import { planMigrations, planRollback, type RollbackTarget } from '@erp/engine/plan';
import type { Project } from '@erp/engine/project';

/**
 * Migrates a scratch database the way `erp migrate` does, without lock and without a word.
 *
 * @param only names of domains: they and what they depend on; all domains when none are named.
 * @throws {Problem} that explains the failing step.
 */
export async function installDomains(
  session: Session,
  workspace: Project,
  only?: readonly string[],
): Promise<void> {
  const ledger = await readLedger(session);
  const plan = planMigrations(workspace, ledger, { only });
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
  workspace: Project,
  ledger: Pick<Ledger, 'rows'>,
): Promise<void> {
  const recorded = new Set(ledger.rows.map((row) => row.name));
  const empty = { exists: false, rows: [] };
  const plan = planMigrations(workspace, empty);
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
  workspace: Project,
  target: RollbackTarget,
): Promise<void> {
  const ledger = await readLedger(session);
  await settleInProgress(session, workspace, ledger, SILENT);
  const plan = planRollback(workspace, ledger, target);
  await applyRollback(session, plan, SILENT);
}
