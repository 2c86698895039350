import { migratedDatabase, type TestDatabase } from '@erp/testing/database';
import { lockOrderFaults } from '@erp/testing/lock-order';
import { type LockSequence, traceLocks } from '@erp/testing/lock-trace';
import { ANSWERS, type Deed, deedsOf, prepareBusyTenant } from '../load/busy-tenant.ts';
import { goodsDeeds, prepareGoods } from '../load/order-to-stock.ts';

let database: TestDatabase;
let goods: TestDatabase;
let sequences: LockSequence[];
const done = new Map<string, number>();

/** A deed that finds nothing to do on the rows it picks is tried again, so often at most. */
const ATTEMPTS = 60;
const ENOUGH = 4;

/** What others go on with. */
const BEGINNINGS = new Set([
  'an order is placed',
  'an order is confirmed',
  'a purchase order is written',
  'goods are ordered',
]);

/** Does each deed until it went through often enough. */
async function doAll(database: TestDatabase, deeds: readonly Deed[]): Promise<void> {
  const { a } = database.tenants;
  for (let i = 0; i < ATTEMPTS; i += 1) {
    for (const [place, deed] of deeds.entries()) {
      const times = done.get(deed.name) ?? 0;
      if (times === ENOUGH) continue;
      await database
        .asTenant(a, async (trx) => {
          // The rows picked by chance are the same in every run.
          await trx.raw('SELECT setseed(?)', [((i * 37 + place) % 1000) / 1000]);
          return deed.run(trx, `${deed.name} ${i}`);
        })
        .then(
          () => done.set(deed.name, times + 1),
          (error) => {
            if (!ANSWERS.has(error.code)) throw error;
          },
        );
    }
  }
}

beforeAll(async () => {
  database = await migratedDatabase();
  await prepareBusyTenant(database, 8);
  const { a } = database.tenants;
  const busy = await traceLocks(database, async () => {
    await doAll(database, deedsOf(a));
    // The drafts so far may have lost theirs again.
    const redeeming = deedsOf(a).find(({ name }) => name === 'a draft gets its promotions');
    await database.asTenant(a, async (trx) => {
      await trx.raw('SELECT setseed(0)');
      return redeeming?.run(trx, 'abandoned');
    });
    const { rows } = await database.knex.raw(
      "SELECT app.release_abandoned_redemptions('0 seconds') AS released",
    );
    done.set('an abandoned draft gives its promotions back', rows[0].released);
  });
  goods = await migratedDatabase();
  await prepareGoods(goods, 6, 100);
  // Enough that is under way for each deed to find something of its own.
  for (let i = 0; i < 12; i += 1) {
    for (const deed of goodsDeeds().filter(({ name }) => BEGINNINGS.has(name)))
      await goods.asTenant(goods.tenants.a, (trx) => deed.run(trx, `${deed.name} before ${i}`));
  }
  const moving = await traceLocks(goods, () => doAll(goods, goodsDeeds()));
  sequences = [...busy, ...moving];
});
afterAll(async () => {
  await database.drop();
  await goods.drop();
});

test('every deed was done', () => {
  expect([...done].filter(([, times]) => times === 0)).toEqual([]);
  const deeds = [...deedsOf(database.tenants.a), ...goodsDeeds()].map((deed) => deed.name);
  expect(deeds.filter((name) => !done.has(name))).toEqual([]);
});

test('functions of all domains, installed together, lock rows in the order of docs/locks.md', () => {
  expect(lockOrderFaults(sequences)).toEqual([]);
});
