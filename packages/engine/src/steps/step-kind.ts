import type { Link } from '@erp/kit/link';
import type { Problem } from '@erp/kit/problem';
import type { Knex } from 'knex';
import type { Session } from '../connection/session.ts';
import type { RecordedVersion } from '../ledger/function-versions.ts';
import type { Direction } from '../ledger/in-progress.ts';
import type { LedgerRow } from '../ledger/ledger.ts';
import type { KeptFacts } from '../source/kept-facts.ts';
import type { Reason, Step } from './step.ts';

/** The folder of a domain, whose steps are read. */
export interface StepFolder {
  /** Absolute path of the checkout. */
  readonly root: string;
  /** Absolute path of the domain. */
  readonly directory: string;
  readonly domain: string;
  /** The links that the domain declares. */
  readonly links: readonly Link[];
  /** What the run before has read of the domain's texts. */
  readonly facts: KeptFacts;
  /** Takes every problem found; reading goes on, so that all of them come at once. */
  report(problem: Problem): void;
}

/** Where a step runs. */
interface StepRun {
  readonly session: Session;
  /** The transaction, or the session's Knex for a step outside one. */
  readonly knex: Knex;
}

/** A statement that a step sends. */
export interface StepStatement {
  readonly sql: string;
  readonly values?: readonly unknown[];
  /**
   * For a question of ours, which a script cannot put: judges the answer.
   *
   * @throws {Problem} when the step must not go on.
   */
  answered?(rows: unknown[]): void;
}

/** What undoes the applied version of a step; empty where none is applied. */
export type AppliedUndo = () => Promise<readonly string[]>;

/** A migration or reference data, and whatever is to be run like them: Knex's own shape. */
export interface Reversible {
  up(knex: Knex): Promise<unknown>;
  down(knex: Knex): Promise<unknown>;
}

/**
 * What a kind of step knows of itself. A run, the exported SQL and stock Knex all go by
 * it, so that a step is the same in each of them; a new kind of step is a new one of these.
 */
export interface KindOfStep<OneStep extends Step> {
  /** Whether rolling a recorded step back needs its file; otherwise the ledger has what it takes. */
  readonly undoneByFile: boolean;
  /**
   * Whether a step applied again replaces its line in the ledger. A migration is applied once, and of a function a
   * rollback needs every version.
   */
  readonly replacesRecord: boolean;
  /** Reads the steps of a domain, in their order; nothing of them is run. */
  read(folder: StepFolder): Promise<OneStep[]>;
  /** Loads the code that the step needs, so that no transaction is open while files are read and compiled. */
  load(step: OneStep): Promise<unknown>;
  /** Applies the step. */
  up(run: StepRun, step: OneStep, reason: Reason): Promise<RecordedVersion>;
  /** Rolls a recorded step back. */
  undo(run: StepRun, row: LedgerRow, step: OneStep | undefined): Promise<void>;
  /** The statements of the step, without a database. */
  statements(step: OneStep, direction: Direction, applied: AppliedUndo): AsyncIterable<StepStatement>;
  /** What the ledger keeps of the step when it is recorded without being run. */
  record(step: OneStep): Promise<RecordedVersion>;
  /** The step as stock Knex runs it. */
  reversible(step: OneStep): Promise<Reversible>;
}
