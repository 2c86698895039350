import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { customers, people } from '@erp/crm/test-factories';
import { call } from '@erp/testing/calls';
import { inDomain } from '@erp/testing/in-domain';
import type { Knex } from 'knex';

const { database, a } = inDomain('orders');

/** Runs a migration once more, on rows as they lay there before it. */
async function migrate(domain: string, intent: string): Promise<void> {
  const folder = join(import.meta.dirname, '../..', domain, 'migrations');
  const file = readdirSync(folder).find((each) => each.endsWith(`_${intent}.ts`)) ?? intent;
  const { up } = (await import(join(folder, file))) as { up(knex: Knex): Promise<void> };
  await database.knex.transaction((trx) => up(trx));
}

test('who was merged with the money counted twice has it once, and is known since the earlier of the two', async () => {
  const tenant_id = a.id;
  const { kept, other, customer } = await database.asTenant(a, async (trx) => {
    const bought = await customers.create(trx, { source: 'web' });
    const foreign = await people.create(trx);
    return { kept: bought.personal_key_id, other: foreign.id, customer: bought.id };
  });
  await database.asTenant(a, async (trx) => {
    const lines = JSON.stringify([{ product_name: 'Lamp', quantity: 1, unit_price: 100 }]);
    const order = await call(trx, 'create_order', customer, 'GBP', lines);
    await call(trx, 'place_order', order, 'cart');
    await call(trx, 'record_payment', order, 100, 'cash', 'till');
  });

  // As a merge of that time left it: what moved was counted once by the orders and once more by the merge.
  const { knex } = database;
  await knex('crm_leads').where({ personal_key_id: kept }).update({ created_at: '2026-01-01T00:00:00Z' });
  await knex('crm_customers').where({ id: customer }).update({ lifetime_value: 200, paid_orders_count: 2 });
  await knex('crm_person_merges').insert({
    tenant_id,
    dropped_id: '999',
    kept_id: kept,
    survivor_id: kept,
    moved: { 'orders.customer_id': 1 },
    removed: { crm_customers: [{ id: 99, created_at: '2026-01-02T00:00:00Z' }] },
  });
  // Not merged: what an import brought along stays.
  const imported = { lifetime_value: 500, currency_code: 'GBP', paid_orders_count: 5 };
  await customers.create(knex, { tenant_id, personal_key_id: other, ...imported });

  await migrate('crm', 'merged_since');
  await migrate('orders', 'merged_figures');

  expect(await knex('crm_customers').where({ id: customer }).first()).toMatchObject({
    lifetime_value: '100.00',
    paid_orders_count: 1,
    created_at: new Date('2026-01-02T00:00:00Z'),
  });
  expect(await knex('crm_personal_keys').where({ id: kept }).first('created_at')).toEqual({
    created_at: new Date('2026-01-01T00:00:00Z'),
  });
  expect(await knex('crm_customers').where({ personal_key_id: other }).first()).toMatchObject({
    lifetime_value: '500.00',
    paid_orders_count: 5,
  });
  await knex('crm_customers').where({ personal_key_id: other }).delete();
});
