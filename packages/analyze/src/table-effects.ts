import type { TableEffect } from './observed-statement.ts';
import type { Activity, TableState } from './table-state.ts';

/** What there was of the tables in use before a statement, and what there is behind it. */
export interface Look {
  readonly before: Activity;
  readonly after: Activity;
  /** Tables that were read anew. */
  readonly touched: readonly number[];
  readonly now: ReadonlyMap<number, TableState>;
  /** Locks that earlier statements of the transaction had taken. */
  readonly held: ReadonlyMap<number, ReadonlySet<string>>;
}

/**
 * What a statement did to each table in use; keeps the states current.
 *
 * @param states as they were before it; those that it dropped go.
 */
export function takeEffects(
  states: Map<number, TableState>,
  titles: ReadonlyMap<number, string>,
  { before, after, touched, now, held }: Look,
): TableEffect[] {
  const effects: TableEffect[] = [];
  for (const id of new Set([...touched, ...after.locks.keys(), ...after.scans.keys()])) {
    const was = states.get(id) as TableState;
    const read = touched.includes(id) ? now.get(id) : was;
    const is = read !== undefined && read !== was && same(was, read) ? was : read;
    const locks = [...(after.locks.get(id) ?? [])].filter((mode) => held.get(id)?.has(mode) !== true);
    const scans = Math.max(0, (after.scans.get(id) ?? 0) - (before.scans.get(id) ?? 0));
    if (is === undefined) states.delete(id);
    else states.set(id, is);
    if (is === was && scans === 0 && !isTouched(locks)) continue;
    effects.push({
      ...{ id, title: titles.get(id) ?? was.name, before: was, after: is, locks, scans },
      rewritten: is !== undefined && is.file !== was.file,
      rebuilt: [...(is?.indexes ?? [])].some(([index, { file }]) => {
        const old = was.indexes.get(index);
        return old !== undefined && old.file !== file;
      }),
      parted: [],
    });
  }
  return effects;
}

/** The locks that the transaction holds behind a statement. */
export function heldAfter({ after, held }: Look): Map<number, ReadonlySet<string>> {
  return new Map([...after.locks].map(([id, modes]) => [id, new Set([...modes, ...(held.get(id) ?? [])])]));
}

/** Whether a table is locked by more than those who read and write it. */
export function isTouched(modes: Iterable<string> | undefined): boolean {
  return modes !== undefined && [...modes].some((mode) => !QUIET.has(mode));
}

/** Locks that readers and writers of a table take all the time. */
const QUIET = new Set(['AccessShareLock', 'RowShareLock', 'RowExclusiveLock']);

function same(was: TableState, is: TableState): boolean {
  return JSON.stringify(plain(was)) === JSON.stringify(plain(is));
}

function plain(state: TableState): unknown {
  const { columns, indexes, constraints, ...rest } = state;
  const entries = <Value>(map: ReadonlyMap<number, Value>) => [...map].sort(([a], [b]) => a - b);
  return [rest, entries(columns), entries(indexes), entries(constraints)];
}
