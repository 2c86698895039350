import { readLedger } from '@erp/engine/ledger';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { prepareDemo } from '@erp/seed/demo';
import { findDemoDomains, loadDemoDomain } from '@erp/seed/demo-domains';
import { chooseProfiles, DEFAULT_SETTINGS, provideTenants } from '@erp/seed/tenants';
import { migratedDatabase, type TestDatabase, testWorkspace } from '@erp/testing/database';

/**
 * What no demo that fits into a test gets to: rows of large scales and other seeds. Each table is copied without its
 * foreign keys, so that any unit of scale can be tried by itself; checks and unique keys hold as in the real one.
 *
 * More of them, minutes: `pnpm --filter @erp/seed test:checks`.
 */
const SEEDS = Number(process.env.SWEEP_SEEDS ?? 2);
const UNITS = Number(process.env.SWEEP_UNITS ?? 0);

let database: TestDatabase;
beforeAll(async () => {
  database = await migratedDatabase();
});
afterAll(() => database.drop());

// With seed 2 unit 3, and with seed 1 unit 24, once had a whole whose parts were all given up.
test.each(
  Array.from({ length: SEEDS }, (_, index) => ({
    seed: index + 1,
    units: UNITS > 0 ? Array.from({ length: UNITS }, (_each, unit) => unit) : [[24, 3][index] ?? index],
  })),
)('rows of seed $seed keep every check and unique key in units $units', async ({ seed, units }) => {
  const session = await database.session();
  const workspace = await testWorkspace();
  const found = await findDemoDomains(workspace, await readLedger(session));
  const { tenantSeeds } = await prepareDemo(session, workspace, { allowExistingTenants: true });
  const profiles = chooseProfiles(tenantSeeds, { ...DEFAULT_SETTINGS, seed }, 3);
  const tenants = await session.transaction((trx) => provideTenants(tenantSeeds, trx, profiles));
  const refused: string[] = [];
  for (const { seeds } of await Promise.all(found.map(loadDemoDomain))) {
    for (const factory of seeds.factories) {
      const copy = `sweep_${factory.table}`;
      await session.query(
        `CREATE TEMPORARY TABLE ${copy} (LIKE ${factory.table} INCLUDING CONSTRAINTS INCLUDING INDEXES INCLUDING DEFAULTS INCLUDING GENERATED)`,
      );
      for (const [tenant, from, to] of chunksOf(tenants, factory.fixed ? [0] : units, factory)) {
        const { text, rows } = factory.copy(tenant, from, to);
        if (rows === 0) continue;
        await session
          .copyIn(`COPY ${copy} (${factory.columns.join(', ')}) FROM STDIN`, once(Buffer.from(text)))
          .catch((error: Error) => {
            refused.push(`${tenant.slug}, ${factory.table} ${from} to ${to}: ${error.message}`);
          });
      }
      await session.query(`DROP TABLE ${copy}`);
    }
  }
  expect(refused).toEqual([]);
});

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

function* chunksOf(
  tenants: readonly DemoTenant[],
  units: readonly number[],
  factory: { count(tenant: DemoTenant): number },
): Generator<[DemoTenant, number, number]> {
  for (const tenant of tenants) {
    const count = factory.count(tenant);
    for (const unit of units) yield [tenant, unit * count, (unit + 1) * count];
  }
}
