import { migratedDatabase } from '@erp/testing/database';
import { prepareBusyTenant } from './busy-tenant.ts';
import { runLoad, wrongSums } from './run-load.ts';

/**
 * Twelve sessions of a busy tenant at once, for LOAD_SECONDS (60). Nobody may end in a deadlock, and every sum must be
 * right afterwards. Prints what was done per second. Not part of `pnpm test`, which has a sample of it.
 */
const seconds = Number(process.env.LOAD_SECONDS ?? 60);

/** What is refused by right: writes that are to be repeated, and loops, which a snapshot of before would not see. */
const ANSWERS: Readonly<Record<'read committed' | 'repeatable read' | 'serializable', readonly string[]>> = {
  'read committed': [],
  'repeatable read': ['40001', '0A000 a task waits for another one'],
  serializable: ['40001'],
};

jest.setTimeout(24 * 60 * 60_000);

test.each(Object.keys(ANSWERS) as (keyof typeof ANSWERS)[])('twelve sessions, %s', async (isolation) => {
  const database = await migratedDatabase();
  try {
    await prepareBusyTenant(database, 60);
    const result = await runLoad(database, { sessions: 12, rounds: 0, seconds, isolation });
    const { failures, done, deeds } = result;
    process.stdout.write(
      `${isolation}: ${done} transactions in ${result.seconds.toFixed(1)} s, ${(done / result.seconds).toFixed(0)}/s, ` +
        `failures ${JSON.stringify(failures)}\n${JSON.stringify(deeds, null, 2)}\n`,
    );
    expect(Object.keys(failures).filter((failure) => !ANSWERS[isolation].includes(failure))).toEqual([]);
    expect(await wrongSums(database)).toEqual({});
  } finally {
    await database.drop();
  }
});
