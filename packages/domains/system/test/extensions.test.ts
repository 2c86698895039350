import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';
import type { Knex } from 'knex';
import { down, up } from '../migrations/0015_btree_gist.ts';

let database: EmptyDatabase;
let knex: Knex;

beforeEach(async () => {
  database = await emptyDatabase();
  knex = (await database.session()).knex;
});
afterEach(() => database.drop());

const installed = async (): Promise<{ schema: string | null; extension: string | null }> => {
  const { rows } = await knex.raw(`
    SELECT to_regnamespace('extensions')::text AS schema,
           (SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'btree_gist') AS extension`);
  return rows[0];
};

test('the extension comes into a schema of its own and goes without a trace', async () => {
  await up(knex);
  expect(await installed()).toEqual({ schema: 'extensions', extension: 'extensions' });
  await down(knex);
  expect(await installed()).toEqual({ schema: null, extension: null });
});

test('what a platform has installed is used where it is, and left there', async () => {
  await knex.raw(
    'CREATE SCHEMA extensions; CREATE SCHEMA platform; CREATE EXTENSION btree_gist SCHEMA platform',
  );
  await up(knex);
  await down(knex);
  expect(await installed()).toEqual({ schema: 'extensions', extension: 'platform' });
});

test('the schema stays while something else is in it', async () => {
  await up(knex);
  await knex.raw('CREATE TABLE extensions.mine (id int)');
  await down(knex);
  expect(await installed()).toEqual({ schema: 'extensions', extension: null });
});

test('who may not install it is told what to ask for', async () => {
  await knex.raw('CREATE SCHEMA extensions');
  const role = `plain_${process.pid}`;
  await knex.raw(`CREATE ROLE ${role}`);
  const refused = knex.transaction(async (trx) => {
    await trx.raw(`SET LOCAL ROLE ${role}`);
    await up(trx);
  });
  await expect(refused).rejects.toMatchObject({
    code: '42501',
    hint: expect.stringMatching(/^Let a DBA run: GRANT CREATE ON DATABASE /),
  });
  await knex.raw(`DROP ROLE ${role}`);
});
