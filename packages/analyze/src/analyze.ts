import { applyPlan, linksOnRows, type Progress, SILENT } from '@erp/engine/apply';
import type { Session } from '@erp/engine/connection';
import { type Ledger, readLedger } from '@erp/engine/ledger';
import type { Plan } from '@erp/engine/plan';
import type { Project } from '@erp/engine/project';
import type { Problem } from '@erp/kit/problem';
import { installRecorded } from '@erp/scratch/install';
import type { WithScratch } from '@erp/scratch/scratch-database';
import type { Finding } from '@erp/verify/rule';
import { readSizes, type TableSize } from './live-sizes.ts';
import type { ObservedStatement } from './observed-statement.ts';
import { createObserver, type Observer } from './observer.ts';
import { isLongWork, keepsWritersOut, type Surroundings } from './plan-rule.ts';
import { RULES } from './rules.ts';
import { explainOnScratch } from './scratch-failure.ts';
import type { TableState } from './table-state.ts';

/** A rule that a statement breaks. */
export interface PlanFinding extends Finding {
  /** Name of the rule. */
  readonly name: string;
  /** A note where the table has no rows, so that nobody would notice; accepted where the domain says why. */
  readonly level: 'warning' | 'note' | 'accepted';
  readonly table: string;
}

/** A statement that does something to a table in use. */
export interface AnalyzedStatement {
  readonly step: string;
  readonly sql: string;
  readonly transaction: number;
  /** By table: the strongest lock that it newly takes. Readers' and writers' everyday locks are left out. */
  readonly locks: readonly { readonly table: string; readonly mode: string }[];
  /** Tables that it writes anew. */
  readonly rewrites: readonly string[];
  /** Tables that it reads from end to end, or checks row by row. */
  readonly scans: readonly string[];
  readonly findings: readonly PlanFinding[];
}

/** What a plan would do to tables in use. */
export interface Analysis {
  readonly statements: readonly AnalyzedStatement[];
  /** How many statements the plan has, those that only make new things included. */
  readonly seen: number;
  /** How many tables there were before. */
  readonly tables: number;
  /** Size of each table in use that a statement does something to. */
  readonly sizes: ReadonlyMap<string, TableSize>;
  /** Why the plan was not tried to its end, when a step failed; what its statements before that do is told. */
  readonly failure: Problem | undefined;
}

/** What is needed to analyze a plan. */
export interface AnalysisInput {
  readonly workspace: Project;
  readonly ledger: Ledger;
  readonly plan: Plan;
  /** What domains accept, and why. */
  readonly exceptions: readonly { readonly rule: string; readonly key: string }[];
  /** On the database that the plan is for; only read. */
  readonly live: Session;
  /** Told about the steps that run on the scratch database: those that bring it to the state of the ledger, too. */
  readonly progress: Pick<Progress, 'started'>;
  /** Gives the work an empty database. */
  readonly withScratch: WithScratch;
}

/**
 * Brings a scratch database to the state of the ledger, applies the plan to it as a run would, and reports what each
 * statement does to tables that were there before. How many rows these have is asked of the live database.
 *
 * @throws {Problem} that explains the step which failed, when it was one that the ledger has. One of the plan is told in
 *   the analysis.
 */
export async function analyzePlan(input: AnalysisInput): Promise<Analysis> {
  const observer = await createObserver();
  // In the scratch database no table has rows, so a run there would bind links in another way than here.
  const links = await linksOnRows(input.live, input.plan);
  const failure = await input.withScratch(async (scratch) => {
    let current = '';
    const progress: Progress = {
      ...SILENT,
      started: (name, direction) => {
        current = name;
        observer.at(name);
        input.progress.started(name, direction);
      },
    };
    try {
      await installRecorded(scratch, input.workspace, input, progress);
    } catch (error) {
      throw explainOnScratch(error, current);
    }
    await observer.begin(scratch);
    const ledger = await readLedger(scratch);
    try {
      await applyPlan(scratch, ledger, input.plan, progress, { linksOnRows: links });
      return undefined;
    } catch (error) {
      return explainOnScratch(error, current);
    }
  }, observer.watch);
  const titles = observer.statements.flatMap(({ effects }) => effects.map(({ title }) => title));
  const sizes = await readSizes(input.live, [...new Set(titles)]);
  return {
    statements: judge(observer, sizes, input.exceptions),
    seen: observer.seen,
    tables: observer.tables,
    sizes,
    failure,
  };
}

