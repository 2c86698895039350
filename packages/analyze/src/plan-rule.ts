import type { Rule } from '@erp/verify/rule';
import type { ObservedStatement, TableEffect } from './observed-statement.ts';
import type { TableState } from './table-state.ts';

/** What a rule finds in one statement. */
export interface Hit {
  /** The table that it is about. */
  readonly table: string;
  /** What happens, as a sentence. */
  readonly message: string;
  /** Whether it matters however few rows the table has. */
  readonly whateverTheRows?: boolean;
}

/** What a rule may ask beyond the statement itself. */
export interface Surroundings {
  /** Whether the constraint with this object id was added by the transaction of the statement. */
  addedTogether(constraint: number): boolean;
  /** Locks that keep writers out, taken by earlier statements of the same transaction on tables with rows. */
  readonly locked: readonly { readonly table: string; readonly mode: string; readonly step: string }[];
  /** Whether a table has so few rows that work on it is over at once. */
  isSmall(table: string): boolean;
  /** The title of a table in use, by object id. */
  titleOf(id: number): string | undefined;
  /** The table with this object id as the transaction of the statement leaves it; undefined when it is gone. */
  finally(id: number): TableState | undefined;
  /** Whether the step of the statement says where a sequence goes on. */
  readonly setsSequence: boolean;
}

/** A rule about changes of tables in use. */
export interface PlanRule extends Rule {
  /** How to do it without standing in anybody's way, as code of a migration. */
  readonly safe: string;
  check(statement: ObservedStatement, surroundings: Surroundings): readonly Hit[];
}

/** Whether those who write to a table wait behind this lock. */
export function keepsWritersOut(mode: string): boolean {
  return ['ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock'].includes(mode);
}

/** Whether the time that it takes grows with the rows of the table. */
export function isLongWork({ before, after, scans, rewritten }: TableEffect): boolean {
  return (
    scans > 0 ||
    rewritten ||
    added(before.indexes, after?.indexes).length > 0 ||
    added(before.constraints, after?.constraints).some(([, { kind, validated }]) => kind === 'f' && validated)
  );
}

/** One hit for each thing that is said, whichever partitions it is said of. */
export function each(statement: ObservedStatement, look: (effect: TableEffect) => readonly Hit[]): Hit[] {
  const hits = new Map(statement.effects.flatMap(look).map((hit) => [hit.message, hit]));
  return [...hits.values()];
}

/** Entries of the second map that the first one lacks. */
export function added<Value>(
  before: ReadonlyMap<number, unknown>,
  after: ReadonlyMap<number, Value> | undefined,
): [number, Value][] {
  return [...(after ?? [])].filter(([id]) => !before.has(id));
}

/** Values that both maps have under the same key. */
export function changed<Value>(
  before: ReadonlyMap<number, Value>,
  after: ReadonlyMap<number, Value> | undefined,
): [was: Value, is: Value][] {
  return [...(after ?? [])].flatMap(([id, is]) => {
    const was = before.get(id);
    return was === undefined ? [] : [[was, is] as [Value, Value]];
  });
}

/** First line of a safe form that has to run outside a transaction. */
export const NON_TRANSACTIONAL = 'export const config = { transaction: false }; // in a migration of its own';
