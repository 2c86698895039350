import { person } from '@erp/demo-world/people';
import { keyed } from '@erp/kit/draw';
import { type City, isHouseLast, wordsOf } from '@erp/kit/words';

export interface Address {
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
      line1: isHouseLast(tenant)
        ? `${draw.pick(words.streets)} ${draw.integer(1, 120)}`
        : `${draw.integer(1, 120)} ${draw.pick(words.streets)}`,
      line2: draw.chance(0.1) ? `${FLATS[tenant.country] ?? 'Apt'} ${draw.integer(1, 40)}` : null,
      city: type === 'primary' ? someone.city : draw.pick(words.cities),
    }));
  },
);

/** What a home in a house of many is called, by country. */
const FLATS: Readonly<Record<string, string>> = {
  DE: 'Wohnung',
  GB: 'Flat',
  GR: 'Διαμ.',
  US: 'Apt',
};
