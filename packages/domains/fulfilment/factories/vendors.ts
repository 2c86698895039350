import { officeTime } from '@erp/demo-world/roster';
import { staffWithRole } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { beforeStory, DAY, time } from '@erp/kit/moment';
import { businessPhone } from '@erp/kit/phones';
import { exampleEmail, streetLine, wordsOf } from '@erp/kit/words';
import { say } from '../demo/texts/words.ts';
import { VENDORS, vendorOf } from '../demo/vendor-list.ts';
import '../tables.ts';

/** Of whom a tenant buys. */
export const vendors = factory('vendors', {
  count: () => VENDORS,
  fixed: true,
  story: vendorOf,
  cells: {
    code: (vendor) => vendor.code,
    name: (vendor) => vendor.name,
    currency_code: (_vendor, _draw, tenant) => tenant.currency,
    contact_name: (vendor) => `${vendor.first} ${vendor.last}`,
    email: (vendor) => exampleEmail(vendor.first, vendor.last, vendor.number + 1),
    phone: (vendor, _draw, tenant) => businessPhone(tenant, 60 + vendor.number) ?? null,
    website: (vendor, _draw, tenant) => `https://${vendor.code.toLowerCase()}.${tenant.slug}.example.com`,
    address: (vendor, draw, tenant) =>
      streetLine(tenant, wordsOf(tenant).streets[vendor.number + 40] ?? '', draw.integer(1, 120)),
    city: (vendor) => vendor.city?.name ?? null,
    state: (vendor) => vendor.city?.state ?? null,
    postal_code: (vendor) => vendor.city?.postalCode ?? null,
    country: (_vendor, _draw, tenant) => tenant.country,
    is_active: (vendor) => vendor.active,
    notes: (vendor, _draw, tenant) => say(tenant, vendor.active ? null : 'Has given up business.'),
    created_by: (_vendor, _draw, tenant) => staffWithRole(tenant, 'manager'),
    updated_by: (_vendor, _draw, tenant) => staffWithRole(tenant, 'manager'),
    created_at: (_vendor, _draw, tenant) => time(beforeStory(tenant)),
    updated_at: (vendor, _draw, tenant) =>
      time(vendor.active ? beforeStory(tenant) : officeTime(tenant, tenant.since + 300 * DAY)),
  },
});
