import { takeFingerprint } from '@erp/engine/catalog';
import { askErp } from '@erp/test-database/ask-erp';
import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { until } from '@erp/test-database/until';
import { type EmptyDatabase, emptyDatabase } from './database.ts';

const RUNNERS = 16;
const DOMAINS = ['base', 'crm', 'orders'];
/** Longer than any machine takes to start so many processes. */
const PATIENT = ['--lock-timeout', '86400'];
const databases: EmptyDatabase[] = [];
let scratch: ScratchWorkspace;

/** Three domains; each migration leaves a row that says that it was committed. */
beforeAll(() => {
  scratch = scratchWorkspace();
  for (const [n, domain] of DOMAINS.entries()) {
    scratch.addDomain(domain, DOMAINS.slice(0, n), {
      '0001_a.ts': rawMigration(
        `CREATE TABLE ${domain}_a (id bigint PRIMARY KEY); INSERT INTO counted.steps VALUES ('${domain}/0001_a')`,
        `DROP TABLE ${domain}_a`,
      ),
    });
  }
});
afterAll(async () => {
  scratch.remove();
  for (const database of databases) await database.drop();
});

async function counting(): Promise<EmptyDatabase> {
  const database = await emptyDatabase();
  databases.push(database);
  await (await database.connect()).query('CREATE SCHEMA counted; CREATE TABLE counted.steps (name text)');
  return database;
}

test('sixteen processes that migrate an empty database: all succeed, and one of them applies each step once', async () => {
  const undisturbed = await counting();
  expect(await askErp(scratch.root, undisturbed.settings, ['migrate'])).toMatchObject({ code: 0 });

  const database = await counting();
  const other = await database.connect();
  // The runner's lock is held until all are there.
  await other.query('SELECT pg_advisory_lock(6648432, 1835623282)');
  const running = Array.from({ length: RUNNERS }, () =>
    askErp(scratch.root, database.settings, ['migrate', ...PATIENT]),
  );
  await until(async () => {
    const { rows } = await other.query(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE 'erp migrate%'",
    );
    return rows.length === RUNNERS;
  });
  await other.query('SELECT pg_advisory_unlock(6648432, 1835623282)');
  const outcomes = await Promise.all(running);
  expect(outcomes.filter(({ code }) => code !== 0)).toEqual([]);
  expect(outcomes.filter(({ stdout }) => stdout.includes('Applied 3 steps'))).toHaveLength(1);
  expect(outcomes.filter(({ stdout }) => stdout.includes('Nothing to do'))).toHaveLength(RUNNERS - 1);
  const { rows } = await other.query('SELECT name FROM counted.steps ORDER BY 1');
  expect(rows.map(({ name }) => name)).toEqual(DOMAINS.map((domain) => `${domain}/0001_a`));
  expect((await takeFingerprint(await database.session())).lines).toEqual(
    (await takeFingerprint(await undisturbed.session())).lines,
  );
});
