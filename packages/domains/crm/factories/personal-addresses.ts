import { personCount } from '@erp/demo-world/people';
import type { DemoTenant } from '@erp/kit/demo-tenant';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { addressesOf } from '../demo/address-book.ts';
import { personalKeys } from './personal-keys.ts';
import '../tables.ts';

/** Where customers live, and where some of them want their parcels. */
export const personalAddresses = factory('crm_personal_addresses', {
  count: personCount,
  story: (tenant: DemoTenant, number) => addressesOf(tenant, number),
  most: 2,
  rows: (addresses) => addresses,
  parents: { personal_key_id: () => personalKeys },
  cells: {
    personal_key_id: (address) => personalKeys.id(address.person),
    type: (address) => address.type,
    address_line1: (address) => address.line1,
    address_line2: (address) => address.line2,
    city: (address) => address.city.name,
    state: (address) => address.city.state,
    country: (_address, _draw, tenant) => tenant.country,
    postal_code: (address) => address.city.postalCode,
    is_default: (address) => address.type === 'primary',
    created_at: (address) => time(address.knownSince),
    updated_at: (address) => time(address.knownSince),
  },
});
