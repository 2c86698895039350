import { askErp } from '@erp/test-database/ask-erp';
import type { Outcome } from '@erp/test-database/run-erp';
import {
  rawMigration,
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { openSession } from '../src/connection/session.ts';
import { explainLostConnection, explainStepError } from '../src/connection/sql-error.ts';
import { type EmptyDatabase, emptyDatabase } from './database.ts';

let workspace: ScratchWorkspace;
let database: EmptyDatabase;
beforeEach(async () => {
  workspace = scratchWorkspace();
  database = await emptyDatabase();
});
afterEach(async () => {
  workspace.remove();
  await database.drop();
});

const erp = (...args: string[]): Promise<Outcome> => askErp(workspace.root, database.settings, args);
const count = async (sql: string) => (await (await database.session()).query(sql)).length;

test('a database that writes dates in an ambiguous way is migrated like any other', async () => {
  const session = await database.session();
  const name = database.settings.database;
  await session.query(`ALTER DATABASE ${name} SET datestyle = 'SQL, DMY'`);
  await session.query(`ALTER DATABASE ${name} SET timezone = 'Asia/Kolkata'`);
  workspace.addDomain('base', [], { '0001_a.ts': tableMigration('a'), '0002_b.ts': tableMigration('b') });
  expect(await erp('migrate')).toMatchObject({ code: 0 });
  expect(await erp('rollback', '--all', '--yes')).toMatchObject({ code: 0 });
});

test.each(['LATIN1', 'SQL_ASCII'])('nothing is made in a database of encoding %s', async (encoding) => {
  const name = `${database.settings.database}_other`;
  await count(`CREATE DATABASE ${name} TEMPLATE template0 ENCODING '${encoding}' LOCALE 'C'`);
  try {
    workspace.addDomain('base', [], { '0001_a.ts': tableMigration('a') });
    const other = { ...database.settings, database: name };
    expect(await askErp(workspace.root, other, ['migrate', '--json'])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('server_encoding'),
    });
  } finally {
    await count(`DROP DATABASE ${name}`);
  }
});

test('a schema in front of public takes neither tables nor ledger', async () => {
  const session = await database.session();
  await session.query('CREATE SCHEMA zz');
  await session.query(`ALTER DATABASE ${database.settings.database} SET search_path = zz, public`);
  workspace.addDomain('base', [], { '0001_a.ts': tableMigration('a') });
  expect(await erp('migrate')).toMatchObject({ code: 0 });
  expect(await session.query("SELECT relname FROM pg_class WHERE relnamespace = 'zz'::regnamespace")).toEqual(
    [],
  );
  expect(await count("SELECT FROM pg_class WHERE oid = to_regclass('public.a')")).toBe(1);
});

test('a schema that was made elsewhere is not made a second time', async () => {
  const session = await database.session();
  workspace.addDomain('base', [], { '0001_a.ts': tableMigration('a') });
  await erp('migrate');
  await session.query('CREATE SCHEMA zz');
  await session.query('ALTER TABLE knex_migrations SET SCHEMA zz');
  for (const command of ['migrate', 'status']) {
    expect(await erp(command)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('into the schema zz'),
    });
  }
});

test.each([
  ['SET LOCAL session_replication_role = replica'],
  ['SET session_replication_role = replica'],
  ["SELECT set_config('search_path', '', false)"],
  ['SET LOCAL search_path = pg_catalog'],
  ['SET LOCAL ROLE pg_monitor'],
  ["DO $$ BEGIN PERFORM set_config('search_path', '', false); END $$"],
])('what %s leaves is gone before the next step, alone or behind others', async (setting) => {
  const steps = {
    '0001_a.ts': rawMigration('CREATE TABLE a (id bigint PRIMARY KEY)', 'DROP TABLE a'),
    '0002_leaves.ts': rawMigration(setting, 'SELECT 1'),
    '0003_b.ts': rawMigration(
      'CREATE TABLE b (a_id bigint REFERENCES a); INSERT INTO b VALUES (1)',
      'DROP TABLE b',
    ),
  };
  workspace.addDomain('base', [], steps);
  // The orphan row is refused in one run, as it is in three.
  const together = await erp('migrate');
  expect(together).toMatchObject({ code: 1, stderr: expect.stringContaining('23503') });
  expect(together.stderr).toContain('base/0003_b');
  expect(await erp('migrate', '--to', 'base/0002')).toMatchObject({ code: 0 });
  expect((await erp('migrate')).stderr).toContain('23503');
});

