import { migratedDatabase, type TestDatabase } from '@erp/testing/database';
import { lockOrderFaults } from '@erp/testing/lock-order';
import { type LockSequence, traceLocks } from '@erp/testing/lock-trace';
import { ANSWERS, deedsOf, prepareBusyTenant } from '../load/busy-tenant.ts';

let database: TestDatabase;
let sequences: LockSequence[];
const done = new Map<string, number>();

/** How often each deed is done: rows are picked by chance, so that once may find nothing to do. */
const TIMES = 6;

beforeAll(async () => {
  database = await migratedDatabase();
  await prepareBusyTenant(database, 8);
  const { a } = database.tenants;
  sequences = await traceLocks(database, async () => {
    for (let i = 0; i < TIMES; i += 1) {
      for (const deed of deedsOf(a)) {
        await database
          .asTenant(a, (trx) => deed.run(trx, `${deed.name} ${i}`))
          .then(
            () => done.set(deed.name, (done.get(deed.name) ?? 0) + 1),
            (error) => {
              if (!ANSWERS.has(error.code)) throw error;
            },
          );
      }
    }
  });
});
afterAll(() => database.drop());

test('every deed was done at least once', () => {
  const names = deedsOf(database.tenants.a).map((deed) => deed.name);
  expect(names.filter((name) => !done.has(name))).toEqual([]);
});

test('functions of all domains, installed together, lock rows in the order of docs/locks.md', () => {
  expect(lockOrderFaults(sequences)).toEqual([]);
});
