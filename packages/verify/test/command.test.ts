import { findWorkspaceRoot } from '@erp/engine/project';
import { askErp } from '@erp/test-database/ask-erp';
import { installedDatabase, migratedDatabase, type TestDatabase } from '@erp/testing/database';

const root = findWorkspaceRoot(import.meta.dirname);
let database: TestDatabase;

/** Of two domains, since drift migrates a scratch database as far as this one is. */
beforeAll(async () => {
  database = await migratedDatabase({ domains: ['channels'] });
});
afterAll(() => database.drop());

test('a migrated database has no findings, drift included', async () => {
  const whole = await installedDatabase();
  const { code, stdout } = await askErp(root, whole.settings, ['verify']);
  await whole.drop();
  expect(stdout).toMatch(
    /^(Beside the schema:\n( {2}.*\n)+\n)?\d+ rules asked, 0 findings, \d+ accepted by exceptions\.\n$/,
  );
  expect(code).toBe(0);
});

test('what somebody changed by hand is found, by its rule and as drift', async () => {
  await database.knex.raw('ALTER TABLE sys_brands NO FORCE ROW LEVEL SECURITY');
  await database.knex.raw('CREATE TABLE notes_of_somebody (tenant_id bigint)');
  try {
    const { code, stdout } = await askErp(root, database.settings, ['verify', '--json']);
    expect(code).toBe(1);
    const { findings } = JSON.parse(stdout) as { findings: { rule: string; key: string }[] };
    const found = findings.map(({ rule, key }) => `${rule} ${key}`);
    expect(found).toContain('0005 public.sys_brands');
    expect(found).toContain('0004 public.notes_of_somebody');
    expect(
      found.filter((each) => each.startsWith('0056 extra: relation public.notes_of_somebody')),
    ).not.toEqual([]);

    const one = await askErp(root, database.settings, ['verify', '--rule', 'rls_forced']);
    expect(one.stdout).toContain('Mend: ALTER TABLE public.sys_brands FORCE ROW LEVEL SECURITY');
    expect(one.stdout).toContain('docs/rules/0005_rls_forced.md');
    expect(one.stdout).toContain('1 rules asked');
  } finally {
    await database.knex.raw('DROP TABLE notes_of_somebody');
    await database.knex.raw('ALTER TABLE sys_brands FORCE ROW LEVEL SECURITY');
  }
});

test('schemas of other tools are named and no drift; what others made in ours is', async () => {
  await database.knex.raw(`CREATE SCHEMA job_queue; CREATE TABLE job_queue.jobs (id int); CREATE TYPE job_queue.spec AS (a int);
    CREATE FUNCTION job_queue.work() RETURNS int LANGUAGE sql AS 'SELECT 1'; CREATE EXTENSION citext SCHEMA job_queue`);
  const hash = async () => (await askErp(root, database.settings, ['fingerprint'])).stdout;
  try {
    const { code, stdout } = await askErp(root, database.settings, ['verify']);
    expect(stdout).toContain('  Of other tools, and not judged: schema job_queue.\n');
    expect(stdout).toContain('  Extension citext is in this database, and is not judged.\n');
    expect(code).toBe(0);
    const before = await hash();
    await database.knex.raw('CREATE TABLE job_queue.more (id int)');
    expect(await hash()).toBe(before);

    await database.knex.raw('CREATE TABLE public.jobs_of_others (id int)');
    const drifted = await askErp(root, database.settings, ['verify', '--rule', 'drift']);
    expect(drifted.code).toBe(1);
    expect(drifted.stdout).toContain('extra: relation public.jobs_of_others');
  } finally {
    await database.knex.raw('DROP SCHEMA job_queue CASCADE; DROP TABLE IF EXISTS public.jobs_of_others');
  }
});

test('what a restore loses is named, with the statement that brings it back', async () => {
  const name = String(database.settings.database);
  const login = `login_${process.pid}`;
  await database.knex.raw(`CREATE ROLE ${login}; GRANT erp_app TO ${login}; GRANT CREATE ON DATABASE ${name} TO ${login};
    ALTER DATABASE ${name} SET work_mem = '7MB'; COMMENT ON DATABASE ${name} IS 'Ours.'`);
  try {
    const { code, stdout } = await askErp(root, database.settings, ['verify', '--json']);
    expect(code).toBe(0);
    const { besides } = JSON.parse(stdout) as { besides: string[] };
    const statements = besides.map((line) => line.replace(/^.*?: /, ''));
    expect(statements).toEqual(
      expect.arrayContaining([
        `ALTER DATABASE ${name} SET work_mem = '7MB';`,
        `GRANT CREATE ON DATABASE ${name} TO ${login};`,
        `COMMENT ON DATABASE ${name} IS 'Ours.';`,
        `GRANT erp_app TO ${login};`,
      ]),
    );
    // They are statements: run again, they change nothing and do not fail.
    await database.knex.raw(
      statements.filter((line) => line.includes(name) || line.includes(login)).join('\n'),
    );
  } finally {
    await database.knex.raw(`DROP OWNED BY ${login}; DROP ROLE ${login}; ALTER DATABASE ${name} RESET ALL`);
  }
});

test('a rule that there is not is named', async () => {
  const { code, stderr } = await askErp(root, database.settings, ['verify', '--rule', '9999']);
  expect(code).toBe(2);
  expect(stderr).toContain('9999');
});
