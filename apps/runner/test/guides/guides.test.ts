import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';
import { connectionFromEnvironment, connectionUrl } from '@erp/postgres/connection';
import { runErp } from '@erp/test-database/run-erp';
import { joinTestServer } from '@erp/test-database/server';
import { type EmptyDatabase, installedDatabase } from '@erp/testing/database';
import pg from 'pg';
import { followGuide, type GuideCheckout, guideCheckout, keepOnly } from './guide.ts';

let checkout: GuideCheckout;
const ends: (() => Promise<unknown>)[] = [];

/** Makes the checkout of one guide, with the steps of these domains alone where the guide needs no more. */
function begin(domains?: readonly string[]): void {
  checkout = guideCheckout();
  ends.push(async () => checkout.remove());
  if (domains !== undefined) keepOnly(checkout, domains);
}
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** A database of the shared server that has these domains already, and what a guide needs to reach it. */
async function onSharedServer(domains?: readonly string[]) {
  const database: EmptyDatabase = await installedDatabase(domains === undefined ? {} : { domains });
  ends.push(() => database.drop());
  const server = await joinTestServer();
  const env = {
    DATABASE_URL: connectionUrl(database.settings),
    ERP_TEST_DATABASE_URL: connectionUrl(server.settingsFor('postgres')),
  };
  return { client: await database.connect(), env };
}

/** A server of its own, on which nobody has installed anything: its roles are as a guide finds them. */
async function onNewServer() {
  const erp = (...args: readonly string[]) => runErp(checkout.root, undefined, args);
  expect(await erp('db', 'start')).toMatchObject({ code: 0 });
  ends.push(() => erp('db', 'reset', '--yes'));
  const url = (await erp('db', 'url')).stdout.trim();
  const connect = async (changes: object = {}) => {
    const settings = { ...connectionFromEnvironment({ DATABASE_URL: url }), ...changes };
    const client = new pg.Client(settings as pg.ClientConfig);
    client.on('error', () => {});
    await client.connect();
    ends.push(() => client.end());
    return client;
  };
  return { url, connect };
}

test('there is a test for every guide', () => {
  const guides = readdirSync(join(findWorkspaceRoot(import.meta.dirname), 'docs', 'guides'));
  expect(guides.sort()).toEqual([
    'README.md',
    'application.md',
    'domain-team.md',
    'managed.md',
    'sql-files.md',
    'supabase.md',
  ]);
});

test('first day of a domain team', async () => {
  begin();
  const { client, env } = await onSharedServer();
  await followGuide('domain-team.md', checkout, client, env);
});

test('first day of an application', async () => {
  begin();
  const { client, env } = await onSharedServer();
  ends.push(() => client.query('DROP OWNED BY shop; DROP ROLE shop'));
  await followGuide('application.md', checkout, client, env);
});

test('from .sql files to this repository', async () => {
  begin(['system']);
  const { client, env } = await onSharedServer(['system']);
  await followGuide('sql-files.md', checkout, client, env);
});

test('on managed PostgreSQL', async () => {
  begin(['system', 'channels']);
  const { url, connect } = await onNewServer();
  const owner = Object.assign(new URL(url), {
    username: 'erp_owner',
    password: 'change-me',
    pathname: '/erp_production',
  });
  await followGuide('managed.md', checkout, await connect(), { OWNER_DATABASE_URL: owner.href });
});

test('on Supabase', async () => {
  begin(['system', 'channels']);
  const { url, connect } = await onNewServer();
  const admin = await connect();
  await admin.query(SUPABASE);
  const address = Object.assign(new URL(url), { username: 'project', password: 'project' });
  const client = await connect({ user: 'project', password: 'project' });
  await followGuide('supabase.md', checkout, client, { DATABASE_URL: address.href });
});

/** What a project finds there: accounts that somebody else owns, the roles of its doors, and an owner who is no superuser. */
const SUPABASE = `
  CREATE ROLE anon; CREATE ROLE authenticated; CREATE ROLE service_role BYPASSRLS;
  CREATE ROLE authenticator LOGIN NOINHERIT;
  GRANT anon, authenticated, service_role TO authenticator;
  CREATE ROLE project LOGIN CREATEROLE CREATEDB PASSWORD 'project' IN ROLE anon, authenticated, service_role;
  CREATE ROLE supabase_auth_admin NOINHERIT;
  CREATE SCHEMA auth AUTHORIZATION supabase_auth_admin;
  CREATE TABLE auth.users (id uuid PRIMARY KEY, email text, created_at timestamptz DEFAULT now());
  ALTER TABLE auth.users OWNER TO supabase_auth_admin;
  CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS
    $$ SELECT (nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub')::uuid $$;
  ALTER FUNCTION auth.uid() OWNER TO supabase_auth_admin;
  GRANT USAGE ON SCHEMA auth TO anon, authenticated, service_role, project WITH GRANT OPTION;
  GRANT ALL ON auth.users TO project WITH GRANT OPTION;
  DO $$ BEGIN EXECUTE format('ALTER DATABASE %I OWNER TO project', current_database()); END $$;
  GRANT ALL ON SCHEMA public TO project WITH GRANT OPTION;`;
