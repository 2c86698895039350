import type { AddressInfo } from 'node:net';
import { callsOf } from '@erp/client/call';
import { withTenant } from '@erp/client/knex';
import { products } from '@erp/products/calls';
import { warehouses } from '@erp/products/test-factories';
import type { TestDatabase } from '@erp/testing/database';
import { addMember, type TestTenant } from '@erp/testing/tenants';
import { serve } from '@hono/node-server';
import { createApp } from '../src/app.ts';
import { readPeople } from '../src/people.ts';

const call = callsOf({ products });

/** The office of two shops, served as `pnpm example` does. */
export interface Shop {
  readonly url: string;
  /** May look at tenant a, and do nothing there. */
  readonly viewer: TestTenant;
  close(): Promise<unknown>;
}

/**
 * Opens the office: tenant a sells rings (SKU R-1, 50.00 EUR, five of them there), tenant b nothing; the owner of a is a
 * member of b too.
 */
export async function openShop(database: TestDatabase, a: TestTenant, b: TestTenant): Promise<Shop> {
  const owner = { tenant: a.id, user: a.ownerId, role: 'erp_app' } as const;
  await warehouses.create(database.knex, { tenant_id: a.id, is_default: true });
  await withTenant(database.knex, owner, async (trx) => {
    const productId = await call.products.createProduct(trx, {
      sku: 'R-1',
      name: 'Ring & Co',
      currencyCode: 'EUR',
      details: { retail_price: '50.00', status: 'publish' },
    });
    await call.products.receiveStock(trx, { productId, quantity: 5, key: 'first' });
  });
  const viewer = await addMember(database, a, 'viewer');
  await database
    .knex('sys_tenant_members')
    .insert({ tenant_id: b.id, user_id: a.ownerId, display_name: 'Guest' });
  const app = createApp(database.knex, () => readPeople(database.knex, [a.id, b.id]));
  const { port, server } = await new Promise<{ port: number; server: ReturnType<typeof serve> }>(
    (resolve) => {
      const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, (address: AddressInfo) =>
        resolve({ port: address.port, server }),
      );
    },
  );
  return {
    url: `http://127.0.0.1:${port}`,
    viewer,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
