import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openSession } from '@erp/engine/connection';
import {
  type EmptyDatabase,
  emptyDatabase,
  migratedDatabase,
  type TestDatabase,
} from '@erp/testing/database';
import { checkFiles } from '../src/files/check-files.ts';
import { linesOf } from '../src/files/read-backup.ts';
import { readBackupFolder } from '../src/folder/backup-folder.ts';
import { backUp, backupsOfTest, KILL, runScript } from './backups.ts';

const directory = backupsOfTest();
let database: TestDatabase;
const others: EmptyDatabase[] = [];

beforeAll(async () => {
  database = await migratedDatabase({ domains: ['crm'], broken: 'any' });
});
afterAll(async () => {
  for (const other of others) await other.drop();
  await database.drop();
});

async function emptyOne(): Promise<EmptyDatabase> {
  const other = await emptyDatabase();
  others.push(other);
  return other;
}

test('a backup is one moment, whatever others commit meanwhile', async () => {
  const session = await database.session();
  const { folder, manifest } = await backUp(session, directory, {
    jobs: 3,
    whileNobodyMigrates: async (work) => {
      const snapshot = await work();
      await database.asTenant(database.tenants.a, (trx) =>
        trx('sys_brands').insert({ tenant_id: database.tenants.a.id, name: 'Too late', code: 'too-late' }),
      );
      return snapshot;
    },
  });
  const brands = manifest.tables.find(({ name }) => name === 'sys_brands');
  const [now] = await session.query<{ count: string }>('SELECT count(*) AS count FROM sys_brands');
  expect(Number(now?.count) - (brands?.rows ?? 0)).toBe(1);
  await checkFiles(folder, manifest);
});

test('the manifest says what the database was', async () => {
  const { folder, manifest } = await backUp(await database.session(), directory);
  expect(manifest.tables.map(({ schema, name }) => `${schema}.${name}`)).toEqual(
    expect.arrayContaining(['auth.users', 'public.crm_customers', 'public.knex_migrations']),
  );
  expect(manifest.leftOut).toEqual([]);
  expect(manifest.roles.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['erp_app', 'erp_definer', 'erp_service']),
  );
  expect(manifest.sequences.find(({ name }) => name === 'sys_users_id_seq')).toEqual({
    schema: 'public',
    name: 'sys_users_id_seq',
    lastValue: '2',
    isCalled: true,
  });
  const users = manifest.tables.find(({ name }) => name === 'sys_users');
  expect(users?.rows).toBe(2);
  let text = '';
  for await (const lines of linesOf({ folder, manifest }, users?.chunks ?? [])) text += lines;
  expect(text.split('\n')).toHaveLength(3);
  expect(text).toContain('owner.a@example.com');
});

test.each([1, 12, 30])(
  'a backup that is killed at its table %d leaves none, and the next one cleans up',
  async (place) => {
    const other = backupsOfTestAt(`killed-${place}`);
    const { signal } = await runScript(
      database.settings,
      other,
      `const { takeBackup } = await load('./src/take/take-backup.ts');
     const { SILENT } = await load('./src/database/progress.ts');
     let tables = 0;
     const table = () => { tables += 1; if (tables === ${place}) ${KILL}; };
     await takeBackup(session, project, { directory, jobs: 2, progress: { ...SILENT, table } });`,
    );
    expect(signal).toBe('SIGKILL');
    expect(readBackupFolder(other)).toMatchObject({ backups: [], unfinished: [expect.any(String)] });

    const { manifest } = await backUp(await database.session(), other);
    expect(readdirSync(other)).toEqual([manifest.name]);
  },
);

test('a connection that is cut while rows come leaves no backup', async () => {
  const other = backupsOfTestAt('cut');
  const session = await openSession(database.settings);
  const admin = await database.connect();
  await expect(
    backUp(session, other, {
      jobs: 1,
      progress: {
        stage() {},
        rows() {},
        table: () => void admin.query('SELECT pg_terminate_backend($1)', [session.pid]),
      },
    }),
  ).rejects.toThrow();
  await session.close().catch(() => {});
  expect(existsSync(other) ? readdirSync(other) : []).toEqual([]);
});

