import type { DemoTenant } from '@erp/kit/demo-tenant';
import { askFunction, type Scenario } from '@erp/kit/scenario';
import type { Knex } from 'knex';

/** Somebody like the tenant has just signed up. */
export const newTenant: Scenario = {
  name: 'new-tenant',
  says: 'Beside the tenant stands one of the same trade that has just signed up: its owner, the roles, and nothing else.',
  as: 'schema_owner',
  async play(trx, tenant) {
    const slug = `${tenant.slug}-newcomer`;
    const owner = await signUp(trx, tenant, slug);
    const options = { timezone: tenant.timezone, locale: tenant.locale, billing_plan: 'demo' };
    const id = await askFunction<string>(
      trx,
      'provision_tenant',
      slug,
      `${tenant.name} (new)`,
      owner,
      JSON.stringify(options),
    );
    // By which pnpm seed --remove knows it.
    await trx('sys_tenants')
      .where({ id })
      .update({ metadata: { demo: true } });
    return `${slug} has signed up: tenant ${id}, user ${owner}`;
  },
};

async function signUp(trx: Knex, tenant: DemoTenant, slug: string): Promise<string> {
  const [user] = await trx('sys_users')
    .insert({
      email: `owner@${slug}.example.com`,
      full_name: `Owner of ${slug}`,
      locale: tenant.locale,
      timezone: tenant.timezone,
    })
    .returning('id');
  return user?.id as string;
}
