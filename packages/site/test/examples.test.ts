import { prepareDemo } from '@erp/seed/demo';
import { SILENT } from '@erp/seed/progress';
import { type EmptyDatabase, filledDatabase, testWorkspace } from '@erp/testing/database';
import { readCatalog } from '../src/model/catalog.ts';
import { type Example, readExamples, runExamples } from '../src/model/examples.ts';
import { findDemoTenant } from '../src/model/samples.ts';

let database: EmptyDatabase;
let run: () => Promise<readonly Example[]>;
let examples: readonly Example[];

beforeAll(async () => {
  // The same one as that of @erp/seed and @erp/replay: it is loaded once per run.
  database = await filledDatabase('demo_1', async (session) => {
    const demo = await prepareDemo(session, await testWorkspace(), { tenants: 1, scale: 1 });
    await demo.load(await demo.plan(), SILENT);
  });
  const session = await database.session();
  const { functions } = await readCatalog(session);
  const { domains } = await testWorkspace();
  const tenant = await findDemoTenant(session);
  run = () => runExamples(session, readExamples(domains), functions, tenant);
  examples = await run();
});
afterAll(() => database.drop());

test('no example is refused, and each gives something on the demo', () => {
  const wrong = examples
    .filter(({ notRun }) => notRun === undefined)
    .filter(({ refusal, output }) => refusal !== undefined || output?.rows.length === 0)
    .map(({ of, refusal }) => `${of}: ${refusal ?? 'nothing'}`);
  expect(wrong).toEqual([]);
});

test('an example that is not run is a rare one, and says why', () => {
  const notRun = examples.filter((each) => each.notRun !== undefined);
  expect(notRun.map(({ of, output }) => [of, output])).toEqual([['erase_tenant_in_batches', undefined]]);
});

test('a second run gives the same: no moment, and no number that was drawn', async () => {
  expect(await run()).toEqual(examples);
});
