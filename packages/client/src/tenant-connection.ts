import { Problem } from '@erp/kit/problem';
import type { PoolClient, QueryConfig, QueryResult, Submittable } from 'pg';
import { databaseErrorOf } from './errors.ts';
import { keepMessage } from './said-message.ts';
import { openingStatements, type TenantOptions, type TenantSession } from './session.ts';

type Done = (error: Error | null, result?: QueryResult) => void;

/** PostgreSQL gives a transaction its number when it writes for the first time. */
const HAS_WRITTEN = 'SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS written';

/** What every statement is answered behind one that failed. */
const ABORTED = '25P02';

const COMMITS = /^\s*(commit|end)(\s+(work|transaction))?\s*;?\s*$/i;
const ROLLS_BACK = /^\s*(rollback|abort)(\s+(work|transaction))?\s*;?\s*$/i;

/**
 * A connection of the pool as a query builder sees it, for one transaction inside a tenant. Its BEGIN enters the tenant
 * too and is not waited for, so that the first query leaves with it; queries that are sent together travel together. A
 * transaction that has written nothing has nothing to commit: its COMMIT is not waited for either, but the
 * connection goes back to the pool only when it is answered. With `oneTrip`, COMMIT leaves right behind the first queries.
 */
export class TenantConnection {
  readonly #client: PoolClient & { pipeline?: boolean; readonly processID?: number };
  readonly #session: TenantSession;
  readonly #options: TenantOptions;
  readonly #giveBack: (error: Error | undefined) => void;
  #state: 'fresh' | 'open' | 'committing' | 'over' = 'fresh';
  #entered: Promise<unknown> = Promise.resolve();
  /** What the last statement failed with. */
  #failure: unknown;
  #written: Promise<boolean> = Promise.resolve(false);
  /** The COMMIT that left behind the first queries, before the query builder sent its own. */
  #sentAhead: Promise<QueryResult> | undefined;
  /** Settles when all that was sent is answered. */
  #answered: Promise<unknown> = Promise.resolve();
  /** What the connection itself failed with. Unheard, it would end the process; the queries hear of it anyhow. */
  #broken: Error | undefined;
  readonly #lost = (error: Error) => {
    this.#broken = error;
  };
  /** Set while a cursor waits for its turn; others wait behind it. */
  #cursor: Promise<void> | undefined;

  constructor(
    client: PoolClient,
    { session, options }: { readonly session: TenantSession; readonly options: TenantOptions },
    giveBack: (error: Error | undefined) => void,
  ) {
    this.#client = client;
    this.#session = session;
    this.#options = options;
    this.#giveBack = giveBack;
    client.on('error', this.#lost);
  }

  /** By which Knex cancels a query whose time is over. */
  get processID(): number | undefined {
    return this.#client.processID;
  }

  /** As `query` of pg, with a callback or a promise. */
  query<Cursor extends Submittable>(cursor: Cursor): Cursor;
  query(query: string | QueryConfig, values?: unknown[]): Promise<QueryResult>;
  query(query: string | QueryConfig, done: Done): undefined;
  query(query: string | QueryConfig, values: unknown[] | undefined, done: Done): undefined;
  query(query: string | QueryConfig | Submittable, values?: unknown[] | Done, done?: Done): unknown {
    if (typeof query === 'object' && 'submit' in query) return this.#open(query);
    const callback = typeof values === 'function' ? values : done;
    const answer = this.#ask(query, typeof values === 'function' ? undefined : values).catch((error) => {
      keepMessage(error);
      throw error;
    });
    if (callback === undefined) return answer;
    answer.then((result) => callback(null, result), callback);
    return undefined;
  }

  /** Gives the connection back to its pool, as soon as the server has ended the transaction. */
  release(error?: Error | boolean): void {
    if (this.#state === 'open') this.#end('ROLLBACK').catch(() => {});
    const ended = () => {
      this.#client.pipeline = false;
      this.#client.off('error', this.#lost);
      const useless =
        error === true ? new Error('The connection is of no use any more.') : error || undefined;
      this.#giveBack(useless ?? this.#broken);
    };
    this.#answered.then(ended, ended);
  }

  async #ask(query: string | QueryConfig, values?: unknown[]): Promise<QueryResult> {
    const text = typeof query === 'string' ? query : query.text;
    if (/^\s*(begin|start transaction)\b/i.test(text) && this.#state === 'fresh') return this.#begin();
    const rollsBack = ROLLS_BACK.test(text);
    if (this.#state === 'committing' || this.#state === 'over') {
      if (this.#state === 'committing' && COMMITS.test(text)) return this.#commit();
      // Query builders roll back too what could not be committed.
      if (rollsBack) return answerOf('ROLLBACK');
      throw transactionOver();
    }
    if (COMMITS.test(text)) return this.#commit();
    if (rollsBack) {
      this.#end('ROLLBACK').catch(() => {});
      return answerOf('ROLLBACK');
    }
    return this.#cursor === undefined ? this.#send(query, values) : this.#sendBehind(query, values);
  }

  #begin(): QueryResult {
    this.#state = 'open';
    this.#client.pipeline = true;
    const sent = openingStatements(this.#session, this.#options).map((each) => this.#client.query(each));
    this.#entered = Promise.all(sent);
    this.#answered = Promise.allSettled(sent);
    this.#entered.catch(() => {});
    return answerOf('BEGIN');
  }

  async #send(query: string | QueryConfig, values?: unknown[]): Promise<QueryResult> {
    // The values of a config count where none are beside it.
    const answer = values === undefined ? this.#client.query(query) : this.#client.query(query, values);
    this.#answered = answer.catch(() => {});
    if (this.#state === 'open' && this.#options.oneTrip === true) setImmediate(() => this.#commitAhead());
    else if (this.#state === 'open' && this.#looksForWrites) this.#lookForWrites();
    try {
      const result = await answer;
      await this.#assertInside();
      return result;
    } catch (error) {
      if (this.#sentAhead !== undefined && !isAnswer(error)) throw commitUnknown(error);
      // Whatever is asked behind a refusal is answered so: the refusal is what has to be said.
      if (databaseErrorOf(error)?.code === ABORTED) await this.#entered;
      else this.#failure = error;
      throw error;
    }
  }

  /**
   * What a statement saw is not handed over where it ran outside of the transaction, and so outside of the tenant: because
   * BEGIN had failed, or because something in it had ended the transaction.
   */
  async #assertInside(): Promise<void> {
    await this.#entered;
    if (this.#state !== 'open' || this.#client.getTransactionStatus() !== 'I') return;
    this.#state = 'over';
    throw transactionOver();
  }

  /** When all queries that are sent together have been sent. */
  #commitAhead(): void {
    if (this.#state !== 'open') return;
    this.#sentAhead = this.#end('COMMIT');
    this.#sentAhead.catch(() => {});
    this.#state = 'committing';
  }

  async #sendBehind(query: string | QueryConfig, values?: unknown[]): Promise<QueryResult> {
    await this.#cursor;
    return this.#send(query, values);
  }

  get #looksForWrites(): boolean {
    const { readOnly, isolation } = this.#options;
    return readOnly !== true && isolation !== 'serializable' && this.#client.pipeline === true;
  }

  #lookForWrites(): void {
    const before = this.#written;
    const answer = this.#client.query<{ written: boolean }>(HAS_WRITTEN);
    this.#answered = answer.catch(() => {});
    this.#written = answer.then(
      async ({ rows }) => rows[0]?.written !== false || (await before),
      () => true,
    );
  }

  /** @throws what entering failed with, or why nothing was kept. */
  async #commit(): Promise<QueryResult> {
    // Known before COMMIT leaves, it is no question whether anything was kept.
    if (this.#broken !== undefined && this.#sentAhead === undefined) {
      this.#state = 'over';
      throw this.#broken;
    }
    const committed = this.#sentAhead ?? this.#end('COMMIT');
    this.#state = 'over';
    committed.catch(() => {});
    await this.#entered;
    if (this.#sentAhead === undefined && (await this.#hasNothingToCommit())) return answerOf('COMMIT');
    let result: QueryResult;
    try {
      result = await committed;
    } catch (error) {
      throw isAnswer(error) ? error : commitUnknown(error);
    }
    if (result.command === 'ROLLBACK') throw rolledBack(this.#failure);
    return result;
  }

  async #hasNothingToCommit(): Promise<boolean> {
    const { readOnly, isolation } = this.#options;
    // Even reading may be refused at the end of a serializable transaction.
    if (isolation === 'serializable' || this.#failure !== undefined || this.#client.pipeline !== true)
      return false;
    return readOnly === true || !(await this.#written);
  }

  async #end(word: 'COMMIT' | 'ROLLBACK'): Promise<QueryResult> {
    this.#state = 'over';
    if (this.#cursor !== undefined) await this.#cursor;
    const answer = this.#client.query(word);
    this.#answered = answer;
    answer.catch(() => {});
    return answer;
  }

  /** A cursor stays open over several round trips, so nothing may travel beside it. */
  #open<Cursor extends Submittable>(cursor: Cursor): Cursor {
    const before = this.#answered;
    this.#cursor = (async () => {
      await before;
      this.#client.pipeline = false;
      this.#client.query(cursor);
    })();
    this.#cursor.catch(() => {});
    this.#answered = this.#cursor;
    return cursor;
  }
}

