import { openSession } from '@erp/engine/connection';
import { migrationSource } from '@erp/engine/export';
import { discoverDomains, findWorkspaceRoot } from '@erp/engine/project';
import type { ConnectionSettings } from '@erp/postgres/connection';
import { askErp } from '@erp/test-database/ask-erp';
import { type EmptyDatabase, emptyDatabase, installedDatabase } from '@erp/testing/database';
import knexFactory, { type Knex } from 'knex';

/** Somebody who migrates without being a superuser: what a superuser is never asked for shows here alone. */
const root = findWorkspaceRoot(import.meta.dirname);
const plain = `plain_owner_${process.pid}`;
let database: EmptyDatabase;
let superuser: Awaited<ReturnType<EmptyDatabase['connect']>>;
let settings: ConnectionSettings;

beforeAll(async () => {
  // The roles belong to the server; on a fresh one somebody has to make them before the plain role can join them.
  await (await installedDatabase({ domains: ['system'] })).drop();
});

beforeEach(async () => {
  database = await emptyDatabase();
  superuser = await database.connect();
  const { rows } = await superuser.query(
    "SELECT current_setting('server_version_num')::int >= 160000 AS newer",
  );
  await superuser.query(`CREATE ROLE ${plain} LOGIN PASSWORD 'plain'`);
  await superuser.query(
    `GRANT erp_definer, erp_service TO ${plain}${rows[0].newer ? ' WITH INHERIT TRUE, SET TRUE' : ''}`,
  );
  settings = { ...database.settings, user: plain, password: 'plain' };
});
afterEach(async () => {
  await superuser.query(`ALTER DATABASE ${database.settings.database} OWNER TO CURRENT_USER`);
  await superuser.query(`DROP OWNED BY ${plain} CASCADE`);
  await superuser.query(`DROP ROLE ${plain}`);
  await database.drop();
});

async function rights(): Promise<Record<string, unknown>> {
  const { rows } = await superuser.query(`
    SELECT has_schema_privilege('erp_definer', 'app', 'CREATE') AS "definer creates",
           has_database_privilege('erp_app', current_database(), 'TEMPORARY') AS "app makes temporary objects",
           has_database_privilege('erp_service', current_database(), 'TEMPORARY') AS "service does",
           (SELECT count(*)::int FROM pg_proc WHERE pronamespace = 'app'::regnamespace AND prosecdef
               AND proowner <> 'erp_definer'::regrole) AS "definers of others"`);
  return rows[0];
}
const atRest = {
  'definer creates': false,
  'app makes temporary objects': false,
  'service does': true,
  'definers of others': 0,
};

test('the owner of the database migrates by every door, and nobody keeps what was lent', async () => {
  await superuser.query(`ALTER DATABASE ${database.settings.database} OWNER TO ${plain}`);
  expect(await askErp(root, settings, ['migrate', '--only', 'channels'])).toMatchObject({ code: 0 });
  expect(await rights()).toEqual(atRest);

  // Before the privileges moved, they were as 0001 made them and as the database was made.
  expect(
    await askErp(root, settings, ['rollback', '--to', 'system/0016_search_path_of_context', '--yes']),
  ).toMatchObject({ code: 0 });
  expect(await rights()).toMatchObject({
    'definer creates': true,
    'app makes temporary objects': true,
  });
  await askErp(root, settings, ['rollback', '--all', '--yes']);

  const { stdout } = await askErp(root, settings, ['plan', '--only', 'channels', '--sql']);
  const session = await openSession(settings);
  await session.query(stdout.replaceAll(/^\\.*$/gm, ''));
  await session.close();
  expect(await rights()).toEqual(atRest);
  await askErp(root, settings, ['rollback', '--all', '--yes']);

  const { order } = await discoverDomains(root, ['channels']);
  const knex = knexFactory({ client: 'pg', connection: settings as Knex.PgConnectionConfig });
  await knex.migrate.latest({ migrationSource: migrationSource(order) });
  await knex.destroy();
  expect(await rights()).toEqual(atRest);
});

test('who does not own the database migrates too, and verify shows the statement for the DBA', async () => {
  await superuser.query(`GRANT CREATE ON DATABASE ${database.settings.database} TO ${plain}`);
  await superuser.query(`GRANT CREATE ON SCHEMA public TO ${plain} WITH GRANT OPTION`);
  expect(await askErp(root, settings, ['migrate', '--only', 'system'])).toMatchObject({ code: 0 });
  expect(await rights()).toMatchObject({ 'definer creates': false, 'app makes temporary objects': true });

  const found = await askErp(root, settings, ['verify', '--rule', '0060', '--json']);
  // Its own walls stand; what the database lacks is a notice.
  expect(found.code).toBe(0);
  const [finding] = JSON.parse(found.stdout).findings;
  expect(finding).toMatchObject({ key: 'PUBLIC TEMPORARY' });
  await superuser.query(finding.remediation);
  const after = await askErp(root, settings, ['verify', '--rule', '0060', '--json']);
  expect(JSON.parse(after.stdout).findings).toEqual([]);

  // Nothing was taken by the migration, so nothing is given back.
  expect((await askErp(root, settings, ['rollback', '--all', '--yes'])).code).toBe(0);
  const { rows } = await superuser.query(
    "SELECT has_database_privilege('erp_app', current_database(), 'TEMPORARY') AS given",
  );
  expect(rows).toEqual([{ given: false }]);
});
