import { askErp } from '@erp/test-database/ask-erp';
import { type EmptyDatabase, emptyDatabase } from '@erp/testing/database';
import { provisionTwoTenants, type TestTenant } from '@erp/testing/tenants';
import knexFactory, { type Knex } from 'knex';
import { type CheckoutOfThatTime, checkoutOfThatTime } from './checkout-of-that-time.ts';

let database: EmptyDatabase;
let scratch: CheckoutOfThatTime;
let knex: Knex;
let tenants: { a: TestTenant; b: TestTenant };

const erp = (...args: string[]) => askErp(scratch.root, database.settings, args);

/** Marketing as it was before there were tasks, with its link to them. */
beforeEach(async () => {
  database = await emptyDatabase();
  scratch = checkoutOfThatTime();
  for (const domain of ['system', 'channels', 'crm', 'products', 'orders']) scratch.install(domain);
  // What marketing links to is begun, and has nothing yet.
  scratch.addDomain('tasks');
  scratch.install('marketing', {
    without: ['migrations/0033_campaign_projects_project.ts'],
    dependsNotOn: '@erp/tasks',
  });
  scratch.write(
    'packages/domains/marketing/domain.ts',
    `import { defineDomain } from '@erp/kit/domain';
import { link } from '@erp/kit/link';
const links = [link({ from: 'mkt_campaign_projects.project_id', to: 'project.id', domain: 'tasks', onDelete: 'CASCADE', because: 'That time.' })];
export default defineDomain({ name: 'marketing', purpose: 'x', owner: 'x', links });
`,
  );
  expect(await erp('migrate')).toMatchObject({ code: 0 });
  knex = knexFactory({ client: 'pg', connection: database.settings as Knex.PgConnectionConfig });
  tenants = await provisionTwoTenants(knex);
});
afterEach(async () => {
  await knex.destroy();
  scratch.remove();
  await database.drop();
});

/** A campaign of that time, in a project that is only a number. */
async function addCampaign(tenant: TestTenant, projectId: number): Promise<void> {
  const [campaign] = await knex('mkt_campaigns').insert(
    {
      tenant_id: tenant.id,
      name: 'Spring',
      type: 'email',
      start_date: '2026-01-01',
      end_date: '2026-02-01',
      currency_code: 'EUR',
    } as never,
    'id',
  );
  await knex('mkt_campaign_projects').insert({
    tenant_id: tenant.id,
    campaign_id: campaign?.id ?? '',
    project_id: projectId,
  } as never);
}

function upgrade(): void {
  scratch.install('tasks');
  scratch.install('marketing');
}

test('campaigns whose projects nobody has stop the run, which says what to do; then the key is there', async () => {
  await addCampaign(tenants.a, 7);
  await addCampaign(tenants.b, 7);
  upgrade();
  const refused = await erp('migrate');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('Campaigns name projects that do not exist: 2 of them.');
  expect((await knex.raw("SELECT to_regclass('project') AS project")).rows).toEqual([{ project: null }]);

  // The way out that the message names.
  expect(await erp('migrate', '--only', 'tasks')).toMatchObject({ code: 0 });
  await knex('project').insert({ tenant_id: tenants.a.id, id: 7, code: 'SPRING', title: 'Spring' } as never);
  expect((await erp('migrate')).stderr).toContain('projects that do not exist: 1 of them');
  await knex('mkt_campaign_projects').where({ tenant_id: tenants.b.id }).delete();
  expect(await erp('migrate')).toMatchObject({ code: 0 });
  const { rows } = await knex.raw(
    "SELECT convalidated AS valid, pg_get_constraintdef(oid) AS key FROM pg_constraint WHERE conname = 'fk_mkt_campaign_projects_project_id'",
  );
  expect(rows).toEqual([
    {
      valid: true,
      key: 'FOREIGN KEY (tenant_id, project_id) REFERENCES project(tenant_id, id) ON DELETE CASCADE DEFERRABLE',
    },
  ]);
  expect((await erp('status')).stdout).not.toMatch(/mkt_campaign_projects/);
});
