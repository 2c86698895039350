import { prepareDemo } from '@erp/seed/demo';
import { SILENT } from '@erp/seed/progress';
import { type EmptyDatabase, filledDatabase, testWorkspace } from '@erp/testing/database';

/**
 * A database with one demo tenant at scale 1, loaded once per run; @erp/replay begins with the same one.
 *
 * @param domains these and what they depend on are all that is installed; all when not given.
 */
export async function demoDatabase(domains?: readonly string[]): Promise<EmptyDatabase> {
  return filledDatabase(
    'demo_1',
    async (session) => {
      const demo = await prepareDemo(session, await testWorkspace(), { tenants: 1, scale: 1 });
      await demo.load(await demo.plan(), SILENT);
    },
    domains === undefined ? {} : { domains },
  );
}
