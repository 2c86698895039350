import { contactsOf } from '@erp/crm/demo';
import { type DemoTenant, perTenant } from '@erp/kit/demo-tenant';

/**
 * The numbers that contacts of a tenant have so far. It holds who has a number and nothing of the others, so that it is
 * never larger than what is free in the country, whatever the scale.
 */
interface AssignedPhones {
  /** By the number of the contact. */
  readonly phones: Map<number, string>;
  readonly taken: Set<string>;
  /** Contacts that have had their turn. */
  asked: number;
  /** How many were taken from our own ranges. */
  own: number;
}

/**
 * The telephone number of a contact, unlike that of any other of the tenant: the one that crm has, where nobody before has
 * it, else one from further ranges that are kept free for film and fiction.
 *
 * @param personOf number of the person behind a contact.
 * @returns undefined when all numbers of the country are taken: it can have no more contacts.
 */
export function contactPhone(
  tenant: DemoTenant,
  number: number,
  personOf: (tenant: DemoTenant, number: number) => number | undefined,
): string | undefined {
  const assigned = assignedPhonesOf(tenant);
  // Some thousand numbers at most are free in a country, so that going through those before is cheap.
  while (assigned.asked <= number) {
    const person = personOf(tenant, assigned.asked);
    const known =
      person === undefined
        ? undefined
        : contactsOf(tenant, person).find((contact) => contact.type === 'phone')?.value;
    let phone = known === undefined || assigned.taken.has(known) ? undefined : known;
    while (phone === undefined && assigned.own < capacityOf(tenant)) {
      const next = fromRanges(tenant, assigned.own);
      assigned.own += 1;
      if (!assigned.taken.has(next)) phone = next;
    }
    if (phone !== undefined) {
      assigned.taken.add(phone);
      assigned.phones.set(assigned.asked, phone);
    }
    assigned.asked += 1;
  }
  return assigned.phones.get(number);
}

/** A number of the tenant itself, counted from 0, below 10. */
export function ownPhone(tenant: DemoTenant, index: number): string {
  const { prefix, digits } = rangesOf(tenant)[0] as Range;
  return `${prefix}${String(index).padStart(digits, '0')}`;
}

const assignedPhonesOf = perTenant((tenant): AssignedPhones => {
  const own = Array.from({ length: 10 }, (_, index) => ownPhone(tenant, index));
  return { phones: new Map(), taken: new Set(own), asked: 0, own: 0 };
});

interface Range {
  readonly prefix: string;
  readonly digits: number;
}

function fromRanges(tenant: DemoTenant, index: number): string {
  let left = index;
  for (const { prefix, digits } of rangesOf(tenant)) {
    const size = 10 ** digits;
    if (left < size) return `${prefix}${String(left).padStart(digits, '0')}`;
    left -= size;
  }
  throw new RangeError(`There are ${capacityOf(tenant)} numbers for contacts of ${tenant.slug}.`);
}

function capacityOf(tenant: DemoTenant): number {
  return rangesOf(tenant).reduce((sum, { digits }) => sum + 10 ** digits, 0);
}

/**
 * Further ranges of the lists that `fictionalPhone` of @erp/kit/words names: Ofcom's of eleven cities, the German ones of
 * Cologne, Frankfurt, Hamburg and Munich, ARCEP's of the five zones; crm draws from others first.
 */
function rangesOf({ country }: DemoTenant): readonly Range[] {
  return RANGES[country] ?? AMERICAN;
}

const range = (digits: number) => (prefix: string) => ({ prefix, digits });

/** 555-0100 to 555-0199 belong to nobody in any area. */
const AMERICAN = Array.from({ length: 720 }, (_, index) => {
  const area = `${2 + Math.floor(index / 90)}${Math.floor(index / 10) % 9}${index % 10}`;
  return { prefix: `+1${area}55501`, digits: 2 };
});

const RANGES: Record<string, readonly Range[]> = {
  GB: [
    '+44113496',
    '+44114496',
    '+44115496',
    '+44116496',
    '+44117496',
    '+44118496',
    '+44121496',
    '+44131496',
    '+44141496',
    '+44151496',
    '+44161496',
  ].map((prefix) => ({ prefix: `${prefix}0`, digits: 3 })),
  DE: ['+492214710', '+496990009', '+494066969', '+498999998'].map(range(3)),
  FR: ['+3319900', '+3326191', '+3335301', '+3346571', '+3353649'].map(range(4)),
};
