import { products, warehouses } from '@erp/products/test-factories';
import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';

/** The side of a test database that a test works in. */
export type Tenant = TestDatabase['tenants']['a'];

/** A product at 50.00 euros, so many pieces of which lie in the default warehouse. */
export async function goods(database: TestDatabase, tenant: Tenant, pieces: number): Promise<string> {
  const own = { tenant_id: tenant.id };
  const [known] = await database.knex('warehouse').where({ ...own, is_default: true });
  if (known === undefined) await warehouses.create(database.knex, { ...own, is_default: true });
  const price = { currency_code: 'EUR', retail_price: 50, sale_price: null };
  const { id } = await products.create(database.knex, { ...own, ...price });
  await database.asTenant(tenant, (trx) => call(trx, 'receive_stock', id, pieces, `first ${id}`));
  return id;
}

/** A confirmed order of these pieces, by product, and a charge for postage; with its lines of goods. */
export async function confirmedOrder(
  database: TestDatabase,
  tenant: Tenant,
  pieces: Readonly<Record<string, number>>,
): Promise<{ id: string; lines: string[] }> {
  const lines = Object.entries(pieces).map(([product_id, quantity]) => ({
    product_id,
    product_name: `Product ${product_id}`,
    unit_price: 50,
    quantity,
  }));
  const postage = { product_name: 'Postage', unit_price: 5, quantity: 1 };
  const id = await database.asTenant(tenant, async (trx) => {
    const order = await call<string>(trx, 'create_order', null, 'EUR', JSON.stringify([...lines, postage]));
    await call(trx, 'place_order', order, `place ${order}`);
    await call(trx, 'transition_order', order, 'confirmed');
    return order;
  });
  const rows = await database
    .knex('order_items')
    .where({ order_id: id })
    .whereNot({ supply: 'none' })
    .orderBy('id');
  return { id, lines: rows.map((row) => row.id) };
}

/** Lines of a shipment as JSON: so many pieces of each line. */
export function piecesOf(pieces: Readonly<Record<string, number>>): string {
  return JSON.stringify(
    Object.entries(pieces).map(([order_item_id, quantity]) => ({ order_item_id, quantity })),
  );
}

/** What an order, its lines and their stock have come to. */
export async function stateOf(database: TestDatabase, order: string) {
  const header = await database.knex('orders').where({ id: order }).first();
  const lines = await database
    .knex('order_items')
    .where({ order_id: order })
    .whereNot({ supply: 'none' })
    .orderBy('id');
  const stocks = await database
    .knex('stock')
    .whereIn(
      'product_id',
      lines.map((line) => line.product_id as string),
    )
    .orderBy('product_id');
  return {
    order: header?.status,
    lines: lines.map((line) => [
      line.status,
      line.shipped_quantity,
      line.delivered_quantity,
      line.returned_quantity,
    ]),
    stock: stocks.map((stock) => [stock.on_hand, stock.reserved]),
  };
}
