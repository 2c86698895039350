import type { SendStatement, StatementWatch } from '@erp/engine/connection';
import { namesLedger } from '@erp/engine/ledger';
import { type NameWatch, watchNames } from './name-watch.ts';
import type { LostName } from './named-objects.ts';
import { mergePartitions, type ObservedStatement, type TableEffect } from './observed-statement.ts';
import { isNonTransactional, loadParser, type ParsedStatement } from './parsed-statement.ts';
import { heldAfter, isTouched, takeEffects } from './table-effects.ts';
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

/** Where the observer is in what it watches. */
interface Watching {
  /** The step that statements belong to. */
  step: string;
  /** Whether a statement of the step has set the time zone. */
  timeZoneSet: boolean;
  /** Transactions so far; the last one is at work. */
  transaction: number;
  /** Whether the session has begun it by itself. */
  open: boolean;
  /** Statements so far. */
  seen: number;
  /** Whether tables were there to begin with. */
  inUse: boolean;
  titles: Map<number, string>;
  states: Map<number, TableState>;
  /** Locks of the transaction. */
  held: Map<number, ReadonlySet<string>>;
  last: { readonly transaction: number; readonly activity: Activity } | undefined;
  readonly names: NameWatch;
  /** Steps with a statement that says where a sequence goes on. */
  readonly numbered: Set<string>;
  readonly statements: ObservedStatement[];
}

/**
 * Makes an observer. Each statement is sent by itself, scripts taken apart by PostgreSQL's own parser, with a look at
 * locks, files, scans and catalogs behind it. What runs outside a transaction and could run inside one gets one of its
 * own, since locks are seen only while they are held.
 */
export async function createObserver(): Promise<Observer> {
  const parse = await loadParser();
  const at = watchingNothing();
  let looking = false;
  return {
    statements: at.statements,
    get seen() {
      return at.seen;
    },
    get tables() {
      return at.titles.size;
    },
    at(name) {
      at.step = name;
      at.timeZoneSet = false;
    },
    setsSequence: (name) => at.numbered.has(name),
    async begin(session) {
      looking = true;
      // The watch takes the question as its chance to look for itself.
      await session.query(BEGIN_LOOKING);
    },
    async watch(sql, values, send) {
      if (sql === BEGIN_LOOKING) {
        await beginLooking(at, send);
        return send('SELECT');
      }
      if (!looking || namesLedger(sql) || OWN.test(sql)) return send(sql, values);
      const parsed = parse(sql);
      if (parsed === undefined) return send(sql, values);
      let result = parsed.length === 0 ? await send(sql, values) : undefined;
      for (const each of parsed) {
        if (each.node === 'TransactionStmt') {
          followTransaction(at, String(each.tree.kind));
          result = await send(each.sql, values);
        } else {
          result = await observe(at, each, values, send);
        }
      }
      return result as NonNullable<typeof result>;
    },
  };
}

function watchingNothing(): Watching {
  return {
    ...{ step: '', timeZoneSet: false, transaction: 0, open: false, seen: 0, inUse: false },
    ...{ titles: new Map(), states: new Map(), held: new Map(), last: undefined },
    ...{ names: watchNames(), numbered: new Set(), statements: [] },
  };
}

async function beginLooking(at: Watching, send: SendStatement): Promise<void> {
  at.titles = await listTables(send);
  at.states = await readTables(send, [...at.titles.keys()]);
  await at.names.begin(send);
  at.inUse = at.titles.size > 0;
}

function followTransaction(at: Watching, kind: string): void {
  if (kind === 'TRANS_STMT_BEGIN') {
    at.open = true;
    newTransaction(at);
  }
  if (kind === 'TRANS_STMT_COMMIT' || kind === 'TRANS_STMT_ROLLBACK') at.open = false;
}

function newTransaction(at: Watching): void {
  at.transaction += 1;
  at.held = new Map();
  at.names.newTransaction();
}

/** Sends a statement and keeps what it did to tables in use. */
async function observe(
  at: Watching,
  each: ParsedStatement,
  values: readonly unknown[] | undefined,
  send: SendStatement,
): ReturnType<SendStatement> {
  at.seen += 1;
  const { states } = at;
  const ids = [...states.keys()];
  if (ids.length === 0 && !at.inUse) return send(each.sql, values);
  const outside = !at.open;
  let own = outside && !isNonTransactional(each);
  if (outside) newTransaction(at);
  if (SETS_SEQUENCE.test(each.sql)) at.numbered.add(at.step);
  if (SETS_TIME_ZONE.test(each.sql)) at.timeZoneSet = true;
  if (own) await send('BEGIN');
  // Within a transaction only its own statements add to this.
  const before = at.last?.transaction === at.transaction ? at.last.activity : await readActivity(send, ids);
  const result = await send(each.sql, values).catch(async (error: { code?: string }) => {
    // A block of code that commits by itself does not want a transaction around it.
    if (!own || error.code !== INVALID_TRANSACTION_TERMINATION) throw error;
    own = false;
    await send('ROLLBACK');
    return send(each.sql, values);
  });
  const after = await readActivity(send, ids);
  at.last = { transaction: at.transaction, activity: after };
  // Definitions take locks; without a transaction nothing is held any more, so all tables may have changed.
  const touched = outside && !own ? ids : ids.filter((id) => isTouched(after.locks.get(id)));
  const now = await readTables(send, touched);
  const lost = await at.names.look(each.node, send);
  if (own) await send('COMMIT');

  const look = { before, after, touched, now, held: at.held };
  const effects = takeEffects(states, at.titles, look);
  at.held = heldAfter(look);
  if (effects.length > 0 || lost.length > 0) keep(at, each, effects, lost);
  return result;
}

function keep(
  at: Watching,
  each: ParsedStatement,
  effects: readonly TableEffect[],
  losses: LostName[],
): void {
  const { step, transaction, timeZoneSet } = at;
  const merged = mergePartitions(effects, (title) => rootOf(at, title));
  at.statements.push({ ...each, step, transaction, effects: merged, losses, timeZoneSet });
}

function rootOf({ states, titles }: Watching, title: string) {
  for (const [id, state] of states) if (titles.get(id) === title && !state.isPartition) return { id, state };
  return undefined;
}

const SETS_SEQUENCE = /\bsetval\b|\bRESTART\b|\bSTART\b/i;

const SETS_TIME_ZONE = /\bSET\b[^;]*\btime\s*zone\b|\bset_config\s*\(\s*'timezone'/i;

const INVALID_TRANSACTION_TERMINATION = '2D000';

const BEGIN_LOOKING = '/* begin looking */ SELECT';

/** Statements of the runner itself, beside those that name the ledger. */
const OWN = /\berp\.step_began\b|^SET LOCAL lock_timeout/;
