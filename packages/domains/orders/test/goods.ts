import { setItems, products as testProducts, warehouses } from '@erp/products/test-factories';
import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import type { OrderItemsRow } from '../tables.ts';
import type { Tenant } from './story.ts';

/** The warehouse that a tenant takes where none is named. */
export async function defaultWarehouse(
  database: TestDatabase,
  tenant: Tenant,
  options: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const [known] = await database.knex('warehouse').where({ tenant_id: tenant.id, is_default: true });
  if (known !== undefined) return known.id;
  return (await warehouses.create(database.knex, { tenant_id: tenant.id, is_default: true, ...options })).id;
}

/** A product at 50.00 euros, of which so many pieces lie in the default warehouse. */
export async function goods(
  database: TestDatabase,
  tenant: Tenant,
  pieces: number,
  options: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  await defaultWarehouse(database, tenant);
  const product = await testProducts.create(database.knex, {
    tenant_id: tenant.id,
    currency_code: 'EUR',
    retail_price: 50,
    sale_price: null,
    ...options,
  });
  await receive(database, tenant, product.id, pieces);
  return product.id;
}

/** A set at 90.00 euros with so many pieces of each product. */
export async function setOf(
  database: TestDatabase,
  tenant: Tenant,
  contents: Readonly<Record<string, number>>,
): Promise<string> {
  const set = await goods(database, tenant, 0, { product_type: 'set', retail_price: 90 });
  for (const [item, quantity] of Object.entries(contents)) {
    const row = { tenant_id: tenant.id, set_product_id: set, item_product_id: item, quantity };
    await setItems.create(database.knex, row);
  }
  return set;
}

let receipts = 0;

/** Books pieces into the default warehouse, or another one. */
export async function receive(
  database: TestDatabase,
  tenant: Tenant,
  product: string,
  pieces: number,
  warehouse: string | null = null,
): Promise<void> {
  if (pieces === 0) return;
  receipts += 1;
  const key = `receipt ${receipts}`;
  await database.asTenant(tenant, (trx) =>
    call(trx, 'receive_stock', product, pieces, key, warehouse, null, 20),
  );
}

/** A line as a caller writes it. */
export type Ordered = Readonly<Record<string, unknown>>;

/** A draft of a customer unknown with these lines. */
export function draftOf(database: TestDatabase, tenant: Tenant, lines: readonly Ordered[]): Promise<string> {
  return database.asTenant(tenant, (trx) =>
    call<string>(trx, 'create_order', null, 'EUR', JSON.stringify(lines)),
  );
}

/** The same, placed and confirmed. */
export async function confirmedOf(
  database: TestDatabase,
  tenant: Tenant,
  lines: readonly Ordered[],
): Promise<string> {
  const id = await draftOf(database, tenant, lines);
  await database.asTenant(tenant, async (trx) => {
    await call(trx, 'place_order', id, `place ${id}`);
    await call(trx, 'transition_order', id, 'confirmed');
  });
  return id;
}

/** The lines of an order, as they were written. */
export function linesOf(database: TestDatabase, order: string): Promise<OrderItemsRow[]> {
  return database.knex('order_items').where({ order_id: order }).orderBy('id');
}

/**
 * Ships pieces of an order as the functions of fulfilment do it: they lock the order and hand the pieces over.
 *
 * @param pieces by line; all that is open when absent.
 */
export async function ship(
  database: TestDatabase,
  tenant: Tenant,
  order: string,
  key: string,
  pieces?: Readonly<Record<string, number>>,
  warehouse: string | null = null,
): Promise<void> {
  const open = pieces ?? Object.fromEntries((await linesOf(database, order)).flatMap(stillOpen));
  await inside(database, tenant, 'book_order_shipment(app.lock_order(?), ?::jsonb, ?, ?)', [
    order,
    asLines(open),
    warehouse,
    key,
  ]);
}

/** Delivers pieces of an order that are under way. */
export function deliver(
  database: TestDatabase,
  tenant: Tenant,
  order: string,
  pieces: Readonly<Record<string, number>>,
): Promise<unknown> {
  return inside(database, tenant, 'book_order_delivery(app.lock_order(?), ?::jsonb)', [
    order,
    asLines(pieces),
  ]);
}

/** Receives pieces of a case; returns the movement of those that went into stock. */
export function takeBack(
  database: TestDatabase,
  tenant: Tenant,
  afterSales: string,
  pieces: number,
  restock: boolean,
  key: string,
): Promise<unknown> {
  return inside(database, tenant, 'book_case_return(?, ?, ?, NULL, ?)', [afterSales, pieces, restock, key]);
}

const stillOpen = (line: OrderItemsRow): [string, number][] =>
  line.supply === 'none' || line.shipped_quantity === line.quantity
    ? []
    : [[line.id, line.quantity - line.shipped_quantity]];

const asLines = (pieces: Readonly<Record<string, number>>) =>
  JSON.stringify(Object.entries(pieces).map(([order_item_id, quantity]) => ({ order_item_id, quantity })));

/** Calls an inner function as the owner of the functions that call it, inside the tenant. */
function inside(
  database: TestDatabase,
  tenant: Tenant,
  expression: string,
  values: readonly (string | number | boolean | null)[],
): Promise<unknown> {
  return database.knex.transaction(async (trx) => {
    await trx.raw('SELECT app.enter_tenant(?::bigint, ?::bigint)', [tenant.id, tenant.ownerId]);
    await trx.raw('SET LOCAL ROLE erp_definer');
    const { rows } = await trx.raw(`SELECT app.${expression} AS result`, [...values] as never[]);
    return rows[0]?.result;
  });
}
