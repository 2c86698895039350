import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { beforeStory, DAY, day, time } from '@erp/kit/moment';
import { businessPhone } from '@erp/kit/phones';
import { streetLine, wordsOf } from '@erp/kit/words';
import { brands } from './brands.ts';
import '../tables.ts';

/** Three places per tenant; the first one is the main store. */
export const stores = factory('sys_stores', {
  count: () => 3,
  fixed: true,
  story: (tenant, number) => {
    const { cities } = wordsOf(tenant);
    return { number, city: cities[(Math.abs(tenant.key) + number * 7) % cities.length] };
  },
  parents: { brand_id: () => brands },
  cells: {
    brand_id: brands.id(0),
    code: (store) => `store-${store.number + 1}`,
    name: (store) => `${store.city?.name ?? 'Store'} ${store.number + 1}`,
    address_line1: (store, draw, tenant) =>
      streetLine(tenant, wordsOf(tenant).streets[store.number] ?? '', draw.integer(1, 90)),
    city: (store) => store.city?.name ?? null,
    state: (store) => store.city?.state ?? null,
    country: (_store, _draw, tenant) => tenant.country,
    postal_code: (store) => store.city?.postalCode ?? null,
    phone: (store, _draw, tenant) => businessPhone(tenant, 10 + store.number) ?? null,
    email: (store, _draw, tenant) => `store-${store.number + 1}@${tenant.slug}.example.com`,
    is_headquarters: (store) => store.number === 0,
    manager_user_id: (_store, _draw, tenant) => staffWithRole(tenant, 'manager'),
    opening_date: (store, _draw, tenant) => day(tenant.since - (3 - store.number) * 400 * DAY),
    timezone: (_store, _draw, tenant) => tenant.timezone,
    created_by: (_store, _draw, tenant) => staffWithRole(tenant, 'owner'),
    updated_by: (_store, _draw, tenant) => staffWithRole(tenant, 'owner'),
    created_at: (_store, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (_store, _draw, tenant) => time(beforeStory(tenant)),
  },
});
