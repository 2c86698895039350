import type pg from 'pg';
import { loadIsDdl } from './is-ddl.ts';

/** A statement that the server refused. */
export interface SqlFailure {
  readonly sql: string;
  /** The server's own words. */
  readonly message: string;
  /** Recorded name of the step that sent it, where the statement was sent ahead. */
  readonly step?: string | undefined;
}

type Query = Pick<pg.QueryConfig, 'text' | 'values'>;

/**
 * Sends statements of a transaction ahead: the next one leaves before the last one is answered, so that a network's
 * delay is paid once and not per statement. The server still runs them one by one, each with its own answer; after
 * one that fails it refuses all others of the transaction. `settle` is where the first failure comes out.
 */
export class Pipeline {
  readonly #client: pg.Client & { pipeline?: boolean };
  readonly #failed: (error: Error, failure: SqlFailure) => void;
  readonly #waiting = new Set<Promise<void>>();
  #failure: { readonly error: unknown } | undefined;
  #isDdl: ((sql: string) => boolean) | undefined;

  /** @param failed is told of each error before anybody else has it in hand. */
  constructor(client: pg.Client, failed: (error: Error, failure: SqlFailure) => void) {
    this.#client = client;
    this.#failed = failed;
  }

  /** Whether statements may be sent ahead now. */
  get open(): boolean {
    return this.#isDdl !== undefined;
  }

  /** Whether a statement may be sent ahead now, without harm to anybody who waits for its answer. */
  takes({ text, values }: Query): boolean {
    return (values ?? []).length === 0 && this.#isDdl?.(text) === true;
  }

  /** Lets statements be sent ahead while the work runs; settles at its end, whether it fails or not. */
  async during<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#isDdl = await loadIsDdl();
    // pg's own switch: queries go out as they come instead of one after the other's answer.
    this.#client.pipeline = true;
    try {
      const result = await work();
      await this.settle();
      return result;
    } finally {
      await this.#answered();
      this.#isDdl = undefined;
      this.#failure = undefined;
      this.#client.pipeline = false;
    }
  }

  /**
   * Sends a statement without waiting for its answer.
   *
   * @param step recorded name of the step that it belongs to.
   * @param answered looks at the rows when they come; what it throws counts as the failure of the statement.
   */
  send(query: Query, step: string, answered: (rows: unknown[]) => void = () => {}): void {
    // The server would refuse it anyway.
    if (this.#failure !== undefined) return;
    const { text, values } = query;
    const answer = this.#client
      .query(text, values)
      .then((result) => answered(Array.isArray(result) ? (result.at(-1)?.rows ?? []) : result.rows))
      .catch((error: Error) => {
        this.#failed(error, { sql: text, message: error.message, step });
        this.#failure ??= { error };
      })
      .finally(() => this.#waiting.delete(answer));
    this.#waiting.add(answer);
  }

  /**
   * Waits until all that was sent ahead is answered.
   *
   * @throws what the first of them failed with, here and at every later call of the same `during`.
   */
  async settle(): Promise<void> {
    await this.#answered();
    if (this.#failure !== undefined) throw this.#failure.error;
  }

  async #answered(): Promise<void> {
    while (this.#waiting.size > 0) await Promise.all(this.#waiting);
  }
}
