import { applyPlan, applyRollback, type Progress, SILENT, settleInProgress } from '@erp/engine/apply';
import type { Session } from '@erp/engine/connection';
import { type Ledger, readFunctionVersions, readLedger } from '@erp/engine/ledger';
import { planMigrations, planRollback, type RollbackTarget } from '@erp/engine/plan';
import type { Project } from '@erp/engine/project';
import { checksumOfText } from '@erp/engine/source';

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
  const functions = await readFunctionVersions(live, ledger);
  await installLedger(scratch, workspace, { ledger, functions }, progress);
}

/** What a database had, where that database is not there to be asked. */
export interface RecordedSteps {
  readonly ledger: Pick<Ledger, 'rows'>;
  /** The texts of functions as they were applied, by recorded name, the last one last; older ones may be missing. */
  readonly functions: readonly { readonly name: string; readonly text: string }[];
}

/**
 * Gives a database the steps of a ledger, in the order of that ledger: functions with each text that was applied, when it
 * was, since the steps in between may have needed that one. Lines that the database has already are left out, so that an
 * interrupted installation can be gone on with.
 *
 * @throws {Problem} that explains the failing step.
 */
export async function installLedger(
  session: Session,
  workspace: Project,
  { ledger, functions }: RecordedSteps,
  progress: Progress = SILENT,
): Promise<void> {
  const there = await readLedger(session);
  const plan = planMigrations(workspace, { exists: false, rows: [] });
  const planned = new Map(plan.steps.map((each) => [each.step.name, each]));
  const places = placesOfReference(workspace, (name) => ledger.rows.findIndex((row) => row.name === name));
  const textOf = textsOf(functions);
  const done = countBy(there.rows);
  const met = new Map<string, number>();
  const steps = ledger.rows.flatMap(({ name, checksum }, place) => {
    const found = planned.get(name);
    const version = (met.get(name) ?? 0) + 1;
    met.set(name, version);
    if (found === undefined || version <= (done.get(name) ?? 0)) return [];
    const { step } = found;
    if (step.kind !== 'function') return [{ ...found, place: places.get(name) ?? place }];
    const reason = version === 1 ? ('new' as const) : ('changed' as const);
    const text = checksum === null || checksum === step.checksum ? undefined : textOf(name, checksum);
    if (text === undefined) return [{ ...found, reason, place }];
    return [{ ...found, reason, step: { ...step, text, checksum: checksumOfText(text) }, place }];
  });
  const order = new Map(plan.steps.map(({ step }, at) => [step.name, at]));
  const inPlan = (each: { step: { name: string } }) => order.get(each.step.name) ?? 0;
  steps.sort((a, b) => a.place - b.place || inPlan(a) - inPlan(b));
  if (steps.length > 0) await applyPlan(session, there, { ...plan, steps }, progress);
}

/** Finds the text of a version; the newest one where that version was not kept. */
function textsOf(functions: RecordedSteps['functions']) {
  const newest = new Map(functions.map(({ name, text }) => [name, text]));
  const versions = new Map(functions.map(({ name, text }) => [`${name} ${checksumOfText(text)}`, text]));
  return (name: string, checksum: string | null) => versions.get(`${name} ${checksum}`) ?? newest.get(name);
}

function countBy(rows: Ledger['rows']): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of rows) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

/**
 * Where in the order of a ledger reference data is run. Its line moves to the end whenever it is applied again, and what
 * depends on it stays: so it comes behind that of every domain that it depends on.
 *
 * @param placeIn place of a step in the ledger, -1 where it is not in it.
 */
function placesOfReference(
  { domains, byName }: Project,
  placeIn: (name: string) => number,
): ReadonlyMap<string, number> {
  const behind = new Map<string, number>();
  const placeOf = (domain: string): number => {
    const { dependencies = [], reference } = byName.get(domain) ?? {};
    const own = reference === undefined ? -1 : placeIn(reference.name);
    const place = behind.get(domain) ?? Math.max(own, ...dependencies.map(placeOf));
    behind.set(domain, place);
    return place;
  };
  return new Map(
    domains.flatMap(({ name, reference }) =>
      reference === undefined ? [] : [[reference.name, placeOf(name)]],
    ),
  );
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
