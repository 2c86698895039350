import { migratedDatabase, testWorkspace } from '@erp/testing/database';
import { prepareGoods } from './order-to-stock.ts';
import { runGoods, wrongGoods } from './run-goods.ts';

/**
 * Twelve sessions order, pay, ship, deliver, cancel, send back, count, buy and receive the same twenty products at once, for
 * LOAD_SECONDS (60). Nobody may end in a deadlock, no piece may be lost or booked twice, and every rule of the business
 * holds afterwards. Prints what was done per second. Not part of `pnpm test`, which has a sample of it.
 */
const seconds = Number(process.env.LOAD_SECONDS ?? 60);

jest.setTimeout(24 * 60 * 60_000);

test('twelve sessions and twenty products', async () => {
  // Named, so that every invariant of every domain is asked when it is dropped.
  const domains = (await testWorkspace()).domains.map(({ name }) => name);
  const database = await migratedDatabase({ domains });
  try {
    await prepareGoods(database, 20, 200);
    const { done, repeated, failures, deeds, made, ...took } = await runGoods(database, {
      sessions: 12,
      rounds: 0,
      seconds,
    });
    process.stdout.write(
      `${done} transactions in ${took.seconds.toFixed(1)} s, ${(done / took.seconds).toFixed(0)}/s, ` +
        `${repeated} made again with their key, failures ${JSON.stringify(failures)}\n${JSON.stringify(deeds, null, 2)}\n`,
    );
    expect(failures).toEqual({});
    expect(await wrongGoods(database, made)).toEqual({});
  } finally {
    await database.drop();
  }
});
