import { Problem } from '@erp/kit/problem';

/** Connection parameters by libpq's names. */
export type ConnectionParameters = Record<string, string | undefined>;

const known = new Set([
  'host',
  'hostaddr',
  'port',
  'user',
  'password',
  'dbname',
  'sslmode',
  'sslrootcert',
  'sslcert',
  'sslkey',
  'application_name',
  'options',
  'connect_timeout',
  'channel_binding',
]);

/**
 * Takes a connection URL apart: `postgres://user:password@host:port/database?parameter=value`.
 *
 * @returns only what the URL says; defaults are the caller's.
 * @throws a `Problem` without any part of the URL in it: when a URL is malformed nobody knows which part of it
 *   is the password.
 * @see https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 */
export function parametersFromUrl(url: string): ConnectionParameters {
  const scheme = /^postgres(?:ql)?:\/\//i.exec(url.trim());
  if (scheme === null) throw malformed('does not start with postgres:// or postgresql://');
  const rest = url.trim().slice(scheme[0].length);
  const authority = /^[^/?]*/.exec(rest)?.[0] ?? '';
  const [path = '', ...queries] = rest.slice(authority.length).split('?');
  if (queries.length > 1) throw malformed('has more than one question mark');
  if (path.slice(1).includes('/')) throw malformed('has a second slash after the host');

  const parameters: ConnectionParameters = {};
  // The last @ ends the account: a password with a plain @ in it is then still read as it was meant.
  const at = authority.lastIndexOf('@');
  if (at >= 0) readAccount(authority.slice(0, at), parameters);
  readAddress(authority.slice(at + 1), parameters);
  if (path.length > 1) parameters.dbname = decode(path.slice(1));
  readQuery(queries[0] ?? '', parameters);
  return parameters;
}

function readAccount(account: string, parameters: ConnectionParameters): void {
  const colon = account.indexOf(':');
  const user = colon < 0 ? account : account.slice(0, colon);
  if (user !== '') parameters.user = decode(user);
  if (colon >= 0) parameters.password = decode(account.slice(colon + 1));
}

function readAddress(address: string, parameters: ConnectionParameters): void {
  if (address === '') return;
  if (address.includes(',')) throw malformed('names several hosts; give one');
  const parts = /^(?:\[([0-9A-Fa-f:.%]+)\]|([^:[\]]*))(?::(.*))?$/.exec(address);
  if (parts === null) throw malformed('has a host that cannot be read');
  const host = parts[1] ?? parts[2] ?? '';
  if (/[\s#\\"<>^`{|}]/.test(host)) throw malformed('has a host that cannot be read');
  if (host !== '') parameters.host = decode(host);
  if (parts[3]) parameters.port = parts[3];
}

function readQuery(query: string, parameters: ConnectionParameters): void {
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 0) throw malformed('has a parameter without a value');
    const name = decode(pair.slice(0, equals));
    if (!known.has(name)) {
      throw malformed(`has a parameter that is not supported; supported are ${[...known].join(', ')}`);
    }
    const value = decode(pair.slice(equals + 1));
    if (value !== '') parameters[name] = value;
  }
}

function decode(text: string): string {
  if (text.includes('#')) throw malformed('has a plain # in it');
  try {
    const decoded = decodeURIComponent(text);
    if (!decoded.includes('\0')) return decoded;
  } catch {
    // The error of decodeURIComponent would be the cause, but it tells nothing more.
  }
  throw malformed('has a % that does not start a percent-encoded character');
}

function malformed(what: string): Problem {
  return new Problem({
    code: 'database_url',
    message: `DATABASE_URL ${what}.`,
    detail: 'The value is not shown here because it may hold a password.',
    hint:
      'Write it as postgres://user:password@host:5432/database?sslmode=verify-full, or with a unix socket as ' +
      'postgres://user@/database?host=/run/postgresql. In user and password write @ : / ? # % as %40 %3A %2F %3F %23 %25.',
  });
}
