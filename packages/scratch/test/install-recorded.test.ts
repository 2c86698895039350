import { openSession, type Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { discoverDomains } from '@erp/engine/project';
import { installDomains, installRecorded } from '@erp/scratch/install';
import { type BareDatabase, bareDatabase } from '@erp/test-database/database';
import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';

let live: BareDatabase;
let scratch: BareDatabase;
let checkout: ScratchWorkspace;

beforeEach(async () => {
  [live, scratch] = await Promise.all([bareDatabase(), bareDatabase()]);
  checkout = scratchWorkspace();
  checkout.addDomain('base', [], {
    '0001_colors.ts': rawMigration(
      'CREATE TABLE colors (name text CONSTRAINT pk_colors PRIMARY KEY)',
      'DROP TABLE colors',
    ),
  });
  checkout.addDomain('shop', ['base'], {
    // Needs the function while it is made, and has no need of what comes to the function later.
    '0001_goods.ts': rawMigration(
      'CREATE TABLE goods (color text CONSTRAINT fk_goods REFERENCES colors, shade int DEFAULT shade())',
      'DROP TABLE goods',
    ),
  });
  checkout.write('packages/domains/shop/seeds/reference.ts', reference('goods (color)', 'red'));
  shade('SELECT 1');
  colors('red');
});
afterEach(async () => {
  checkout.remove();
  await Promise.all([live.drop(), scratch.drop()]);
});

const reference = (table: string, ...values: string[]) =>
  rawMigration(
    `INSERT INTO ${table} VALUES ${values.map((value) => `('${value}')`).join(', ')} ON CONFLICT DO NOTHING`,
    'SELECT 1',
  );
const colors = (...names: string[]) =>
  checkout.write('packages/domains/base/seeds/reference.ts', reference('colors', ...names));
const shade = (body: string) =>
  checkout.write(
    'packages/domains/base/functions/shade.sql',
    `CREATE OR REPLACE FUNCTION shade() RETURNS int LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$ ${body} $$;\n`,
  );

async function shop(session: Session): Promise<unknown> {
  const [row] =
    await session.query(`SELECT shade(), (SELECT array_agg(name ORDER BY name) FROM colors) AS colors,
    (SELECT array_agg(color) FROM goods) AS goods, (SELECT count(*)::int FROM knex_migrations) AS lines`);
  return row;
}

test('what was applied anew meanwhile is installed as it came: functions with each text, reference data behind what it needs', async () => {
  const session = live.closing(await openSession(live.settings));
  await installDomains(session, await discoverDomains(checkout.root));
  checkout.write(
    'packages/domains/base/migrations/0002_tints.ts',
    rawMigration('CREATE TABLE tints (name text)', 'DROP TABLE tints'),
  );
  shade('SELECT count(*)::int FROM tints');
  colors('red', 'blue');
  const workspace = await discoverDomains(checkout.root);
  await installDomains(session, workspace);

  const there = scratch.closing(await openSession(scratch.settings));
  await installRecorded(there, workspace, { live: session, ledger: await readLedger(session) });
  expect(await shop(there)).toEqual(await shop(session));
  expect(await shop(there)).toMatchObject({ shade: 0, goods: ['red'], lines: 7 });
  // What is there already is left out.
  await installRecorded(there, workspace, { live: session, ledger: await readLedger(session) });
  expect(await shop(there)).toEqual(await shop(session));
});
