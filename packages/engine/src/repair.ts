import { Problem, throwProblems } from '@erp/kit/problem';
import type { History } from './history.ts';
import { currentRows, type Ledger, type LedgerRow } from './ledger.ts';
import type { Session } from './session.ts';
import { kindOfName, type MigrationStep, type Step } from './step.ts';
import type { Unfinished } from './unfinished.ts';

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
      readonly state: 'missing' | 'from the future' | 'left over';
    }
  /** The note that a step was begun is dropped: nothing in this checkout could finish it. */
  | { readonly kind: 'unfinished'; readonly name: string; readonly begun: Date };

/** What could be repaired. */
export interface RepairPlan {
  /** What stands in the way of a run, or never ends by itself. */
  readonly needed: readonly Repair[];
  /** What is no fault, and repaired only when a person names it: records of the future, and left over ones. */
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
  const local = new Set(steps.map((step) => step.name));
  const drop = (name: string, state: 'missing' | 'from the future' | 'left over'): Repair[] => {
    const row = rows.get(name);
    return row === undefined ? [] : [{ kind: 'missing', name, row, state }];
  };
  return {
    needed: [
      ...history.edited.map((each) => ({ kind: 'edited' as const, name: each.row.name, ...each })),
      ...history.renamed.map((each) => ({ kind: 'renamed' as const, name: each.row.name, ...each })),
      ...history.missing.flatMap(({ name }) => drop(name, 'missing')),
      // Migrating starts a begun step over, unless it has no file any more or is recorded all the same.
      ...unfinished
        .filter(({ name }) => !local.has(name) || rows.has(name))
        .map((each) => ({ kind: 'unfinished' as const, ...each })),
    ],
    possible: [
      ...history.fromTheFuture.flatMap((name) => drop(name, 'from the future')),
      ...history.leftOver.flatMap((name) => drop(name, 'left over')),
    ],
  };
}

/**
 * The repairs that a person named, in full or by number (`crm/0007`); a renamed migration by either name.
 *
 * @throws {Problem} `nothing_to_repair` for each name that no repair is for.
 */
export function chooseRepairs(plan: RepairPlan, names: readonly string[]): Repair[] {
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
  return all.filter((repair) => wanted.has(repair));
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
      return ['DELETE FROM public.knex_migrations_begun WHERE name = $1 RETURNING name', [repair.name]];
  }
}