test('temporary tables of one step are not there for the next one', async () => {
  const tmp = 'CREATE TEMPORARY TABLE tmp AS SELECT 1 AS n';
  workspace.addDomain('base', [], {
    '0001_a.ts': rawMigration(tmp, 'SELECT 1'),
    '0002_b.ts': rawMigration(tmp, 'SELECT 1'),
    '0003_c.ts': rawMigration(tmp, 'SELECT 1', 'export const config = { transaction: false };'),
    '0004_d.ts': rawMigration(tmp, 'SELECT 1'),
  });
  expect(await erp('migrate')).toMatchObject({ code: 0 });
});

test('a role that cannot see the ledger is told so, by every command', async () => {
  workspace.addDomain('base', [], { '0001_a.ts': tableMigration('a') });
  await erp('migrate');
  const session = await database.session();
  const role = `blind_${database.settings.database}`;
  await session.query(`CREATE ROLE ${role} LOGIN PASSWORD 'blind'`);
  const blind = { ...database.settings, user: role, password: 'blind' };
  try {
    for (const granted of [false, true]) {
      if (granted) await session.query(`GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}`);
      for (const args of [['status'], ['migrate'], ['plan'], ['rollback', '--all', '--yes']]) {
        const outcome = await askErp(workspace.root, blind, args);
        expect(outcome).toMatchObject({
          code: 1,
          stderr: expect.stringContaining('cannot see what was applied'),
        });
      }
    }
  } finally {
    await session.query(`DROP OWNED BY ${role}`);
    await session.query(`DROP ROLE ${role}`);
  }
});

test('a server that refuses a connection, for whatever reason, is quoted', async () => {
  await expect(openSession({ ...database.settings, options: '-c no_such_setting=1' })).rejects.toMatchObject({
    code: 'connection_failed',
    message: expect.stringContaining('The server refuses the connection'),
    detail: expect.stringMatching(/^SQLSTATE 42704 \(undefined_object\): .*no_such_setting/),
  });
});

test.each([
  ['25P03', 'idle_in_transaction_session_timeout'],
  ['25P04', 'transaction_timeout'],
  ['57P05', 'idle_session_timeout'],
])('where the setting of a server ended the session (%s), it is named', (code, setting) => {
  const error = new Error('Connection terminated unexpectedly');
  expect(explainLostConnection('base/0001_a', error, `terminating connection (${code})`)).toMatchObject({
    code: 'connection_lost',
    hint: expect.stringContaining(`ALTER ROLE <role> SET ${setting} = 0`),
  });
});

test.each([
  ['53100', 'Make room'],
  ['40P01', 'Run the command again'],
])('a step is not accused of what the server met (%s)', (code, next) => {
  const error = Object.assign(new Error('met'), { code, severity: 'ERROR' });
  const { hint } = explainStepError('base/0001_a', error, { sql: 'SELECT 1', message: 'met' });
  expect(hint).toContain(next);
  expect(hint).not.toContain('Mend');
});

test('work that is no step is not named like a file to mend', () => {
  const error = Object.assign(new Error('met'), { code: '23503', severity: 'ERROR' });
  const { hint } = explainStepError('Loading crm', error, { sql: 'SELECT 1', message: 'met' });
  expect(hint).toContain('Mend what the server names');
});
