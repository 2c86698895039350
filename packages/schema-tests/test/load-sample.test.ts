import { migratedDatabase } from '@erp/testing/database';
import { prepareBusyTenant } from '../load/busy-tenant.ts';
import { runLoad, wrongSums } from '../load/run-load.ts';

test('twelve sessions of a busy tenant do not block each other, and all sums are right afterwards', async () => {
  const database = await migratedDatabase();
  try {
    await prepareBusyTenant(database, 12);
    const { failures } = await runLoad(database, { sessions: 12, rounds: 25, isolation: 'read committed' });
    expect(failures).toEqual({});
    expect(await wrongSums(database)).toEqual({});
  } finally {
    await database.drop();
  }
});
