import { relative } from 'node:path';
import { Problem } from '@erp/kit/problem';
import { currentRows, type Ledger, type LedgerRow } from '../ledger/ledger.ts';
import { domainOfName, kindOfName, numberOfName } from '../ledger/recorded-name.ts';
import type { Project } from '../project/project.ts';
import type { MigrationStep, Step } from '../steps/step.ts';
import { findNumberGaps, type NumberGap } from './number-gaps.ts';

/** An applied migration whose file has other content now. */
interface EditedMigration {
  readonly row: LedgerRow;
  readonly step: MigrationStep;
}

/** An applied migration that the checkout has under another name. */
interface RenamedMigration {
  readonly row: LedgerRow;
  readonly step: MigrationStep;
  /** Whether the content differs too, or is not known: then only the number says that it is the same migration. */
  readonly edited: boolean;
}

/** A pending migration, and an applied one that should have come after it. */
interface OutOfOrder {
  readonly pending: string;
  readonly applied: string;
}

/** How the ledger and the checkout differ in what is already applied. */
export interface History {
  /** Things that a person has to decide on before anything is applied: what is edited, renamed or missing. */
  readonly problems: readonly Problem[];
  readonly edited: readonly EditedMigration[];
  readonly renamed: readonly RenamedMigration[];
  /** Recorded migrations without a file, although the checkout has later ones of the same domain. */
  readonly missing: readonly LedgerRow[];
  /** Migrations that were left behind: what should have come after them is applied, they are not. */
  readonly outOfOrder: readonly OutOfOrder[];
  /** Numbers left out in front of pending migrations. */
  readonly gaps: readonly NumberGap[];
  /** The problem of each recorded name that has one. */
  readonly problemOf: ReadonlyMap<string, Problem>;
  /** Recorded names that a newer checkout has applied; an older one leaves them and repeats nothing. */
  readonly aheadOfCheckout: readonly string[];
  /** Recorded functions and links whose declaration is gone; they stay in the database. */
  readonly orphaned: readonly string[];
}

/**
 * Compares what was applied with what the checkout holds. Repeatable steps may differ; a migration may not.
 */
export function compareHistory(project: Project, ledger: Ledger): History {
  const { steps, byName } = project.order;
  const recorded = currentRows(ledger);
  const newest = new Map<string, string>();
  // What may be a recorded migration under another name: by content, else by number.
  const byContent = new Map<string, MigrationStep>();
  const byNumber = new Map<string, MigrationStep>();
  for (const step of steps) {
    if (step.kind !== 'migration') continue;
    newest.set(step.domain, step.name);
    if (recorded.has(step.name)) continue;
    if (!byContent.has(step.checksum)) byContent.set(step.checksum, step);
    byNumber.set(placeOf(step.name), step);
  }
  const edited: EditedMigration[] = [];
  const renamed: RenamedMigration[] = [];
  const missing: LedgerRow[] = [];
  const aheadOfCheckout: string[] = [];
  const orphaned: string[] = [];

  for (const row of recorded.values()) {
    // Somebody else's: stock Knex of another program, in the same database.
    if (domainOfName(row.name) === '') continue;
    const step = byName.get(row.name);
    if (step !== undefined) {
      if (step.kind === 'migration' && row.checksum !== null && row.checksum !== step.checksum) {
        edited.push({ row, step });
      }
      continue;
    }
    if (kindOfName(row.name) !== 'migration') {
      orphaned.push(row.name);
      continue;
    }
    const same = row.checksum === null ? undefined : byContent.get(row.checksum);
    const twin = same ?? byNumber.get(placeOf(row.name));
    const last = newest.get(domainOfName(row.name));
    if (twin !== undefined) renamed.push({ row, step: twin, edited: same === undefined });
    else if (last === undefined || numberOfName(row.name) > numberOfName(last))
      aheadOfCheckout.push(row.name);
    else missing.push(row);
  }
  const problemOf = new Map([
    ...edited.map((each) => [each.row.name, editedProblem(project, each)] as const),
    ...renamed.map((each) => [each.row.name, renamedProblem(project, each)] as const),
    ...missing.map((row) => [row.name, missingProblem(row)] as const),
  ]);
  const outOfOrder = findOutOfOrder(steps, recorded, new Set(renamed.map(({ step }) => step.name)));
  const gaps = findNumberGaps(steps, recorded);
  const problems = [...problemOf.values()];
  return { problems, problemOf, edited, renamed, missing, outOfOrder, gaps, aheadOfCheckout, orphaned };
}

/**
 * Pending migrations behind which others of their domain, or others that name them by `after`, were applied. They are
 * applied now; two teams that merged their branches should know.
 */
function findOutOfOrder(
  steps: readonly Step[],
  recorded: ReadonlyMap<string, LedgerRow>,
  renamed: ReadonlySet<string>,
): OutOfOrder[] {
  const last = new Map<string, MigrationStep>();
  const wanted = new Map<string, MigrationStep>();
  for (const step of steps) {
    if (step.kind !== 'migration' || !recorded.has(step.name)) continue;
    if (numberOfName(step.name) > numberOfName(last.get(step.domain)?.name ?? ''))
      last.set(step.domain, step);
    for (const name of step.after) wanted.set(name, step);
  }
  return steps.flatMap((step) => {
    if (step.kind !== 'migration' || recorded.has(step.name) || renamed.has(step.name)) return [];
    const newest = last.get(step.domain);
    const behind =
      newest !== undefined && numberOfName(newest.name) > numberOfName(step.name)
        ? newest
        : wanted.get(step.name);
    return behind === undefined ? [] : [{ pending: step.name, applied: behind.name }];
  });
}

/** `crm/7` of `crm/0007_leads`. */
function placeOf(name: string): string {
  return `${domainOfName(name)}/${numberOfName(name)}`;
}

function editedProblem(project: Project, { row, step }: EditedMigration): Problem {
  const shown = relative(project.root, step.file);
  return new Problem({
    code: 'migration_edited',
    message: `The migration ${row.name} was changed after it was applied.`,
    detail: `${shown} no longer has the content that this database got. Formatting and comments do not count.`,
    hint:
      `Take the change back (git log -- ${shown}) and put it into a new migration: pnpm new migration ${step.domain} "…". ` +
      `If the database has it already: pnpm erp repair ${row.name}`,
  });
}

function renamedProblem(project: Project, { row, step, edited }: RenamedMigration): Problem {
  const keep = `pnpm erp repair ${row.name}`;
  return new Problem({
    code: 'migration_renamed',
    message: edited
      ? `The migration ${row.name} is applied; the checkout has ${step.name} in its place, with other content.`
      : `The migration ${row.name} is applied; the checkout has the same content as ${step.name}.`,
    detail: relative(project.root, step.file),
    hint: edited
      ? `Bring the old file back. If this is another migration, give it a number of its own; if it is the same one: ${keep}`
      : `Give the file its old name back. To keep the new one: ${keep}`,
  });
}

function missingProblem({ name }: LedgerRow): Problem {
  return new Problem({
    code: 'migration_missing',
    message: `The migration ${name} is applied, but its file is gone.`,
    detail: `The checkout has later migrations of ${domainOfName(name)}, so it is not an older one.`,
    hint:
      `Bring the file back: git log --diff-filter=D -- '*${name.split('/')[1]}*'. ` +
      `If it is gone for good: pnpm erp repair ${name}`,
  });
}
