import { Problem } from '@erp/kit/problem';
import type { Ledger, LedgerRow } from '../ledger/ledger.ts';
import { domainOfName, kindOfName } from '../ledger/recorded-name.ts';
import type { StepOrder } from '../project/order.ts';
import type { Project } from '../project/project.ts';
import { resolveMigration, unknownDomain, withDependencies } from '../project/resolve-names.ts';
import { kindOfRecord } from '../steps/kinds.ts';
import type { Step } from '../steps/step.ts';

/** What to roll back: the last batch, what came after a migration, a domain, or everything. */
export type RollbackTarget =
  | { readonly kind: 'batch' }
  | { readonly kind: 'to'; readonly migration: string }
  | { readonly kind: 'domain'; readonly domain: string }
  | { readonly kind: 'all' };

/** One recorded step to roll back. */
export interface UndoStep {
  readonly row: LedgerRow;
  /** The step as the checkout has it; absent for a function or link whose declaration is gone. */
  readonly step: Step | undefined;
  /**
   * Whether only the record goes: reference data of a domain of which migrations stay. What it wrote is not only its own,
   * people have given its permissions to roles of theirs; the next run applies it again.
   */
  readonly recordOnly: boolean;
}

/** The steps that a rollback undoes. */
export interface RollbackPlan {
  /** Newest first. */
  readonly steps: readonly UndoStep[];
  /** Whether nothing of ours is left afterwards, so that the ledger goes too. */
  readonly toNothing: boolean;
}

/**
 * Chooses what has to go, in the reverse of the order in which it was applied: links before the tables that they
 * join, functions before the tables that they use, dependents before what they depend on.
 *
 * @throws {Problem} `domain_unknown`, `migration_unknown`, `migration_missing` when a migration to be rolled back
 *   has no file, `dependent_missing` when one that may depend on what goes has none.
 */
export function planRollback(project: Project, ledger: Ledger, target: RollbackTarget): RollbackPlan {
  // Names without a domain are those of another program that keeps its own Knex migrations in the same ledger.
  const ours = { ...ledger, rows: ledger.rows.filter((row) => domainOfName(row.name) !== '') };
  const chosen = chooseRows(project, ours, target);
  const staying = new Set(
    ours.rows
      .filter((row) => !chosen.has(row.id) && kindOfName(row.name) === 'migration')
      .map((row) => domainOfName(row.name)),
  );
  const isRecordOnly = (row: LedgerRow) =>
    kindOfName(row.name) === 'reference' && staying.has(domainOfName(row.name));
  const steps = ours.rows
    .filter((row) => chosen.has(row.id))
    .reverse()
    .map((row) => ({ row, step: project.order.byName.get(row.name), recordOnly: isRecordOnly(row) }));
  const lost = steps
    .filter(({ row, step }) => step === undefined && kindOfRecord(row).undoneByFile)
    .map(({ row }) => row.name);
  if (lost.length > 0) {
    throw new Problem({
      code: 'migration_missing',
      message: `${lost.length === 1 ? lost[0] : `${lost.length} steps`} cannot be rolled back without a file in this checkout.`,
      detail: lost.join('\n'),
      hint: 'Nothing was changed. Check out the version that applied it, and roll back from there.',
    });
  }
  assertNothingHidden(project, ours, chosen);
  return { steps, toNothing: steps.length > 0 && steps.length === ledger.rows.length };
}

/**
 * What a migration depends on stands in its folder alone. Where its file is gone, or the whole folder, it may need what
 * was applied before it, as much as any other would.
 */
function assertNothingHidden(project: Project, { rows }: Ledger, chosen: ReadonlySet<number>): void {
  const migrations = rows.filter((row) => kindOfName(row.name) === 'migration');
  const going = migrations.filter((row) => chosen.has(row.id));
  const [first] = going;
  if (first === undefined) return;
  const domains = new Set(going.map((row) => domainOfName(row.name)));
  const mayNeed = (domain: string) =>
    !project.byName.has(domain) || [...withDependencies(project, [domain])].some((each) => domains.has(each));
  const hidden = migrations.filter(
    (row) =>
      row.id > first.id &&
      !chosen.has(row.id) &&
      !project.order.byName.has(row.name) &&
      mayNeed(domainOfName(row.name)),
  );
  if (hidden.length === 0) return;
  const names = hidden.map((row) => row.name);
  throw new Problem({
    code: 'dependent_missing',
    message: `${names.length === 1 ? names[0] : `${names.length} migrations`} may depend on what would go: applied after ${first.name}, and in no file of this checkout.`,
    detail: names.join('\n'),
    hint: `Nothing was changed. Roll back from a checkout that has them. If they are gone for good, drop their records first: pnpm erp repair ${names.join(' ')}`,
  });
}

function chooseRows(project: Project, ledger: Ledger, target: RollbackTarget): ReadonlySet<number> {
  if (target.kind === 'all') return new Set(ledger.rows.map((row) => row.id));
  if (target.kind === 'batch') {
    const last = Math.max(0, ...ledger.rows.map((row) => row.batch));
    return new Set(ledger.rows.filter((row) => row.batch === last).map((row) => row.id));
  }
  if (target.kind === 'domain') {
    if (!project.byName.has(target.domain)) throw unknownDomain(project, target.domain);
    return withDependents(project.order, ledger, (row) => domainOfName(row.name) === target.domain);
  }
  const name = resolveMigration(project, target.migration);
  const kept = ledger.rows.find((row) => row.name === name);
  if (kept === undefined) {
    throw new Problem({
      code: 'migration_not_applied',
      message: `${name} is not applied, so there is nothing to go back to.`,
      hint: 'pnpm status shows what is applied.',
    });
  }
  const domain = domainOfName(name);
  return withDependents(
    project.order,
    ledger,
    (row) => row.id > kept.id && domainOfName(row.name) === domain && kindOfName(row.name) === 'migration',
  );
}

/**
 * The rows that go, with all that cannot stand without them. History counts: nothing depends on what was applied
 * after it. Functions, reference data and links depend on every migration of their domains applied before them.
 */
function withDependents(
  order: StepOrder,
  ledger: Ledger,
  goes: (row: LedgerRow) => boolean,
): ReadonlySet<number> {
  const gone = new Set<number>();
  const firstGone = new Map<string, number>();
  const dependents = order.dependentsOf(ledger.rows.filter(goes).map((row) => row.name));
  const firstId = ledger.rows.find(goes)?.id ?? Number.POSITIVE_INFINITY;
  const linkTarget = new Map(
    order.steps.flatMap((step) => (step.kind === 'link' ? [[step.name, step.link.domain]] : [])),
  );
  for (const row of ledger.rows) {
    const ends = [domainOfName(row.name), linkTarget.get(row.name) ?? ''];
    const stands =
      kindOfName(row.name) !== 'migration' && ends.some((end) => (firstGone.get(end) ?? row.id) < row.id);
    if (!goes(row) && !stands && !(dependents.has(row.name) && row.id > firstId)) continue;
    gone.add(row.id);
    if (kindOfName(row.name) === 'migration') {
      const domain = domainOfName(row.name);
      firstGone.set(domain, Math.min(row.id, firstGone.get(domain) ?? row.id));
    }
  }
  return gone;
}
