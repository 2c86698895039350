import type { CatalogFunction } from './catalog.ts';

/** An error that a function raises by itself. */
interface RaisedError {
  /** SQLSTATE, or the name of a condition as PL/pgSQL has it. */
  readonly condition: string;
  readonly message: string;
}

/** What the text of a function tells of it. */
export interface FunctionFacts {
  /** Permissions that it asks for, itself or in what it calls. */
  readonly permissions: readonly string[];
  readonly raises: readonly RaisedError[];
  /** SQLSTATEs and conditions of the functions that it calls, without its own. */
  readonly raisesBelow: readonly string[];
  /** Tables by what it does to them: `insert`, `update`, `delete`. */
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  /** The same of the functions that it calls. */
  readonly changesBelow: ReadonlyMap<string, readonly Change[]>;
  readonly reads: readonly string[];
  readonly calls: readonly string[];
}

/** What a statement does to a table. */
export type Change = 'insert' | 'update' | 'delete';

/**
 * Reads what functions do from their texts. Statements that are put together at run time, and triggers that fire, are
 * not followed.
 *
 * @param tables names of the tables that are told.
 */
export function factsOfFunctions(
  functions: readonly CatalogFunction[],
  tables: ReadonlySet<string>,
): ReadonlyMap<string, FunctionFacts> {
  const own = new Map<string, OwnFacts>();
  for (const each of functions) {
    const facts = ownFacts(each.source, tables, functions);
    const before = own.get(each.name);
    own.set(each.name, before === undefined ? facts : both(before, facts));
  }
  return new Map([...own].map(([name, facts]) => [name, withBelow(name, facts, own)]));
}

interface OwnFacts {
  readonly permissions: readonly string[];
  readonly raises: readonly RaisedError[];
  readonly changes: ReadonlyMap<string, readonly Change[]>;
  readonly reads: readonly string[];
  readonly calls: readonly string[];
}

function ownFacts(
  source: string,
  tables: ReadonlySet<string>,
  functions: readonly CatalogFunction[],
): OwnFacts {
  const code = source.replaceAll(/--[^\n]*/g, '');
  const known = new Set(functions.map(({ name }) => name));
  const changes = changesIn(code, tables);
  const named = [...code.matchAll(/\bpublic\.([a-z_][a-z0-9_]*)/g)].map(([, name = '']) => name);
  return {
    permissions: unique(
      [...code.matchAll(ASKS)].flatMap(([, list = '']) =>
        [...list.matchAll(/'([^']+)'/g)].map(([, key = '']) => key),
      ),
    ),
    raises: [...code.matchAll(RAISES)].map(([, message = '', using = '']) => ({
      condition: conditionOf(using),
      message: message.replaceAll("''", "'"),
    })),
    changes,
    reads: unique(named.filter((name) => tables.has(name) && !changes.has(name))),
    calls: unique(
      [...code.matchAll(/\bapp\.([a-z_][a-z0-9_]*)\s*\(/g)]
        .map(([, name = '']) => name)
        .filter((name) => known.has(name)),
    ),
  };
}

/** `app.require_permission('orders.write')`, and the one that asks for one of several. */
const ASKS = /\bapp\.(?:require_permission|require_one_permission|has_permission)\(([^()]*)\)/g;
const RAISES = /\bRAISE(?:\s+EXCEPTION)?\s+'((?:[^']|'')*)'([^;]*)/g;

function conditionOf(using: string): string {
  return /\bERRCODE\s*=\s*'([^']+)'/i.exec(using)?.[1] ?? 'P0001';
}

function changesIn(code: string, tables: ReadonlySet<string>): Map<string, readonly Change[]> {
  const found = new Map<string, Set<Change>>();
  for (const [change, pattern] of CHANGES) {
    for (const [, table = ''] of code.matchAll(pattern)) {
      if (tables.has(table)) found.set(table, (found.get(table) ?? new Set()).add(change));
    }
  }
  return new Map(
    [...found].sort(byName).map(([table, changes]) => [table, ORDER.filter((each) => changes.has(each))]),
  );
}

const ORDER: readonly Change[] = ['insert', 'update', 'delete'];
const CHANGES: readonly (readonly [Change, RegExp])[] = [
  ['insert', /\bINSERT\s+INTO\s+public\.([a-z_][a-z0-9_]*)/gi],
  ['update', /\bUPDATE\s+(?:ONLY\s+)?public\.([a-z_][a-z0-9_]*)/gi],
  ['update', /\bON\s+CONFLICT\b[^;]*?\bDO\s+UPDATE\b[^;]*?\bpublic\.([a-z_][a-z0-9_]*)/gi],
  ['delete', /\bDELETE\s+FROM\s+(?:ONLY\s+)?public\.([a-z_][a-z0-9_]*)/gi],
];

function both(a: OwnFacts, b: OwnFacts): OwnFacts {
  return {
    permissions: unique([...a.permissions, ...b.permissions]),
    raises: [...a.raises, ...b.raises],
    changes: merged([a.changes, b.changes]),
    reads: unique([...a.reads, ...b.reads]),
    calls: unique([...a.calls, ...b.calls]),
  };
}

function withBelow(name: string, facts: OwnFacts, own: ReadonlyMap<string, OwnFacts>): FunctionFacts {
  const below = calledBy(name, own).flatMap((each) => own.get(each) ?? []);
  const changesBelow = merged(below.map(({ changes }) => changes));
  for (const table of facts.changes.keys()) changesBelow.delete(table);
  const raised = new Set(facts.raises.map(({ condition }) => condition));
  return {
    ...facts,
    permissions: unique([...facts.permissions, ...below.flatMap(({ permissions }) => permissions)]),
    raisesBelow: unique(below.flatMap(({ raises }) => raises.map(({ condition }) => condition))).filter(
      (condition) => !raised.has(condition),
    ),
    changesBelow,
  };
}

/** Everything that a function reaches by calls. */
function calledBy(name: string, own: ReadonlyMap<string, OwnFacts>): string[] {
  const reached = new Set<string>();
  const open = [...(own.get(name)?.calls ?? [])];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next === name || reached.has(next)) continue;
    reached.add(next);
    open.push(...(own.get(next)?.calls ?? []));
  }
  return [...reached].sort();
}

function merged(all: readonly ReadonlyMap<string, readonly Change[]>[]): Map<string, readonly Change[]> {
  const found = new Map<string, Set<Change>>();
  for (const changes of all)
    for (const [table, some] of changes) found.set(table, new Set([...(found.get(table) ?? []), ...some]));
  return new Map(
    [...found].sort(byName).map(([table, changes]) => [table, ORDER.filter((each) => changes.has(each))]),
  );
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
