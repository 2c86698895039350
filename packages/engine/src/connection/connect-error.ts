import { Problem } from '@erp/kit/problem';
import { type ConnectionSettings, describeConnection } from '@erp/postgres/connection';
import { nameOfSqlState } from './sql-state.ts';

/** PostgreSQL 15 brought `ON DELETE SET NULL (column)`, NULLS NOT DISTINCT and security_invoker views. */
export const OLDEST_SERVER = 15;

/** Says why a connection could not be made, without the password. */
export function explainConnectError(settings: ConnectionSettings, error: Error): Problem {
  const { code = '' } = error as { code?: string };
  const where = describeConnection(settings);
  const [message, hint] = reasonOf(code, error, settings);
  return new Problem({
    code: 'connection_failed',
    message: `${message}: ${where}`,
    detail: isSqlState(code)
      ? `SQLSTATE ${code} (${nameOfSqlState(code)}): ${firstLine(error)}`
      : [code, firstLine(error)].filter(Boolean).join(': '),
    hint,
    cause: error,
  });
}

/** The problem of a server that cannot hold the schema. */
export function serverTooOld(settings: ConnectionSettings, version: number): Problem {
  return new Problem({
    code: 'server_too_old',
    message: `PostgreSQL ${version} is too old: ${describeConnection(settings)}`,
    detail: `The schema needs PostgreSQL ${OLDEST_SERVER} or later.`,
    hint: 'Upgrade the server, or unset DATABASE_URL to use the embedded PostgreSQL.',
  });
}

function reasonOf(code: string, error: Error, settings: ConnectionSettings): [string, string] {
  if (code === '28P01' || code === '28000') {
    return [
      'The server refuses this user or password',
      'Check the user and password in DATABASE_URL or PGUSER and PGPASSWORD.',
    ];
  }
  if (code === '3D000') {
    return ['There is no such database', `Make it: createdb ${settings.database ?? ''}`.trim()];
  }
  if (code === '53300') {
    return ['The server has no connection left', 'Close other sessions, or raise max_connections.'];
  }
  if (code === '57P03') return ['The server is starting or stopping', 'Run the command again in a moment.'];
  if (/SSL|TLS|certificate|self.signed/i.test(`${code} ${error.message}`)) {
    return [
      'The connection cannot be secured',
      'Check sslmode and sslrootcert in DATABASE_URL, or PGSSLMODE and PGSSLROOTCERT.',
    ];
  }
  if (isSqlState(code)) {
    return [
      'The server refuses the connection',
      'Check database, user, options and PGOPTIONS, and what is set on the role and the database.',
    ];
  }
  return [
    'There is no server to be reached',
    'Check host and port in DATABASE_URL or PGHOST and PGPORT; without them the embedded PostgreSQL is used.',
  ];
}

function isSqlState(code: string): boolean {
  // Without a digit it is a code of the system, such as EPIPE.
  return /^(?=.*\d)[0-9A-Z]{5}$/.test(code);
}

function firstLine(error: Error): string {
  // Node gathers the attempts on several addresses in one error without a message of its own.
  const { errors } = error as { errors?: Error[] };
  return (error.message || errors?.map((each) => each.message).join('; ') || '').split('\n')[0] ?? '';
}
