import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findWorkspaceRoot } from '@erp/engine/project';
import type { ConnectionSettings } from '@erp/postgres/connection';
import { askErp } from '@erp/test-database/ask-erp';
import { runErp } from '@erp/test-database/run-erp';
import { type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { transactionPool } from '@erp/test-database/transaction-pool';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';

interface Check {
  readonly name: string;
  readonly ok: boolean;
  readonly found: string;
  readonly next: string | null;
}

let database: EmptyDatabase;
let scratch: ScratchWorkspace;

beforeEach(async () => {
  database = await emptyDatabase();
  scratch = scratchWorkspace();
  // The pnpm that an installation brings along.
  scratch.write('node_modules/.bin/pnpm', '');
});
afterEach(async () => {
  scratch.remove();
  await database.drop();
});

async function checksOf(settings: ConnectionSettings | string | undefined, root = scratch.root) {
  const asked = ['doctor', '--json'];
  const { code, stdout, stderr } =
    settings === undefined ? await runErp(root, undefined, asked) : await askErp(root, settings, asked);
  const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Check[] };
  expect(code).toBe(ok ? 0 : 1);
  expect(checks.every((check) => check.ok)).toBe(ok);
  expect(checks.filter((check) => check.ok === (check.next !== null))).toEqual([]);
  return { ok, said: stdout + stderr, failed: checks.filter((check) => !check.ok), checks };
}

test('without a database it says whether the embedded one can start, and neither makes nor starts it', async () => {
  const { code, stdout } = await runErp(scratch.root, undefined, ['doctor']);
  expect(stdout).toMatch(/^✓ node {6}Node \d+\.\d+\.\d+ on .*20\.19/m);
  expect(stdout).toMatch(/^✓ disk {6}[\d.]+ GB free/m);
  expect(stdout).toMatch(/^✓ embedded {2}the embedded PostgreSQL can start, as user/m);
  expect(stdout).toMatch(/^✓ port {6}TCP port \d+ is free/m);
  expect(stdout).toMatch(/^All 6 are well\. Next: pnpm demo$/m);
  expect(stdout.split('\n').filter((line) => line.length > 80)).toEqual([]);
  expect(code).toBe(0);
  expect(existsSync(join(scratch.root, '.erp'))).toBe(false);
});

test('what keeps the embedded one from starting has its next move, and so has a checkout that is not installed', async () => {
  scratch.write('.erp', '');
  scratch.write('pnpm-lock.yaml', 'lockfileVersion: 9\n');
  const { failed } = await checksOf(undefined);
  expect(failed).toEqual([
    { name: 'packages', ok: false, found: 'Nothing is installed yet.', next: 'pnpm install' },
    {
      name: 'embedded',
      ok: false,
      found: expect.stringContaining(`cannot have a directory in ${join(scratch.root, '.erp')}`),
      next: `ls -ld '${join(scratch.root, '.erp')}'`,
    },
  ]);
});

test('a server that answers is asked for its version, session, rights, roles and locks', async () => {
  const { ok, checks } = await checksOf(database.settings);
  expect(ok).toBe(true);
  expect(checks.map(({ name }) => name)).toEqual([
    ...['node', 'pnpm', 'packages'],
    ...['server', 'session', 'rights', 'roles', 'locks'],
  ]);
  expect(checks[3]?.found).toMatch(/^PostgreSQL 1[5-8]\.\d+ answers: /);
});

test('a server that does not answer, refuses or cannot be read is named, without the password', async () => {
  const silent = await checksOf('postgres://ann:s3cret%21@127.0.0.1:1/erp');
  expect(silent.failed).toEqual([
    {
      name: 'server',
      ok: false,
      found: expect.stringContaining('no server to be reached: postgres://ann@127.0.0.1:1/erp'),
      next: 'pg_isready --host=127.0.0.1 --port=1   or, for the embedded one: unset DATABASE_URL',
    },
  ]);
  // A server that trusts everybody asks for no password, but knows its roles.
  const refusing = await checksOf({ ...database.settings, user: `no_${process.pid}`, password: 's3cret!' });
  expect(refusing.failed).toMatchObject([
    { name: 'server', found: expect.stringContaining('refuses this user or password') },
  ]);
  const unread = await checksOf('postgres://ann:s3cret!#@127.0.0.1:1/erp');
  expect(unread.failed).toMatchObject([{ name: 'address', next: expect.stringContaining('%23') }]);
  for (const { said } of [silent, refusing, unread]) expect(said).not.toMatch(/s3cret/);
});

test('a pool in transaction mode is found', async () => {
  const pool = await transactionPool(database.settings);
  const { failed } = await checksOf(pool.settings);
  await pool.close();
  expect(failed).toEqual([
    {
      name: 'session',
      ok: false,
      found: expect.stringContaining('a pool that gives the server session away'),
      next: expect.stringContaining('Let DATABASE_URL name the server itself'),
    },
  ]);
});

test('a lock table that is too small for the tables of the checkout is found', async () => {
  const client = await database.connect();
  const { rows } = await client.query<{ room: number }>(
    `SELECT current_setting('max_locks_per_transaction')::int *
            (current_setting('max_connections')::int + current_setting('max_prepared_transactions')::int) AS room`,
  );
  scratch.addDomain('crm');
  const tables = Array.from({ length: rows[0]?.room ?? 0 }, (_, index) => `    t_${index}: object;`);
  scratch.write('packages/domains/crm/tables.ts', `interface Tables {\n${tables.join('\n')}\n}\n`);
  const { failed } = await checksOf(database.settings);
  expect(failed).toMatchObject([
    { name: 'locks', next: expect.stringMatching(/^ALTER SYSTEM SET max_locks_per_transaction = \d+;/) },
  ]);
});

test('a role without rights is told the statements, and migrates once a DBA has run them', async () => {
  const root = findWorkspaceRoot(import.meta.dirname);
  const role = `doctor_${process.pid}`;
  const superuser = await database.connect();
  await superuser.query(`CREATE ROLE ${role} LOGIN PASSWORD 'pl4in'`);
  const settings = { ...database.settings, user: role, password: 'pl4in' };
  try {
    const { failed } = await checksOf(settings, root);
    expect(failed.map(({ name }) => name)).toEqual(['rights', 'roles']);
    for (const { next } of failed) await superuser.query(next ?? '');
    expect((await checksOf(settings, root)).failed).toEqual([]);
    expect(await askErp(root, settings, ['migrate', '--only', 'system'])).toMatchObject({ code: 0 });
    expect((await checksOf(settings, root)).failed).toEqual([]);
  } finally {
    await superuser.query(`DROP OWNED BY ${role} CASCADE`);
    await superuser.query(`DROP ROLE ${role}`);
  }
});
