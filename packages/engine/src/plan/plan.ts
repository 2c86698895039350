import { throwProblems } from '@erp/kit/problem';
import { currentRows, type Ledger } from '../ledger/ledger.ts';
import type { Project } from '../project/project.ts';
import { resolveMigration, withDependencies } from '../project/resolve-names.ts';
import type { LinkStep, Reason, Step } from '../steps/step.ts';
import { compareHistory, type History } from './history.ts';

/** What to plan; everything by default. */
export interface PlanOptions {
  /** Names of domains; they and what they depend on are planned, nothing else. */
  readonly only?: readonly string[] | undefined;
  /** A migration; it and what it cannot do without are planned, nothing else. */
  readonly to?: string | undefined;
}

/** A step with the reason why it is in a plan. */
export interface PlannedStep {
  readonly step: Step;
  readonly reason: Reason;
}

/** The ordered steps still to do. */
export interface Plan {
  /** What was planned. */
  readonly project: Project;
  readonly steps: readonly PlannedStep[];
  /** Links that cannot be bound yet, each with the domain that it waits for. */
  readonly waiting: readonly { readonly step: LinkStep; readonly domain: string }[];
  readonly history: History;
}

/**
 * Compares the order with the ledger. Problems of the history are part of the value; see `assertHistoryAgrees`.
 *
 * @throws {Problem} `domain_unknown`, `migration_unknown` for a wrong option.
 */
export function planMigrations(project: Project, ledger: Ledger, options: PlanOptions = {}): Plan {
  const applied = currentRows(ledger);
  const chosen = chooseSteps(project, options);
  const history = historyOf(compareHistory(project, ledger), project.order.byName, chosen);
  // A checkout older than the database must not put old functions over newer ones.
  const behind = history.aheadOfCheckout.length > 0;
  const done = new Set(applied.keys());
  const waitsFor = linkWaits(project, done);
  const steps: PlannedStep[] = [];
  const waiting: { step: LinkStep; domain: string }[] = [];

  for (const step of project.order.steps) {
    const row = applied.get(step.name);
    if (step.kind === 'link') {
      if (row !== undefined) continue;
      const missing = waitsFor(step);
      if (missing === undefined) steps.push({ step, reason: 'new' });
      else if (chosen(step)) waiting.push({ step, domain: missing });
      continue;
    }
    if (!chosen(step)) continue;
    if (row === undefined) steps.push({ step, reason: 'new' });
    else if (step.kind !== 'migration' && row.checksum !== step.checksum && !behind) {
      steps.push({ step, reason: row.checksum === null ? 'unconfirmed' : 'changed' });
    }
    done.add(step.name);
  }
  return { project, steps, waiting, history };
}

/** Without remarks on pending migrations that were not chosen: this run does not apply them. */
function historyOf(
  history: History,
  byName: ReadonlyMap<string, Step>,
  chosen: (step: Step) => boolean,
): History {
  const isChosen = ({ pending }: { readonly pending: string }) => {
    const step = byName.get(pending);
    return step !== undefined && chosen(step);
  };
  return {
    ...history,
    gaps: history.gaps.filter(isChosen),
    outOfOrder: history.outOfOrder.filter(isChosen),
  };
}

/**
 * Stops where the checkout contradicts the history of the database, also when nothing is pending: whoever edited an
 * applied migration believes that the database has it.
 *
 * @throws {Problem} everything that `compareHistory` found.
 */
export function assertHistoryAgrees(plan: Plan): void {
  throwProblems(plan.history.problems);
}

/**
 * Answers which domain a link waits for: one of its two whose migrations are not all done. Each migration is looked at
 * once, however many links ask.
 *
 * @param done names of the steps that are applied, or will be before the link's turn; it may grow between questions.
 */
export function linkWaits(
  project: Project,
  done: ReadonlySet<string>,
): (step: LinkStep) => string | undefined {
  const seen = new Map<string, number>();
  // A domain is there when all its migrations are.
  const isComplete = (name: string) => {
    const migrations = project.byName.get(name)?.migrations ?? [];
    let next = seen.get(name) ?? 0;
    for (; next < migrations.length && done.has(migrations[next]?.name ?? ''); next++);
    seen.set(name, next);
    return migrations.length > 0 && next === migrations.length;
  };
  return (step) => [step.domain, step.link.domain].find((name) => !isComplete(name));
}

function chooseSteps(project: Project, options: PlanOptions): (step: Step) => boolean {
  if (options.to !== undefined) {
    const names = project.order.prerequisitesOf(resolveMigration(project, options.to));
    return (step) => names.has(step.name);
  }
  if (options.only !== undefined && options.only.length > 0) {
    const domains = withDependencies(project, options.only);
    return (step) => domains.has(step.domain);
  }
  return () => true;
}