test('a role that row security binds is refused before anything is written', async () => {
  const other = backupsOfTestAt('blind');
  const admin = await database.connect();
  const role = `backup_reader_${process.pid}`;
  await admin.query(`CREATE ROLE ${role} LOGIN PASSWORD 'reader'`);
  await admin.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public, auth TO ${role}`);
  await admin.query(`GRANT USAGE ON SCHEMA auth, app TO ${role}`);
  // It sees the ledger and what a policy for everybody would show: the danger is in what it sees in part.
  await admin.query(`CREATE POLICY ledger_reader ON knex_migrations FOR SELECT TO ${role} USING (true)`);
  await admin.query(`CREATE POLICY one_tenant ON crm_customers FOR SELECT TO ${role} USING (tenant_id = 1)`);
  const session = await openSession({ ...database.settings, user: role, password: 'reader' });
  try {
    // The ledger refuses a role that row security binds, before tables are looked at.
    await expect(backUp(session, other)).rejects.toMatchObject({ code: 'ledger_hidden' });
    await admin.query('ALTER TABLE knex_migrations DISABLE ROW LEVEL SECURITY');
    await expect(backUp(session, other)).rejects.toMatchObject({
      code: 'backup_blind',
      message: expect.stringMatching(
        new RegExp(`^The role ${role} does not see all rows of \\d+ of \\d+ tables`),
      ),
      detail: expect.stringContaining('auth.users: row security'),
    });
    expect(existsSync(other)).toBe(false);
  } finally {
    await session.close();
    await admin.query(
      `DROP POLICY ledger_reader ON knex_migrations; DROP POLICY one_tenant ON crm_customers`,
    );
    await admin.query('ALTER TABLE knex_migrations ENABLE ROW LEVEL SECURITY');
    await admin.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
  }
});

test('a restriction that hides some rows from the owner is found too', async () => {
  const owner = `backup_owner_${process.pid}`;
  const admin = await database.connect();
  await admin.query(`CREATE ROLE ${owner} LOGIN PASSWORD 'owner'`);
  await admin
    .query(`GRANT erp_service TO ${owner} WITH INHERIT TRUE`)
    .catch(() => admin.query(`GRANT erp_service TO ${owner}`));
  await admin.query(`GRANT SELECT ON ALL TABLES IN SCHEMA public, auth TO ${owner}`);
  await admin.query(`ALTER TABLE knex_migrations OWNER TO ${owner}`);
  await admin.query(`CREATE POLICY later ON sys_brands AS RESTRICTIVE FOR SELECT TO ${owner} USING (id > 5)`);
  const session = await openSession({ ...database.settings, user: owner, password: 'owner' });
  try {
    await expect(backUp(session, backupsOfTestAt('restricted'))).rejects.toMatchObject({
      code: 'backup_blind',
      detail: expect.stringContaining('sys_brands: row security'),
    });
  } finally {
    await session.close();
    await admin.query('DROP POLICY later ON sys_brands; ALTER TABLE knex_migrations OWNER TO CURRENT_USER');
    await admin.query(`DROP OWNED BY ${owner}; DROP ROLE ${owner}`);
  }
});

test('a database without migrations, and one in the middle of a step, are refused', async () => {
  const empty = await emptyOne();
  await expect(backUp(await empty.session(), directory)).rejects.toMatchObject({
    code: 'nothing_to_back_up',
  });

  const session = await database.session();
  await session.query("INSERT INTO knex_migrations_begun (name, direction) VALUES ('crm/0099_half', 'up')");
  await expect(backUp(session, directory)).rejects.toMatchObject({
    code: 'backup_step_unfinished',
    message: expect.stringContaining('crm/0099_half'),
  });
  await session.query("DELETE FROM knex_migrations_begun WHERE name = 'crm/0099_half'");
});

test('a folder that cannot be one is named', async () => {
  const file = join(directory, 'file');
  writeFileSync(file, '');
  await expect(backUp(await database.session(), file)).rejects.toMatchObject({ code: 'backup_directory' });
});

test('what no migration makes is named as left out', async () => {
  const session = await database.session();
  await session.query('CREATE SCHEMA queue; CREATE TABLE queue.job (id bigint)');
  const { manifest } = await backUp(session, directory);
  expect(manifest.leftOut).toEqual(['schema queue with 1 tables, which no migration makes']);
  await session.query('DROP SCHEMA queue CASCADE');
});

function backupsOfTestAt(name: string): string {
  return join(directory, name);
}
