import type { TestDatabase } from '@erp/testing/database';
import type { TestTenant } from '@erp/testing/tenants';
import type { Knex } from 'knex';

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

/**
 * Starts the second piece of work while the first one is done but not committed, and commits it when the second one
 * waits for a lock or has ended.
 *
 * @returns whether the second one waited; what became of it is in its own promise.
 */
export async function overtake(
  database: TestDatabase,
  first: (trx: Knex.Transaction) => Promise<unknown>,
  second: () => Promise<unknown>,
): Promise<{ waited: boolean; outcome: PromiseSettledResult<unknown> }> {
  const trx = await database.knex.transaction();
  await first(trx);
  const work = Promise.allSettled([second()]);
  const waited = await database.untilBlocked(work);
  await trx.commit();
  const [outcome] = await work;
  return { waited, outcome };
}
