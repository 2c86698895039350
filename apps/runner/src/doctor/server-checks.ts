import { assertNoPool, openSession, type Session } from '@erp/engine/connection';
import { discoverDomains } from '@erp/engine/project';
import { Problem } from '@erp/kit/problem';
import {
  type ConnectionSettings,
  connectionFromEnvironment,
  describeConnection,
} from '@erp/postgres/connection';
import { applicationName, type Invocation } from '../invocation.ts';
import { ask, type Check } from './check.ts';
import { requireRights } from './require-rights.ts';
import { requireRoles } from './require-roles.ts';

/** The newest server that the tests run on; an older one than the engine takes is refused when it connects. */
const NEWEST_SERVER = 18;

/** Locks that a first installation takes for each table: itself, its keys, indexes, sequence and TOAST. */
const LOCKS_PER_TABLE = 8;

/** What is asked of the server where one is chosen by the environment; what cannot be asked is not answered. */
export async function serverChecks(invocation: Invocation): Promise<Check[]> {
  let settings: ConnectionSettings | undefined;
  try {
    settings = connectionFromEnvironment(invocation.env);
  } catch (error) {
    return [await ask('address', () => Promise.reject(error))];
  }
  if (settings === undefined) return [];
  const { password } = settings;
  try {
    const session = await openSession({
      // A host that swallows packets would keep everybody waiting.
      connectionTimeoutMillis: 10_000,
      ...settings,
      application_name: applicationName('doctor'),
    });
    try {
      const about = (name: string, look: () => Promise<string>) => ask(name, look, password);
      const where = describeConnection(settings);
      return [
        await about('server', () => requireVersion(session, where)),
        await about('session', async () => {
          await assertNoPool(session);
          return 'the connection keeps its server session, which the lock of a run needs';
        }),
        await about('rights', () => requireRights(session)),
        await about('roles', () => requireRoles(session)),
        await about('locks', () => requireLockRoom(session, invocation.root)),
      ];
    } finally {
      await session.close();
    }
  } catch (error) {
    return [await unreachable(error, settings, invocation.env)];
  }
}

/** Variables of which any one chooses a server. */
const CHOOSING = ['DATABASE_URL', 'PGHOST', 'PGHOSTADDR', 'PGDATABASE', 'PGSERVICE'];

/** Why there is no session. A server that has answered says what is wrong; whether one is there at all, libpq says. */
async function unreachable(
  error: unknown,
  { host, port, password }: ConnectionSettings,
  env: Invocation['env'],
): Promise<Check> {
  const check = await ask('server', () => Promise.reject(error), password);
  const cause = error instanceof Problem ? error.cause : undefined;
  if (!(cause instanceof Error)) return check;
  const { code = '' } = cause as NodeJS.ErrnoException;
  if (!/^E[A-Z]+$/.test(code) && !/timeout/i.test(cause.message)) return check;
  const chosen = CHOOSING.filter((name) => env[name]).join(' ');
  return {
    ...check,
    next: `pg_isready --host=${host} --port=${port}   or, for the embedded one: unset ${chosen}`,
  };
}

async function requireVersion(session: Session, where: string): Promise<string> {
  const [row] = await session.query<{ version: string; number: number; encoding: string }>(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int AS number,
            current_setting('server_encoding') AS encoding`,
  );
  const { version = '', number = 0, encoding = '' } = row ?? {};
  const major = Math.floor(number / 10_000);
  if (major > NEWEST_SERVER)
    throw new Problem({
      code: 'server_too_new',
      message: `PostgreSQL ${version} at ${where} is newer than ${NEWEST_SERVER}, the last one that the schema is tested on.`,
      hint: `Let DATABASE_URL name a server of version 15 to ${NEWEST_SERVER}; or: unset DATABASE_URL`,
    });
  if (encoding !== 'UTF8')
    throw new Problem({
      code: 'server_encoding',
      message: `The database at ${where} is encoded in ${encoding}, which cannot hold every name and text.`,
      hint: 'createdb --encoding=UTF8 --template=template0 <name>, and let DATABASE_URL name it',
    });
  return `PostgreSQL ${version.split(' ')[0]} answers: ${where}`;
}

async function requireLockRoom(session: Session, root: string): Promise<string> {
  const [row] = await session.query<{ each: number; sessions: number }>(
    `SELECT current_setting('max_locks_per_transaction')::int AS each,
            current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int AS sessions`,
  );
  const { each = 0, sessions = 0 } = row ?? {};
  const room = each * sessions;
  const { domains } = await discoverDomains(root);
  const tables = domains.reduce((sum, domain) => sum + domain.tables.size, 0);
  const needed = tables * LOCKS_PER_TABLE;
  const number = (value: number) => value.toLocaleString('en-US');
  const found = `room for ${number(room)} locks; a first installation of ${number(tables)} tables takes some ${number(needed)}`;
  if (needed <= room) return found;
  throw new Problem({
    code: 'lock_room',
    message: `${found}.`,
    hint: `ALTER SYSTEM SET max_locks_per_transaction = ${2 ** Math.ceil(Math.log2((needed * 1.25) / sessions))};   then restart the server`,
  });
}
