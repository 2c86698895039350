import type { Ledger, LedgerRow } from '@erp/engine/ledger';
import { planMigrations, type RollbackTarget } from '@erp/engine/plan';
import type { Project, Step, StepOrder } from '@erp/engine/project';
import { Draw } from '@erp/kit/draw';

/** One run on the way: some steps in a sequence, or all that is pending; a rollback; or a dump, and its restore. */
export type PathRun =
  | { readonly up: readonly Step[] | 'pending' }
  | { readonly down: Extract<RollbackTarget, { kind: 'all' | 'domain' }> }
  | { readonly restore: true };

/** What sets a path apart from a fresh install. */
export type PathKind = 'ledger' | 'order' | 'alone' | 'down' | 'restore';

/** A way from an empty database to the whole schema, in one run or several. */
export interface UpgradePath {
  readonly kind: PathKind;
  /** Unique among the paths of a workspace. */
  readonly title: string;
  readonly runs: readonly PathRun[];
}

/** How many paths to take. */
export interface PathOptions {
  /** At most so many earlier states of the ledger, spread evenly. */
  readonly states: number;
  /** How many random orders. */
  readonly orders: number;
  /** What the random orders are drawn from: the same number, the same orders. */
  readonly seed: number;
}

/** Every path has to end where a fresh install does. */
export const FRESH_INSTALL: readonly PathRun[] = [{ up: 'pending' }];

/**
 * Lists the paths to the schema of a checkout:
 *
 * - `ledger`: the states that a database went through, step by step in the order of its ledger (that of a fresh
 *   install behind its end), each upgraded by one run;
 * - `order`: all steps in a random order that holds to nothing but what they cannot do without, in three runs;
 * - `alone`: a domain with what it depends on, then the rest;
 * - `down`: everything, one domain rolled back, everything again;
 * - `restore`: everything, dumped and restored; and half of the ledger's states, dumped, restored, and upgraded.
 */
export function listPaths(
  workspace: Project,
  order: StepOrder,
  ledger: Ledger,
  options: PathOptions,
): UpgradePath[] {
  const recorded = recordedSteps(order, ledger);
  const history = [...new Set([...recorded, ...order.steps])];
  const states = Math.min(options.states, Math.max(0, history.length - 1));
  const paths: UpgradePath[] = Array.from({ length: states }, (_, i) => {
    const length = Math.floor(((i + 1) * history.length) / (states + 1));
    const last = history[length - 1] as Step;
    return { kind: 'ledger', title: `upgrade from ${last.name}`, runs: twoRuns(history.slice(0, length)) };
  });
  for (let n = 1; n <= options.orders; n++) {
    const draw = new Draw(options.seed * 1_000_003 + n);
    const steps = shuffle(order, draw);
    const cuts = [draw.integer(0, steps.length), draw.integer(0, steps.length)].sort((a, b) => a - b);
    const [first = 0, second = 0] = cuts;
    const parts = [steps.slice(0, first), steps.slice(first, second), steps.slice(second)];
    const runs = parts.filter((part) => part.length > 0).map((up) => ({ up }));
    paths.push({ kind: 'order', title: `random order ${n} of seed ${options.seed}`, runs });
  }
  for (const name of order.domains) {
    const { steps } = planMigrations(workspace, { exists: false, rows: [] }, { only: [name] });
    const up = steps.map(({ step }) => step);
    paths.push({ kind: 'alone', title: `${name} alone, then the rest`, runs: twoRuns(up) });
  }
  const there: PathRun = { up: 'pending' };
  for (const domain of order.domains) {
    const down: PathRun = { down: { kind: 'domain', domain } };
    paths.push({ kind: 'down', title: `${domain} down and up`, runs: [there, down, there] });
  }
  paths.push({
    kind: 'down',
    title: 'everything down and up',
    runs: [there, { down: { kind: 'all' } }, there],
  });
  const restore: PathRun = { restore: true };
  paths.push({ kind: 'restore', title: 'everything, dumped and restored', runs: [there, restore] });
  if (history.length > 1) {
    const half = history.slice(0, Math.floor(history.length / 2));
    paths.push({
      kind: 'restore',
      title: `${half.at(-1)?.name}, dumped and restored, then the rest`,
      runs: [{ up: half }, restore, there],
    });
  }
  return paths;
}

/**
 * The steps that the ledger has as the checkout has them, in the order in which they came to be so. A function that
 * was applied again has its place where its present text was; one whose new text is still to come has none.
 */
function recordedSteps(order: StepOrder, ledger: Ledger): Step[] {
  const { byName } = order;
  const rows = new Map<string, LedgerRow>();
  for (const row of ledger.rows) {
    rows.delete(row.name);
    rows.set(row.name, row);
  }
  return [...rows.values()].flatMap((row) => {
    const step = byName.get(row.name);
    const pending = step?.kind !== 'migration' && row.checksum !== null && row.checksum !== step?.checksum;
    return step === undefined || pending ? [] : [step];
  });
}

function twoRuns(first: readonly Step[]): PathRun[] {
  return [{ up: first }, { up: 'pending' }];
}

/** All steps in a random sequence in which none comes before what it cannot do without. */
function shuffle(order: StepOrder, draw: Draw): Step[] {
  const needs = new Map(
    order.steps.map((step) => {
      const names = order.prerequisitesOf(step.name);
      names.delete(step.name);
      return [step, names] as const;
    }),
  );
  const left = [...order.steps];
  const done = new Set<string>();
  const placed: Step[] = [];
  while (left.length > 0) {
    const ready = left.filter((step) => [...(needs.get(step) ?? [])].every((name) => done.has(name)));
    const next = draw.pick(ready);
    left.splice(left.indexOf(next), 1);
    done.add(next.name);
    placed.push(next);
  }
  return placed;
}
