import { Problem, throwProblems } from '@erp/kit/problem';
import { inDoubt, type StepInProgress } from '../ledger/in-progress.ts';
import { CHOICES, type Choice, WHOLE, waysOn } from '../ledger/journal-problems.ts';
import { currentRows, type Ledger, type LedgerRow } from '../ledger/ledger.ts';
import { kindOfName } from '../ledger/recorded-name.ts';
import type { Project } from '../project/project.ts';
import type { MigrationStep } from '../steps/step.ts';
import type { History } from './history.ts';

/** One change of the ledger that a person has to confirm. None of them touches the schema. */
export type Repair =
  /** The recorded checksum becomes that of the file. */
  | {
      readonly kind: 'edited';
      readonly name: string;
      readonly row: LedgerRow;
      readonly step: MigrationStep;
    }
  /** The record gets the name of the file, and its checksum. */
  | {
      readonly kind: 'renamed';
      readonly name: string;
      readonly row: LedgerRow;
      readonly step: MigrationStep;
      readonly edited: boolean;
    }
  /** The record is dropped. `state` says why the checkout has no such step. */
  | {
      readonly kind: 'missing';
      readonly name: string;
      readonly row: LedgerRow;
      readonly state: 'missing' | 'ahead of the checkout' | 'orphaned';
    }
  /** The note that a step was begun is dropped: nothing in this checkout could finish it. */
  | { readonly kind: 'unfinished'; readonly name: string; readonly since: Date }
  /** A run ended in the middle of the step; a person says what the database has of it. */
  | Interrupted;

/** A step outside a transaction whose run ended in its middle, and what a person says about it. */
export interface Interrupted {
  readonly kind: 'interrupted';
  readonly name: string;
  readonly inProgress: StepInProgress;
  readonly step: MigrationStep;
  /** Undefined until it is said. */
  readonly choice: Choice | undefined;
}

/** What could be repaired. */
export interface RepairPlan {
  /** What stands in the way of a run, or never ends by itself. */
  readonly needed: readonly Repair[];
  /** What is no fault, and repaired only when a person names it: records ahead of the checkout, and orphaned ones. */
  readonly possible: readonly Repair[];
}

/**
 * Lists what a person may confirm.
 */
export function planRepairs(
  project: Project,
  ledger: Ledger,
  history: History,
  inProgress: readonly StepInProgress[],
): RepairPlan {
  const rows = currentRows(ledger);
  const local = project.order.byName;
  const interrupted = inProgress.flatMap((each): Interrupted[] => {
    const step = local.get(each.name);
    if (step?.kind !== 'migration' || rows.has(each.name)) return [];
    return [{ kind: 'interrupted', name: each.name, inProgress: each, step, choice: undefined }];
  });
  const drop = (name: string, state: 'missing' | 'ahead of the checkout' | 'orphaned'): Repair[] => {
    const row = rows.get(name);
    return row === undefined ? [] : [{ kind: 'missing', name, row, state }];
  };
  return {
    needed: [
      ...history.edited.map((each) => ({ kind: 'edited' as const, name: each.row.name, ...each })),
      ...history.renamed.map((each) => ({ kind: 'renamed' as const, name: each.row.name, ...each })),
      ...history.missing.flatMap(({ name }) => drop(name, 'missing')),
      // Migrating finishes a begun step, unless it has no file any more or is recorded all the same.
      ...inProgress
        .filter(({ name }) => !local.has(name) || rows.has(name))
        .map(({ name, since }) => ({ kind: 'unfinished' as const, name, since })),
      ...interrupted.filter((each) => inDoubt(each.inProgress) !== undefined),
    ],
    possible: [
      ...interrupted.filter((each) => inDoubt(each.inProgress) === undefined),
      ...history.aheadOfCheckout.flatMap((name) => drop(name, 'ahead of the checkout')),
      ...history.orphaned.flatMap((name) => drop(name, 'orphaned')),
    ],
  };
}

/** What a person may say about an interrupted step. */
export function choicesOf({ inProgress }: Interrupted): readonly Choice[] {
  return inProgress.open === null ? WHOLE : CHOICES;
}

/**
 * The repairs that a person named, in full or by number (`crm/0007`); a renamed migration by either name.
 *
 * @param choice what the person says about the interrupted ones.
 * @throws {Problem} `nothing_to_repair` for each name that no repair is for; `choice_missing`, `choice_unfit` where the
 *   choice does not go with the repair.
 */
export function chooseRepairs(
  plan: RepairPlan,
  names: readonly string[],
  choice: Choice | undefined,
): Repair[] {
  const all = [...plan.needed, ...plan.possible];
  const chosen = names.map((name) => ({ name, found: all.filter((repair) => isNamed(repair, name)) }));
  throwProblems(
    chosen
      .filter(({ found }) => found.length === 0)
      .map(
        ({ name }) =>
          new Problem({
            code: 'nothing_to_repair',
            message: `There is nothing to repair about ${name}.`,
            detail:
              all.length === 0
                ? 'Ledger and checkout agree.'
                : `What can be repaired: ${all.map((repair) => repair.name).join(', ')}.`,
            hint: 'pnpm status shows how ledger and checkout differ.',
          }),
      ),
  );
  const wanted = new Set(chosen.flatMap(({ found }) => found));
  const repairs = all.filter((repair) => wanted.has(repair));
  throwProblems(repairs.flatMap((repair) => unfitChoice(repair, choice) ?? []));
  return repairs.map((repair) => (repair.kind === 'interrupted' ? { ...repair, choice } : repair));
}

function unfitChoice(repair: Repair, choice: Choice | undefined): Problem | undefined {
  if (repair.kind !== 'interrupted') {
    if (choice === undefined) return undefined;
    return new Problem({
      code: 'choice_unfit',
      message: `--choose is for steps whose run ended in their middle; ${repair.name} is ${repair.kind}.`,
      hint: `Nothing was changed. Without it: pnpm erp repair ${repair.name}`,
    });
  }
  const choices = choicesOf(repair);
  if (choice === undefined || choices.includes(choice)) return undefined;
  return new Problem({
    code: 'choice_unfit',
    message: `The run of ${repair.name} ended between two statements, so there is none that was ${choice === 'done' ? 'done' : 'to be run again'}.`,
    hint: `Nothing was changed. pnpm migrate goes on; or choose:\n${waysOn(repair.name, choices).join('\n')}`,
  });
}

function isNamed(repair: Repair, name: string): boolean {
  const names = repair.kind === 'renamed' ? [repair.name, repair.step.name] : [repair.name];
  return names.some(
    (each) => each === name || (kindOfName(each) === 'migration' && each.startsWith(`${name}_`)),
  );
}
