import type { TestDatabase } from '@erp/testing/database';
import type { TestTenant } from '@erp/testing/tenants';

/** A product, written by the tenant's owner; returns its id. */
export async function addProduct(
  database: TestDatabase,
  tenant: TestTenant,
  sku: string,
  values: object = {},
): Promise<string> {
  return database.asTenant(tenant, async (trx) => {
    const [row] = await trx('product')
      .insert({ tenant_id: tenant.id, sku, name: `Product ${sku}`, currency_code: 'EUR', ...values })
      .returning('id');
    return row?.id ?? '';
  });
}

/** A category, written by the tenant's owner; returns its id. */
export async function addCategory(
  database: TestDatabase,
  tenant: TestTenant,
  name: string,
  parentId: string | null = null,
): Promise<string> {
  return database.asTenant(tenant, async (trx) => {
    const [row] = await trx('category')
      .insert({ tenant_id: tenant.id, name, parent_id: parentId })
      .returning('id');
    return row?.id ?? '';
  });
}

/** Lets a set contain a product. */
export async function putInto(
  database: TestDatabase,
  tenant: TestTenant,
  setId: string,
  itemId: string,
  quantity = 1,
): Promise<void> {
  await database.asTenant(tenant, (trx) =>
    trx('product_set_item').insert({
      tenant_id: tenant.id,
      set_product_id: setId,
      item_product_id: itemId,
      quantity,
    }),
  );
}
