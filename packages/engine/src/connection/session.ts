import { createRequire } from 'node:module';
import { Readable } from 'node:stream';
import { pipeline as pipeStreams } from 'node:stream/promises';
import { Problem } from '@erp/kit/problem';
import type { ConnectionSettings } from '@erp/postgres/connection';
import type { Knex } from 'knex';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { explainConnectError, OLDEST_SERVER, serverTooOld } from './connect-error.ts';
import { Pipeline, type SqlFailure } from './pipeline.ts';
import { SET_SESSION, touchesSession } from './session-settings.ts';

/** Sends a statement, or a script of several, and waits for the answer of the last one. */
export type SendStatement = (sql: string, values?: readonly unknown[]) => Promise<pg.QueryResult>;

/**
 * Stands between a session and its server: everything that the session would send is handed to it, and what it returns
 * is the answer. It may send questions of its own before and after.
 */
export type StatementWatch = (
  sql: string,
  values: readonly unknown[] | undefined,
  send: SendStatement,
) => Promise<pg.QueryResult>;

/** A statement or script with its values. */
export interface SentQuery {
  readonly text: string;
  readonly values?: readonly unknown[] | undefined;
}

/**
 * Stands between what Knex sends and the server: it decides what is sent, in what order, and what is answered. It gets one
 * statement or script at a time, also when a step sends several at once. A script is answered by a list, as the driver does.
 */
export type StatementRelay = (
  query: SentQuery,
  send: (query: SentQuery) => Promise<pg.QueryResult | pg.QueryResult[]>,
) => Promise<pg.QueryResult | pg.QueryResult[]>;

/**
 * One connection to one database, with Knex on top of it. Lock, changes and records all go through this one
 * connection, so that losing it loses all of them together.
 */