function judge(
  observer: Observer,
  sizes: ReadonlyMap<string, TableSize>,
  exceptions: AnalysisInput['exceptions'],
): AnalyzedStatement[] {
  const isEmpty = (table: string) => sizes.get(table)?.rows === 0;
  const isSmall = (table: string) => (sizes.get(table)?.rows ?? Number.POSITIVE_INFINITY) < SMALL;
  const ends = endsOfTransactions(observer);
  const added = new Set<number>();
  const titles = new Map<number, string>();
  let locked: { table: string; mode: string; step: string }[] = [];
  const held = new Map<string, number>();
  let transaction = 0;
  return observer.statements.map((statement) => {
    const { effects } = statement;
    if (statement.transaction !== transaction) {
      locked = [];
      held.clear();
      added.clear();
    }
    transaction = statement.transaction;
    for (const { id, title, before, after } of effects) {
      titles.set(id, title);
      for (const constraint of after?.constraints.keys() ?? []) {
        if (!before.constraints.has(constraint)) added.add(constraint);
      }
    }
    const findings = findingsOf(statement, isEmpty, exceptions, {
      addedTogether: (constraint) => added.has(constraint),
      locked,
      isSmall,
      titleOf: (id) => titles.get(id),
      finally: (id) => ends.get(statement.transaction)?.get(id),
      setsSequence: observer.setsSequence(statement.step),
    });
    const locks = strongest(statement, held);
    locked = [
      ...locked,
      ...locks
        .filter(({ table, mode }) => keepsWritersOut(mode) && !isEmpty(table))
        .map((lock) => ({ ...lock, step: statement.step })),
    ];
    return {
      step: statement.step,
      sql: statement.sql,
      transaction,
      locks,
      rewrites: titlesOf(statement, ({ rewritten }) => rewritten),
      scans: titlesOf(statement, isLongWork),
      findings,
    };
  });
}

/** What the rules find in one statement. */
function findingsOf(
  statement: ObservedStatement,
  isEmpty: (table: string) => boolean,
  exceptions: AnalysisInput['exceptions'],
  surroundings: Surroundings,
): PlanFinding[] {
  return RULES.flatMap(({ id, name, safe, check }) =>
    check(statement, surroundings).map(({ table, message, whateverTheRows = false }): PlanFinding => {
      const key = `${statement.step} ${table}`;
      const accepted = exceptions.some((each) => [id, name].includes(each.rule) && each.key === key);
      const level = isEmpty(table) && !whateverTheRows ? 'note' : 'warning';
      return {
        ...{ rule: id, name, level: accepted ? 'accepted' : level },
        ...{ key, table, message, remediation: safe },
      };
    }),
  );
}

/** By transaction and table: how the transaction leaves it. */
function endsOfTransactions({ statements }: Observer): Map<number, Map<number, TableState | undefined>> {
  const ends = new Map<number, Map<number, TableState | undefined>>();
  for (const { transaction, effects } of statements) {
    const states = ends.get(transaction) ?? new Map<number, TableState | undefined>();
    for (const { id, after } of effects) states.set(id, after);
    ends.set(transaction, states);
  }
  return ends;
}

/** Rows that are read within a millisecond or so. */
const SMALL = 1000;

/** From the weakest to the strongest, as PostgreSQL counts them. */
const MODES = [
  'ShareUpdateExclusiveLock',
  'ShareLock',
  'ShareRowExclusiveLock',
  'ExclusiveLock',
  'AccessExclusiveLock',
];

/** What is built beside the work of others takes this one; seen only in transactions, where it cannot run. */
const CONCURRENT_MODE = 'ShareUpdateExclusiveLock';

/** @param held rank of the strongest lock of the transaction so far, by table; written to. */
function strongest(
  { effects, tree }: ObservedStatement,
  held: Map<string, number>,
): { table: string; mode: string }[] {
  return effects.flatMap(({ title, locks }) => {
    const seen = tree.concurrent === true ? [CONCURRENT_MODE] : locks;
    const rank = Math.max(...seen.map((mode) => MODES.indexOf(mode)), -1);
    if (rank <= (held.get(title) ?? -1)) return [];
    held.set(title, rank);
    return [{ table: title, mode: MODES[rank] as string }];
  });
}

function titlesOf(
  { effects }: ObservedStatement,
  which: (effect: ObservedStatement['effects'][number]) => boolean,
): string[] {
  return [...new Set(effects.filter(which).map(({ title }) => title))];
}
