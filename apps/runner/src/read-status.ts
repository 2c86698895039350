import type { Session } from '@erp/engine/connection';
import {
  currentRows,
  type Ledger,
  readLedger,
  readLedgerDetails,
  readStepsInProgress,
  type StepInProgress,
  type StepKind,
} from '@erp/engine/ledger';
import { linkWaits, type Plan, planMigrations, planRepairs } from '@erp/engine/plan';
import type { Project, Step, StepOrder } from '@erp/engine/project';
import type { ShownRepair } from './print-repair.ts';

/**
 * State of a step: done, to do, applied with other content, recorded by stock Knex without saying with which content,
 * or a link whose other domain is not there.
 */
export type State = 'applied' | 'pending' | 'changed' | 'unconfirmed' | 'waiting';

/** A domain with all of its steps. */
export interface DomainStatus {
  readonly name: string;
  readonly dependencies: readonly string[];
  readonly tables: number;
  readonly steps: readonly {
    readonly name: string;
    readonly kind: StepKind;
    readonly state: State;
    readonly batch: number | null;
    readonly waitsFor: string | null;
  }[];
}

/** All that `erp status` shows. */
export interface Status {
  readonly domains: readonly DomainStatus[];
  readonly plan: Plan;
  readonly repairs: readonly ShownRepair[];
  readonly inProgress: readonly StepInProgress[];
}

/** Reads what is applied, pending and in doubt. */
export async function readStatus(session: Session, workspace: Project, order: StepOrder): Promise<Status> {
  const ledger = await readLedger(session);
  const plan = planMigrations(workspace, ledger);
  const inProgress = ledger.exists ? await readStepsInProgress(session) : [];
  const { needed } = planRepairs(workspace, ledger, plan.history, inProgress);
  const details = await readLedgerDetails(
    session,
    needed.flatMap((each) => ('row' in each ? [each.row.id] : [])),
  );
  const repairs = needed.map((repair) => ({
    repair,
    details: 'row' in repair ? details.get(repair.row.id) : undefined,
  }));
  return { domains: statesOf(workspace, order, ledger, plan), plan, repairs, inProgress };
}

function statesOf(workspace: Project, order: StepOrder, ledger: Ledger, plan: Plan): DomainStatus[] {
  const applied = currentRows(ledger);
  const planned = new Map(plan.steps.map(({ step, reason }) => [step.name, reason]));
  const done = new Set(applied.keys());
  const waitsFor = linkWaits(workspace, done);
  // What a link waits for today, although the next run may bring it.
  const waiting = new Map(
    order.steps.flatMap((step) => {
      const domain = step.kind === 'link' && !done.has(step.name) ? waitsFor(step) : undefined;
      return domain === undefined ? [] : [[step.name, domain] as const];
    }),
  );
  const stateOf = (name: string): State => {
    if (waiting.has(name)) return 'waiting';
    const reason = planned.get(name);
    if (reason === undefined) return 'applied';
    return reason === 'new' ? 'pending' : reason;
  };
  const { byName } = workspace;
  const stepsOf = new Map<string, Step[]>(order.domains.map((name) => [name, []]));
  for (const step of order.steps) stepsOf.get(step.domain)?.push(step);
  return order.domains.map((name) => ({
    name,
    dependencies: byName.get(name)?.dependencies ?? [],
    tables: byName.get(name)?.tables.size ?? 0,
    steps: (stepsOf.get(name) ?? []).map((step) => ({
      name: step.name,
      kind: step.kind,
      state: stateOf(step.name),
      batch: applied.get(step.name)?.batch ?? null,
      waitsFor: waiting.get(step.name) ?? null,
    })),
  }));
}
