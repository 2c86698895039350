import type { StockRow } from '@erp/products/tables';
import type { TestDatabase } from '@erp/testing/database';

/** What lies where of a product, as the owner of the schema sees it. */
export function stockOf(database: TestDatabase, product: string): Promise<StockRow[]> {
  return database.knex('stock').where({ product_id: product }).orderBy('warehouse_id');
}
