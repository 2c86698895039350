import { type StepInProgress, waysOn } from '@erp/engine/ledger';
import { choicesOf } from '@erp/engine/plan';
import pc from 'picocolors';
import { countOf, printHistory } from './print-plan.ts';
import { problemFields } from './print-problem.ts';
import { printFacts, repairAsJson } from './print-repair.ts';
import type { DomainStatus, State, Status } from './read-status.ts';

/** Steps that are shown by name; more of them are counted, so that the overview stays on the screen. */
const SHOWN = 12;

/**
 * The status as lines: a row for each domain, what is not applied, what a person has to decide, and the next move.
 *
 * @param all every step that is not applied, however many.
 */
export function printStatus(root: string, status: Status, all: boolean): string[] {
  const { domains, plan, inProgress, repairs } = status;
  const lines = ['domain          tables  applied  pending  changed  waiting', ...domains.map(printDomain)];
  // A migration under a new name is not pending; what is recorded under the old one is shown below.
  const renamed = new Set(plan.history.renamed.map(({ step }) => step.name));
  const open = domains
    .flatMap((domain) => domain.steps)
    .filter((step) => step.state !== 'applied' && !renamed.has(step.name));
  const shown = all ? open : open.slice(0, open.length > SHOWN ? SHOWN - 2 : SHOWN);
  for (const step of shown) {
    const waits = step.waitsFor === null ? '' : ` for ${step.waitsFor}`;
    lines.push(
      `${step.state === 'waiting' ? pc.dim(step.state) : pc.yellow(step.state)}${waits}  ${step.name}`,
    );
  }
  if (shown.length < open.length) lines.push(`and ${open.length - shown.length} more: pnpm status --all`);
  lines.push(...printHistory(plan));
  for (const each of inProgress) {
    if (repairs.some(({ repair }) => repair.name === each.name)) continue;
    lines.push(printInProgress(each));
  }
  for (const each of repairs) {
    const problem = plan.history.problemOf.get(each.repair.name);
    lines.push(...printFacts(root, each));
    if (problem !== undefined) lines.push(`  ${problem.message}`);
    if (each.repair.kind === 'interrupted') {
      lines.push(
        ...waysOn(each.repair.name, choicesOf(each.repair)).map((way) => `  ${pc.bold('Next:')} ${way}`),
      );
      continue;
    }
    lines.push(`  ${pc.bold('Next:')} ${problem?.hint ?? `pnpm erp repair ${each.repair.name}`}`);
  }
  return [...lines, '', nextMove(status, open.length)];
}

/** The status as a value for programs. */
export function statusAsJson(root: string, { domains, plan, repairs, inProgress }: Status): object {
  const { problems, outOfOrder, aheadOfCheckout, orphaned } = plan.history;
  return {
    version: 1,
    domains,
    outOfOrder,
    aheadOfCheckout,
    orphaned,
    problems: problems.map(problemFields),
    repairs: repairs.map((each) => repairAsJson(root, each)),
    inProgress: inProgress.map((step) => ({ ...inProgressAsJson(step), since: step.since.toISOString() })),
    // The earlier names of these three, since no field goes while `version` is 1.
    fromTheFuture: aheadOfCheckout,
    leftOver: orphaned,
    unfinished: inProgress.map((step) => ({ ...inProgressAsJson(step), begunAt: step.since.toISOString() })),
  };
}

function inProgressAsJson({ name, direction, kept, open }: StepInProgress): object {
  const statement = open === null ? null : { place: open.place, text: open.statement };
  return { name, direction, kept, statement };
}

function printInProgress({ name, since, direction, kept, open }: StepInProgress): string {
  const way = direction === 'down' ? 'its way back ' : '';
  const at = open === null ? '' : `, in the middle of statement ${open.place}: ${open.statement}`;
  const end = direction === 'down' ? 'pnpm rollback or pnpm migrate' : 'pnpm migrate';
  return `${pc.yellow('in progress')}  ${name}, ${way}since ${since.toISOString()}, ${countOf(kept, 'statement')} kept${at}; under way, or to be finished by ${end}`;
}

function printDomain({ name, tables, steps }: DomainStatus): string {
  const count = (...states: State[]) =>
    String(steps.filter((step) => states.includes(step.state)).length).padStart(9);
  return (
    name.padEnd(14) +
    String(tables).padStart(8) +
    [count('applied'), count('pending'), count('changed', 'unconfirmed'), count('waiting')].join('')
  );
}

function nextMove({ domains, plan, repairs }: Status, open: number): string {
  if (repairs.length > 0) {
    return `${countOf(repairs.length, 'thing')} to decide before anything can be applied: see above, or pnpm erp repair`;
  }
  if (plan.steps.length > 0) {
    return `${countOf(plan.steps.length, 'step')} to apply. ${pc.bold('Next:')} pnpm migrate (pnpm plan shows them)`;
  }
  const steps = domains.reduce((sum, domain) => sum + domain.steps.length, 0);
  return `Up to date: ${countOf(steps - open, 'step')} of ${countOf(domains.length, 'domain')} applied, nothing to do.`;
}
