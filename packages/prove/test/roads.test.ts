import { discoverDomains } from '@erp/engine/discover';
import { type Ledger, readLedger } from '@erp/engine/ledger';
import { orderSteps } from '@erp/engine/order';
import { FRESH_INSTALL, listRoads, type Road, type RoadKind, type RoadOptions } from '@erp/prove/roads';
import { type Detour, firstToDiffer, roadWalker } from '@erp/prove/walk-road';
import { migrateAll } from '@erp/testing/apply-all';
import { emptyDatabase } from '@erp/testing/database';
import {
  rawMigration,
  type ScratchWorkspace,
  scratchWorkspace,
  tableMigration,
} from '@erp/testing/scratch-workspace';

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

/** The roads of the checkout, all or those of one kind. */
async function roads(kind?: RoadKind, options: Partial<RoadOptions> = {}, ledger = NOTHING): Promise<Road[]> {
  const workspace = await discoverDomains(scratch.root);
  const all = listRoads(workspace, orderSteps(workspace.domains), ledger, {
    states: Number.POSITIVE_INFINITY,
    orders: 10,
    seed: 1,
    ...options,
  });
  return all.filter((road) => kind === undefined || road.kind === kind);
}

/** Walks the roads, each on a database of its own, and tells which lead elsewhere. */
async function walk(these: readonly Road[]): Promise<{ road: Road; detour: Detour }[]> {
  const walker = await walkerHere();
  const detours: { road: Road; detour: Detour }[] = [];
  for (const road of these) {
    const detour = await walker.walk(road);
    if (detour !== undefined) detours.push({ road, detour });
  }
  return detours;
}

async function walkerHere() {
  const workspace = await discoverDomains(scratch.root);
  return roadWalker(workspace, orderSteps(workspace.domains), async (work) => {
    const empty = await emptyDatabase();
    try {
      return await work(await empty.session());
    } finally {
      await empty.drop();
    }
  });
}

const titles = (list: readonly { road: Road }[]) => list.map(({ road }) => road.title);

test('every road of a sound checkout leads to the same schema', async () => {
  const all = await roads();
  const count = (kind: string) => all.filter((road) => road.kind === kind).length;
  // Seven steps: six states between nothing and all; ten orders; three domains; and all of them together.
  expect(['ledger', 'order', 'alone', 'down'].map(count)).toEqual([6, 10, 3, 4]);
  // A restore wants programs of the server's version, and is walked where these are: apps/runner/test/prove.test.ts.
  expect(await walk(all.filter(({ kind }) => kind !== 'restore'))).toEqual([]);
});

test('earlier states are those of the ledger, in its order, at most so many', async () => {
  const database = await emptyDatabase();
  const session = await database.session();
  const workspace = await discoverDomains(scratch.root);
  await migrateAll(session, workspace, ['right']);
  await migrateAll(session, workspace);
  const ledger = await readLedger(session);
  await database.drop();
  expect((await roads('ledger', {}, ledger)).map(({ title }) => title)).toEqual(
    ['base/0001_a', 'base/0002_b', 'base/functions/one', 'right/0001_e', 'right/0002_f', 'left/0001_c'].map(
      (name) => `upgrade from ${name}`,
    ),
  );
  expect((await roads('ledger')).map(({ title }) => title)).toContain('upgrade from left/0002_d');
  expect(await roads('ledger', { states: 2 }, ledger)).toHaveLength(2);
});

test('a rollback that forgets something is found, although going up again hides it', async () => {
  scratch.write(
    'packages/domains/left/migrations/0003_index.ts',
    rawMigration('CREATE INDEX IF NOT EXISTS ix_b_id ON b (id)', 'SELECT 1'),
  );
  const found = await walk(await roads('down'));
  // With its table gone, nothing is left of it.
  expect(titles(found)).toEqual(['left down and up']);
  const [detour] = found.map((each) => each.detour);
  const difference = { missing: [], extra: ['index CREATE INDEX ix_b_id ON public.b USING btree (id)'] };
  expect(detour).toMatchObject({ leg: 2, expected: 'a fresh install of base, right', difference });
  const walker = await walkerHere();
  const fresh = await walker.trace(FRESH_INSTALL);
  const traced = await walker.trace(found[0]?.road.legs.slice(0, 2) ?? []);
  expect(firstToDiffer(fresh, traced, difference)?.step).toMatchObject({
    name: 'left/0003_index',
    direction: 'down',
  });
});

const DEPENDS = rawMigration(
  "DO $$ BEGIN IF to_regclass('d') IS NOT NULL THEN CREATE INDEX ix_f_id ON f (id); END IF; END $$",
  'DROP INDEX IF EXISTS ix_f_id',
);

test('a migration that does what the order makes of it is found on every kind of road', async () => {
  scratch.write('packages/domains/right/migrations/0003_depends.ts', DEPENDS);
  expect(titles(await walk(await roads('alone')))).toEqual(['right alone, then the rest']);
  expect((await walk(await roads('order'))).length).toBeGreaterThan(0);
});

test('a domain that uses one that it does not depend on is found out', async () => {
  scratch.write(
    'packages/domains/right/migrations/0003_uses.ts',
    rawMigration('CREATE INDEX ix_c_again ON c (id)', 'DROP INDEX ix_c_again'),
  );
  const found = await walk(await roads('alone'));
  expect(titles(found)).toEqual(['right alone, then the rest']);
  expect(found[0]?.detour).toMatchObject({ leg: 1 });
  expect(found[0]?.detour.problem?.message).toContain('right/0003_uses: relation "c" does not exist');
});

test('the same seed draws the same orders, another seed others', async () => {
  const drawn = async (seed: number) =>
    (await roads('order', { seed, orders: 16 })).map(({ legs }) =>
      legs.map((leg) => ('up' in leg && leg.up !== 'pending' ? leg.up.map((step) => step.name) : [])),
    );
  expect(await drawn(5)).toEqual(await drawn(5));
  expect(await drawn(6)).not.toEqual(await drawn(5));
});
