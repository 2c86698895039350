import { testFactory } from '@erp/kit/test-factory';
import { brands as demoBrands } from './factories/brands.ts';
import { stores as demoStores } from './factories/stores.ts';

/** Names under which a tenant sells. */
export const brands = testFactory(demoBrands, { columns: ['code', 'name'] });

/** Places where a brand sells. */
export const stores = testFactory(demoStores, {
  columns: ['code', 'name'],
  parents: { brand_id: () => brands },
  traits: { headquarters: { is_headquarters: true } },
});