export interface Session {
  /** The server's process at the other end. */
  readonly pid: number;
  /** Opens another session on the same database, to look on. */
  beside(): Promise<Session>;
  /** Knex bound to the connection; for steps that run outside a transaction. */
  readonly knex: Knex;
  /** Runs one statement, or a script of several, as it stands. */
  query<Row = Record<string, unknown>>(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /**
   * Runs the work in a transaction.
   *
   * @throws {Problem} `commit_refused` when the server answered COMMIT with anything else, i.e. rolled back.
   */
  transaction<Result>(work: (trx: Knex.Transaction) => Promise<Result>): Promise<Result>;
  /** Runs work inside a transaction whose statements may be sent ahead; see `Pipeline`. */
  pipelined<Result>(work: () => Promise<Result>): Promise<Result>;
  /**
   * Runs a step so that it cannot end the transaction that it shares with others. Inside `pipelined` its definitions
   * are sent ahead; whatever it asks for an answer waits for them.
   *
   * @param name recorded name of the step.
   */
  guarded<Result>(name: string, step: () => Promise<Result>): Promise<Result>;
  /** Runs a step whose statements go through a relay; for steps outside a transaction. */
  relayed<Result>(relay: StatementRelay, step: () => Promise<Result>): Promise<Result>;
  /**
   * Runs a statement or script whose answer the step that is running does not wait for; see `Pipeline.send`. It must
   * neither begin nor end a transaction. Outside `pipelined` it is waited for.
   */
  ahead(sql: string, values?: readonly unknown[], answered?: (rows: unknown[]) => void): Promise<void>;
  /**
   * Sends rows to a `COPY … FROM STDIN`, no faster than the server takes them.
   *
   * @param chunks bytes in the format that the statement names; they may end anywhere.
   */
  copyIn(sql: string, chunks: AsyncIterable<Uint8Array>): Promise<void>;
  /** Whether a step has left something in the session since it was asked last, as far as its statements tell. */
  touched(): boolean;
  /** What the server said when it ended the connection, if it said anything. */
  endedBy(): string | undefined;
  /** What the server said of the statement that an error came from, before Knex wrote the statement into it. */
  failureOf(error: unknown): SqlFailure | undefined;
  close(): Promise<void>;
}

/**
 * Opens the connection. Sends nothing beyond the start-up messages: the settings that every session of ours has (see
 * session-settings.ts) go out together with the first statement.
 *
 * @param settings where to connect; `application_name` is how other runners see this one in the lock's queue.
 * @param watch sees every statement; then none is sent ahead.
 * @throws {Problem} that says what is wrong with the address, the password, the database or the server's version.
 */
export async function openSession(settings: ConnectionSettings, watch?: StatementWatch): Promise<Session> {
  const client = new pg.Client(settings as pg.ClientConfig);
  // A connection that breaks while idle would otherwise end the process; the next query reports it.
  client.on('error', () => {});
  const wire = watchWire(client);
  await client.connect().catch((error: Error) => {
    throw explainConnectError(settings, error);
  });
  if (wire.serverVersion() < OLDEST_SERVER) {
    await client.end();
    throw serverTooOld(settings, wire.serverVersion());
  }
  const pipeline = new Pipeline(client, wire.failed);
  /** Whether the settings have come to stay; undefined while nobody has sent them. */
  let settled: Promise<boolean> | undefined;
  /** Makes sure that the session has its settings, before a statement that cannot carry them. */
  const settle = async () => {
    for (;;) {
      settled ??= client.query(SET_SESSION).then(() => true);
      if (await settled) return;
      settled = undefined;
    }
  };
  const send: SendStatement = async (sql, values) => {
    // A query; what must not run in a transaction could not stand in one message with others.
    if (values === undefined && /^\s*select\b/i.test(sql) && (settled === undefined || !(await settled)))
      return sendFirst(sql);
    await settle();
    wire.sending(sql);
    const result = await client.query(sql, values as unknown[] | undefined);
    return Array.isArray(result) ? result.at(-1) : result;
  };
  /** Settings and statement in one message; a statement that fails takes the settings back with it. */
  const sendFirst = async (sql: string): Promise<pg.QueryResult> => {
    wire.sending(sql);
    const first = client.query(`${SET_SESSION} ${sql}`);
    settled = first.then(
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
  };
  let guarded: string | undefined;
  let savepoints = 0;
  let awaited = 0;
  let scripted = false;
  let touched = false;
  let relay: StatementRelay | undefined;
  /** What the relay is busy with; it gets one thing at a time. */
  let relaying: Promise<unknown> = Promise.resolve();
  const sendRelayed: Parameters<StatementRelay>[1] = ({ text, values }) =>
    watch === undefined ? client.query(text, values as unknown[] | undefined) : watch(text, values, send);
  const connection = {
    release: () => {},
    query(
      query: pg.QueryConfig,
      done: (error: Error | null, result?: pg.QueryResult | pg.QueryResult[]) => void,
    ) {
      if (touchesSession(query.text)) touched = true;
      if (relay !== undefined) {
        const through = relay;
        const answered = relaying.then(async () => {
          await settle();
          wire.sending(query.text);
          return through(query, sendRelayed);
        });
        relaying = answered.catch(() => undefined);
        answered.then(
          (result) => done(null, result),
          (error: Error) => {
            // Knex writes the statement, values included, into whatever error it is handed.
            if (error instanceof Problem) wire.failed(error, { sql: query.text, message: error.message });
            done(error);
          },
        );
        return;
      }
      if (guarded !== undefined && ENDS_TRANSACTION.test(query.text)) {
        done(transactionEnded(query.text));
        return;
      }
      // Inside a savepoint a failure must come out where the step can still catch it.
      if (guarded !== undefined && savepoints === 0 && awaited === 0 && pipeline.takes(query)) {
        pipeline.send(query, guarded);
        done(null, answerOf(query.text));
        return;
      }
      if (ENDS_TRANSACTION.test(query.text)) savepoints = 0;
      if (/^\s*savepoint\b/i.test(query.text)) savepoints += 1;
      if (/^\s*(release|rollback\s+to)\b/i.test(query.text)) savepoints -= 1;
      // A script may have ended the transaction: nothing more is sent until the step's record has said that it has not.
      if (/;\s*\S/.test(query.text)) scripted = true;
      awaited += 1;
      const answer = (error: Error | null, result?: pg.QueryResult) => {
        awaited -= 1;
        done(error, result);
      };
      Promise.all([pipeline.settle(), settle()]).then(() => {
        if (watch === undefined) client.query(query, answer);
        else watch(query.text, query.values, send).then((result) => answer(null, result), answer);
      }, answer);
    },
  };
  let made: Knex | undefined;
  const knex = () => {
    if (made !== undefined) return made;
    // Knex takes a pool of its driver; ours has exactly one connection. The version spares Knex from asking for it.
    made = loadKnex()({
      client: 'pg',
      version: '15.0',
      connectionPool: { connect: async () => connection },
    } as Knex.Config);
    made.on('query', (query: { sql: string }) => wire.sending(query.sql));
    return made;
  };

  const query = async <Row>(sql: string, values?: readonly unknown[]) => {
    await pipeline.settle();
    const result = await (watch === undefined ? send(sql, values) : watch(sql, values, send));
    return (result?.rows ?? []) as Row[];
  };

  return {
    pid: (client as unknown as { processID: number }).processID,
    beside: () => openSession(settings),
    get knex() {
      return knex();
    },
    query,
    async transaction(work) {
      const result = await knex().transaction(work);
      if (wire.lastTag() !== 'COMMIT') {
        throw new Problem({
          code: 'commit_refused',
          message: 'The server did not commit the transaction.',
          detail: `It answered COMMIT with ${wire.lastTag() || 'nothing'}: an error inside was swallowed.`,
          hint: 'Nothing was changed. Let the migration fail where its statement fails, without a catch.',
        });
      }
      return result;
    },
    pipelined: (work) => (watch === undefined ? pipeline.during(work) : work()),
    async guarded(name, step) {
      guarded = name;
      try {
        return await step();
      } finally {
        guarded = undefined;
      }
    },
    async relayed(through, step) {
      relay = through;
      try {
        return await step();
      } finally {
        await relaying;
        relay = undefined;
      }
    },
    async ahead(sql, values, answered) {
      if (guarded !== undefined && touchesSession(sql)) touched = true;
      if (pipeline.open) {
        pipeline.send({ text: sql, values: values as unknown[] }, guarded ?? '', answered);
      } else {
        const rows = await query(sql, values);
        answered?.(rows);
      }
      // Its answer is what the record is sent for; what restores settings before it must not stand in for it.
      if (!scripted || answered === undefined) return;
      await pipeline.settle();
      scripted = false;
    },
    async copyIn(sql, chunks) {
      wire.sending(sql);
      const copy = client.query(copyFrom(sql));
      // A stream that waits for the server does not notice by itself that there is none any more.
      const lost = (error?: Error) =>
        void copy.destroy(error ?? new Error('Connection terminated unexpectedly'));
      client.on('error', lost).on('end', lost);
      try {
        await pipeStreams(Readable.from(chunks, { highWaterMark: 1 }), copy);
      } finally {
        client.off('error', lost).off('end', lost);
      }
    },
    touched() {
      const before = touched;
      touched = false;
      return before;
    },
    endedBy: () => wire.endedBy(),
    failureOf: (error) => wire.failureOf(error),
    async close() {
      await made?.destroy();
      await client.end();
    },
  };
}

/** Knex is some 350 files, which a session that only asks questions never needs; so it is loaded by who first uses it. */
function loadKnex(): typeof import('knex').knex {
  const { knex } = createRequire(import.meta.url)('knex') as typeof import('knex');
  return knex;
}

/** What the driver would say to a definition that has run. */
function answerOf(sql: string): pg.QueryResult {
  const command = /[a-z]+/i.exec(sql)?.[0]?.toUpperCase() ?? '';
  return { command, rowCount: null, oid: 0, fields: [], rows: [] };
}

/** Going back to a savepoint is Knex's nested transaction, and harmless. */
const ENDS_TRANSACTION =
  /^\s*(begin|start\s+transaction|commit|end|abort|rollback(?!\s+to)|prepare\s+transaction)\b/i;

function transactionEnded(sql: string): Problem {
  return new Problem({
    code: 'transaction_ended',
    message: `The statement ${sql.trim().replace(/;$/, '')} would end or begin a transaction that is not the step's own.`,
    detail: 'All steps of a run share one transaction, so that it is applied as a whole or not at all.',
    hint: 'Take the statement out; a step that cannot run in a transaction says so: export const config = { transaction: false };',
  });
}

/** Listens to the protocol for what pg and Knex do not hand on: command tags, and errors as the server wrote them. */
function watchWire(client: pg.Client) {
  let tag = '';
  let sql = '';
  const failures = new WeakMap<object, SqlFailure>();
  let version = '';
  let ended: string | undefined;
  const protocol = (client as unknown as { connection: NodeJS.EventEmitter }).connection;
  protocol.on('parameterStatus', (message: { parameterName: string; parameterValue: string }) => {
    if (message.parameterName === 'server_version') version = message.parameterValue;
  });
  protocol.on('commandComplete', (message: { text: string }) => {
    tag = message.text;
  });
  protocol.on('errorMessage', (error: Error & { severity?: string; code?: string }) => {
    failures.set(error, { sql, message: error.message });
    if (error.severity === 'FATAL') ended = `${error.message} (${error.code})`;
  });
  return {
    sending: (statement: string) => {
      sql = statement;
    },
    lastTag: () => tag,
    endedBy: () => ended,
    serverVersion: () => Number.parseInt(version, 10),
    failed: (error: Error, failure: SqlFailure) => void failures.set(error, failure),
    failureOf: (error: unknown) =>
      typeof error === 'object' && error !== null ? failures.get(error) : undefined,
  };
}
