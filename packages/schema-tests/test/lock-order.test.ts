import { migratedDatabase, type TestDatabase } from '@erp/testing/database';
import { lockOrderFaults } from '@erp/testing/lock-order';
import { type LockSequence, traceLocks } from '@erp/testing/lock-trace';
import { ANSWERS, deedsOf, prepareBusyTenant } from '../load/busy-tenant.ts';

let database: TestDatabase;
let sequences: LockSequence[];
const done = new Map<string, number>();

/** A deed that finds nothing to do on the rows it picks is tried again, so often at most. */
const ATTEMPTS = 60;
const ENOUGH = 4;

beforeAll(async () => {
  database = await migratedDatabase();
  await prepareBusyTenant(database, 8);
  const { a } = database.tenants;
  sequences = await traceLocks(database, async () => {
    for (let i = 0; i < ATTEMPTS; i += 1) {
      for (const [place, deed] of deedsOf(a).entries()) {
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
    // The drafts so far may have lost theirs again.
    const redeeming = deedsOf(a).find(({ name }) => name === 'a draft gets its promotions');
    await database.asTenant(a, async (trx) => redeeming?.run(trx, 'abandoned'));
    const { rows } = await database.knex.raw(
      "SELECT app.release_abandoned_redemptions('0 seconds') AS released",
    );
    done.set('an abandoned draft gives its promotions back', rows[0].released);
  });
});
afterAll(() => database.drop());

test('every deed was done', () => {
  expect([...done].filter(([, times]) => times === 0)).toEqual([]);
  expect([...done.keys()]).toEqual(
    expect.arrayContaining(deedsOf(database.tenants.a).map((deed) => deed.name)),
  );
});

test('functions of all domains, installed together, lock rows in the order of docs/locks.md', () => {
  expect(lockOrderFaults(sequences)).toEqual([]);
});
