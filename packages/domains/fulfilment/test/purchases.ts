import { materials, products, warehouses } from '@erp/products/test-factories';
import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import { vendors } from '../test-factories.ts';

/** The side of a test database that a test works in. */
export type Tenant = TestDatabase['tenants']['a'];

/** A vendor, a warehouse, and something to buy there: a product and a material by weight. */
export async function marketOf(database: TestDatabase, tenant: Tenant) {
  const own = { tenant_id: tenant.id };
  const { knex } = database;
  const vendor = await vendors.create(knex, own);
  const warehouse = await warehouses.create(knex, own);
  const product = await products.create(knex, own);
  const material = await materials.byWeight().create(knex, own);
  return { vendor: vendor.id, warehouse: warehouse.id, product, material };
}

export type Market = Awaited<ReturnType<typeof marketOf>>;

/** What the tests buy unless they say otherwise: ten pieces at 2.50, and half a gram at 40. */
export function linesOf({ product, material }: Market): object[] {
  return [
    { sku: product.sku, quantity: 10, unit_cost: 2.5 },
    { material_id: material.id, quantity: 0.5, unit_cost: 40 },
  ];
}

let bought = 0;

/** A purchase order of the market that was ordered: its id and those of its lines. */
export async function orderedGoods(
  database: TestDatabase,
  tenant: Tenant,
  market: Market,
  lines: readonly object[] = linesOf(market),
) {
  bought += 1;
  const key = `buy ${bought}`;
  const id = await database.asTenant(tenant, async (trx) => {
    const order = await call<string>(
      trx,
      'create_purchase_order',
      market.vendor,
      'EUR',
      JSON.stringify(lines),
      key,
      JSON.stringify({ warehouse_id: market.warehouse }),
    );
    await call(trx, 'order_goods', order);
    return order;
  });
  return { id, lines: await linesIn(database, id) };
}

/** The ids of the lines of a purchase order, in their order. */
export async function linesIn(database: TestDatabase, order: string): Promise<string[]> {
  const rows = await database
    .knex('purchase_order_lines')
    .where({ purchase_order_id: order })
    .orderBy('line_number');
  return rows.map((row) => row.id);
}

/** What lies in the warehouse of a market, and what is expected there. */
export async function lyingThere(database: TestDatabase, { product, material, warehouse }: Market) {
  const where = { warehouse_id: warehouse };
  const stock = await database
    .knex('stock')
    .where({ ...where, product_id: product.id })
    .first();
  const matter = await database
    .knex('material_stock')
    .where({ ...where, material_id: material.id })
    .first();
  return {
    pieces: stock?.on_hand,
    inbound: stock?.inbound,
    value: stock?.stock_value,
    grams: matter?.on_hand,
    gramsInbound: matter?.inbound,
  };
}
