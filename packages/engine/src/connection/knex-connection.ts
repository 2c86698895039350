import { createRequire } from 'node:module';
import { Problem } from '@erp/kit/problem';
import type { Knex } from 'knex';
import type pg from 'pg';
import type { Pipeline } from './pipeline.ts';
import type { SettledConnection } from './settled-connection.ts';
import type { RelayQueue } from './statement-relay.ts';
import type { StatementWatch } from './statement-watch.ts';
import { refusalInStep, type StepGuard } from './step-guard.ts';
import type { Wire } from './wire.ts';

/** What a session is made of, below Knex. */
export interface ConnectionParts {
  readonly client: pg.Client;
  readonly wire: Wire;
  readonly settled: SettledConnection;
  readonly pipeline: Pipeline;
  readonly guard: StepGuard;
  readonly relay: RelayQueue;
  /** Sees every statement; then none is sent ahead. */
  readonly watch: StatementWatch | undefined;
}

/** How Knex wants to be answered. */
type Done = (error: Error | null, result?: pg.QueryResult | pg.QueryResult[]) => void;

/** What Knex takes for a connection of its driver: each statement goes the way that the running step allows. */
class KnexConnection {
  readonly #parts: ConnectionParts;

  constructor(parts: ConnectionParts) {
    this.#parts = parts;
  }

  /** Sends a statement through the relay, ahead, or in turn. */
  query(query: pg.QueryConfig, done: Done): void {
    const { guard, pipeline, relay } = this.#parts;
    guard.note(query.text);
    const refusal = relay.open ? refusalInStep(query.text) : guard.refusalOf(query.text);
    if (refusal !== undefined) {
      done(refusal);
    } else if (relay.open) {
      this.#relay(query, done);
    } else if (guard.letsAhead && pipeline.takes(query)) {
      pipeline.send(query, guard.step ?? '');
      done(null, answerOf(query.text));
    } else {
      this.#sendInTurn(query, done);
    }
  }

  /** Knex gives its connection back to the pool, which has no other. */
  release(): void {}

  #relay(query: pg.QueryConfig, done: Done): void {
    const { settled, wire, relay } = this.#parts;
    relay
      .hand(query, async () => {
        await settled.settle();
        wire.sending(query.text);
      })
      .then(
        (result) => done(null, result),
        (error: Error) => {
          // Knex writes the statement, values included, into whatever error it is handed.
          if (error instanceof Problem) wire.failed(error, { sql: query.text, message: error.message });
          done(error);
        },
      );
  }

  /** Sends a statement behind all that was sent ahead, and waits for its answer. */
  #sendInTurn(query: pg.QueryConfig, done: Done): void {
    const { client, settled, pipeline, guard, watch } = this.#parts;
    const answered = guard.awaiting(query.text);
    const answer = (error: Error | null, result?: pg.QueryResult) => {
      answered();
      done(error, result);
    };
    Promise.all([pipeline.settle(), settled.settle()]).then(() => {
      if (watch === undefined) client.query(query, answer);
      else watch(query.text, query.values, settled.send).then((result) => answer(null, result), answer);
    }, answer);
  }
}

/** What the driver would say to a definition that has run. */
function answerOf(sql: string): pg.QueryResult {
  const command = /[a-z]+/i.exec(sql)?.[0]?.toUpperCase() ?? '';
  return { command, rowCount: null, oid: 0, fields: [], rows: [] };
}

/** Knex on a connection of ours: it takes a pool of its driver, and ours has exactly one. */
export function knexOn(parts: ConnectionParts): Knex {
  const connection = new KnexConnection(parts);
  // The version spares Knex from asking for it.
  const knex = loadKnex()({
    client: 'pg',
    version: '15.0',
    connectionPool: { connect: async () => connection },
  } as Knex.Config);
  knex.on('query', (query: { sql: string }) => parts.wire.sending(query.sql));
  return knex;
}

/** Knex is some 350 files, which a session that only asks questions never needs; so it is loaded by who first uses it. */
function loadKnex(): typeof import('knex').knex {
  const { knex } = createRequire(import.meta.url)('knex') as typeof import('knex');
  return knex;
}
