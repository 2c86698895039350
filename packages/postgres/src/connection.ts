import { userInfo } from 'node:os';
import { Problem } from '@erp/kit/problem';
import { type ConnectionParameters, parametersFromUrl } from './connection-parameters.ts';
import { parametersFromService } from './connection-service.ts';
import { type SslSettings, sslSettings } from './connection-ssl.ts';

/**
 * Where a database is and who connects. Plain data: it can be written as JSON or sent to a worker thread, and
 * both `pg.Client` and Knex's `connection` take it as it is.
 */
export interface ConnectionSettings {
  /** A host name, an address, or the directory of a unix socket. */
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password?: string;
  readonly database: string;
  /** Always said, because pg reads PGSSLMODE by itself when it is left out. */
  readonly ssl: boolean | SslSettings;
  readonly application_name?: string;
  readonly options?: string;
  readonly connectionTimeoutMillis?: number;
  readonly enableChannelBinding?: boolean;
}

type Environment = Readonly<Record<string, string | undefined>>;

const defaultPort = 5432;

/** Which environment variable says what; the names are libpq's. */
const variables: ReadonlyArray<readonly [variable: string, parameter: string]> = [
  ['PGHOST', 'host'],
  ['PGHOSTADDR', 'hostaddr'],
  ['PGPORT', 'port'],
  ['PGUSER', 'user'],
  ['PGPASSWORD', 'password'],
  ['PGDATABASE', 'dbname'],
  ['PGSSLMODE', 'sslmode'],
  ['PGSSLROOTCERT', 'sslrootcert'],
  ['PGSSLCERT', 'sslcert'],
  ['PGSSLKEY', 'sslkey'],
  ['PGAPPNAME', 'application_name'],
  ['PGOPTIONS', 'options'],
  ['PGCONNECT_TIMEOUT', 'connect_timeout'],
  ['PGCHANNELBINDING', 'channel_binding'],
];

/**
 * The database that the environment chooses.
 *
 * DATABASE_URL comes first, then a PGSERVICE entry, then the other PG* variables; what the first leaves open the
 * later ones fill, as libpq does.
 *
 * @returns undefined when none of DATABASE_URL, PGHOST, PGHOSTADDR, PGDATABASE and PGSERVICE is set; an empty
 *   value counts as not set. The embedded server is used then.
 * @throws a `Problem` that never repeats any part of what was given, because that may be the password.
 */
export function connectionFromEnvironment(env: Environment): ConnectionSettings | undefined {
  const chosen = ['DATABASE_URL', 'PGHOST', 'PGHOSTADDR', 'PGDATABASE', 'PGSERVICE'].some(
    (name) => env[name],
  );
  if (!chosen) return undefined;
  const parameters: ConnectionParameters = { ...parametersFromService(env) };
  for (const [variable, parameter] of variables) {
    const value = env[variable];
    if (value && (parameters[parameter] === undefined || !env.PGSERVICE)) parameters[parameter] = value;
  }
  if (!env.DATABASE_URL) return settingsFrom(parameters, env, 'The PG* environment variables');
  const fromUrl = parametersFromUrl(env.DATABASE_URL);
  // A password or a certificate of the variables was meant for their host, not for the one in the URL.
  const sameHost = fromUrl.host === undefined;
  return settingsFrom(sameHost ? { ...parameters, ...fromUrl } : fromUrl, env, 'DATABASE_URL');
}

function settingsFrom(
  parameters: ConnectionParameters,
  env: Environment,
  source: string,
): ConnectionSettings {
  const user = parameters.user ?? (env.USER || operatingSystemUser());
  return {
    host: parameters.hostaddr ?? parameters.host ?? 'localhost',
    port: wholeNumber(parameters.port, 'port', source, 65_535) ?? defaultPort,
    user,
    ...(parameters.password === undefined ? {} : { password: parameters.password }),
    database: parameters.dbname ?? user,
    ssl: sslSettings(parameters, source),
    ...(parameters.application_name ? { application_name: parameters.application_name } : {}),
    ...(parameters.options ? { options: parameters.options } : {}),
    ...(parameters.connect_timeout && parameters.connect_timeout !== '0'
      ? {
          connectionTimeoutMillis:
            1000 * (wholeNumber(parameters.connect_timeout, 'connect_timeout', source, 86_400) ?? 0),
        }
      : {}),
    ...(parameters.channel_binding && parameters.channel_binding !== 'disable'
      ? { enableChannelBinding: true }
      : {}),
  };
}

function wholeNumber(
  value: string | undefined,
  name: string,
  source: string,
  maximum: number,
): number | undefined {
  if (value === undefined) return undefined;
  const number = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (number >= 1 && number <= maximum) return number;
  throw new Problem({
    code: 'connection_settings',
    message: `${source}: ${name} is not a whole number from 1 to ${maximum}.`,
    hint: 'A password with @ : / ? # or % in it has to be percent-encoded in a URL.',
  });
}

function operatingSystemUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A user id without a name, as containers have.
    return 'postgres';
  }
}

/**
 * The connection for people, without the password: `erp at /run/postgresql as postgres` for a unix socket,
 * `postgres://postgres@127.0.0.1:5432/erp` otherwise.
 */
export function describeConnection(settings: ConnectionSettings): string {
  if (settings.host.startsWith('/')) return `${settings.database} at ${settings.host} as ${settings.user}`;
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  return `postgres://${encodeURIComponent(settings.user)}@${host}:${settings.port}/${encodeURIComponent(settings.database)}`;
}

/** The connection as a URL with the password in it, for `erp db url` and for programs that take nothing else. */
export function connectionUrl(settings: ConnectionSettings): string {
  const secret = settings.password === undefined ? '' : `:${encodeURIComponent(settings.password)}`;
  const account = `${encodeURIComponent(settings.user)}${secret}`;
  const database = encodeURIComponent(settings.database);
  const query: string[] = [];
  if (typeof settings.ssl === 'object')
    query.push(`sslmode=${settings.ssl.rejectUnauthorized ? 'verify-full' : 'require'}`);
  else if (settings.ssl) query.push('sslmode=verify-full');
  const socket = settings.host.startsWith('/');
  if (socket) {
    query.push(`host=${encodeURIComponent(settings.host)}`, `port=${settings.port}`);
  }
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const address = socket ? '' : `${host}:${settings.port}`;
  const search = query.length === 0 ? '' : `?${query.join('&')}`;
  return `postgres://${account}@${address}/${database}${search}`;
}

/** Replaces the password in a text by `***`, as it is written and as URLs and JSON write it. */
export function redact(text: string, settings: Pick<ConnectionSettings, 'password'>): string {
  const { password } = settings;
  if (!password) return text;
  const encoded = encodeURIComponent(password);
  const strict = encoded.replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  const form = new URLSearchParams({ p: password }).toString().slice(2);
  const spellings = [
    password,
    encoded,
    encodeURI(password),
    strict,
    form,
    JSON.stringify(password).slice(1, -1),
  ];
  const all = new Set(spellings.flatMap((spelling) => [spelling, lowerCaseEscapes(spelling)]));
  // The longest first, or a short spelling would leave the tail of a longer one behind.
  const byLength = [...all].sort((one, other) => other.length - one.length);
  return byLength.reduce((redacted, spelling) => redacted.split(spelling).join('***'), text);
}

function lowerCaseEscapes(text: string): string {
  return text.replace(/%[0-9A-F]{2}/g, (sequence) => sequence.toLowerCase());
}
