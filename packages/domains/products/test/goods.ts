import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import type { MaterialStockRow, StockRow } from '../tables.ts';
import { materials, products, variants, warehouses } from '../test-factories.ts';

/** The side of a test database that a test works in. */
export type Tenant = TestDatabase['tenants']['a'];

/** A product with a stock code of its own. */
export async function newProduct(
  database: TestDatabase,
  tenant: Tenant,
  type: 'standard' | 'set' = 'standard',
): Promise<string> {
  return (await products.create(database.knex, { tenant_id: tenant.id, product_type: type })).id;
}

/** A form of a product, told from the others by its metal. */
export async function newVariant(
  database: TestDatabase,
  tenant: Tenant,
  product: string,
  metal: string,
): Promise<string> {
  const form = {
    parent_product_id: product,
    variant_sku: `V-${product}-${metal}`,
    options: { Metal: metal },
  };
  return (await variants.create(database.knex, { tenant_id: tenant.id, ...form })).id;
}

/** A warehouse that works in euros. */
export async function newWarehouse(
  database: TestDatabase,
  tenant: Tenant,
  options: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  return (await warehouses.create(database.knex, { tenant_id: tenant.id, ...options })).id;
}

/** A material that costs so much per gram. */
export async function newMaterial(database: TestDatabase, tenant: Tenant, cost = 0): Promise<string> {
  return (await materials.byWeight().create(database.knex, { tenant_id: tenant.id, cost })).id;
}

/** A product with so many pieces of it in a warehouse of its own. */
export async function stocked(
  database: TestDatabase,
  tenant: Tenant,
  pieces: number,
  options: Readonly<Record<string, unknown>> = {},
): Promise<{ product: string; warehouse: string }> {
  const product = await newProduct(database, tenant);
  const warehouse = await newWarehouse(database, tenant, options);
  if (pieces > 0) {
    await database.asTenant(tenant, (trx) =>
      call(trx, 'receive_stock', product, pieces, `first ${product}`, warehouse, null, 2),
    );
  }
  return { product, warehouse };
}

/** The stock as the owner of the schema sees it. */
export async function stockOf(database: TestDatabase, product: string, warehouse: string): Promise<StockRow> {
  const [row] = await database.knex('stock').where({ product_id: product, warehouse_id: warehouse });
  if (row === undefined) throw new Error(`Warehouse ${warehouse} has no stock of product ${product}.`);
  return row;
}

/** The same for a material. */
export async function materialStockOf(
  database: TestDatabase,
  material: string,
  warehouse: string,
): Promise<MaterialStockRow> {
  const [row] = await database
    .knex('material_stock')
    .where({ material_id: material, warehouse_id: warehouse });
  if (row === undefined) throw new Error(`Warehouse ${warehouse} has no stock of material ${material}.`);
  return row;
}

/** Stocks of a tenant whose figures are not those of the ledger. */
export async function discrepancies(database: TestDatabase, tenant: Tenant): Promise<unknown[]> {
  return database.asTenant(tenant, async (trx) => {
    const { rows } = await trx.raw<{ rows: unknown[] }>('SELECT * FROM app.stock_discrepancies()');
    return rows;
  });
}
