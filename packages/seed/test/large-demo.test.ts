import { takeFingerprint } from '@erp/engine/catalog';
import type { Session } from '@erp/engine/connection';
import { readLedger } from '@erp/engine/ledger';
import { checkInvariants, loadInvariants, questionOf } from '@erp/invariants/invariants';
import { prepareDemo } from '@erp/seed/demo';
import { SILENT } from '@erp/seed/progress';
import { migratedDatabase, type TestDatabase, testWorkspace } from '@erp/testing/database';

/**
 * What a demo of any size needs of its seeds and invariants, counted on small ones: statistics for whoever asks it
 * something, and questions whose work grows with the rows and not with their square.
 */
let database: TestDatabase;
let session: Session;
beforeAll(async () => {
  database = await migratedDatabase();
  session = await database.session();
});
afterAll(() => database.drop());

async function load(scale: number): Promise<void> {
  const demo = await prepareDemo(session, await testWorkspace(), {
    tenants: 1,
    scale,
    allowExistingTenants: true,
  });
  await demo.load(await demo.plan(), SILENT, 0);
}

/** Tables of tenants of whose rows the planner knows nothing, or not as many as there are; a tenth may be missing. */
async function staleStatistics(): Promise<readonly string[]> {
  const tables = await session.query<{ name: string; estimate: number }>(
    `SELECT c.oid::regclass::text AS name, c.reltuples AS estimate FROM pg_class c
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
     WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition AND c.relnamespace = 'public'::regnamespace`,
  );
  const stale: string[] = [];
  for (const { name, estimate } of tables) {
    const [row] = await session.query<{ rows: string }>(`SELECT count(*) AS rows FROM ${name}`);
    const rows = Number(row?.rows);
    if (rows > 200 && Math.abs(rows - estimate) > 50 + rows / 10)
      stale.push(`${name}: ${estimate} of ${rows}`);
  }
  return stale;
}

/** A node of a plan that has run. */
interface Node {
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Join Filter'?: number;
  readonly Plans?: readonly Node[];
}

/** Rows that the nodes of a plan have handed on or thrown away: what it did, the same on every machine. */
function workOf(node: Node): number {
  const own =
    node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0) + (node['Rows Removed by Join Filter'] ?? 0);
  return (node.Plans ?? []).reduce((sum, each) => sum + workOf(each), own * node['Actual Loops']);
}

async function workOfInvariants(): Promise<ReadonlyMap<string, number>> {
  const work = new Map<string, number>();
  for (const invariant of await loadInvariants(await testWorkspace(), await readLedger(session))) {
    const [row] = await session.query<{ 'QUERY PLAN': readonly [{ readonly Plan: Node }] }>(
      `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${questionOf(invariant)}`,
    );
    work.set(
      `${invariant.domain}/${invariant.name}`,
      workOf((row as NonNullable<typeof row>)['QUERY PLAN'][0].Plan),
    );
  }
  return work;
}

test('a demo leaves statistics of all that it has written, and invariants that do not read it by its square', async () => {
  const { lines } = await takeFingerprint(session);
  await load(2);
  expect(await staleStatistics()).toEqual([]);
  const before = await workOfInvariants();
  await load(8);
  expect(await staleStatistics()).toEqual([]);
  const after = await workOfInvariants();
  const growth = [...after].map(([name, work]) => ({
    name,
    work,
    times: work / (before.get(name) as number),
  }));
  // Loaded in bulk, whose indexes and keys were built anew.
  expect((await takeFingerprint(session)).lines).toEqual(lines);
  const invariants = await loadInvariants(await testWorkspace(), await readLedger(session));
  expect(await checkInvariants(session, invariants)).toEqual([]);
  // Rows became four times as many: their square is sixteen, and eight lies halfway.
  expect(growth.filter(({ work, times }) => work > 5_000 && times > 8)).toEqual([]);
});
