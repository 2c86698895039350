import { Problem } from '@erp/kit/problem';
import { displayPath } from '../source/display-path.ts';
import { pointAt } from '../source/point-at.ts';
import type { SqlFailure } from './pipeline.ts';
import { nameOfSqlState } from './sql-state.ts';

/** The fields of an error that the server sent. */
interface ServerError {
  readonly code: string;
  readonly position?: string;
  readonly detail?: string;
  readonly hint?: string;
  readonly where?: string;
}

/** How the driver says that the connection is gone. */
const LOST = /Connection terminated|connection error|ECONNRESET|EPIPE|not queryable/;

/** What a failed run leaves in the database that it was for; said in hints. */
export const NOTHING_KEPT = 'Nothing of this transaction was kept.';

/** Whether an error came from the PostgreSQL server. */
export function isServerError(error: unknown): error is Error & ServerError {
  const { code, severity } = (error ?? {}) as { code?: unknown; severity?: unknown };
  return typeof code === 'string' && typeof severity === 'string';
}

/**
 * Puts an error into the shape of a problem: which step, which statement, where in it, and what the server adds.
 *
 * @param step recorded name of the step that was running.
 * @param failure the statement and the server's words, as the session kept them.
 * @param endedBy what the server said when it ended the connection.
 * @param remains what of the step is kept, in a sentence.
 * @returns problems as they are, with the step's name in front of anything unexpected.
 */
export function explainStepError(
  step: string,
  error: unknown,
  failure: SqlFailure | undefined,
  endedBy?: string,
  remains = 'Nothing of this transaction was kept.',
): Problem {
  if (error instanceof Problem) {
    const message = failure?.message ?? error.message;
    return new Problem({
      code: error.code,
      message: message.includes(step) ? message : `${step}: ${message}`,
      detail: error.detail,
      hint: error.hint,
      cause: error.cause ?? error,
    });
  }
  if (!isServerError(error) || failure === undefined) {
    if (LOST.test((error as Error)?.message ?? '')) return connectionLost(step, error, endedBy);
    return new Problem({
      code: 'step_failed',
      message: `${step}: ${(error as Error)?.message ?? String(error)}`,
      detail: stackOf(error),
      hint: `${remains} Mend the step, then run the command again.`,
      cause: error,
    });
  }
  const lines = [
    `SQLSTATE ${error.code} (${nameOfSqlState(error.code)})`,
    pointAt(failure.sql, error.position === undefined ? undefined : Number(error.position)),
    ...(error.detail === undefined ? [] : [`DETAIL: ${error.detail}`]),
    ...(error.where === undefined ? [] : [`CONTEXT: ${error.where.split('\n')[0]}`]),
    ...(error.hint === undefined ? [] : [`HINT: ${error.hint}`]),
  ];
  return new Problem({
    code: 'sql_failed',
    message: `${step}: ${failure.message}`,
    detail: lines.join('\n'),
    hint: remedyOf(error.code, step, remains),
    cause: error,
  });
}

/**
 * Says of work that is no step that its connection was lost, in the server's words where there are any: what the driver
 * throws is of the ROLLBACK that could not be sent, and names neither the work nor who ended it.
 *
 * @param during the work, e.g. `erp baseline`.
 * @param endedBy what the server said when it ended the connection.
 * @returns a problem `connection_lost`; undefined when the error is another one.
 */
export function explainLostConnection(
  during: string,
  error: unknown,
  endedBy: string | undefined,
): Problem | undefined {
  if (error instanceof Problem) return undefined;
  const byServer = isServerError(error) && endedBy !== undefined;
  if (!byServer && !LOST.test((error as Error)?.message ?? '')) return undefined;
  return connectionLost(during, error, endedBy);
}

/** Settings by which a server ends a connection: without another value the next run ends like this one. */
const TIMEOUTS: Readonly<Record<string, string>> = {
  '25P03': 'idle_in_transaction_session_timeout',
  '25P04': 'transaction_timeout',
  '57P05': 'idle_session_timeout',
};

function connectionLost(step: string, cause: unknown, endedBy: string | undefined): Problem {
  const setting = Object.entries(TIMEOUTS).find(([code]) => endedBy?.includes(code) === true)?.[1];
  const said =
    setting === undefined
      ? 'Run the command again.'
      : `${setting} is shorter than a step takes: raise it for this role, ALTER ROLE <role> SET ${setting} = 0, then run the command again.`;
  return new Problem({
    code: 'connection_lost',
    message: `The connection was lost${step === '' ? '' : ` during ${step}`}${endedBy === undefined ? '.' : `: ${endedBy}.`}`,
    detail: endedBy === undefined ? (cause as Error)?.message : undefined,
    hint: `The server rolled back what was not committed. ${said}`,
    cause,
  });
}

function remedyOf(code: string, step: string, remains: string): string {
  if (code === '25006') {
    return 'The server takes no changes: it is a standby, or default_transaction_read_only is on. Nothing was changed. Connect to the primary, or: ALTER ROLE <role> RESET default_transaction_read_only';
  }
  if (code === '57014') {
    return `The statement was ended by statement_timeout, or by somebody who cancelled it. ${remains} To give it the time: ALTER ROLE <role> SET statement_timeout = 0, then run the command again.`;
  }
  if (code === '53100') {
    return `The disk of the server is full. ${remains} Make room there, then run the command again.`;
  }
  if (code === '40P01' || code === '40001') {
    return `Another session stood in the way. ${remains} Run the command again.`;
  }
  if (code === '55P04') {
    return 'A value of an enum can be used once the transaction that adds it is committed. Give the migration that adds it a transaction of its own: export const config = { transaction: false }; or use text with a check.';
  }
  if (code === '53200' || code === '54000') {
    return `${remains} A transaction holds a lock for every relation that it makes: raise max_locks_per_transaction and restart the server, or go in parts: pnpm migrate --to <migration>`;
  }
  if (code === '42P07' || code === '42710' || code === '42723') {
    return `Something of that name is there already, and no run of ours made it. ${remains} If the database was made by hand: pnpm erp baseline --dry-run; if it belongs to another program, give ours a database of its own; if an earlier step makes it, mend ${step}.`;
  }
  if (code === '55P03')
    return 'Another session holds a lock on the table. Run the command again when it is done.';
  if (code === '42501')
    return 'Connect as the owner of the database, or ask its administrator for the right that is missing.';
  if (code === '25P02') {
    return 'An earlier statement of this step failed and the error was caught. Let it fail, or use a savepoint.';
  }
  if (code.startsWith('57P') || code.startsWith('08')) return 'The server went away. Run the command again.';
  // Work that is no step has no file: what is wrong is in the rows that the server speaks of.
  const wrong = step.includes('/') ? step : 'what the server names';
  return `${remains} Mend ${wrong}, then run the command again.`;
}

function stackOf(error: unknown): string | undefined {
  const frames = (error as Error)?.stack?.split('\n').filter((line) => line.includes('/packages/')) ?? [];
  // What a loader calls the exports of a module says nothing of the step.
  return frames[0] && displayPath(frames[0].trim().replace(/^at (?:Module|Object|Proxy)\./, 'at '));
}
