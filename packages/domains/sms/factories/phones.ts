import type { DemoTenant } from '@erp/kit/demo-tenant';

/** Numbers at the beginning of the pool that are our own. */
const OWN = 10;

/** A number of ours, counted from 0. */
export function ownPhone(tenant: DemoTenant, number: number): string {
  return number < OWN ? poolNumber(tenant, number) : `+9991${String(number).padStart(10, '0')}`;
}

/**
 * The number that a contact, counted from 0, texts from: unique within the tenant at any scale, and nobody's. None of
 * the ranges that crm draws from, where two people may share a number; here a number is one contact.
 */
export function contactPhone(tenant: DemoTenant, number: number): string {
  return poolNumber(tenant, number + OWN);
}

function poolNumber(tenant: DemoTenant, place: number): string {
  const { prefixes, digits } = RANGES[tenant.country] ?? AMERICAN;
  const size = prefixes.length * 10 ** digits;
  // Behind the last number that is kept free for fiction: a country code that no country has.
  if (place >= size) return `+9990${String(place).padStart(10, '0')}`;
  const prefix = prefixes[place % prefixes.length];
  // A step that has no divisor in common with powers of ten visits every number once.
  const rest = (Math.floor(place / prefixes.length) * 37 + 11) % 10 ** digits;
  return `${prefix}${String(rest).padStart(digits, '0')}`;
}

interface Range {
  readonly prefixes: readonly string[];
  readonly digits: number;
}

const AMERICAN: Range = {
  prefixes: [
    ...[
      '201',
      '203',
      '205',
      '206',
      '207',
      '208',
      '209',
      '210',
      '213',
      '214',
      '215',
      '216',
      '217',
      '218',
      '219',
    ],
    ...[
      '224',
      '225',
      '228',
      '229',
      '231',
      '234',
      '239',
      '240',
      '248',
      '251',
      '252',
      '253',
      '254',
      '256',
      '260',
    ],
    ...[
      '262',
      '267',
      '269',
      '270',
      '276',
      '281',
      '301',
      '302',
      '304',
      '305',
      '307',
      '308',
      '309',
      '310',
      '313',
    ],
  ].map((area) => `+1${area}55501`),
  digits: 2,
};

/** What Ofcom, Bundesnetzagentur, ARCEP and the North American plan keep free for film and fiction. */
const RANGES: Readonly<Record<string, Range>> = {
  GB: {
    prefixes: [
      '+441134960',
      '+441144960',
      '+441154960',
      '+441164960',
      '+441174960',
      '+441184960',
      '+441214960',
    ],
    digits: 3,
  },
  DE: { prefixes: ['+496990009', '+494066969', '+492214710', '+498999998'], digits: 3 },
  FR: { prefixes: ['+3319900', '+3326191', '+3335301', '+3346571', '+3353649'], digits: 4 },
  US: AMERICAN,
};
