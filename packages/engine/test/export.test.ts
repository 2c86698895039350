import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeFingerprint } from '@erp/engine/catalog';
import { findWorkspaceRoot } from '@erp/engine/project';
import { connectionUrl } from '@erp/postgres/connection';
import { askErp } from '@erp/test-database/ask-erp';
import { scratchWorkspace, tableMigration } from '@erp/test-database/scratch-workspace';
import { type EmptyDatabase, emptyDatabase } from './database.ts';

/** Everything but times: id, name, batch, checksum, and what undoes a function. */
const LEDGER = 'SELECT id, name, batch, checksum, undo, content, applied_by FROM knex_migrations ORDER BY id';

const root = findWorkspaceRoot(import.meta.dirname);
const folder = mkdtempSync(join(tmpdir(), 'erp-export-'));
const databases: EmptyDatabase[] = [];

afterAll(async () => {
  rmSync(folder, { recursive: true });
  for (const database of databases) await database.drop();
});

async function fresh(): Promise<EmptyDatabase> {
  const database = await emptyDatabase();
  databases.push(database);
  return database;
}

async function stateOf(database: EmptyDatabase) {
  const session = await database.session();
  return { schema: (await takeFingerprint(session)).lines, ledger: await session.query(LEDGER) };
}

/** Runs a script by psql where there is one; without it, by a client that skips psql's own commands. */
async function runScript(database: EmptyDatabase, sql: string): Promise<void> {
  if (spawnSync('psql', ['--version']).status === 0) {
    const { status, stderr } = spawnSync('psql', ['-q', '-f', '-', connectionUrl(database.settings)], {
      input: sql,
      encoding: 'utf8',
    });
    if (status !== 0) throw new Error(stderr);
    return;
  }
  const client = await database.connect();
  await client.query(sql.replaceAll(/^\\.*$/gm, '')).catch(async (error) => {
    await client.query('ROLLBACK');
    throw error;
  });
}

test('the exported scripts give the schema and the ledger that migrating gives', async () => {
  const migrated = await fresh();
  expect((await askErp(root, migrated.settings, ['migrate'])).code).toBe(0);
  const expected = await stateOf(migrated);
  expect(expected.ledger.length).toBeGreaterThan(30);

  const whole = await fresh();
  const { stdout } = await askErp(root, whole.settings, ['plan', '--sql']);
  await runScript(whole, stdout);
  expect(await stateOf(whole)).toEqual(expected);

  const parts = await fresh();
  const written = await askErp(root, parts.settings, ['plan', '--sql', '--out', folder, '--json']);
  const files = readdirSync(folder).sort();
  expect(JSON.parse(written.stdout)).toMatchObject({ folder, files });
  expect(files[0]).toBe('001_system.sql');
  for (const file of files) await runScript(parts, readFileSync(join(folder, file), 'utf8'));
  expect(await stateOf(parts)).toEqual(expected);
  expect((await askErp(root, parts.settings, ['migrate'])).stdout).toContain('Nothing to do');
});

test('a script refuses to run twice or out of order, and changes nothing', async () => {
  const database = await fresh();
  await askErp(root, database.settings, ['plan', '--sql', '--out', folder]);
  const [first = '', second = ''] = readdirSync(folder)
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  await expect(runScript(database, second)).rejects.toThrow(/expects \d+ applied steps and finds 0/);
  await runScript(database, first);
  const before = await stateOf(database);
  await expect(runScript(database, first)).rejects.toThrow(/expects 0 applied steps/);
  expect(await stateOf(database)).toEqual(before);
});

test('the script of a changed function leaves nothing of the version before', async () => {
  const scratch = scratchWorkspace();
  scratch.addDomain('base', [], { '0001_a.ts': tableMigration('a') });
  const version = (body: string, trigger: string) =>
    scratch.write(
      'packages/domains/base/functions/stamp.sql',
      `CREATE OR REPLACE FUNCTION stamp() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$ BEGIN ${body} END $$;
CREATE OR REPLACE TRIGGER ${trigger} BEFORE INSERT ON a FOR EACH ROW EXECUTE FUNCTION stamp();
`,
    );
  const migrated = await fresh();
  const scripted = await fresh();
  version('RETURN NEW;', 'tr_one');
  for (const database of [migrated, scripted]) await askErp(scratch.root, database.settings, ['migrate']);
  version('RETURN OLD;', 'tr_two');
  await askErp(scratch.root, migrated.settings, ['migrate']);
  await runScript(scripted, (await askErp(scratch.root, scripted.settings, ['plan', '--sql'])).stdout);
  expect(await stateOf(scripted)).toEqual(await stateOf(migrated));
  expect((await stateOf(scripted)).schema.filter((line) => line.startsWith('trigger'))).toHaveLength(1);
  scratch.remove();
});
