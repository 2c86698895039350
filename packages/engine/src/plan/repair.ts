import { Problem, throwProblems } from '@erp/kit/problem';
import type { Session } from '../connection/session.ts';
import { readBegun } from '../ledger/begun.ts';
import { CHOICES, type Choice, WHOLE, waysOn } from '../ledger/journal-problems.ts';
import { currentRows, type Ledger, type LedgerRow } from '../ledger/ledger.ts';
import { kindOfName } from '../ledger/recorded-name.ts';
import { inDoubt, type Unfinished } from '../ledger/unfinished.ts';
import type { MigrationStep, Step } from '../steps/step.ts';
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
  | { readonly kind: 'unfinished'; readonly name: string; readonly begun: Date }
  /** A run ended in the middle of the step; a person says what the database has of it. */
  | Interrupted;

/** A step outside a transaction whose run ended in its middle, and what a person says about it. */
export interface Interrupted {
  readonly kind: 'interrupted';
  readonly name: string;
  readonly unfinished: Unfinished;
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
 *
 * @param steps every step of the workspace.
 */
export function planRepairs(
  steps: readonly Step[],
  ledger: Ledger,
  history: History,
  unfinished: readonly Unfinished[],
): RepairPlan {
  const rows = currentRows(ledger);
  const local = new Map(steps.map((step) => [step.name, step]));
  const interrupted = unfinished.flatMap((each): Interrupted[] => {
    const step = local.get(each.name);
    if (step?.kind !== 'migration' || rows.has(each.name)) return [];
    return [{ kind: 'interrupted', name: each.name, unfinished: each, step, choice: undefined }];
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
      ...unfinished
        .filter(({ name }) => !local.has(name) || rows.has(name))
        .map(({ name, begun }) => ({ kind: 'unfinished' as const, name, begun })),
      ...interrupted.filter((each) => inDoubt(each.unfinished) !== undefined),
    ],
    possible: [
      ...interrupted.filter((each) => inDoubt(each.unfinished) === undefined),
      ...history.aheadOfCheckout.flatMap((name) => drop(name, 'ahead of the checkout')),
      ...history.orphaned.flatMap((name) => drop(name, 'orphaned')),
    ],
  };
}

/** What a person may say about an interrupted step. */
export function choicesOf({ unfinished }: Interrupted): readonly Choice[] {
  return unfinished.open === null ? WHOLE : CHOICES;
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

/**
 * Writes repairs into the ledger, all or none. Call it with the runner's lock held.
 *
 * @throws {Problem} `ledger_changed` when a record is not any more what the person was shown.
 */
export async function applyRepairs(session: Session, repairs: readonly Repair[]): Promise<void> {
  // Notes of an earlier release get the columns that they lack.
  if (repairs.some(({ kind }) => kind === 'interrupted' || kind === 'unfinished')) await readBegun(session);
  await session.transaction(async () => {
    await session.query("SET LOCAL lock_timeout = '10s'");
    for (const repair of repairs) {
      const changed = await session.query(...statementOf(repair));
      if (changed.length > 0) continue;
      throw new Problem({
        code: 'ledger_changed',
        message: `Somebody else changed what is recorded of ${repair.name} in the meantime.`,
        hint: 'Nothing was repaired. Look again: pnpm erp repair --dry-run',
      });
    }
  });
}

function statementOf(repair: Repair): [sql: string, values: unknown[]] {
  switch (repair.kind) {
    case 'edited':
      return [
        'UPDATE public.knex_migrations SET checksum = $3 WHERE id = $1 AND checksum = $2 RETURNING id',
        [repair.row.id, repair.row.checksum, repair.step.checksum],
      ];
    case 'renamed': {
      const { id, name, checksum } = repair.row;
      // Stock Knex writes no checksum, and a ledger of its own has no column for one.
      if (checksum === null || !repair.edited) {
        return [
          'UPDATE public.knex_migrations SET name = $3 WHERE id = $1 AND name = $2 RETURNING id',
          [id, name, repair.step.name],
        ];
      }
      return [
        'UPDATE public.knex_migrations SET name = $4, checksum = $5 WHERE id = $1 AND name = $2 AND checksum = $3 RETURNING id',
        [id, name, checksum, repair.step.name, repair.step.checksum],
      ];
    }
    case 'missing':
      return [
        'DELETE FROM public.knex_migrations WHERE name = $1 AND id <= $2 RETURNING id',
        [repair.name, repair.row.id],
      ];
    case 'unfinished':
      return [
        `WITH gone AS (DELETE FROM public.knex_migrations_journal WHERE name = $1)
         DELETE FROM public.knex_migrations_begun WHERE name = $1 RETURNING name`,
        [repair.name],
      ];
    case 'interrupted':
      return statementOfChoice(repair);
  }
}

function statementOfChoice({
  name,
  unfinished,
  step,
  choice,
}: Interrupted): [sql: string, values: unknown[]] {
  const { direction, open } = unfinished;
  switch (choice) {
    case 'done':
    case 'again':
      return [
        `UPDATE public.knex_migrations_journal SET state = $3, outcome = NULL
          WHERE name = $1 AND place = $2 AND state = 'begun' RETURNING name`,
        [name, open?.place ?? 0, choice === 'done' ? 'kept' : 'not kept'],
      ];
    case 'finished':
      return [
        `WITH lines AS (DELETE FROM public.knex_migrations_journal WHERE name = $1),
           note AS (DELETE FROM public.knex_migrations_begun WHERE name = $1 AND direction IS NOT DISTINCT FROM $2 RETURNING name),
           recorded AS (INSERT INTO public.knex_migrations (name, batch, migration_time, checksum)
             SELECT name, (SELECT coalesce(max(batch), 0) + 1 FROM public.knex_migrations), now(), $3
               FROM note WHERE $2::text IS DISTINCT FROM 'down')
         SELECT name FROM note`,
        [name, direction, step.checksum],
      ];
    case 'start-over':
      return [
        `WITH lines AS (DELETE FROM public.knex_migrations_journal WHERE name = $1)
         UPDATE public.knex_migrations_begun SET direction = coalesce(direction, 'up')
          WHERE name = $1 AND direction IS NOT DISTINCT FROM $2 RETURNING name`,
        [name, direction],
      ];
    case undefined:
      throw new Error(`nobody has said what to do about ${name}`);
  }
}
