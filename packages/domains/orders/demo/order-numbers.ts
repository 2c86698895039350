import { ORDER_NUMBERS } from '@erp/demo-world/order-number';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import type { Knex } from 'knex';

/**
 * Numbers the orders of the demo as they were placed: a unit of scale is another crowd in the same time, so its orders
 * stand between those of the others. Orders that are numbered in that way keep their numbers. For tables whose triggers
 * are disabled.
 */
export async function numberOrders(trx: Knex, tenants: readonly DemoTenant[]): Promise<void> {
  const ids = tenants.map(({ id }) => id);
  const { rows } = await trx.raw<{ rows: { unique: boolean }[] }>(UNIQUE);
  if (rows[0]?.unique === true) {
    // A number is free only when the order that had it has given it away.
    await trx.raw(ASIDE, { ids });
    await trx.raw(NUMBERED, { ids });
    return;
  }
  // A row that is changed in its place, as it is where no index knows the column, would keep every index that is built
  // afterwards from being used in this transaction.
  await trx.raw('CREATE INDEX demo_order_number ON orders (order_number) WHERE false');
  await trx.raw(NUMBERED, { ids });
  await trx.raw('DROP INDEX demo_order_number');
}

/** Whether the keys of orders are there. */
const UNIQUE = `
  SELECT EXISTS (SELECT FROM pg_index WHERE indrelid = 'orders'::regclass AND indisunique AND NOT indisprimary) AS unique`;

/** The number that each order of the story has by when it was placed. */
const PLACED = `
  SELECT o.tenant_id, o.id, '${ORDER_NUMBERS.prefix}' || lpad(
    (row_number() OVER (PARTITION BY o.tenant_id ORDER BY o.ordered_at, o.id))::text, ${ORDER_NUMBERS.digits}, '0'
  ) AS order_number
  FROM orders o WHERE o.tenant_id = ANY (:ids) AND o.id < 1000000000 AND o.order_number IS NOT NULL`;

const ASIDE = `
  UPDATE orders o SET order_number = 'demo-' || o.id
  FROM (${PLACED}) p WHERE o.tenant_id = p.tenant_id AND o.id = p.id AND o.order_number <> p.order_number`;

const NUMBERED = `
  UPDATE orders o SET order_number = p.order_number
  FROM (${PLACED}) p WHERE o.tenant_id = p.tenant_id AND o.id = p.id AND o.order_number <> p.order_number`;
