import type { DemoTenant } from '@erp/kit/demo-tenant';
import { keyed } from '@erp/kit/draw';
import { factory } from '@erp/kit/factory';
import { time } from '@erp/kit/moment';
import { type City, wordsOf } from '@erp/kit/words';
import { person, personCount } from './people.ts';
import { personalKeys } from './personal-keys.ts';
import '../tables.ts';

interface Address {
  readonly person: number;
  readonly knownSince: number;
  readonly type: 'primary' | 'shipping';
  readonly line1: string;
  readonly line2: string | null;
  readonly city: City;
}

/** The addresses of a person: customers have one or two, others none. */
export const addressesOf = keyed(
  'crm_personal_addresses.addresses',
  (draw, tenant, number): readonly Address[] => {
    const someone = person(tenant, number);
    if (someone.customer === undefined) return [];
    const words = wordsOf(tenant);
    const several = draw.chance(0.2) ? (['primary', 'shipping'] as const) : (['primary'] as const);
    return several.map((type) => ({
      person: number,
      knownSince: someone.knownSince,
      type,
      line1:
        tenant.country === 'DE'
          ? `${draw.pick(words.streets)} ${draw.integer(1, 120)}`
          : `${draw.integer(1, 120)} ${draw.pick(words.streets)}`,
      line2: draw.chance(0.1) ? `App. ${draw.integer(1, 40)}` : null,
      city: type === 'primary' ? someone.city : draw.pick(words.cities),
    }));
  },
);

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
