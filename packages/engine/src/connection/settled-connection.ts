import type pg from 'pg';
import { SET_SESSION } from './session-settings.ts';
import type { SendStatement } from './statement-watch.ts';
import type { Wire } from './wire.ts';

/**
 * Sends statements on a connection that has the settings of every session of ours (see session-settings.ts): they go
 * out together with the first statement, or before one that cannot carry them.
 */
export class SettledConnection {
  readonly #client: pg.Client;
  readonly #wire: Wire;
  /** Whether the settings have come to stay; undefined while nobody has sent them. */
  #settled: Promise<boolean> | undefined;

  constructor(client: pg.Client, wire: Wire) {
    this.#client = client;
    this.#wire = wire;
  }

  /** Makes sure that the session has its settings, before a statement that cannot carry them. */
  async settle(): Promise<void> {
    for (;;) {
      this.#settled ??= this.#client.query(SET_SESSION).then(() => true);
      if (await this.#settled) return;
      this.#settled = undefined;
    }
  }

  readonly send: SendStatement = async (sql, values) => {
    // A query; what must not run in a transaction could not stand in one message with others.
    if (values === undefined && /^\s*select\b/i.test(sql)) {
      // Nothing may come in between here: who asks at the same time has to find that the settings are on their way.
      if (this.#settled === undefined || !(await this.#settled)) return this.#sendFirst(sql);
    }
    await this.settle();
    this.#wire.sending(sql);
    const result = await this.#client.query(sql, values as unknown[] | undefined);
    return Array.isArray(result) ? result.at(-1) : result;
  };

  /** Settings and statement in one message; a statement that fails rolls the settings back with it. */
  async #sendFirst(sql: string): Promise<pg.QueryResult> {
    this.#wire.sending(sql);
    const first = this.#client.query(`${SET_SESSION} ${sql}`);
    this.#settled = first.then(
      () => true,
      () => false,
    );
    try {
      return ((await first) as unknown as pg.QueryResult[]).at(-1) as pg.QueryResult;
    } catch (error) {
      const { position } = error as { position?: string };
      if (position !== undefined)
        (error as { position: string }).position = String(Number(position) - SET_SESSION.length - 1);
      throw error;
    }
  }
}
