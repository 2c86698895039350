import type { SendStatement, StatementWatch } from '@erp/engine/connection';
import { namesLedger } from '@erp/engine/ledger';
import { findLost, type LostName, type NamedObject, readNames, successorOf } from './named-objects.ts';
import { mergePartitions, type ObservedStatement, type TableEffect } from './observed-statement.ts';
import { type Activity, listTables, readActivity, readTables, type TableState } from './table-state.ts';

/** Looks on while a session applies a plan. */
export interface Observer {
  readonly watch: StatementWatch;
  /** Begins to look: what is there now counts as in use. */
  begin(session: { query(sql: string): Promise<unknown> }): Promise<void>;
  /** Says which step the next statements belong to. */
  at(step: string): void;
  /** Every statement of the steps so far that did something to a table in use. */
  readonly statements: readonly ObservedStatement[];
  /** Whether a step has a statement that says where a sequence goes on. */
  setsSequence(step: string): boolean;
  /** How many statements there were, the others included. */
  readonly seen: number;
  /** How many tables were there. */
  readonly tables: number;
}

interface ParsedStatement {
  readonly sql: string;
  readonly node: string;
  readonly tree: Readonly<Record<string, unknown>>;
}

/**
 * Makes an observer. Each statement is sent by itself, scripts taken apart by PostgreSQL's own parser, with a look at
 * locks, files, scans and catalogs behind it. What runs outside a transaction and could run inside one gets one of its
 * own, since locks are seen only while they are held.
 */
