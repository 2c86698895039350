import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import type { OrdersRow } from '../tables.ts';

/** The side of a test database that a test works in. */
export type Tenant = TestDatabase['tenants']['a'];

/** Two rings at 50.00 with 19 % tax and one engraving at 10.00: net 110.00, tax 20.90, total 130.90. */
export const LINES = [
  { product_name: 'Ring', quantity: 2, unit_price: 50, tax_rate: 19 },
  { product_name: 'Engraving', quantity: 1, unit_price: 10, tax_rate: 19 },
];
export const TOTAL = '130.90';

/** A draft of a customer unknown, with the two lines above. */
export function draftOrder(database: TestDatabase, tenant: Tenant): Promise<string> {
  return database.asTenant(tenant, (trx) =>
    call<string>(trx, 'create_order', null, 'EUR', JSON.stringify(LINES)),
  );
}

/** The same, placed. */
export async function placedOrder(database: TestDatabase, tenant: Tenant): Promise<string> {
  const id = await draftOrder(database, tenant);
  await database.asTenant(tenant, (trx) => call(trx, 'place_order', id, `place ${id}`));
  return id;
}

/** The header as the owner of the schema sees it. */
export async function header(database: TestDatabase, id: string): Promise<OrdersRow> {
  const [row] = await database.knex('orders').where({ id });
  if (row === undefined) throw new Error(`There is no order ${id}.`);
  return row;
}
