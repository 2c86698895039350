import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { applyPlan, applyRollback, type Progress, SILENT, settleInProgress } from '@erp/engine/apply';
import type { Session } from '@erp/engine/connection';
import { type Ledger, readFunctionTexts, readLedger } from '@erp/engine/ledger';
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
 * Gives an empty scratch database the steps that another database has, in the order in which that one got them; functions
 * with the text that was applied there, since the checkout's may need what is not applied yet.
 *
 * @param live the other database; only read.
 * @param ledger what it has.
 * @throws {Problem} that explains the failing step.
 */
export async function installRecorded(
  scratch: Session,
  workspace: Project,
  { live, ledger }: { readonly live: Session; readonly ledger: Ledger },
  progress: Progress = SILENT,
): Promise<void> {
  const texts = await readFunctionTexts(live, ledger);
  await installLedger(scratch, workspace, { ledger, texts }, progress);
}

/** What a database had, where that database is not there to be asked. */
export interface RecordedSteps {
  readonly ledger: Pick<Ledger, 'rows'>;
  /** The text of each function as it was applied last, by recorded name. */
  readonly texts: ReadonlyMap<string, string>;
}

/**
 * Gives a database the steps of a ledger, in the order of that ledger; functions with the text that was applied then.
 * Steps that the database has already are left out, so that an interrupted installation can be gone on with.
 *
 * @throws {Problem} that explains the failing step.
 */
export async function installLedger(
  session: Session,
  workspace: Project,
  { ledger, texts }: RecordedSteps,
  progress: Progress = SILENT,
): Promise<void> {
  const rows = new Map(ledger.rows.map((row, place) => [row.name, { row, place }]));
  const there = await readLedger(session);
  const done = new Set(there.rows.map((row) => row.name));
  const plan = planMigrations(workspace, { exists: false, rows: [] });
  const folder = mkdtempSync(join(tmpdir(), 'erp-scratch-'));
  try {
    const steps = plan.steps.flatMap((planned) => {
      const { step } = planned;
      const found = rows.get(step.name);
      if (found === undefined || done.has(step.name)) return [];
      const text = texts.get(step.name);
      const { checksum } = found.row;
      if (step.kind !== 'function' || text === undefined || checksum === null || checksum === step.checksum)
        return [{ ...planned, place: found.place }];
      const file = join(folder, `${found.place}.sql`);
      writeFileSync(file, text);
      return [{ ...planned, step: { ...step, file, checksum }, place: found.place }];
    });
    steps.sort((a, b) => a.place - b.place);
    if (steps.length > 0) await applyPlan(session, there, { ...plan, steps }, progress);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
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
