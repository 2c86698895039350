import type { SendStatement } from '@erp/engine/connection';
import { findLost, type LostName, type NamedObject, readNames, successorOf } from './named-objects.ts';

/** Watches which names statements take away, one transaction after the other. */
export interface NameWatch {
  /** What is named now counts as in use. */
  begin(send: SendStatement): Promise<void>;
  /** Another transaction begins: nothing that was taken away before it can be brought back. */
  newTransaction(): void;
  /** What the statement has taken away; forgets what it has brought back, and watches that instead. */
  look(node: string, send: SendStatement): Promise<LostName[]>;
}

/** Makes a watch. A list of losses that it gave out becomes shorter when a later statement brings something back. */
export function watchNames(): NameWatch {
  let names = new Map<string, NamedObject>();
  /** What the transaction has taken away so far; a later statement of it may bring it back. */
  let losses: LostName[][] = [];
  return {
    async begin(send) {
      names = new Map([...(await readNames(send))].filter(([, { partition }]) => !partition));
    },
    newTransaction() {
      losses = [];
    },
    async look(node, send) {
      if (KEEPS_NAMES.test(node) && losses.every((list) => list.length === 0)) return [];
      const now = await readNames(send);
      const lost = findLost(names, now);
      losses.push(lost);
      const watched = new Set(names.keys());
      for (const list of losses) {
        const still = list.filter((each) => {
          const successor = successorOf(each, now);
          if (successor !== undefined) watched.add(successor);
          return successor === undefined;
        });
        list.splice(0, list.length, ...still);
      }
      names = new Map([...now].filter(([id]) => watched.has(id)));
      return lost;
    },
  };
}

/** Statements that take no name away, nor give one another. Anything else may, by what it cascades to or calls. */
const KEEPS_NAMES =
  /^(Insert|Update|Delete|Merge|Copy|Create|CreateTableAs|Index|CreateFunction|CreatePolicy|AlterPolicy|CreateTrig|View|CreateStats|Comment|Grant|GrantRole|VariableSet|Vacuum|Reindex|Lock|Truncate|Constraints)Stmt$/;
