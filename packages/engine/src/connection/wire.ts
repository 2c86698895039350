import type pg from 'pg';
import type { SqlFailure } from './pipeline.ts';

/** Listens to the protocol for what pg and Knex do not hand on: command tags, and errors as the server wrote them. */
export class Wire {
  #tag = '';
  #sql = '';
  #version = '';
  #ended: string | undefined;
  readonly #failures = new WeakMap<object, SqlFailure>();

  /** @param client before it connects. */
  constructor(client: pg.Client) {
    const protocol = (client as unknown as { connection: NodeJS.EventEmitter }).connection;
    protocol.on('parameterStatus', (message: { parameterName: string; parameterValue: string }) => {
      if (message.parameterName === 'server_version') this.#version = message.parameterValue;
    });
    protocol.on('commandComplete', (message: { text: string }) => {
      this.#tag = message.text;
    });
    protocol.on('errorMessage', (error: Error & { severity?: string; code?: string }) => {
      this.failed(error, { sql: this.#sql, message: error.message });
      if (error.severity === 'FATAL') this.#ended = `${error.message} (${error.code})`;
    });
  }

  /** Notes the statement that is on its way, for the error that it may get. */
  sending(sql: string): void {
    this.#sql = sql;
  }

  /** Notes what the server said of the statement that an error came from. */
  failed(error: Error, failure: SqlFailure): void {
    this.#failures.set(error, failure);
  }

  /** What was noted of an error. */
  failureOf(error: unknown): SqlFailure | undefined {
    return typeof error === 'object' && error !== null ? this.#failures.get(error) : undefined;
  }

  /** How the server answered the last statement that succeeded: `COMMIT`. */
  get lastTag(): string {
    return this.#tag;
  }

  /** What the server said when it ended the connection, if it said anything. */
  get endedBy(): string | undefined {
    return this.#ended;
  }

  /** The server's major version. */
  get serverVersion(): number {
    return Number.parseInt(this.#version, 10);
  }
}
