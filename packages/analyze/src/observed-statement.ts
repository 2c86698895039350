import type { LostName } from './named-objects.ts';
import type { TableState } from './table-state.ts';

/** One statement of the plan, and what it did to tables that were there before the plan. */
export interface ObservedStatement {
  /** Recorded name of its step. */
  readonly step: string;
  readonly sql: string;
  /** Name of its node in PostgreSQL's parse tree, e.g. `AlterTableStmt`. */
  readonly node: string;
  /** The node itself. */
  readonly tree: Readonly<Record<string, unknown>>;
  /** Number of its transaction; statements of one number commit together. */
  readonly transaction: number;
  /** What it did to each table, by object id. */
  readonly effects: readonly TableEffect[];
  /** What a release no longer finds from this statement on, unless a later one of its transaction brings it back. */
  readonly losses: readonly LostName[];
  /** Whether its step has set a time zone before. */
  readonly timeZoneSet: boolean;
}

/** What a statement did to one table, its partitions included. */
export interface TableEffect {
  readonly id: number;
  /** The table that people know: that of a partition is its partitioned table. */
  readonly title: string;
  readonly before: TableState;
  /** Undefined when the table is gone. */
  readonly after: TableState | undefined;
  /** Lock modes that the transaction did not hold on it before, e.g. `AccessExclusiveLock`. */
  readonly locks: readonly string[];
  /** How often it, or one of its partitions, was read from end to end. */
  readonly scans: number;
  /** Whether it, or one of its partitions, has another file on disk. */
  readonly rewritten: boolean;
  /** The same of an index that was there before. */
  readonly rebuilt: boolean;
  /** Names of partitions that it no longer has. */
  readonly parted: readonly string[];
}

/** Puts what was done to partitions together with what was done to their table, where the statement was about that. */
export function mergePartitions(
  effects: readonly TableEffect[],
  rootOf: (title: string) => { readonly id: number; readonly state: TableState } | undefined,
): TableEffect[] {
  const merged: TableEffect[] = [];
  for (const title of new Set(effects.map((effect) => effect.title))) {
    const all = effects.filter((effect) => effect.title === title);
    const root = all.find(({ before }) => !before.isPartition) ?? untouchedRoot(all, rootOf(title));
    if (root === undefined) {
      merged.push(...all);
      continue;
    }
    merged.push({
      ...root,
      locks: [...new Set(all.flatMap(({ locks }) => locks))],
      scans: all.reduce((sum, { scans }) => sum + scans, 0),
      rewritten: all.some(({ rewritten }) => rewritten),
      rebuilt: all.some(({ rebuilt }) => rebuilt),
      parted: all
        .filter(({ before, after }) => before.isPartition && after?.isPartition !== true)
        .map(({ before }) => before.name),
    });
  }
  return merged;
}

/** The table whose rows were read or changed by way of its partitions, while none of them was altered. */
function untouchedRoot(
  effects: readonly TableEffect[],
  root: { readonly id: number; readonly state: TableState } | undefined,
): TableEffect | undefined {
  const [first] = effects;
  if (first === undefined || root === undefined) return undefined;
  if (effects.some(({ before, after }) => before !== after)) return undefined;
  return { ...first, id: root.id, before: root.state, after: root.state };
}