export async function createObserver(): Promise<Observer> {
  const { loadModule, parseSync } = await import('libpg-query');
  await loadModule();
  const statements: ObservedStatement[] = [];
  let looking = false;
  let inUse = false;
  let titles = new Map<number, string>();
  let states = new Map<number, TableState>();
  let step = '';
  let seen = 0;
  let transaction = 0;
  let open = false;
  let held = new Map<number, ReadonlySet<string>>();
  let names = new Map<string, NamedObject>();
  /** What the transaction has taken away so far; a later statement of it may bring it back. */
  let losses: LostName[][] = [];
  const numbered = new Set<string>();
  let timeZoneSet = false;
  let last: { readonly transaction: number; readonly activity: Activity } | undefined;

  const parse = (sql: string): ParsedStatement[] | undefined => {
    try {
      const bytes = Buffer.from(sql);
      return (parseSync(sql).stmts ?? []).flatMap(({ stmt, stmt_location = 0, stmt_len }) => {
        const [node] = Object.keys(stmt ?? {});
        if (node === undefined) return [];
        const end = stmt_len === undefined ? undefined : stmt_location + stmt_len;
        const text = bytes.subarray(stmt_location, end).toString().trim();
        return [
          { sql: text, node, tree: (stmt as unknown as Record<string, ParsedStatement['tree']>)[node] ?? {} },
        ];
      });
    } catch {
      // The server says it better.
      return undefined;
    }
  };

  const rootOf = (title: string) => {
    for (const [id, state] of states)
      if (titles.get(id) === title && !state.isPartition) return { id, state };
    return undefined;
  };

  const newTransaction = () => {
    transaction += 1;
    held = new Map();
    losses = [];
  };

  /** What the statement has taken away; forgets what it has brought back, and watches that instead. */
  const lookForNames = async (node: string, send: SendStatement): Promise<LostName[]> => {
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
  };

  const observe = async (
    each: ParsedStatement,
    values: readonly unknown[] | undefined,
    send: SendStatement,
  ) => {
    seen += 1;
    const ids = [...states.keys()];
    if (ids.length === 0 && !inUse) return send(each.sql, values);
    const alone = !open;
    let own = alone && !runsAlone(each);
    if (alone) newTransaction();
    if (SETS_SEQUENCE.test(each.sql)) numbered.add(step);
    if (SETS_TIME_ZONE.test(each.sql)) timeZoneSet = true;
    if (own) await send('BEGIN');
    // Within a transaction only its own statements add to this.
    const before = last?.transaction === transaction ? last.activity : await readActivity(send, ids);
    const result = await send(each.sql, values).catch(async (error: { code?: string }) => {
      // A block of code that commits by itself does not want a transaction around it.
      if (!own || error.code !== INVALID_TRANSACTION_TERMINATION) throw error;
      own = false;
      await send('ROLLBACK');
      return send(each.sql, values);
    });
    const after = await readActivity(send, ids);
    last = { transaction, activity: after };
    // Definitions take locks; without a transaction nothing is held any more, so all tables may have changed.
    const touched = alone && !own ? ids : ids.filter((id) => isTouched(after.locks.get(id)));
    const now = await readTables(send, touched);
    const lost = await lookForNames(each.node, send);
    if (own) await send('COMMIT');

    const effects: TableEffect[] = [];
    for (const id of new Set([...touched, ...after.locks.keys(), ...after.scans.keys()])) {
      const was = states.get(id) as TableState;
      const read = touched.includes(id) ? now.get(id) : was;
      const is = read !== undefined && read !== was && same(was, read) ? was : read;
      const locks = [...(after.locks.get(id) ?? [])].filter((mode) => held.get(id)?.has(mode) !== true);
      const scans = Math.max(0, (after.scans.get(id) ?? 0) - (before.scans.get(id) ?? 0));
      if (is === undefined) states.delete(id);
      else states.set(id, is);
      if (is === was && scans === 0 && !locks.some((mode) => !QUIET.has(mode))) continue;
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
    held = new Map([...after.locks].map(([id, modes]) => [id, new Set([...modes, ...(held.get(id) ?? [])])]));
    if (effects.length > 0 || lost.length > 0) {
      const merged = mergePartitions(effects, rootOf);
      statements.push({ ...each, step, transaction, effects: merged, losses: lost, timeZoneSet });
    }
    return result;
  };

  return {
    statements,
    get seen() {
      return seen;
    },
    get tables() {
      return titles.size;
    },
    at(name) {
      step = name;
      timeZoneSet = false;
    },
    setsSequence: (name) => numbered.has(name),
    async begin(session) {
      looking = true;
      // The watch takes the question as its chance to look for itself.
      await session.query(BEGIN_LOOKING);
    },
    async watch(sql, values, send) {
      if (sql === BEGIN_LOOKING) {
        titles = await listTables(send);
        states = await readTables(send, [...titles.keys()]);
        names = new Map([...(await readNames(send))].filter(([, { partition }]) => !partition));
        inUse = titles.size > 0;
        return send('SELECT');
      }
      if (!looking || namesLedger(sql) || OWN.test(sql)) return send(sql, values);
      const parsed = parse(sql);
      if (parsed === undefined) return send(sql, values);
      let result = parsed.length === 0 ? await send(sql, values) : undefined;
      for (const each of parsed) {
        if (each.node === 'TransactionStmt') {
          const kind = String(each.tree.kind);
          if (kind === 'TRANS_STMT_BEGIN') {
            open = true;
            newTransaction();
          }
          if (kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK') open = false;
          result = await send(each.sql, values);
        } else {
          result = await observe(each, values, send);
        }
      }
      return result as NonNullable<typeof result>;
    },
  };
}

/** Statements that take no name away, nor give one another. Anything else may, by what it cascades to or calls. */
const KEEPS_NAMES =
  /^(Insert|Update|Delete|Merge|Copy|Create|CreateTableAs|Index|CreateFunction|CreatePolicy|AlterPolicy|CreateTrig|View|CreateStats|Comment|Grant|GrantRole|VariableSet|Vacuum|Reindex|Lock|Truncate|Constraints)Stmt$/;

const SETS_SEQUENCE = /\bsetval\b|\bRESTART\b|\bSTART\b/i;

const SETS_TIME_ZONE = /\bSET\b[^;]*\btime\s*zone\b|\bset_config\s*\(\s*'timezone'/i;

const INVALID_TRANSACTION_TERMINATION = '2D000';

const BEGIN_LOOKING = '/* begin looking */ SELECT';

/** Statements of the runner itself, beside those that name the ledger. */
const OWN = /\berp\.step_began\b|^SET LOCAL lock_timeout/;

/** Locks that readers and writers of a table take all the time. */
const QUIET = new Set(['AccessShareLock', 'RowShareLock', 'RowExclusiveLock']);

function isTouched(modes: ReadonlySet<string> | undefined): boolean {
  return modes !== undefined && [...modes].some((mode) => !QUIET.has(mode));
}

/** Statements that PostgreSQL refuses inside a transaction. */
function runsAlone({ node, tree }: ParsedStatement): boolean {
  if (node === 'VacuumStmt') return tree.is_vacuumcmd === true;
  if (tree.concurrent === true) return true;
  const options = (tree.params ?? []) as { DefElem?: { defname?: string } }[];
  if (node === 'ReindexStmt') return options.some(({ DefElem }) => DefElem?.defname === 'concurrently');
  const commands = (tree.cmds ?? []) as {
    AlterTableCmd?: { def?: { PartitionCmd?: { concurrent?: boolean } } };
  }[];
  if (commands.some(({ AlterTableCmd }) => AlterTableCmd?.def?.PartitionCmd?.concurrent === true))
    return true;
  return /^(AlterSystem|Createdb|Dropdb|CreateTableSpace|DropTableSpace)Stmt$/.test(node);
}

function same(was: TableState, is: TableState): boolean {
  return JSON.stringify(plain(was)) === JSON.stringify(plain(is));
}

function plain(state: TableState): unknown {
  const { columns, indexes, constraints, ...rest } = state;
  const entries = <Value>(map: ReadonlyMap<number, Value>) => [...map].sort(([a], [b]) => a - b);
  return [rest, entries(columns), entries(indexes), entries(constraints)];
}
