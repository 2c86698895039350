import type { TestDatabase } from '@erp/testing/database';
import type { TestTenant } from '@erp/testing/tenants';
import type { Knex } from 'knex';
import { categories, products, setItems } from '../test-factories.ts';

/** A product, written by the tenant's owner; returns its id. */
export async function addProduct(
  database: TestDatabase,
  tenant: TestTenant,
  sku: string,
  values: object = {},
): Promise<string> {
  const product = { sku, name: `Product ${sku}`, ...values };
  return database.asTenant(tenant, async (trx) => (await products.create(trx, product)).id);
}

/** A category, written by the tenant's owner; returns its id. */
export async function addCategory(
  database: TestDatabase,
  tenant: TestTenant,
  name: string,
  parentId: string | null = null,
): Promise<string> {
  const category = { name, parent_id: parentId };
  return database.asTenant(tenant, async (trx) => (await categories.create(trx, category)).id);
}

/** Lets a set contain a product. */
export async function putInto(
  database: TestDatabase,
  tenant: TestTenant,
  setId: string,
  itemId: string,
  quantity = 1,
): Promise<void> {
  const item = { set_product_id: setId, item_product_id: itemId, quantity };
  await database.asTenant(tenant, (trx) => setItems.create(trx, item));
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
