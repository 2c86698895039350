import type { DemoTenant } from '@erp/kit/demo-tenant';
import { askFunction, type Scenario, unlessRefused } from '@erp/kit/scenario';
import type { Knex } from 'knex';
import { linesForOrder, wishOf } from './sold-lines.ts';

/** People who order within minutes; every eighth card is declined at first. */
const BUYERS = 40;
const DECLINED = 8;
/** Off everything. */
const PERCENT = 20;

/** A rush: many orders at once at a discount, paid, none of them sent; some find the shelf empty. */
export const blackFriday: Scenario = {
  name: 'black-friday',
  says: 'Dozens of paid orders of one day wait to be packed, at a discount of 20 percent; some cards were declined first.',
  as: 'tenant_owner',
  async play(trx, tenant) {
    const customers = await trx('crm_customers').orderBy('id').limit(BUYERS).pluck('id');
    let placed = 0;
    for (const [number, customer] of customers.entries()) {
      // Who finds the shelf empty goes away.
      if (
        (await unlessRefused(trx, '23514', (inner) => buy(inner, tenant, number, customer))) !== undefined
      ) {
        placed += 1;
      }
    }
    return `${placed} orders placed and paid, ${customers.length - placed} customers found nothing left`;
  },
};

async function buy(trx: Knex, tenant: DemoTenant, number: number, customer: string): Promise<string> {
  const key = `scenario/black-friday/${number}`;
  const order = await askFunction<string>(
    trx,
    'create_order',
    customer,
    tenant.currency,
    linesForOrder(wishOf(tenant, number), PERCENT),
  );
  await askFunction(trx, 'place_order', order, key);
  const placed = await trx('orders').where({ id: order }).first('total');
  if (number % DECLINED === 0) {
    const reason = 'The bank declined the card.';
    await askFunction(
      trx,
      'record_failed_payment',
      order,
      placed?.total,
      'credit_card',
      reason,
      `${key}/declined`,
    );
  }
  await askFunction(trx, 'record_payment', order, placed?.total, 'credit_card', `${key}/paid`);
  await askFunction(trx, 'transition_order', order, 'confirmed');
  return order;
}
