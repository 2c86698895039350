import type { BareDatabase } from './database.ts';
import { type Outcome, runErp } from './run-erp.ts';
import { until } from './until.ts';

/** What ends a command in its middle: its process is killed, or the server ends its session. */
export const ENDS = ['SIGKILL', 'pg_terminate_backend'] as const;

/** A command that is to be ended while it works. */
export interface EndedCommand {
  /** The checkout that it runs in. */
  readonly root: string;
  readonly args: readonly string[];
  /** Statements of another session, in a transaction that makes the command wait in its middle. */
  readonly held: string;
  readonly end: (typeof ENDS)[number];
  /** Whether it waits, for a command that does so on another database than the one it is for. */
  readonly waits?: () => Promise<boolean>;
}

const SESSIONS = `FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'erp %'`;

/**
 * Runs a command until it waits for a lock that another session holds, ends it there, and lets go of the lock when that
 * is done. Where it waits is decided by the lock and not by a moment, so it is the same place on every machine.
 *
 * @returns what the command said, when its session is gone from the server as well.
 * @throws when it never waited, or was not ended by this.
 */
export async function endWhileBlocked(
  database: BareDatabase,
  { root, args, held, end, waits }: EndedCommand,
): Promise<Outcome> {
  const other = await database.connect();
  await other.query(`BEGIN; ${held}`);
  let kill: (signal: NodeJS.Signals) => void = () => {};
  const running = runErp(root, database.settings, args, (signal) => {
    kill = signal;
  });
  if (waits !== undefined) await until(waits);
  else if (!(await database.untilBlocked(running)))
    throw new Error(`erp ${args.join(' ')} did not wait: ${JSON.stringify(await running)}`);
  if (end === 'SIGKILL') kill('SIGKILL');
  else await other.query(`SELECT pg_terminate_backend(pid) ${SESSIONS}`);
  const outcome = await running;
  await other.query('ROLLBACK');
  await untilNoCommand(database);
  if (end === 'SIGKILL' ? outcome.code !== null : outcome.code === 0 || outcome.stderr === '')
    throw new Error(`erp ${args.join(' ')} was not ended by ${end}: ${JSON.stringify(outcome)}`);
  return outcome;
}

/** Held, it makes whoever has written into the ledger wait at the COMMIT; `waitAtCommit` comes first. */
export const HELD_COMMIT = 'SELECT pg_advisory_xact_lock(1)';

/** Lets transactions that write into the ledger wait at their COMMIT while HELD_COMMIT is held. */
export async function waitAtCommit(database: BareDatabase): Promise<void> {
  const client = await database.connect();
  await client.query(`
    CREATE SCHEMA held;
    CREATE FUNCTION held.wait() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_advisory_xact_lock(1); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER held AFTER INSERT OR UPDATE OR DELETE ON knex_migrations
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION held.wait()`);
}

/** A server that was not told that its client is gone may go on with the statement that it has. */
async function untilNoCommand(database: BareDatabase): Promise<void> {
  const client = await database.connect();
  await until(async () => (await client.query(`SELECT ${SESSIONS}`)).rows.length === 0);
}
