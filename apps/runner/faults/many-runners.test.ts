import { findWorkspaceRoot } from '@erp/engine/project';
import { runErp } from '@erp/test-database/run-erp';
import { rawMigration, type ScratchWorkspace, scratchWorkspace } from '@erp/test-database/scratch-workspace';
import { emptyDatabase } from '@erp/testing/database';
import { everyKindOfStep } from './every-kind-of-step.ts';
import { ask, note, POINTS, publish, readState, workOn } from './survives.ts';

/** Sixteen commands at once on one database. */
const RUNNERS = 16;
const ROUNDS = Math.min(POINTS, 4);
const root = findWorkspaceRoot(import.meta.dirname);

jest.setTimeout(24 * 60 * 60_000);
afterAll(publish);

const { up } = workOn(() => root);

async function undisturbedState(): Promise<string> {
  const database = await emptyDatabase();
  await up(database.settings);
  const state = await readState(database);
  await database.drop();
  return state;
}

test('sixteen runners are started, and one of them is killed', async () => {
  const expected = await undisturbedState();
  let survived = 0;
  let hit = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const database = await emptyDatabase();
    const outcomes = await Promise.all(
      Array.from({ length: RUNNERS }, (_, n) =>
        runErp(root, database.settings, ['migrate'], (kill) => {
          if (n === 0) setTimeout(() => kill('SIGKILL'), 4_000 + round * 2_500);
        }),
      ),
    );
    if (outcomes[0]?.code === null) hit += 1;
    const failed = outcomes.slice(1).filter(({ code }) => code !== 0);
    if (failed.length === 0 && (await readState(database)) === expected) survived += 1;
    await database.drop();
  }
  note({ what: 'sixteen migrate, one is killed by SIGKILL', points: ROUNDS, hit, survived });
  expect(survived).toBe(ROUNDS);
});

test('sixteen runners on a half-migrated database', async () => {
  const expected = await undisturbedState();
  let survived = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const database = await emptyDatabase();
    await runErp(root, database.settings, [
      'migrate',
      '--only',
      ['crm', 'logs', 'tasks', 'sms'][round] as string,
    ]);
    const outcomes = await Promise.all(
      Array.from({ length: RUNNERS }, () => runErp(root, database.settings, ['migrate'])),
    );
    const failed = outcomes.filter(({ code }) => code !== 0);
    const applied = outcomes.filter(({ stdout }) => stdout.includes('Applied'));
    if (failed.length === 0 && applied.length === 1 && (await readState(database)) === expected)
      survived += 1;
    await database.drop();
  }
  note({ what: 'sixteen migrate what is half there', points: ROUNDS, survived });
  expect(survived).toBe(ROUNDS);
});

test('sixteen that migrate, roll back and seed at once, one of them killed', async () => {
  const expected = await undisturbedState();
  const commands = [
    ['migrate'],
    ['rollback', '--domain', 'sms', '--yes'],
    ['seed', '--tenant', 'demo_jewelry_1'],
    ['rollback', '--yes'],
  ];
  let survived = 0;
  let hit = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const database = await emptyDatabase();
    if (round % 2 === 1) await up(database.settings);
    const outcomes = await Promise.all(
      Array.from({ length: RUNNERS }, (_, n) =>
        runErp(root, database.settings, commands[n % commands.length] as string[], (kill) => {
          if (n === round) setTimeout(() => kill('SIGKILL'), 3_000 + round * 2_000);
        }),
      ),
    );
    if (outcomes[round]?.code === null) hit += 1;
    // Whoever cannot do what was asked says why: nothing is there to seed, or the schema changed meanwhile. An error of
    // the server is no such answer.
    const unclear = outcomes.filter(
      ({ code, stderr }, n) =>
        n !== round &&
        code !== 0 &&
        (!/Problem:.*\n[\s\S]*Next:/.test(stderr) || stderr.includes('SQLSTATE')),
    );
    for (const { stdout, stderr } of unclear) process.stderr.write(`${stdout}${stderr}\n`);
    const migrated = await runErp(root, database.settings, ['migrate']);
    await runErp(root, database.settings, ['seed', '--remove', '--yes']);
    const same = (await readState(database)) === expected;
    if (migrated.code === 0 && unclear.length === 0 && same) survived += 1;
    else
      process.stderr.write(`round ${round}: ${migrated.stderr} same: ${same}, unclear: ${unclear.length}\n`);
    await database.drop();
  }
  note({ what: 'sixteen that migrate, roll back and seed, one is killed', points: ROUNDS, hit, survived });
  expect(survived).toBe(ROUNDS);
});

/** A checkout in which each migration counts how often it was committed. */
function counting(): ScratchWorkspace {
  const scratch = scratchWorkspace();
  const names = ['0001_a', '0002_b', '0003_c', '0004_d'];
  scratch.addDomain(
    'base',
    [],
    Object.fromEntries(
      names.map((name) => [
        `${name}.ts`,
        rawMigration(
          `CREATE TABLE t${name} (id bigint PRIMARY KEY); INSERT INTO counted VALUES ('${name}'); SELECT pg_sleep(0.2)`,
          `DROP TABLE t${name}`,
        ),
      ]),
    ),
  );
  return scratch;
}

test('each migration is committed once, whoever else is there and whoever is killed', async () => {
  const scratch = counting();
  let survived = 0;
  let hit = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const database = await emptyDatabase();
    await ask(database, 'CREATE TABLE counted (name text)');
    const outcomes = await Promise.all(
      Array.from({ length: RUNNERS }, (_, n) =>
        runErp(scratch.root, database.settings, ['migrate'], (kill) => {
          if (n % 5 === 0) setTimeout(() => kill('SIGKILL'), 2_000 + n * 300 + round * 500);
        }),
      ),
    );
    if (outcomes.some(({ code }) => code === null)) hit += 1;
    await runErp(scratch.root, database.settings, ['migrate']);
    const rows = await ask(
      database,
      'SELECT name, count(*)::int AS times FROM counted GROUP BY name ORDER BY name',
    );
    const once = ['0001_a', '0002_b', '0003_c', '0004_d'].map((name) => ({ name, times: 1 }));
    if (JSON.stringify(rows) === JSON.stringify(once)) survived += 1;
    await database.drop();
  }
  scratch.remove();
  note({ what: 'each body commits once, four of sixteen killed', points: ROUNDS, hit, survived });
  expect(survived).toBe(ROUNDS);
});

test('those who wait do not stand in the way of CREATE INDEX CONCURRENTLY', async () => {
  const scratch = everyKindOfStep();
  let survived = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const database = await emptyDatabase();
    const outcomes = await Promise.all(
      Array.from({ length: RUNNERS }, () => runErp(scratch.root, database.settings, ['migrate'])),
    );
    const [invalid] = await ask<{ n: number }>(
      database,
      'SELECT count(*)::int AS n FROM pg_index WHERE NOT indisvalid',
    );
    if (outcomes.every(({ code }) => code === 0) && invalid?.n === 0) survived += 1;
    await database.drop();
  }
  scratch.remove();
  note({ what: 'sixteen migrate, with CREATE INDEX CONCURRENTLY', points: ROUNDS, survived });
  expect(survived).toBe(ROUNDS);
});
