import { call } from '@erp/testing/calls';
import type { TestDatabase } from '@erp/testing/database';
import type { Knex } from 'knex';
import type { MaterialStockRow, StockRow } from '../tables.ts';

/** The side of a test database that a test works in. */
export type Tenant = TestDatabase['tenants']['a'];

let made = 0;

/** A product with a stock code of its own. */
export async function newProduct(
  database: TestDatabase,
  tenant: Tenant,
  type: 'standard' | 'set' = 'standard',
): Promise<string> {
  made += 1;
  const row = {
    tenant_id: tenant.id,
    sku: `P-${made}`,
    name: `Product ${made}`,
    product_type: type,
    currency_code: 'EUR',
  };
  return inserted(database, 'product', row);
}

/** A form of a product, told from the others by its metal. */
export async function newVariant(
  database: TestDatabase,
  tenant: Tenant,
  product: string,
  metal: string,
): Promise<string> {
  const row = {
    tenant_id: tenant.id,
    parent_product_id: product,
    variant_sku: `V-${product}-${metal}`,
    options: { Metal: metal },
  };
  return inserted(database, 'product_variant', row);
}

/** A warehouse that works in euros. */
export async function newWarehouse(
  database: TestDatabase,
  tenant: Tenant,
  options: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  made += 1;
  const row = {
    tenant_id: tenant.id,
    code: `W${made}`,
    name: `Warehouse ${made}`,
    currency_code: 'EUR',
    ...options,
  };
  return inserted(database, 'warehouse', row);
}

/** A material that costs so much per gram. */
export async function newMaterial(database: TestDatabase, tenant: Tenant, cost = 0): Promise<string> {
  made += 1;
  const row = {
    tenant_id: tenant.id,
    sku: `M-${made}`,
    name: `Material ${made}`,
    category: 'stone',
    unit: 'g',
    currency_code: 'EUR',
    cost,
  };
  return inserted(database, 'material', row);
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

async function inserted(database: TestDatabase, table: string, row: object): Promise<string> {
  const [written] = await (database.knex as Knex)(table).insert(row).returning('id');
  return (written as { id: string }).id;
}