/**
 * Whether an error is what PostgreSQL answered to a statement; not that the connection was lost, or that somebody ended the
 * server process (classes 08 and 57P of its appendix of error codes), which may come right behind a COMMIT that was kept.
 */
function isAnswer(error: unknown): boolean {
  const answered = databaseErrorOf(error);
  return answered !== undefined && !/^(08|57P)/.test(answered.code);
}

/** What the driver would say. */
function answerOf(command: string): QueryResult {
  return { command, rowCount: null, oid: 0, fields: [], rows: [] };
}

function transactionOver(): Problem {
  return new Problem({
    code: 'transaction_over',
    message: 'The transaction inside the tenant has ended; what is sent now belongs to nobody.',
    hint: 'Await every query inside withTenant, and send neither COMMIT nor ROLLBACK by hand.',
  });
}

function rolledBack(failure: unknown): unknown {
  const error = databaseErrorOf(failure);
  const problem = new Problem({
    code: 'rolled_back',
    message:
      'Nothing was kept: a statement of the transaction had failed, and its error was caught by the work.',
    detail: error === undefined ? undefined : `${error.code}: ${error.message}`,
    hint: 'Let the error pass, or put the statement that may fail into a transaction of its own inside this one, which is a savepoint.',
    cause: failure,
  });
  return problem;
}

function commitUnknown(cause: unknown): Problem {
  return new Problem({
    code: 'commit_unknown',
    message: 'The connection was lost while the transaction was committed: it may have been kept, or not.',
    hint: 'Repeat it with the same idempotency keys: what was kept answers again and does nothing.',
    cause,
  });
}
