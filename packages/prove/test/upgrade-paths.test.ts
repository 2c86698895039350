import { type Ledger, readLedger } from '@erp/engine/ledger';
import { discoverDomains } from '@erp/engine/project';
import { type Divergence, firstToDiffer, pathRunner } from '@erp/prove/path-runner';
import {
  FRESH_INSTALL,
  listPaths,
  type PathKind,
  type PathOptions,
  type UpgradePath,
} from '@erp/prove/upgrade-paths';
import { installDomains } from '@erp/scratch/install';
import {
  rawMigration,
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/test-database/scratch-workspace';
import { emptyDatabase } from '@erp/testing/database';

let scratch: ScratchWorkspace;

/** Two domains below a third one, each with two migrations; one of them with a function. */
beforeEach(() => {
  scratch = scratchWorkspace();
  scratch.addDomain('base', [], { '0001_a.ts': tableMigration('a'), '0002_b.ts': tableMigration('b') });
  scratch.write('packages/domains/base/functions/one.sql', ONE);
  scratch.addDomain('left', ['base'], { '0001_c.ts': tableMigration('c'), '0002_d.ts': tableMigration('d') });
  scratch.addDomain('right', ['base'], {
    '0001_e.ts': tableMigration('e'),
    '0002_f.ts': tableMigration('f'),
  });
});
afterEach(() => scratch.remove());

const ONE = `CREATE OR REPLACE FUNCTION one() RETURNS bigint LANGUAGE sql SET search_path = pg_catalog, pg_temp AS $$ SELECT 1::bigint $$;
`;

const NOTHING: Ledger = { exists: false, rows: [] };

/** The paths of the checkout, all or those of one kind. */
async function paths(
  kind?: PathKind,
  options: Partial<PathOptions> = {},
  ledger = NOTHING,
): Promise<UpgradePath[]> {
  const workspace = await discoverDomains(scratch.root);
  const all = listPaths(workspace, workspace.order, ledger, {
    states: Number.POSITIVE_INFINITY,
    orders: 10,
    seed: 1,
    ...options,
  });
  return all.filter((path) => kind === undefined || path.kind === kind);
}

/** Runs the paths, each on a database of its own, and tells which lead elsewhere. */
async function run(these: readonly UpgradePath[]): Promise<{ path: UpgradePath; divergence: Divergence }[]> {
  const runner = await runnerHere();
  const divergences: { path: UpgradePath; divergence: Divergence }[] = [];
  for (const path of these) {
    const divergence = await runner.run(path);
    if (divergence !== undefined) divergences.push({ path, divergence });
  }
  return divergences;
}

async function runnerHere() {
  const workspace = await discoverDomains(scratch.root);
  return pathRunner(workspace, workspace.order, async (work) => {
    const empty = await emptyDatabase();
    try {
      return await work(await empty.session());
    } finally {
      await empty.drop();
    }
  });
}

const titles = (list: readonly { path: UpgradePath }[]) => list.map(({ path }) => path.title);

test('every path of a sound checkout leads to the same schema', async () => {
  const all = await paths();
  const count = (kind: string) => all.filter((path) => path.kind === kind).length;
  // Seven steps: six states between nothing and all; ten orders; three domains; and all of them together.
  expect(['ledger', 'order', 'alone', 'down'].map(count)).toEqual([6, 10, 3, 4]);
  // A restore wants programs of the server's version, and is run where these are: command.test.ts.
  expect(await run(all.filter(({ kind }) => kind !== 'restore'))).toEqual([]);
});

test('earlier states are those of the ledger, in its order, at most so many', async () => {
  const database = await emptyDatabase();
  const session = await database.session();
  const workspace = await discoverDomains(scratch.root);
  await installDomains(session, workspace, ['right']);
  await installDomains(session, workspace);
  const ledger = await readLedger(session);
  await database.drop();
  expect((await paths('ledger', {}, ledger)).map(({ title }) => title)).toEqual(
    ['base/0001_a', 'base/0002_b', 'base/functions/one', 'right/0001_e', 'right/0002_f', 'left/0001_c'].map(
      (name) => `upgrade from ${name}`,
    ),
  );
  expect((await paths('ledger')).map(({ title }) => title)).toContain('upgrade from left/0002_d');
  expect(await paths('ledger', { states: 2 }, ledger)).toHaveLength(2);
});

test('a rollback that forgets something is found, although going up again hides it', async () => {
  scratch.write(
    'packages/domains/left/migrations/0003_index.ts',
    rawMigration('CREATE INDEX IF NOT EXISTS ix_b_id ON b (id)', 'SELECT 1'),
  );
  const found = await run(await paths('down'));
  // With its table gone, nothing is left of it.
  expect(titles(found)).toEqual(['left down and up']);
  const [divergence] = found.map((each) => each.divergence);
  const difference = { missing: [], extra: ['index CREATE INDEX ix_b_id ON public.b USING btree (id)'] };
  expect(divergence).toMatchObject({ run: 2, expected: 'a fresh install of base, right', difference });
  const runner = await runnerHere();
  const fresh = await runner.trace(FRESH_INSTALL);
  const traced = await runner.trace(found[0]?.path.runs.slice(0, 2) ?? []);
  expect(firstToDiffer(fresh, traced, difference)?.step).toMatchObject({
    name: 'left/0003_index',
    direction: 'down',
  });
});

const DEPENDS = rawMigration(
  "DO $$ BEGIN IF to_regclass('d') IS NOT NULL THEN CREATE INDEX ix_f_id ON f (id); END IF; END $$",
  'DROP INDEX IF EXISTS ix_f_id',
);

test('a migration that does what the order makes of it is found on every kind of path', async () => {
  scratch.write('packages/domains/right/migrations/0003_depends.ts', DEPENDS);
  expect(titles(await run(await paths('alone')))).toEqual(['right alone, then the rest']);
  expect((await run(await paths('order'))).length).toBeGreaterThan(0);
});

test('a domain that uses one that it does not depend on is found out', async () => {
  scratch.write(
    'packages/domains/right/migrations/0003_uses.ts',
    rawMigration('INSERT INTO f SELECT id FROM c', 'SELECT 1'),
  );
  const found = await run(await paths('alone'));
  expect(titles(found)).toEqual(['right alone, then the rest']);
  expect(found[0]?.divergence).toMatchObject({ run: 1 });
  expect(found[0]?.divergence.problem?.message).toContain('right/0003_uses: relation "c" does not exist');
});

test('the same seed draws the same orders, another seed others', async () => {
  const drawn = async (seed: number) =>
    (await paths('order', { seed, orders: 16 })).map(({ runs }) =>
      runs.map((run) => ('up' in run && run.up !== 'pending' ? run.up.map((step) => step.name) : [])),
    );
  expect(await drawn(5)).toEqual(await drawn(5));
  expect(await drawn(6)).not.toEqual(await drawn(5));
});
