import { applyRepairs } from '@erp/engine/apply';
import type { Session } from '@erp/engine/connection';
import { MEANING, readLedger, readLedgerDetails, readStepsInProgress, waysOn } from '@erp/engine/ledger';
import {
  choicesOf,
  chooseRepairs,
  compareHistory,
  planRepairs,
  type Repair,
  type RepairPlan,
} from '@erp/engine/plan';
import { discoverDomains, type Project } from '@erp/engine/project';
import { Problem, throwProblems } from '@erp/kit/problem';
import pc from 'picocolors';
import { isYes, openDialog } from '../confirm.ts';
import { withSession } from '../database.ts';
import type { Invocation } from '../invocation.ts';
import { doneOf, effectOf, nextMoves, printFacts, repairAsJson, type ShownRepair } from '../print-repair.ts';
import { withRunnerLock } from '../runner-lock.ts';
import type { RepairOptions } from './repair.command.ts';

/**
 * `erp repair`: discover, compare ledger and checkout, show what is known, ask for each repair, take the lock, write
 * all that was confirmed in one transaction. The schema is never touched.
 */
export async function repair(
  invocation: Invocation,
  names: readonly string[],
  options: RepairOptions,
): Promise<void> {
  if ((options.yes === true || options.choose !== undefined) && names.length === 0)
    throw namesMissing(options);
  const workspace = await discoverDomains(invocation.root);
  await withSession(invocation, 'repair', async (session) => {
    const plan = await readPlan(session, workspace);
    const chosen = names.length === 0 ? plan.needed : chooseRepairs(plan, names, options.choose);
    const shown = await withDetails(session, chosen);
    if (chosen.length === 0 || options.dryRun === true) {
      report(invocation, options, shown, plan, []);
      return;
    }
    if (options.yes === true) requireChoices(chosen);
    const agreed = options.yes === true ? chosen : await askForEach(invocation, shown);
    await withRunnerLock(invocation, session, options.lockTimeout, () => applyRepairs(session, agreed));
    report(invocation, options, shown, plan, agreed);
  });
}

async function readPlan(session: Session, workspace: Project): Promise<RepairPlan> {
  const ledger = await readLedger(session);
  const history = compareHistory(workspace, ledger);
  return planRepairs(workspace, ledger, history, ledger.exists ? await readStepsInProgress(session) : []);
}

async function withDetails(session: Session, repairs: readonly Repair[]): Promise<ShownRepair[]> {
  const ids = repairs.flatMap((each) => ('row' in each ? [each.row.id] : []));
  const details = await readLedgerDetails(session, ids);
  return repairs.map((each) => ({
    repair: each,
    details: 'row' in each ? details.get(each.row.id) : undefined,
  }));
}

/** Asks about each repair; a record is dropped only by typing its name. */
async function askForEach(invocation: Invocation, shown: readonly ShownRepair[]): Promise<Repair[]> {
  if (!invocation.interactive) {
    requireChoices(shown.map(({ repair: each }) => each));
    const names = shown.map(({ repair: { name } }) => name).join(' ');
    throw new Problem({
      code: 'not_confirmed',
      message: `${shown.length} repairs have to be confirmed, and nobody is there to answer.`,
      detail: shown.flatMap((each) => printFacts(invocation.root, each)).join('\n'),
      hint: `Nothing was changed. To confirm them by name: pnpm erp repair ${names} --yes`,
    });
  }
  const agreed: Repair[] = [];
  const dialog = openDialog();
  for (const each of shown) {
    for (const line of printFacts(invocation.root, each)) invocation.stderr(line);
    if (each.repair.kind === 'interrupted' && each.repair.choice === undefined) {
      const choices = choicesOf(each.repair);
      for (const choice of choices) invocation.stderr(`  ${choice.padEnd(10)} ${MEANING[choice]}`);
      const said = await dialog.ask(`${choices.join(', ')}, or nothing: `);
      const choice = choices.find((one) => one === said);
      if (choice !== undefined) agreed.push({ ...each.repair, choice });
      continue;
    }
    const what = upperFirst(effectOf(each.repair));
    const byName = each.repair.kind === 'missing' || each.repair.kind === 'unfinished';
    const answer = await dialog.ask(byName ? `${what}? Type its name to confirm: ` : `${what}? [y/N] `);
    if (byName ? answer === each.repair.name : isYes(answer)) agreed.push(each.repair);
  }
  dialog.close();
  if (agreed.length === 0) throw new Problem({ code: 'not_confirmed', message: 'Nothing was changed.' });
  return agreed;
}

function report(
  invocation: Invocation,
  options: RepairOptions,
  shown: readonly ShownRepair[],
  plan: RepairPlan,
  done: readonly Repair[],
): void {
  const left = plan.needed.filter((each) => !done.some(({ name }) => name === each.name));
  if (options.json === true) {
    const json = (each: ShownRepair) => repairAsJson(invocation.root, each);
    const value = {
      version: 1,
      dryRun: options.dryRun === true,
      repaired: shown.filter((each) => done.includes(each.repair)).map(json),
      proposed: options.dryRun === true ? shown.map(json) : [],
      left: left.map((each) => each.name),
    };
    invocation.json(value);
    return;
  }
  if (shown.length === 0) {
    invocation.stdout('Nothing to repair: ledger and checkout agree.');
    return;
  }
  if (options.dryRun === true) {
    for (const each of shown) {
      for (const line of printFacts(invocation.root, each)) invocation.stdout(line);
      invocation.stdout(`  would     ${effectOf(each.repair)}`);
    }
    invocation.stdout(`${shown.length} repairs to confirm. Nothing was changed.`);
    return;
  }
  for (const each of done) invocation.stdout(doneOf(each));
  invocation.stdout(`Repaired ${done.length} records. The schema was not touched.`);
  if (left.length > 0) invocation.stdout(`Still to decide: ${left.map((each) => each.name).join(', ')}.`);
  for (const move of nextMoves(done)) invocation.stdout(`${pc.bold('Next:')} ${move}`);
}

/** What a person has to say before anything is written. */
function requireChoices(repairs: readonly Repair[]): void {
  throwProblems(
    repairs.flatMap((each) =>
      each.kind === 'interrupted' && each.choice === undefined
        ? [
            new Problem({
              code: 'choice_missing',
              message: `A run ended in the middle of ${each.name}; a person has to say what the database has of it.`,
              detail: each.inProgress.open?.statement,
              hint: `Nothing was changed. Choose:\n${waysOn(each.name, choicesOf(each)).join('\n')}`,
            }),
          ]
        : [],
    ),
  );
}

function namesMissing({ yes }: RepairOptions): Problem {
  return new Problem({
    code: 'usage',
    message: `${yes === true ? '--yes confirms' : '--choose decides'} what is named, and nothing is.`,
    hint: 'pnpm erp repair --dry-run lists what there is; then: pnpm erp repair crm/0007_leads --yes',
  });
}

function upperFirst(text: string): string {
  return `${text[0]?.toUpperCase() ?? ''}${text.slice(1)}`;
}
