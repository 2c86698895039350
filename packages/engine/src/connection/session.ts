import { Problem } from '@erp/kit/problem';
import type { ConnectionSettings } from '@erp/postgres/connection';
import type { Knex } from 'knex';
import pg from 'pg';
import { explainConnectError, OLDEST_SERVER, serverTooOld } from './connect-error.ts';
import { type ConnectionParts, knexOn } from './knex-connection.ts';
import { Pipeline, type SqlFailure } from './pipeline.ts';
import { SettledConnection } from './settled-connection.ts';
import { RelayQueue, type StatementRelay } from './statement-relay.ts';
import type { StatementWatch } from './statement-watch.ts';
import { StepGuard } from './step-guard.ts';
import { Wire } from './wire.ts';

/**
 * One connection to one database, with Knex on top of it. Lock, changes and records all go through this one
 * connection, so that losing it loses all of them together.
 */
export interface Session {
  /** The server's process at the other end. */
  readonly pid: number;
  /** Opens another session on the same database, to look on. */
  openSibling(): Promise<Session>;
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
  inStep<Result>(name: string, step: () => Promise<Result>): Promise<Result>;
  /** Runs a step whose statements go through a relay; for steps outside a transaction. */
  relayed<Result>(relay: StatementRelay, step: () => Promise<Result>): Promise<Result>;
  /**
   * Runs a statement or script whose answer the step that is running does not wait for; see `Pipeline.send`. It must
   * neither begin nor end a transaction. Outside `pipelined` it is waited for.
   */
  enqueue(sql: string, values?: readonly unknown[], answered?: (rows: unknown[]) => void): Promise<void>;
  /**
   * Sends rows to a `COPY … FROM STDIN`, no faster than the server takes them.
   *
   * @param chunks bytes in the format that the statement names; they may end anywhere. They are read until it is over: none
   *   may be changed before.
   * @returns how many rows the server says that it has taken.
   */
  copyIn(sql: string, chunks: AsyncIterable<Uint8Array>): Promise<number>;
  /**
   * Reads the rows of a `COPY … TO STDOUT`, no faster than they are taken.
   *
   * @returns bytes in the format that the statement names; they may end anywhere. To be read to the end: the session
   *   answers nothing else before.
   */
  copyOut(sql: string): AsyncIterable<Uint8Array>;
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
  const wire = new Wire(client);
  await client.connect().catch((error: Error) => {
    throw explainConnectError(settings, error);
  });
  if (wire.serverVersion < OLDEST_SERVER) {
    await client.end();
    throw serverTooOld(settings, wire.serverVersion);
  }
  const settled = new SettledConnection(client, wire);
  const pipeline = new Pipeline(client, (error, failure) => wire.failed(error, failure));
  const relay = new RelayQueue(({ text, values }) =>
    watch === undefined
      ? client.query(text, values as unknown[] | undefined)
      : watch(text, values, settled.send),
  );
  const parts = { client, wire, settled, pipeline, guard: new StepGuard(), relay, watch };
  return sessionOn(parts, () => openSession(settings));
}

function sessionOn(parts: ConnectionParts, openSibling: Session['openSibling']): Session {
  const { client, wire, settled, pipeline, guard, relay, watch } = parts;
  let made: Knex | undefined;
  const knex = () => {
    made ??= knexOn(parts);
    return made;
  };
  const query = async <Row>(sql: string, values?: readonly unknown[]) => {
    await pipeline.settle();
    const result = await (watch === undefined ? settled.send(sql, values) : watch(sql, values, settled.send));
    return (result?.rows ?? []) as Row[];
  };
  return {
    pid: (client as unknown as { processID: number }).processID,
    openSibling,
    get knex() {
      return knex();
    },
    query,
    async transaction(work) {
      const result = await knex().transaction(work);
      if (wire.lastTag !== 'COMMIT') throw commitRefused(wire.lastTag);
      return result;
    },
    pipelined: (work) => (watch === undefined ? pipeline.during(work) : work()),
    inStep: (name, step) => guard.during(name, step),
    relayed: (through, step) => relay.during(through, step),
    async enqueue(sql, values, answered) {
      if (guard.step !== undefined) guard.note(sql);
      if (pipeline.open)
        pipeline.send({ text: sql, values: values as unknown[] }, guard.step ?? '', answered);
      else await query(sql, values).then(answered);
      // Its answer is what the record is sent for; what restores settings before it must not stand in for it.
      if (!guard.scripted || answered === undefined) return;
      await pipeline.settle();
      guard.cleared();
    },
    async copyIn(sql, chunks) {
      // Only who loads rows needs it.
      const { copyIn } = await import('./copy-in.ts');
      return copyIn(client, wire, sql, chunks);
    },
    async *copyOut(sql) {
      // Only who reads rows in bulk needs it.
      const { copyOut } = await import('./copy-out.ts');
      yield* copyOut(client, wire, sql);
    },
    touched: () => guard.takeTouched(),
    endedBy: () => wire.endedBy,
    failureOf: (error) => wire.failureOf(error),
    async close() {
      await made?.destroy();
      await client.end();
    },
  };
}

function commitRefused(answer: string): Problem {
  return new Problem({
    code: 'commit_refused',
    message: 'The server did not commit the transaction.',
    detail: `It answered COMMIT with ${answer || 'nothing'}: an error inside was swallowed.`,
    hint: 'Nothing was changed. Let the migration fail where its statement fails, without a catch.',
  });
}
