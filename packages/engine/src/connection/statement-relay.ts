import type pg from 'pg';

/** A statement or script with its values. */
export interface SentQuery {
  readonly text: string;
  readonly values?: readonly unknown[] | undefined;
}

/** Sends a statement or script; a script is answered by a list, as the driver does. */
export type SendQuery = (query: SentQuery) => Promise<pg.QueryResult | pg.QueryResult[]>;

/**
 * Stands between what Knex sends and the server: it decides what is sent, in what order, and what is answered. It gets one
 * statement or script at a time, also when a step sends several at once. A script is answered by a list, as the driver does.
 */
export type StatementRelay = (query: SentQuery, send: SendQuery) => ReturnType<SendQuery>;

/** Hands what Knex sends to the relay of the step that is running, one thing at a time. */
export class RelayQueue {
  readonly #send: SendQuery;
  #relay: StatementRelay | undefined;
  /** What the relay is busy with. */
  #last: Promise<unknown> = Promise.resolve();

  /** @param send how the relay reaches the server. */
  constructor(send: SendQuery) {
    this.#send = send;
  }

  /** Whether a step with a relay is running. */
  get open(): boolean {
    return this.#relay !== undefined;
  }

  /** Lets a relay have what is sent while the step runs. */
  async during<Result>(relay: StatementRelay, step: () => Promise<Result>): Promise<Result> {
    this.#relay = relay;
    try {
      return await step();
    } finally {
      await this.#last;
      this.#relay = undefined;
    }
  }

  /**
   * Hands a statement over behind those that were handed over before.
   *
   * @param before has to happen when it is its turn.
   * @returns what the relay answers.
   */
  hand(query: SentQuery, before: () => Promise<void>): ReturnType<SendQuery> {
    const relay = this.#relay;
    if (relay === undefined) throw new Error('No step with a relay is running.');
    const answered = this.#last.then(async () => {
      await before();
      return relay(query, this.#send);
    });
    this.#last = answered.catch(() => undefined);
    return answered;
  }
}
